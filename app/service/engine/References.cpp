#include "service/engine/References.h"

#include "domain/Json.h"
#include "service/engine/YamlReader.h"

#include <optional>
#include <vector>

namespace slipway {

namespace {

// A text cut into plain pieces and references; an unclosed ${ is a reference with nothing behind it.
struct Piece
{
    bool isReference = false;
    QString text;
};

std::vector<Piece> piecesOf(const QString &text)
{
    std::vector<Piece> pieces;
    QString plain;
    for (qsizetype i = 0; i < text.size();) {
        const QStringView rest = QStringView(text).mid(i);
        if (rest.startsWith(QLatin1String("$${"))) {
            plain += QLatin1String("${");
            i += 3;
        } else if (rest.startsWith(QLatin1String("${"))) {
            if (!plain.isEmpty())
                pieces.push_back({false, std::exchange(plain, {})});
            const qsizetype end = text.indexOf(QLatin1Char('}'), i);
            const qsizetype stop = end < 0 ? text.size() : end;
            pieces.push_back({true, text.mid(i + 2, stop - i - 2).trimmed()});
            i = stop + 1;
        } else {
            plain += text.at(i++);
        }
    }
    if (!plain.isEmpty())
        pieces.push_back({false, plain});
    return pieces;
}

std::optional<QJsonValue> lookUp(const QJsonObject &data, const QString &reference)
{
    QJsonValue value = data;
    const QStringList path = reference.split(QLatin1Char('.'));
    for (const QString &name : path) {
        if (value.isArray()) {
            bool isIndex = false;
            const int index = name.toInt(&isIndex);
            value = isIndex ? value.toArray().at(index) : QJsonValue(QJsonValue::Undefined);
        } else {
            value = value.toObject().value(name);
        }
        if (value.isUndefined())
            return std::nullopt;
    }
    return value;
}

QString asText(const QJsonValue &value)
{
    if (value.isObject())
        return QString::fromUtf8(toBytes(value.toObject()));
    if (value.isArray())
        return QString::fromUtf8(toBytes(value.toArray()));
    return value.toVariant().toString();
}

Result<QJsonValue> resolveText(const QString &text, const QJsonObject &data)
{
    const std::vector<Piece> pieces = piecesOf(text);
    if (pieces.size() == 1 && pieces.front().isReference)
        return lookUp(data, pieces.front().text).value_or(QJsonValue(QJsonValue::Null));
    QString whole;
    for (const Piece &piece : pieces) {
        if (!piece.isReference) {
            whole += piece.text;
            continue;
        }
        const auto value = lookUp(data, piece.text);
        if (!value || value->isNull()) {
            return fail(Problem::Kind::Invalid, QStringLiteral("${%1} has no value").arg(piece.text),
                        QStringLiteral("Look at the step that should have given it."));
        }
        whole += asText(*value);
    }
    return QJsonValue(whole);
}

Result<QJsonValue> resolve(const QJsonValue &value, const QJsonObject &data)
{
    if (value.isString())
        return resolveText(value.toString(), data);
    if (value.isArray()) {
        QJsonArray list;
        for (const QJsonValue &item : value.toArray()) {
            auto resolved = resolve(item, data);
            if (!resolved)
                return resolved;
            list.append(*resolved);
        }
        return QJsonValue(list);
    }
    if (value.isObject()) {
        const auto resolved = resolveReferences(value.toObject(), data);
        if (!resolved)
            return Failure(resolved.error());
        return QJsonValue(*resolved);
    }
    return value;
}

// The text again, a plain ${ escaped.
QString textOf(const std::vector<Piece> &pieces, const std::function<QString(const QString &)> &name)
{
    QString text;
    for (const Piece &piece : pieces) {
        if (piece.isReference)
            text += QStringLiteral("${%1}").arg(name(piece.text));
        else
            text += QString(piece.text).replace(QStringLiteral("${"), QStringLiteral("$${"));
    }
    return text;
}

QJsonValue withReferences(const QJsonValue &value, const std::function<QString(const QString &)> &name)
{
    if (value.isString())
        return textOf(piecesOf(value.toString()), name);
    if (value.isArray()) {
        QJsonArray list;
        for (const QJsonValue &item : value.toArray())
            list.append(withReferences(item, name));
        return list;
    }
    return value.isObject() ? QJsonValue(slipway::withReferences(value.toObject(), name)) : value;
}

} // namespace

void visitReferences(const QJsonValue &value, const QString &pointer, const ReferenceVisitor &visit)
{
    if (value.isString()) {
        for (const Piece &piece : piecesOf(value.toString())) {
            if (piece.isReference)
                visit(pointer, piece.text);
        }
    } else if (value.isArray()) {
        const QJsonArray list = value.toArray();
        for (qsizetype i = 0; i < list.size(); ++i)
            visitReferences(list.at(i), QStringLiteral("%1/%2").arg(pointer).arg(i), visit);
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto member = object.begin(); member != object.end(); ++member)
            visitReferences(member.value(), pointer + QLatin1Char('/') + pointerToken(member.key()), visit);
    }
}

QJsonObject withReferences(const QJsonObject &with, const std::function<QString(const QString &)> &name)
{
    QJsonObject object;
    for (auto member = with.begin(); member != with.end(); ++member)
        object.insert(member.key(), withReferences(member.value(), name));
    return object;
}

Result<QJsonObject> resolveReferences(const QJsonObject &with, const QJsonObject &data)
{
    QJsonObject object;
    for (auto member = with.begin(); member != with.end(); ++member) {
        auto value = resolve(member.value(), data);
        if (!value)
            return Failure(value.error().at(member.key()));
        object.insert(member.key(), *value);
    }
    return object;
}

} // namespace slipway
