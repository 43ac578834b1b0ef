#include "service/api/Request.h"

#include "domain/Json.h"
#include "domain/PlainText.h"
#include "service/api/RepeatedField.h"

#include <QJsonDocument>

namespace slipway {

namespace {

int hexDigit(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    return -1;
}

} // namespace

std::optional<QString> percentDecoded(QByteArrayView text, bool plusIsBlank)
{
    QByteArray bytes;
    bytes.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        char byte = text[i];
        if (byte == '%') {
            const int high = i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hexDigit(text[i + 2]) : -1;
            if (high < 0 || low < 0)
                return std::nullopt;
            byte = static_cast<char>(high * 16 + low);
            i += 2;
        } else if (byte == '+' && plusIsBlank) {
            byte = ' ';
        }
        bytes.append(byte);
    }
    return plainText(bytes);
}

QByteArray Request::header(const char *lowerCaseName) const
{
    for (const auto &[name, value] : headers) {
        if (name == lowerCaseName)
            return value;
    }
    return {};
}

QString Request::parameter(const char *name) const
{
    const auto found = parameters.find(name);
    return found == parameters.end() ? QString() : found->second;
}

QString Request::argument(const char *name) const
{
    QString value;
    for (const QByteArray &pair : query.split('&')) {
        const qsizetype equals = pair.indexOf('=');
        const QByteArrayView key = QByteArrayView(pair).first(equals < 0 ? pair.size() : equals);
        if (key == QByteArrayView(name))
            value = equals < 0
                        ? QString()
                        : percentDecoded(QByteArrayView(pair).sliced(equals + 1), true).value_or(QString());
    }
    return value;
}

Result<QJsonObject> Request::object() const
{
    if (body.isEmpty())
        return QJsonObject();
    auto object = objectFromBytes(body, QStringLiteral("The request's body"));
    if (!object)
        return object;
    if (const auto twice = repeatedField(body)) {
        return fail(Problem::Kind::Malformed,
                    QStringLiteral("The request's body names \"%1\" twice").arg(twice->mid(1).left(60)),
                    QStringLiteral("Name it once: which of both counts can't be told."), twice->left(200));
    }
    return object;
}

Response Response::json(const QJsonObject &object, int status)
{
    Response response;
    response.status = status;
    response.body = toBytes(object);
    return response;
}

Response Response::empty()
{
    Response response;
    response.status = 204;
    return response;
}

Response Response::problem(const Problem &problem)
{
    Response response;
    response.status = problem.status();
    response.type = "application/problem+json";
    response.body = toBytes(problem.toJson());
    return response;
}

Response Response::bytes(QByteArray body, const char *type)
{
    Response response;
    response.type = type;
    response.body = std::move(body);
    return response;
}

Response &&Response::with(const char *name, QByteArray value) &&
{
    headers.emplace_back(name, std::move(value));
    return std::move(*this);
}

} // namespace slipway
