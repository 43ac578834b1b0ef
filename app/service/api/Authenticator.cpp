#include "service/api/Authenticator.h"

#include "service/store/Store.h"
#include "service/store/UserRepository.h"

#include <algorithm>
#include <mutex>

namespace slipway {

namespace {

constexpr std::size_t mostKnown = 4096;
constexpr qsizetype longestToken = 256;
constexpr auto noteUseEvery = std::chrono::minutes(1);

Failure refused(const QString &what)
{
    return fail(
        Problem::Kind::Unauthenticated, what,
        QStringLiteral("Send \"Authorization: Bearer TOKEN\" with a valid token; slipwayctl finds its own "
                       "in client.json of the data folder."));
}

} // namespace

Authenticator::Authenticator(Store &store) : m_store(store), m_notes(1, 64)
{
    m_subscription = m_store.subscribe([this](const std::vector<Event> &events) {
        const bool concerned = std::any_of(events.begin(), events.end(), [](const Event &event) {
            return event.subject.startsWith(QLatin1String("user/"));
        });
        if (concerned)
            forget();
    });
}

Authenticator::~Authenticator()
{
    m_store.unsubscribe(m_subscription);
    m_notes.stop();
}

void Authenticator::forget()
{
    const std::unique_lock lock(m_mutex);
    ++m_generation;
    m_known.clear();
}

QByteArray Authenticator::tokenOf(const Request &request)
{
    const QByteArray header = request.header("authorization");
    if (header.size() < 8 || header.first(7).compare("bearer ", Qt::CaseInsensitive) != 0)
        return {};
    return header.sliced(7).trimmed();
}

Result<Principal> Authenticator::principalOf(const Request &request)
{
    const QByteArray token = tokenOf(request);
    if (token.isEmpty())
        return refused(QStringLiteral("The request carries no token"));
    return principalOf(token);
}

Result<Principal> Authenticator::principalOf(const QByteArray &token)
{
    if (token.size() > longestToken)
        return refused(QStringLiteral("The token isn't valid"));
    const Instant now = m_store.clock().now();
    const std::string key = token.toStdString();
    quint64 generation = 0;
    {
        const std::shared_lock lock(m_mutex);
        generation = m_generation;
        const auto found = m_known.find(key);
        if (found != m_known.end() && (!found->second.expires || now < *found->second.expires) &&
            now < found->second.noteAgain)
            return found->second.principal;
    }
    const auto session =
        m_store.read([&](Reader &reader) { return UserRepository::verifyToken(reader, token, now); });
    if (!session) {
        return session.error().kind == Problem::Kind::Unauthenticated ? refused(session.error().what)
                                                                      : Failure(session.error());
    }
    Known known{{session->user.id, session->user.name, session->user.role, session->user.customer},
                session->expires,
                now + noteUseEvery};
    if (session->isStale)
        noteUse(session->tokenId);
    const std::unique_lock lock(m_mutex);
    // Not what was read before a change that has been committed since.
    if (generation == m_generation) {
        if (m_known.size() >= mostKnown)
            m_known.clear();
        m_known.insert_or_assign(key, known);
    }
    return known.principal;
}

void Authenticator::noteUse(qint64 tokenId)
{
    // Dropped when there is too much of it: the next request notes it.
    m_notes.post([this, tokenId] {
        (void)m_store.write(
            [tokenId](Transaction &transaction) { return UserRepository::touchToken(transaction, tokenId); },
            Store::Priority::Bulk);
    });
}

} // namespace slipway
