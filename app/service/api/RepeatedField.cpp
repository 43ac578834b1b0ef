#include "service/api/RepeatedField.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>
#include <vector>

namespace slipway {

namespace {

// Escaped or not, the same name is the same field.
QString textOf(QByteArrayView quoted)
{
    if (!quoted.contains('\\'))
        return QString::fromUtf8(quoted.sliced(1, quoted.size() - 2));
    return QJsonDocument::fromJson('[' + quoted.toByteArray() + ']').array().at(0).toString();
}

qsizetype endOfText(QByteArrayView json, qsizetype begin)
{
    qsizetype place = begin + 1;
    while (place < json.size() && json[place] != '"')
        place += json[place] == '\\' ? 2 : 1;
    return std::min(place + 1, json.size());
}

struct Level
{
    bool isObject = false;
    bool awaitsName = false;
    QSet<QString> names;
    QString name;     // the field we are in
    int position = 0; // the item we are in
};

QString pointerOf(const std::vector<Level> &levels)
{
    QString pointer;
    for (const Level &level : levels)
        pointer += QLatin1Char('/') + (level.isObject ? level.name : QString::number(level.position));
    return pointer;
}

} // namespace

std::optional<QString> repeatedField(QByteArrayView json)
{
    std::vector<Level> levels;
    for (qsizetype place = 0; place < json.size(); ++place) {
        const char byte = json[place];
        if (byte == '{' || byte == '[') {
            levels.push_back({byte == '{', byte == '{', {}, {}, 0});
        } else if ((byte == '}' || byte == ']') && !levels.empty()) {
            levels.pop_back();
        } else if (byte == ',' && !levels.empty()) {
            levels.back().awaitsName = levels.back().isObject;
            ++levels.back().position;
        } else if (byte == '"') {
            const qsizetype end = endOfText(json, place);
            if (!levels.empty() && levels.back().awaitsName) {
                Level &level = levels.back();
                level.awaitsName = false;
                level.name = textOf(json.sliced(place, end - place));
                if (level.names.contains(level.name))
                    return pointerOf(levels);
                level.names.insert(level.name);
            }
            place = end - 1;
        }
    }
    return std::nullopt;
}

} // namespace slipway
