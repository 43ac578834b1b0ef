// HTTP/1.1 and WebSocket over TCP, strict and bounded, on threads of its own (Boost.Beast behind it, seen by
// nobody else). Requests go to a RequestHandler as plain values.
#pragma once
#include "service/api/HttpLimits.h"
#include "service/api/RequestHandler.h"

#include <atomic>
#include <memory>

namespace slipway {

struct HttpCounters
{
    std::atomic<qint64> open{0};     // connections now, feeds among them
    std::atomic<qint64> feeds{0};    // now
    std::atomic<qint64> accepted{0}; // ever, as all below
    std::atomic<qint64> evicted{0};  // silent ones that made room
    std::atomic<qint64> malformed{0};
    std::atomic<qint64> timedOut{0};
};

// PEM files of a listener that is secured; none: it isn't.
struct TlsFiles
{
    QString certificate; // and those that vouch for it
    QString key;
};

class HttpServer
{
public:
    static constexpr int threads = 2;

    HttpServer(RequestHandler &handler, const HttpLimits &limits);
    ~HttpServer(); // stops at once

    Result<void> start(const QString &address, int port, const TlsFiles &tls = {});
    int port() const;
    void stopAccepting();
    // No new connections; what is under way is answered, for at most `grace`; then everything is closed.
    void stop(Duration grace);
    const HttpCounters &counters() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace slipway
