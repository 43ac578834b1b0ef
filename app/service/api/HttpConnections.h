// Who is connected: counts all and each peer's, picks whom to send away when a peer has too many.
// Internal to the HTTP server.
#pragma once
#include "service/api/HttpServer.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace slipway {

// What a connection lets the registry see and do; both may be called from any thread.
class HttpConnection
{
public:
    virtual ~HttpConnection() = default;
    virtual void goAway() = 0; // close soon, wherever it stands; nothing is answered any more
    virtual void finish() = 0; // answer what is under way, then close

    // Since when it has owed us a request, in microseconds of the steady clock; 0 while one is worked on.
    std::atomic<qint64> silentSince{0};
};

class HttpConnections
{
public:
    explicit HttpConnections(const HttpLimits &limits) : m_limits(limits) {}

    // False when there is no room, not even by sending a silent one away.
    bool enter(const std::string &peer, const std::weak_ptr<HttpConnection> &connection, void *key);
    void replace(const std::string &peer, void *oldKey, const std::weak_ptr<HttpConnection> &connection,
                 void *key);
    void leave(const std::string &peer, void *key);
    void finishAll();
    void endAll();
    bool waitUntilEmpty(Duration atMost);

    HttpCounters counters;

private:
    using Peer = std::map<void *, std::weak_ptr<HttpConnection>>;
    using All = std::vector<std::shared_ptr<HttpConnection>>;
    static std::shared_ptr<HttpConnection> longestSilent(const All &candidates);
    All everybody() const;

    const HttpLimits m_limits;
    mutable std::mutex m_mutex;
    std::condition_variable m_emptied;
    std::map<std::string, Peer> m_peers;
    std::size_t m_count = 0;
};

} // namespace slipway
