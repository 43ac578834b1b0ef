#include "service/api/Idempotency.h"

#include "domain/Json.h"
#include "service/api/Authenticator.h"
#include "service/store/Store.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

#include <algorithm>

namespace slipway {

namespace {

constexpr auto keptFor = std::chrono::hours(7 * 24);

QString fingerprint(const IdempotencyKey &key, const Request &request)
{
    QByteArray bytes;
    for (const QByteArray &part : {request.method, request.path, request.query, request.body})
        bytes += QByteArray::number(part.size()) + ':' + part;
    // A plain hash of a body with a password would let whoever has a backup try passwords by the million.
    // With the asker's token in it there is nothing to try: the store doesn't hold tokens.
    const QByteArray hash = key.secret == Secret::Body
                                ? QMessageAuthenticationCode::hash(bytes, Authenticator::tokenOf(request),
                                                                   QCryptographicHash::Sha256)
                                : QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toHex());
}

struct Kept
{
    QString hash;
    bool answered = false;
    bool isSecret = false;
    Response response;
};

Kept keptOf(const Row &row)
{
    Kept kept;
    kept.hash = row.text("request_hash");
    kept.answered = !row.value("status").isNull();
    kept.isSecret = row.integer("secret") != 0;
    kept.response.status = static_cast<int>(row.integer("status"));
    kept.response.type = row.text("content_type").toLatin1();
    kept.response.body = row.text("answer").toUtf8();
    const QJsonObject headers = row.object("headers");
    for (auto it = headers.begin(); it != headers.end(); ++it)
        kept.response.headers.emplace_back(it.key().toLatin1(), it.value().toString().toLatin1());
    return kept;
}

Failure shownOnce()
{
    return fail(
        Problem::Kind::Conflict,
        QStringLiteral("This was done already; the token in its answer was shown once and isn't kept"),
        QStringLiteral("If it didn't reach you, revoke that token and issue another with a new key."),
        QStringLiteral("Idempotency-Key"));
}

} // namespace

Idempotency::Idempotency(Store &store) : m_store(store) {}

bool Idempotency::isValid(const QByteArray &key)
{
    return !key.isEmpty() && key.size() <= 128 &&
           std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

Result<std::optional<Response>> Idempotency::begin(const IdempotencyKey &key, const Request &request,
                                                   CutShort cutShort)
{
    const QString hash = fingerprint(key, request);
    std::optional<Kept> earlier;
    const auto written = m_store.write([&](Transaction &transaction) -> Result<void> {
        earlier.reset();
        const auto rows = transaction.execute(
            QStringLiteral("INSERT INTO idempotency (principal, request_key, request_hash, at) "
                           "VALUES (?, ?, ?, ?) ON CONFLICT (principal, request_key) DO NOTHING"),
            {key.principal, key.key, hash, toText(transaction.now())});
        if (!rows)
            return Failure(rows.error());
        if (*rows == 1)
            return {};
        return transaction.query(
            QStringLiteral(
                "SELECT request_hash, status, secret, content_type, headers, answer FROM idempotency "
                "WHERE principal = ? AND request_key = ?"),
            {key.principal, key.key}, [&](const Row &row) -> Result<void> {
                earlier = keptOf(row);
                return {};
            });
    });
    if (!written)
        return Failure(written.error());
    const std::lock_guard lock(m_mutex);
    if (!earlier) {
        m_underWay.insert(key);
        return std::nullopt;
    }
    if (earlier->hash != hash) {
        return fail(
            Problem::Kind::Invalid, QStringLiteral("This Idempotency-Key was used for another request"),
            QStringLiteral("Use a new key for every new request."), QStringLiteral("Idempotency-Key"));
    }
    if (earlier->answered && earlier->isSecret)
        return shownOnce();
    if (earlier->answered)
        return std::move(earlier->response).with("Idempotency-Replayed", "true");
    if (m_underWay.contains(key)) {
        return fail(Problem::Kind::Conflict,
                    QStringLiteral("The first request with this key is still worked on"),
                    QStringLiteral("Ask again in a moment."), QStringLiteral("Idempotency-Key"));
    }
    if (cutShort == CutShort::BeginsAgain) {
        m_underWay.insert(key);
        return std::nullopt;
    }
    return fail(
        Problem::Kind::Conflict,
        QStringLiteral("The service ended while it worked on the first request with this key; whether "
                       "it had its effect is not known"),
        QStringLiteral("Look whether it is there, and repeat with a new key if it is not."),
        QStringLiteral("Idempotency-Key"));
}

bool Idempotency::isUnderWay(const IdempotencyKey &key)
{
    const std::lock_guard lock(m_mutex);
    return m_underWay.contains(key);
}

Result<void> Idempotency::keep(Transaction &transaction, const IdempotencyKey &key, const Response &response)
{
    const bool isSecret = key.secret == Secret::Answer;
    QJsonObject headers;
    for (const auto &[name, value] : response.headers)
        headers.insert(QString::fromLatin1(name), QString::fromLatin1(value));
    const auto rows = transaction.execute(
        QStringLiteral("UPDATE idempotency SET status = ?, secret = ?, content_type = ?, headers = ?, "
                       "answer = ? WHERE principal = ? AND request_key = ?"),
        {response.status, isSecret ? 1 : 0, QString::fromLatin1(response.type),
         isSecret ? QVariant() : QVariant(QString::fromUtf8(toBytes(headers))),
         isSecret ? QVariant() : QVariant(QString::fromUtf8(response.body)), key.principal, key.key});
    return rows ? Result<void>() : Failure(rows.error());
}

Result<void> Idempotency::finish(const IdempotencyKey &key, const Response &response)
{
    const bool success = response.status < 300;
    const auto written = m_store.write([&](Transaction &transaction) -> Result<void> {
        if (success)
            return keep(transaction, key, response);
        const auto rows =
            transaction.execute(QStringLiteral("DELETE FROM idempotency WHERE principal = ? AND "
                                               "request_key = ? AND status IS NULL"),
                                {key.principal, key.key});
        return rows ? Result<void>() : Failure(rows.error());
    });
    const std::lock_guard lock(m_mutex);
    m_underWay.erase(key);
    return written;
}

Result<void> Idempotency::forgetOld()
{
    return m_store.write(
        [&](Transaction &transaction) -> Result<void> {
            const auto rows = transaction.execute(QStringLiteral("DELETE FROM idempotency WHERE at < ?"),
                                                  {toText(transaction.now() - keptFor)});
            return rows ? Result<void>() : Failure(rows.error());
        },
        Store::Priority::Bulk);
}

} // namespace slipway
