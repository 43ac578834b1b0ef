// A request and its answer as everything but the HTTP server sees them: plain values, no Beast.
#pragma once
#include "domain/Problem.h"
#include "domain/Roles.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace slipway {

// Who speaks: made from the token, once a request.
struct Principal
{
    qint64 userId = 0;
    QString name;
    Role role = Role::Customer;
    QString customer; // slug; only of a customer's token, which sees nothing else

    bool operator==(const Principal &) const = default;
    bool isCustomer() const { return role == Role::Customer; }
    // What it may see: staff everything, a customer what is theirs.
    bool sees(const QString &customerSlug) const { return !isCustomer() || customer == customerSlug; }
};

// The key of a request that must have its effect once only.
struct IdempotencyKey
{
    QString principal;
    QString key;
    Secret secret = Secret::None; // of the route

    bool operator==(const IdempotencyKey &other) const
    {
        return principal == other.principal && key == other.key;
    }
    bool operator<(const IdempotencyKey &other) const
    {
        return principal == other.principal ? key < other.key : principal < other.principal;
    }
};

struct Request
{
    QByteArray method;
    QByteArray path;                                        // as sent, without the query
    QByteArray query;                                       // as sent, without the question mark
    std::vector<std::pair<QByteArray, QByteArray>> headers; // names in lower case
    QByteArray body;
    QByteArray peer;                          // numeric address
    std::map<QByteArray, QString> parameters; // of the path: {"id", "214"}
    Principal principal;
    // Set while a handler works: whoever writes in one transaction keeps the answer there too.
    std::optional<IdempotencyKey> idempotencyKey;

    QByteArray header(const char *lowerCaseName) const; // the first, or empty
    QString parameter(const char *name) const;
    // The decoded value, empty where it isn't given; the last one wins.
    QString argument(const char *name) const;
    // The body as one JSON object, no field of it named twice; an empty body is {}.
    Result<QJsonObject> object() const;
};

struct Response
{
    int status = 200;
    QByteArray type = "application/json";
    QByteArray body;
    std::vector<std::pair<QByteArray, QByteArray>> headers;

    static Response json(const QJsonObject &object, int status = 200);
    static Response problem(const Problem &problem);
    static Response empty(); // done, and there is nothing to say
    static Response bytes(QByteArray body, const char *type);
    Response &&with(const char *name, QByteArray value) &&;
};

// "%41" → "A"; plus signs are blanks in queries only. Nothing for a broken escape, a NUL or bad UTF-8.
std::optional<QString> percentDecoded(QByteArrayView text, bool plusIsBlank);

} // namespace slipway
