// The event feed under concurrent writes: clients come and go, and every one of them sees every event once,
// in order; slow ones, refused ones and revoked ones.
#include "api/ApiFixture.h"
#include "api/RawHttp.h"
#include "client/EventFeed.h"
#include "client/NetworkTransport.h"

#include <random>
#include <thread>

using namespace slipway;
using namespace slipway::test;

namespace {

constexpr auto upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

QByteArray upgradeBytes(qint64 since, const QByteArray &token)
{
    return "GET /api/v1/events?since=" + QByteArray::number(since) +
           " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + token + "\r\n" + upgrade + "\r\n";
}

// A client that may be cut off at any moment and goes on where it was.
class Follower
{
public:
    Follower(int port, const QByteArray &token)
        : m_client(m_transport,
                   [port, token] {
                       return Endpoint{QUrl(QStringLiteral("http://127.0.0.1:%1").arg(port)), token};
                   },
                   {})
    {
    }
    void connect()
    {
        m_feed = std::make_unique<EventFeed>(
            m_client, EventFeed::Callbacks{[this](const Event &event) { seen.push_back(event.seq); }, [] {},
                                           [this](const Problem &problem) { ended.push_back(problem); }});
        m_feed->start(seen.empty() ? 0 : seen.back());
    }
    void disconnect() { m_feed.reset(); }

    std::vector<qint64> seen;
    std::vector<Problem> ended;

private:
    NetworkTransport m_transport;
    Client m_client;
    std::unique_ptr<EventFeed> m_feed;
};

} // namespace

class TestFeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_api = std::make_unique<ApiFixture>(limits()); }
    void cleanup() { m_api.reset(); }

    void nothingIsSkippedOrDoubled()
    {
        std::atomic<bool> writing{true};
        std::vector<std::thread> writers;
        for (int i = 0; i < 3; ++i) {
            writers.emplace_back([this, &writing] {
                while (writing)
                    m_api->append(
                        1 + static_cast<int>(std::hash<std::thread::id>()(std::this_thread::get_id()) % 3));
            });
        }
        std::vector<std::unique_ptr<Follower>> followers;
        for (int i = 0; i < 6; ++i) {
            followers.push_back(std::make_unique<Follower>(port(), m_api->tokens[QStringLiteral("support")]));
            followers.back()->connect();
        }
        std::mt19937 random(31);
        for (int round = 0; round < 60; ++round) {
            QTest::qWait(20 + static_cast<int>(random() % 30));
            Follower &follower = *followers[random() % followers.size()];
            follower.disconnect();
            follower.connect();
        }
        writing = false;
        for (std::thread &writer : writers)
            writer.join();
        const qint64 last = m_api->head()->value(QStringLiteral("seq")).toInteger();
        QVERIFY(last > 200);
        for (const auto &follower : followers) {
            QTRY_COMPARE_WITH_TIMEOUT(follower->seen.empty() ? 0 : follower->seen.back(), last, 20000);
            for (std::size_t i = 0; i < follower->seen.size(); ++i)
                QCOMPARE(follower->seen[i], static_cast<qint64>(i) + 1);
            QVERIFY(follower->ended.empty());
        }
    }

    void aSlowOneIsCutAndCostsNothing()
    {
        RawSocket slow(port());
        slow.send(upgradeBytes(0, m_api->tokens[QStringLiteral("support")]));
        QVERIFY(slow.receive().startsWith("HTTP/1.1 101"));
        // It reads nothing more; others do.
        Follower other(port(), m_api->tokens[QStringLiteral("support")]);
        other.connect();
        for (int i = 0; i < 200; ++i)
            m_api->append(200);
        const qint64 last = m_api->head()->value(QStringLiteral("seq")).toInteger();
        QTRY_COMPARE_WITH_TIMEOUT(other.seen.empty() ? 0 : other.seen.back(), last, 60000);
        QTRY_VERIFY_WITH_TIMEOUT(feeds() == 1, 10000);
    }

    void aRevokedTokenEndsTheFeed()
    {
        const QByteArray token = m_api->token(QStringLiteral("sales"));
        Follower follower(port(), token);
        follower.connect();
        QTRY_VERIFY(!follower.seen.empty());
        ApiFixture::must(m_api->store->write([&](Transaction &transaction) -> Result<void> {
            const auto tokens =
                ApiFixture::must(UserRepository::tokens(transaction, QStringLiteral("sales")));
            return UserRepository::revokeToken(transaction, QStringLiteral("test"), tokens.front().id);
        }));
        const std::size_t seen = follower.seen.size();
        m_api->append(10);
        QTRY_COMPARE_WITH_TIMEOUT(follower.ended.size(), 1U, 5000);
        QCOMPARE(follower.ended.front().kind, Problem::Kind::Unauthenticated);
        QVERIFY(follower.seen.size() <= seen + 1);
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("who");
        QTest::addColumn<qint64>("since");
        QTest::addColumn<int>("status");
        QTest::newRow("nobody") << QString() << qint64(0) << 401;
        QTest::newRow("customer") << QStringLiteral("customer") << qint64(0) << 403;
        QTest::newRow("beyond the end") << QStringLiteral("support") << qint64(1'000'000) << 409;
        QTest::newRow("before the beginning") << QStringLiteral("support") << qint64(-1) << 400;
    }

    void refusals()
    {
        QFETCH(QString, who);
        QFETCH(qint64, since);
        QFETCH(int, status);
        RawSocket socket(port());
        socket.send(upgradeBytes(since, m_api->tokens[who]));
        QCOMPARE(socket.reply().status, status);
    }

    void silentOnesArePinged()
    {
        RawSocket socket(port());
        socket.send(upgradeBytes(m_api->head()->value(QStringLiteral("seq")).toInteger(),
                                 m_api->tokens[QStringLiteral("support")]));
        QByteArray bytes = socket.receive();
        QVERIFY(bytes.startsWith("HTTP/1.1 101"));
        bytes = bytes.mid(bytes.indexOf("\r\n\r\n") + 4);
        while (!bytes.contains('\x89') && !socket.ended())
            bytes += socket.receive(3000);
        QVERIFY(bytes.contains('\x89')); // a ping; we don't answer it
        QVERIFY(socket.endsWithin(6000));
    }

    void anEndingServerSaysSo()
    {
        Follower follower(port(), m_api->tokens[QStringLiteral("support")]);
        follower.connect();
        QTRY_VERIFY(!follower.seen.empty());
        const auto began = std::chrono::steady_clock::now();
        m_api->server->stop();
        QVERIFY(std::chrono::steady_clock::now() - began < std::chrono::seconds(5));
        follower.disconnect();
    }

private:
    static HttpLimits limits()
    {
        HttpLimits limits;
        limits.feedPing = std::chrono::seconds(1);
        limits.writeTime = std::chrono::seconds(2);
        return limits;
    }
    int port() const { return m_api->server->port(); }
    int feeds()
    {
        const QByteArray text = ask(port(), "GET", "/metrics", m_api->tokens[QStringLiteral("admin")]).body;
        for (const QByteArray &line : text.split('\n')) {
            if (line.startsWith("slipway_feed_clients "))
                return line.mid(21).toInt();
        }
        return -1;
    }

    std::unique_ptr<ApiFixture> m_api;
};

QTEST_GUILESS_MAIN(TestFeed)
#include "TestFeed.moc"
