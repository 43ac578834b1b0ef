#include "domain/Json.h"

#include <QJsonDocument>
#include <QStringList>

namespace slipway {

QByteArray toBytes(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray toBytes(const QJsonArray &array)
{
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

Result<QJsonObject> objectFromBytes(const QByteArray &bytes, const QString &what)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError) {
        return fail(
            Problem::Kind::Malformed, QStringLiteral("%1 is not JSON: %2").arg(what, error.errorString()),
            QStringLiteral("Send one JSON object in UTF-8."), QStringLiteral("byte %1").arg(error.offset));
    }
    if (!document.isObject()) {
        return fail(Problem::Kind::Malformed, QStringLiteral("%1 is JSON but not an object").arg(what),
                    QStringLiteral("Send one JSON object in UTF-8."));
    }
    return document.object();
}

QJsonArray toJson(const QStringList &list)
{
    return QJsonArray::fromStringList(list);
}

QStringList stringsFromJson(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue &item : value.toArray())
        list.append(item.toString());
    return list;
}

} // namespace slipway
