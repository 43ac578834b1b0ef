// What comes over a connection to the API: the real server, any bytes. Whatever comes, the connection ends,
// and nothing is handed on that two parsers could read differently.
#include "api/RawHttp.h"
#include "fuzz/Fuzz.h"
#include "service/api/HttpServer.h"
#include "service/api/Router.h"

#include <QCoreApplication>

#include <algorithm>
#include <mutex>

using namespace slipway;

namespace {

// Looks at every request that is handed on.
class Guard final : public RequestHandler
{
public:
    std::optional<Response> refuse(const Request &head) override
    {
        look(head);
        return std::nullopt;
    }
    void handle(Request request, Reply reply) override
    {
        look(request);
        (void)request.object();
        (void)request.argument("q");
        const Router::Match match = m_router.match(request.method, request.path);
        reply(Response::json({{QStringLiteral("known"), match.entry != nullptr}}));
    }
    tl::expected<std::unique_ptr<FeedReader>, Response> openFeed(Request request) override
    {
        look(request);
        return tl::unexpected(
            Response::problem({Problem::Kind::NotFound, QStringLiteral("No feed"), {}, {}}));
    }
    QString broken()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_broken, {});
    }

private:
    void look(const Request &request)
    {
        int lengths = 0;
        int encodings = 0;
        int hosts = 0;
        for (const auto &[name, value] : request.headers) {
            lengths += name == "content-length" ? 1 : 0;
            encodings += name == "transfer-encoding" ? 1 : 0;
            hosts += name == "host" ? 1 : 0;
            note(value.contains('\n') || value.contains('\r') || value.contains('\0'),
                 "a line break in a header");
        }
        note(lengths + encodings > 1, "two framings");
        note(hosts > 1, "two hosts");
        note(request.body.size() > 1024 * 1024, "too large a body");
        note(std::any_of(request.path.begin(), request.path.end(),
                         [](char c) { return (c >= 0 && c <= 0x20) || c == 0x7f; }),
             "a control character in the path");
    }
    void note(bool wrong, const char *what)
    {
        if (!wrong)
            return;
        const std::lock_guard lock(m_mutex);
        m_broken = QLatin1String(what);
    }

    const Router m_router;
    std::mutex m_mutex;
    QString m_broken;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    Guard guard;
    HttpLimits limits;
    limits.headerTime = std::chrono::seconds(1);
    limits.bodyTime = std::chrono::seconds(1);
    limits.idleTime = std::chrono::seconds(1);
    HttpServer server(guard, limits);
    if (const auto started = server.start(QStringLiteral("127.0.0.1"), 0); !started)
        return 1;
    FuzzTarget target;
    target.name = QStringLiteral("http");
    target.seeds = {
        "GET /api/v1/releases?limit=10&q=a%20b HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer x\r\n\r\n",
        "POST /api/v1/users HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\nExpect: "
        "100-continue\r\n\r\n{\"name\":\"a\"}",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nab\r\n0\r\nT: u\r\n\r\n",
        "GET http://a/b HTTP/1.1\r\nHost: a\r\n\r\nHEAD /c HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        "GET /api/v1/events?since=0 HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"};
    target.words = {"\r\n",
                    "\n",
                    "\r",
                    "\r\n\r\n",
                    "\r\n ",
                    ":",
                    "Content-Length: ",
                    "Transfer-Encoding: chunked",
                    "Host: a\r\n",
                    "HTTP/1.1",
                    "HTTP/1.0",
                    "0\r\n\r\n",
                    "ffffffffffffffff",
                    "%2f",
                    "%00",
                    "*",
                    "//"};
    target.longest = 20'000;
    target.run = [&](const QByteArray &input) -> QString {
        test::RawSocket socket(server.port());
        socket.send(input);
        socket.endOfSending();
        while (!socket.ended()) {
            if (socket.receive(4000).isEmpty() && !socket.ended())
                return QStringLiteral("the connection hangs");
        }
        return guard.broken();
    };
    return fuzz(target, argc, argv);
}
