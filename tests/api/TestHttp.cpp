// The HTTP server against clients that are slow, broken, greedy or hostile; every byte by hand.
#include "api/RawHttp.h"
#include "api/Resident.h"
#include "service/api/HttpServer.h"

#include <QTest>

#include <random>

using namespace slipway;
using namespace slipway::test;

namespace {

// Answers with what it understood.
class Echo final : public RequestHandler
{
public:
    std::optional<Response> refuse(const Request &head) override
    {
        if (head.path == "/forbidden")
            return Response::problem({Problem::Kind::Forbidden, QStringLiteral("Not here"), {}, {}});
        return std::nullopt;
    }
    void handle(Request request, Reply reply) override
    {
        ++requests;
        Response response = Response::json({{QStringLiteral("method"), QString::fromLatin1(request.method)},
                                            {QStringLiteral("path"), QString::fromLatin1(request.path)},
                                            {QStringLiteral("query"), QString::fromLatin1(request.query)},
                                            {QStringLiteral("body"), request.body.size()}});
        if (request.path == "/large")
            response.body = QByteArray(32 * 1024 * 1024, 'x');
        if (request.path == "/header")
            response.headers.emplace_back("X-Test", "a\r\nInjected: yes");
        reply(std::move(response));
    }
    tl::expected<std::unique_ptr<FeedReader>, Response> openFeed(Request) override
    {
        return tl::unexpected(
            Response::problem({Problem::Kind::NotFound, QStringLiteral("No feed"), {}, {}}));
    }
    std::atomic<int> requests{0};
};

// JSON with the quotes that C++ lets one read.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

HttpLimits tight()
{
    HttpLimits limits;
    limits.headerTime = std::chrono::milliseconds(700);
    limits.bodyTime = std::chrono::milliseconds(700);
    limits.idleTime = std::chrono::milliseconds(900);
    limits.writeTime = std::chrono::milliseconds(900);
    limits.connections = 256;
    limits.connectionsPerPeer = 200;
    return limits;
}

// Sanitizers keep books beside every byte.
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr qint64 bookkeeping = 5;
#else
constexpr qint64 bookkeeping = 1;
#endif

} // namespace

