#include "service/api/Fields.h"

#include <algorithm>
#include <array>

namespace slipway {

namespace {

// Fields that are text wherever they stand.
constexpr std::array texts{
    "application", "pipeline",    "at",       "as",       "step",   "note",        "reason",      "name",
    "customer",    "slug",        "password", "role",     "yaml",   "source",      "environment", "label",
    "expires",     "address",     "user",     "host_key", "secret", "private_key", "value",       "host",
    "security",    "certificate", "folder",   "move_to",  "person", "begins",      "ends",        "with",
    "with_begins", "with_ends",   "url",      "token",    "method", "mail",        "title"};

bool isText(const QString &field)
{
    return std::any_of(texts.begin(), texts.end(),
                       [&field](const char *name) { return field == QLatin1String(name); });
}

} // namespace

QByteArray mediaType(const Request &request)
{
    return request.header("content-type").split(';').at(0).trimmed().toLower();
}

Result<QJsonObject> fieldsOf(const Request &request, std::initializer_list<const char *> known)
{
    return fieldsOf(request, std::span(known.begin(), known.size()));
}

Result<QJsonObject> fieldsOf(const Request &request, std::span<const char *const> known)
{
    const QByteArray type = mediaType(request);
    if (!request.body.isEmpty() && !type.isEmpty() && type != "application/json") {
        return fail(Problem::Kind::UnsupportedMediaType,
                    QStringLiteral("The body is %1").arg(QString::fromLatin1(type.left(60))),
                    QStringLiteral("Send application/json."), QStringLiteral("Content-Type"));
    }
    auto object = request.object();
    if (!object)
        return object;
    for (auto it = object->begin(); it != object->end(); ++it) {
        const bool isKnown = std::any_of(known.begin(), known.end(),
                                         [&it](const char *name) { return it.key() == QLatin1String(name); });
        if (!isKnown) {
            QStringList names;
            for (const char *name : known)
                names.append(QLatin1String(name));
            return fail(Problem::Kind::Invalid,
                        QStringLiteral("\"%1\" is not a field of this").arg(it.key().left(60)),
                        QStringLiteral("Known: %1.").arg(names.join(QStringLiteral(", "))),
                        QLatin1Char('/') + it.key().left(60));
        }
        if (isText(it.key()) && !it.value().isString())
            return wrongType(it.key().toLatin1().constData(), "text");
    }
    return object;
}

Failure missing(const char *field)
{
    return fail(Problem::Kind::Invalid, QStringLiteral("\"%1\" is missing").arg(QLatin1String(field)),
                QStringLiteral("Give it in the body."), QLatin1Char('/') + QLatin1String(field));
}

Failure wrongType(const char *field, const char *expected)
{
    return fail(Problem::Kind::Invalid,
                QStringLiteral("\"%1\" must be %2").arg(QLatin1String(field), QLatin1String(expected)), {},
                QLatin1Char('/') + QLatin1String(field));
}

Result<QString> requiredText(const QJsonObject &body, const char *field)
{
    const QString text = body.value(QLatin1String(field)).toString();
    if (text.trimmed().isEmpty())
        return missing(field);
    return text;
}

Result<bool> switchOf(const QJsonObject &body)
{
    const QJsonValue on = body.value(QStringLiteral("on"));
    if (on.isUndefined())
        return missing("on");
    if (!on.isBool())
        return wrongType("on", "true or false");
    return on.toBool();
}

Result<Response> jsonOf(const Result<QJsonObject> &object, int status)
{
    if (!object)
        return Failure(object.error());
    return Response::json(*object, status);
}

} // namespace slipway
