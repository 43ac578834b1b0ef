#include "service/api/HttpConnections.h"

namespace slipway {

bool HttpConnections::enter(const std::string &peer, const std::weak_ptr<HttpConnection> &connection,
                            void *key)
{
    // Outlives the lock: the last reference to a connection ends in leave(), which locks.
    All candidates;
    std::shared_ptr<HttpConnection> leaving;
    {
        const std::lock_guard lock(m_mutex);
        const auto own = m_peers.find(peer);
        const bool peerIsFull = own != m_peers.end() && own->second.size() >= m_limits.connectionsPerPeer;
        if (peerIsFull || m_count >= m_limits.connections) {
            for (const auto &[name, members] : m_peers) {
                if (peerIsFull && name != peer)
                    continue;
                for (const auto &[itsKey, weak] : members)
                    candidates.push_back(weak.lock());
            }
            leaving = longestSilent(candidates);
            if (!leaving)
                return false;
            // Marked as busy, so that the next newcomer picks another while this one is on its way out.
            leaving->silentSince = 0;
            counters.evicted.fetch_add(1, std::memory_order_relaxed);
        }
        m_peers[peer].emplace(key, connection);
        ++m_count;
        counters.open = static_cast<qint64>(m_count);
        counters.accepted.fetch_add(1, std::memory_order_relaxed);
    }
    if (leaving)
        leaving->goAway();
    return true;
}

void HttpConnections::replace(const std::string &peer, void *oldKey,
                              const std::weak_ptr<HttpConnection> &connection, void *key)
{
    const std::lock_guard lock(m_mutex);
    Peer &own = m_peers[peer];
    own.erase(oldKey);
    own.emplace(key, connection);
}

void HttpConnections::leave(const std::string &peer, void *key)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_peers.find(peer);
    if (found == m_peers.end() || found->second.erase(key) == 0)
        return;
    if (found->second.empty())
        m_peers.erase(found);
    --m_count;
    counters.open = static_cast<qint64>(m_count);
    if (m_count == 0)
        m_emptied.notify_all();
}

void HttpConnections::finishAll()
{
    for (const auto &connection : everybody())
        connection->finish();
}

void HttpConnections::endAll()
{
    for (const auto &connection : everybody())
        connection->goAway();
}

bool HttpConnections::waitUntilEmpty(Duration atMost)
{
    std::unique_lock lock(m_mutex);
    return m_emptied.wait_for(lock, atMost, [this] { return m_count == 0; });
}

std::shared_ptr<HttpConnection> HttpConnections::longestSilent(const All &candidates)
{
    std::shared_ptr<HttpConnection> longest;
    qint64 since = 0;
    for (const auto &connection : candidates) {
        const qint64 silent = connection ? connection->silentSince.load() : 0;
        if (silent != 0 && (since == 0 || silent < since)) {
            since = silent;
            longest = connection;
        }
    }
    return longest;
}

HttpConnections::All HttpConnections::everybody() const
{
    All all;
    const std::lock_guard lock(m_mutex);
    for (const auto &[name, members] : m_peers) {
        for (const auto &[key, weak] : members) {
            if (auto connection = weak.lock())
                all.push_back(std::move(connection));
        }
    }
    return all;
}

} // namespace slipway