class TestHttp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_echo = std::make_unique<Echo>();
        m_server = std::make_unique<HttpServer>(*m_echo, tight());
        QVERIFY(m_server->start(QStringLiteral("127.0.0.1"), 0));
    }
    void cleanup() { m_server.reset(); }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        const QByteArray host("Host: a\r\n");
        const auto row = [](const char *name, const QByteArray &bytes, int status = 400) {
            QTest::newRow(name) << bytes << status;
        };
        row("not HTTP", "\x16\x03\x01\x02", 400);
        row("bare LF", "GET / HTTP/1.1\nHost: a\n\n");
        row("LF after CRLF lines", "GET / HTTP/1.1\r\nHost: a\n\r\n");
        row("bare CR", "GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n");
        row("NUL", QByteArray("GET / HTTP/1.1\r\nHost: a") + '\0' + "\r\n\r\n");
        row("leading empty line", "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
        row("folded header", "GET / HTTP/1.1\r\n" + host + "X: a\r\n b\r\n\r\n");
        row("blank before colon", "GET / HTTP/1.1\r\n" + host + "X : a\r\n\r\n");
        row("no host", "GET / HTTP/1.1\r\n\r\n");
        row("two hosts", "GET / HTTP/1.1\r\n" + host + host + "\r\n");
        row("length and chunked",
            "POST / HTTP/1.1\r\n" + host +
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled");
        row("chunked and length",
            "POST / HTTP/1.1\r\n" + host +
                "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\nGET /smuggled");
        row("length twice", "POST / HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 1\r\n\r\na");
        row("lengths differ",
            "POST / HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab");
        row("list of lengths", "POST / HTTP/1.1\r\n" + host + "Content-Length: 1, 1\r\n\r\na");
        row("negative length", "POST / HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n");
        row("signed length", "POST / HTTP/1.1\r\n" + host + "Content-Length: +1\r\n\r\na");
        row("hexadecimal length", "POST / HTTP/1.1\r\n" + host + "Content-Length: 0x1\r\n\r\na");
        row("length overflow",
            "POST / HTTP/1.1\r\n" + host + "Content-Length: 18446744073709551617\r\n\r\na");
        row("other encoding",
            "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n");
        row("encoding twice",
            "POST / HTTP/1.1\r\n" + host +
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n");
        row("encoding with a tab",
            "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding:\tchunked, chunked\r\n\r\n0\r\n\r\n");
        row("chunked in 1.0", "POST / HTTP/1.0\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        row("bad chunk size", "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nzz\r\n");
        row("version 2", "GET / HTTP/2.0\r\n" + host + "\r\n");
        row("no version", "GET /\r\n\r\n");
        row("fragment", "GET /a#b HTTP/1.1\r\n" + host + "\r\n");
        row("no path", "GET a HTTP/1.1\r\n" + host + "\r\n");
        row("other authority", "GET http://b/ HTTP/1.1\r\n" + host + "\r\n");
        row("star", "GET * HTTP/1.1\r\n" + host + "\r\n");
        row("two tokens",
            "GET / HTTP/1.1\r\n" + host + "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n");
        row("large header", "GET / HTTP/1.1\r\n" + host + "X: " + QByteArray(20'000, 'a') + "\r\n\r\n", 431);
        row("endless header line", "GET /" + QByteArray(20'000, 'a'), 431);
        row("large body announced", "POST / HTTP/1.1\r\n" + host + "Content-Length: 1048577\r\n\r\n", 413);
        row("forbidden before its body",
            "POST /forbidden HTTP/1.1\r\n" + host + "Content-Length: 1000000\r\n\r\n", 403);
    }

    void refused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        RawSocket socket(m_server->port());
        QVERIFY(socket.send(bytes));
        const Reply reply = socket.reply(3000);
        QCOMPARE(reply.status, status);
        QCOMPARE(reply.header("Content-Type"), "application/problem+json");
        QCOMPARE(reply.object().value(QStringLiteral("status")).toInt(), status);
        QCOMPARE(reply.header("Connection"), "close");
        QVERIFY(socket.reply(3000).status == 0); // nothing that was smuggled is answered
        QVERIFY(socket.endsWithin(4000));
        QCOMPARE(m_echo->requests, 0);
    }

    void aBodyThatGrowsTooLarge()
    {
        RawSocket socket(m_server->port());
        socket.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        const QByteArray chunk = "10000\r\n" + QByteArray(0x10000, 'a') + "\r\n";
        for (int i = 0; i < 40 && socket.send(chunk); ++i) {
        }
        QCOMPARE(socket.reply(3000).status, 413);
        QCOMPARE(m_echo->requests, 0);
    }

    void understood_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("absolute form") << QByteArray("GET http://a/b?c HTTP/1.1\r\nHost: a\r\n\r\n")
                                       << json("{'body':0,'method':'GET','path':'/b','query':'c'}");
        QTest::newRow("length") << QByteArray("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")
                                << json("{'body':3,'method':'POST','path':'/x','query':''}");
        QTest::newRow("chunked") << QByteArray(
                                        "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                                        "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n")
                                 << json("{'body':3,'method':'POST','path':'/x','query':''}");
        QTest::newRow("1.0") << QByteArray("GET /x HTTP/1.0\r\n\r\n")
                             << json("{'body':0,'method':'GET','path':'/x','query':''}");
        QTest::newRow("empty length")
            << QByteArray("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
            << json("{'body':0,'method':'POST','path':'/x','query':''}");
    }

    void understood()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, expected);
        RawSocket socket(m_server->port());
        socket.send(bytes);
        const Reply reply = socket.reply();
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.body, expected);
        // Byte by byte it is the same.
        RawSocket slow(m_server->port());
        for (const char byte : bytes)
            slow.send(QByteArray(1, byte));
        QCOMPARE(slow.reply().body, expected);
    }

    void pipelinedRequestsAreAnsweredInOrder()
    {
        RawSocket socket(m_server->port());
        QByteArray bytes;
        for (int i = 0; i < 200; ++i)
            bytes += "GET /" + QByteArray::number(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
        socket.send(bytes);
        for (int i = 0; i < 200; ++i)
            QCOMPARE(socket.reply().object().value(QStringLiteral("path")).toString(),
                     QStringLiteral("/%1").arg(i));
    }

    void continueIsSaid()
    {
        RawSocket socket(m_server->port());
        socket.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
        QCOMPARE(socket.reply().status, 100);
        socket.send("abc");
        QCOMPARE(socket.reply().status, 200);
    }

    void headHasNoBody()
    {
        RawSocket socket(m_server->port());
        socket.send("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\nGET /y HTTP/1.1\r\nHost: a\r\n\r\n");
        const Reply head = socket.reply(3000, true);
        QCOMPARE(head.status, 200);
        QVERIFY(head.header("Content-Length").toInt() > 0);
        QCOMPARE(socket.reply().object().value(QStringLiteral("path")).toString(), QStringLiteral("/y"));
    }

    void noHeaderIsInjected()
    {
        const Reply reply = ask(m_server->port(), "GET", "/header", {});
        QCOMPARE(reply.header("X-Test"), "aInjected: yes");
        QVERIFY(reply.header("Injected").isEmpty());
    }

    void slowOnesAreCut_data()
    {
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("half a header") << QByteArray("GET / HTTP/1.1\r\nHo");
        QTest::newRow("half a body") << QByteArray(
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nab");
        QTest::newRow("chunk with bare LF")
            << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\na\n0\n\n");
        QTest::newRow("idle after an answer") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    }

    void slowOnesAreCut()
    {
        QFETCH(QByteArray, start);
        RawSocket socket(m_server->port());
        socket.send(start);
        QVERIFY(socket.endsWithin(4000));
    }

    void dripsDontProlong()
    {
        RawSocket socket(m_server->port());
        const auto began = std::chrono::steady_clock::now();
        const QByteArray bytes = "GET /" + QByteArray(10'000, 'a');
        for (qsizetype i = 0; i < bytes.size() && !socket.ended(); ++i) {
            if (!socket.send(bytes.mid(i, 1)))
                break;
            socket.receive(50);
        }
        QVERIFY(std::chrono::steady_clock::now() - began < std::chrono::seconds(4));
    }

    void whoDoesNotReadIsCut()
    {
        RawSocket socket(m_server->port());
        socket.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
        QTest::qWait(2500);
        qint64 received = 0;
        while (!socket.ended())
            received += socket.receive(500).size();
        QVERIFY(received < 32 * 1024 * 1024);
    }

    // 900 clients that never finish a header: memory stays flat, and others are still served.
    void slowLoris()
    {
        HttpLimits limits; // as in service
        m_server = std::make_unique<HttpServer>(*m_echo, limits);
        QVERIFY(m_server->start(QStringLiteral("127.0.0.1"), 0));
        QCOMPARE(ask(m_server->port(), "GET", "/", {}).status, 200);
        const qint64 before = residentKiB();
        std::vector<RawSocket> sockets;
        for (int i = 0; i < 900; ++i) {
            sockets.emplace_back(m_server->port());
            QVERIFY(sockets.back().isOpen());
            sockets.back().send("GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ");
        }
        for (int i = 0; i < 20; ++i)
            QCOMPARE(ask(m_server->port(), "GET", "/", {}).status, 200);
        for (int round = 0; round < 10; ++round) {
            for (RawSocket &socket : sockets)
                socket.send("a");
        }
        const qint64 grown = residentKiB() - before;
        QVERIFY2(grown < bookkeeping * 12 * 1024, qPrintable(QStringLiteral("%1 KiB more").arg(grown)));
        QVERIFY(m_server->counters().open <= static_cast<qint64>(limits.connectionsPerPeer));
        QVERIFY(m_server->counters().evicted >= 900 - static_cast<qint64>(limits.connectionsPerPeer));
    }

    void manyLargeBodiesAnnouncedCostNothing()
    {
        QCOMPARE(ask(m_server->port(), "GET", "/", {}).status, 200);
        const qint64 before = residentKiB();
        std::vector<RawSocket> sockets;
        for (int i = 0; i < 150; ++i) {
            sockets.emplace_back(m_server->port());
            sockets.back().send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\na");
        }
        QTest::qWait(200);
        const qint64 grown = residentKiB() - before;
        QVERIFY2(grown < bookkeeping * 16 * 1024, qPrintable(QStringLiteral("%1 KiB more").arg(grown)));
    }

    // Whatever comes, every connection ends and the server goes on.
    void noise()
    {
        std::mt19937 random(4711);
        const QByteArray good = "POST /x?a=b HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nX: y\r\n\r\nabc";
        for (int round = 0; round < 2000; ++round) {
            QByteArray bytes = good;
            const int changes = 1 + static_cast<int>(random() % 4);
            for (int i = 0; i < changes; ++i) {
                const auto at = static_cast<qsizetype>(random() % static_cast<unsigned>(bytes.size()));
                switch (random() % 3) {
                case 0:
                    bytes[at] = static_cast<char>(random());
                    break;
                case 1:
                    bytes.remove(at, 1 + static_cast<qsizetype>(random() % 5));
                    break;
                default:
                    bytes.insert(at, "\r\n:\0 \t,;"[random() % 8]);
                }
                if (bytes.isEmpty())
                    bytes = "G";
            }
            RawSocket socket(m_server->port());
            socket.send(bytes);
            socket.endOfSending();
            while (!socket.ended() && !socket.receive(3000).isEmpty()) {
            }
            QVERIFY2(socket.ended(), bytes.toPercentEncoding());
        }
        QCOMPARE(ask(m_server->port(), "GET", "/", {}).status, 200);
    }

    void whatIsUnderWayIsAnsweredAtTheEnd()
    {
        RawSocket idle(m_server->port());
        QCOMPARE(ask(m_server->port(), "GET", "/", {}).status, 200);
        m_server->stop(std::chrono::seconds(2));
        QVERIFY(idle.endsWithin(500));
        QVERIFY(!RawSocket(m_server->port()).isOpen());
    }

private:
    std::unique_ptr<Echo> m_echo;
    std::unique_ptr<HttpServer> m_server;
};

QTEST_GUILESS_MAIN(TestHttp)
#include "TestHttp.moc"
