#include "service/api/UserHandlers.h"

#include "service/api/Fields.h"
#include "service/api/Idempotency.h"
#include "service/api/Paging.h"
#include "service/store/Store.h"
#include "service/store/UserRepository.h"

namespace slipway {

namespace {

constexpr auto signedInFor = std::chrono::hours(12);
constexpr int failuresPerName = 5;
constexpr int failuresPerPeer = 50;
constexpr auto forgivenEvery = std::chrono::seconds(30);

Response tooOften(Duration wait)
{
    const qint64 seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
    Response response = Response::problem({Problem::Kind::TooOften,
                                           QStringLiteral("Too many sign-ins have failed"),
                                           {},
                                           QStringLiteral("Try again in %1 s.").arg(seconds)});
    return std::move(response).with("Retry-After", QByteArray::number(seconds));
}

} // namespace

UserHandlers::UserHandlers(Store &store, std::atomic<qint64> &refusedSignIns)
    : m_store(store),
      m_refused(refusedSignIns),
      m_perName(store.clock(), failuresPerName, forgivenEvery),
      m_perPeer(store.clock(), failuresPerPeer, forgivenEvery)
{
}

void UserHandlers::addTo(Router &router)
{
    using Work = Router::Work;
    router.add("signIn", Work::SignsIn, [this](const Request &r) { return signIn(r); });
    router.add("listUsers", Work::Reads, [this](const Request &r) { return list(r); });
    router.add("addUser", Work::Blocks, [this](const Request &r) { return add(r); });
    router.add("issueToken", Work::Blocks, [this](const Request &r) { return issueToken(r); });
    router.add("listTokens", Work::Reads, [this](const Request &r) { return tokens(r); });
    router.add("revokeToken", Work::Blocks, [this](const Request &r) { return revokeToken(r); });
}

Result<Response> UserHandlers::signIn(const Request &request)
{
    const auto body = fieldsOf(request, {"name", "password"});
    if (!body)
        return Failure(body.error());
    const auto name = requiredText(*body, "name");
    const auto password = requiredText(*body, "password");
    if (!name || !password)
        return Failure(name ? password.error() : name.error());
    const QString peer = QString::fromLatin1(request.peer);
    for (const auto &wait : {m_perPeer.attempt(peer), m_perName.attempt(*name)}) {
        if (wait)
            return tooOften(*wait);
    }
    const auto user = m_store.read(
        [&](Reader &reader) { return UserRepository::verifyPassword(reader, *name, *password); });
    if (!user) {
        m_refused.fetch_add(1, std::memory_order_relaxed);
        return Failure(user.error());
    }
    m_perName.succeeded(*name);
    m_perPeer.succeeded(peer);
    const auto answer = m_store.write([&](Transaction &transaction) -> Result<QJsonObject> {
        const Instant expires = transaction.now() + signedInFor;
        const auto token = UserRepository::issueToken(transaction, user->name, user->name,
                                                      QStringLiteral("sign-in from %1").arg(peer), expires);
        if (!token)
            return Failure(token.error());
        return QJsonObject{{QStringLiteral("user"), user->toJson()},
                           {QStringLiteral("token"), QString::fromLatin1(*token)},
                           {QStringLiteral("expires"), toText(expires)}};
    });
    if (!answer)
        return Failure(answer.error());
    return Response::json(*answer, 201);
}

Result<Response> UserHandlers::list(const Request &request) const
{
    const auto page = pageRequest(request);
    if (!page)
        return Failure(page.error());
    const auto users = m_store.read([&](Reader &reader) { return UserRepository::list(reader, *page); });
    if (!users)
        return Failure(users.error());
    QJsonArray items;
    for (const User &user : users->items)
        items.append(user.toJson());
    return pageOf(items, users->next);
}

Result<Response> UserHandlers::add(const Request &request) const
{
    const auto body = fieldsOf(request, {"name", "role", "customer", "password"});
    if (!body)
        return Failure(body.error());
    const auto name = requiredText(*body, "name");
    const auto roleName = requiredText(*body, "role");
    if (!name || !roleName)
        return Failure(name ? roleName.error() : name.error());
    const auto role = roleFromText(*roleName);
    if (!role)
        return Failure(role.error().at(QStringLiteral("/role")));
    User user;
    user.name = *name;
    user.role = *role;
    user.customer = body->value(QStringLiteral("customer")).toString();
    QString hash;
    if (body->contains(QStringLiteral("password"))) {
        auto hashed = UserRepository::hashOfPassword(body->value(QStringLiteral("password")).toString());
        if (!hashed)
            return Failure(hashed.error());
        hash = std::move(*hashed);
    }
    return m_store.write([&](Transaction &transaction) -> Result<Response> {
        auto added = UserRepository::add(transaction, request.principal.name, user);
        if (!added)
            return Failure(added.error());
        if (!hash.isEmpty()) {
            if (auto set = UserRepository::setPassword(transaction, request.principal.name, user.name, hash);
                !set)
                return Failure(set.error());
            added->hasPassword = true;
        }
        Response response = Response::json(added->toJson(), 201);
        if (request.idempotencyKey) {
            if (auto kept = Idempotency::keep(transaction, *request.idempotencyKey, response); !kept)
                return Failure(kept.error());
        }
        return response;
    });
}

Result<Response> UserHandlers::issueToken(const Request &request) const
{
    const auto body = fieldsOf(request, {"label", "expires"});
    if (!body)
        return Failure(body.error());
    std::optional<Instant> expires;
    if (const QString at = body->value(QStringLiteral("expires")).toString(); !at.isEmpty()) {
        const auto time = instantFromText(at);
        if (!time)
            return Failure(time.error().at(QStringLiteral("/expires")));
        expires = *time;
    }
    const QString name = request.parameter("name");
    const auto token = m_store.write([&](Transaction &transaction) {
        return UserRepository::issueToken(transaction, request.principal.name, name,
                                          body->value(QStringLiteral("label")).toString(), expires);
    });
    if (!token)
        return Failure(token.error());
    const QJsonObject answer{
        {QStringLiteral("user"), name},
        {QStringLiteral("token"), QString::fromLatin1(*token)},
        {QStringLiteral("expires"), expires ? QJsonValue(toText(*expires)) : QJsonValue(QJsonValue::Null)}};
    return Response::json(answer, 201);
}

Result<Response> UserHandlers::tokens(const Request &request) const
{
    const auto tokens = m_store.read([&](Reader &reader) -> Result<std::vector<Token>> {
        const QString name = request.parameter("name");
        if (const auto user = UserRepository::find(reader, name); !user)
            return Failure(user.error());
        return UserRepository::tokens(reader, name);
    });
    if (!tokens)
        return Failure(tokens.error());
    QJsonArray items;
    for (const Token &token : *tokens)
        items.append(token.toJson());
    return pageOf(items, {});
}

Result<Response> UserHandlers::revokeToken(const Request &request) const
{
    const auto id = idParameter(request, "id");
    if (!id)
        return Failure(id.error());
    const auto written = m_store.write([&](Transaction &transaction) -> Result<void> {
        const auto tokens = UserRepository::tokens(transaction, request.parameter("name"));
        if (!tokens)
            return Failure(tokens.error());
        const bool isTheirs =
            std::any_of(tokens->begin(), tokens->end(), [&](const Token &token) { return token.id == *id; });
        if (!isTheirs) {
            return fail(Problem::Kind::NotFound,
                        QStringLiteral("%1 has no token %2").arg(request.parameter("name")).arg(*id));
        }
        return UserRepository::revokeToken(transaction, request.principal.name, *id);
    });
    if (!written)
        return Failure(written.error());
    return Response::empty();
}

} // namespace slipway
