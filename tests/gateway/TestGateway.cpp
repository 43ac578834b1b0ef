// The gateway with a real HAProxy and real connections: holds, leases, tokens, swaps.
#include "gateway/GatewayFixture.h"

#include <QTest>

using namespace slipway;
using namespace slipway::testing;
using namespace std::chrono_literals;
using Kind = Problem::Kind;

namespace {

// Asks on its own connection until it is told to stop, and keeps every answer.
class Load
{
public:
    Load(const GatewayFixture &fixture, int slot, int clients, bool writes)
    {
        for (int i = 0; i < clients; ++i) {
            m_threads.emplace_back([this, i, writes,
                                    client = fixture.client(slot)](const std::stop_token &stop) mutable {
                for (int n = 0; !stop.stop_requested(); ++n) {
                    Answer answer = writes && n % 2
                                        ? client.post("body-" + std::to_string(i) + "-" + std::to_string(n))
                                        : client.get();
                    const std::lock_guard lock(m_mutex);
                    answers.push_back({std::chrono::steady_clock::now(), std::move(answer)});
                }
            });
        }
    }
    void stop() { m_threads.clear(); }
    std::size_t count()
    {
        const std::lock_guard lock(m_mutex);
        return answers.size();
    }

    std::vector<std::pair<std::chrono::steady_clock::time_point, Answer>> answers;

private:
    std::mutex m_mutex;
    std::vector<std::jthread> m_threads;
};

void pass(std::chrono::milliseconds time)
{
    QTest::qWait(static_cast<int>(time.count()));
}

} // namespace

class TestGateway : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { f = std::make_unique<GatewayFixture>(); }
    void cleanup() { f.reset(); }

    void routesAreKept();
    void holdAndSwapLoseNothing();
    void leaseLapses();
    void oldTokensAreRefused();
    void lapsedSwapIsRefused();
    void lapsedHolderMustRelease();
    void fenceShutsOut();
    void bothAddressesChangeInOneStep();
    void siteDownPage();
    void restartKeepsRoutesAndDropsTheHold();
    void nobodyIsMissedByTheDrain();
    void slowBodiesDoNotHoldUpTheDrain();
    void chunkedBodiesWait();
    void upgradedConnectionsEndWithTheSwap();
    void restartingServerCostsNothing();
    void onlyReadingIsAskedAgain();
    void commandsAreRefused_data();
    void commandsAreRefused();

private:
    void lead(int address, int slot)
    {
        const auto set = f->gateway.setRoute(f->address(address), slot, 1);
        QVERIFY2(set, set ? "" : qPrintable(set.error().text()));
    }
    std::unique_ptr<GatewayFixture> f;
};

void TestGateway::routesAreKept()
{
    QCOMPARE(f->client(1).get().status, 503);
    lead(1, 1);
    QCOMPARE(f->client(1).get().body, std::string("side-1"));
    lead(1, 2);
    QCOMPARE(f->client(1).get().body, std::string("side-2"));
    const auto route = f->gateway.route(f->address(1));
    QVERIFY(route);
    QCOMPARE(route->slot, 2);
    QVERIFY(!route->held);
    lead(1, 0);
    QCOMPARE(f->client(1).get().status, 503);
    const auto saved = f->gateway.savedRoutes();
    QVERIFY(saved);
    QCOMPARE(saved->size(), std::size_t{1});
    QCOMPARE(saved->front().slot, 0);
}

void TestGateway::holdAndSwapLoseNothing()
{
    lead(1, 1);
    lead(2, 2);
    Load load(*f, 1, 8, true);
    pass(300ms);
    QVERIFY(f->gateway.hold(f->address(1), 5, 3s, false));
    pass(1500ms);
    const auto held = f->gateway.route(f->address(1));
    QVERIFY(held);
    QVERIFY(held->held);
    QCOMPARE(held->inFlight, 0);
    QCOMPARE(held->waiting, 8);
    const auto swapped = std::chrono::steady_clock::now();
    QVERIFY(f->gateway.swap(f->address(1), f->address(2), 5));
    pass(300ms);
    load.stop();

    QVERIFY(load.answers.size() > 100);
    int after = 0;
    for (const auto &[at, answer] : load.answers) {
        QCOMPARE(answer.status, 200);
        if (at < swapped) {
            QVERIFY(answer.body.starts_with("side-1"));
        } else {
            QVERIFY2(answer.body.starts_with("side-2"), answer.body.c_str());
            ++after;
        }
    }
    QVERIFY(after >= 8);
    for (const TinyServer *server : {&f->server(1), &f->server(2)}) {
        for (const auto &[body, times] : server->bodies())
            QVERIFY2(times == 1, body.c_str());
    }
}

void TestGateway::leaseLapses()
{
    const auto lease = 3s;
    lead(1, 1);
    const auto began = std::chrono::steady_clock::now();
    QVERIFY(f->gateway.hold(f->address(1), 5, lease, false));
    Load load(*f, 1, 8, false);
    QTRY_COMPARE_WITH_TIMEOUT(f->gateway.route(f->address(1))->waiting, 8, 2500);
    QTRY_VERIFY_WITH_TIMEOUT(!f->gateway.route(f->address(1))->held, 20000);
    QTRY_VERIFY_WITH_TIMEOUT(load.count() >= 8, 20000);
    load.stop();
    // All of them, and none before the lease ended.
    for (const auto &[at, answer] : load.answers) {
        QCOMPARE(answer.status, 200);
        QVERIFY(at - began >= lease);
    }
    const auto route = f->gateway.route(f->address(1));
    QVERIFY(!route->held);
    QVERIFY(route->lapsed);
}

void TestGateway::oldTokensAreRefused()
{
    lead(1, 1);
    lead(2, 2);
    const QString a = f->address(1);
    QVERIFY(f->gateway.hold(a, 7, 5s, false));
    QCOMPARE(f->gateway.hold(a, 6, 5s, false).error().kind, Kind::Conflict);
    QCOMPARE(f->gateway.release(a, 6).error().kind, Kind::Conflict);
    QCOMPARE(f->gateway.swap(a, f->address(2), 6).error().kind, Kind::Conflict);
    QCOMPARE(f->gateway.setRoute(a, 3, 6).error().kind, Kind::Conflict);
    QCOMPARE(f->gateway.setRoute(a, 3, 7).error().kind, Kind::Conflict); // held
    QVERIFY(f->gateway.hold(a, 7, 5s, false));                           // an extension
    QVERIFY(f->gateway.hold(a, 8, 5s, false));                           // a newer controller takes over
    QCOMPARE(f->gateway.swap(a, f->address(2), 7).error().kind, Kind::Conflict);
    QVERIFY(f->gateway.swap(a, f->address(2), 8));
    QCOMPARE(f->gateway.route(a)->slot, 2);
    QCOMPARE(f->gateway.route(f->address(2))->slot, 1);
    QCOMPARE(f->gateway.hold(f->address(2), 7, 5s, false).error().kind, Kind::Conflict);
}

void TestGateway::lapsedSwapIsRefused()
{
    lead(1, 1);
    lead(2, 2);
    QVERIFY(f->gateway.hold(f->address(1), 5, 50ms, false));
    pass(80ms);
    QCOMPARE(f->gateway.swap(f->address(1), f->address(2), 5).error().kind, Kind::Conflict);
    QCOMPARE(f->gateway.route(f->address(1))->slot, 1);
    QCOMPARE(f->gateway.route(f->address(2))->slot, 2);
    QCOMPARE(f->client(1).get().body, std::string("side-1"));
    // Nobody held it at all.
    QCOMPARE(f->gateway.swap(f->address(2), f->address(1), 5).error().kind, Kind::Conflict);
}

void TestGateway::lapsedHolderMustRelease()
{
    lead(1, 1);
    QVERIFY(f->gateway.hold(f->address(1), 5, 50ms, false));
    pass(80ms);
    QCOMPARE(f->gateway.hold(f->address(1), 5, 30s, false).error().kind, Kind::Conflict);
    QVERIFY(f->gateway.release(f->address(1), 5));
    QVERIFY(f->gateway.hold(f->address(1), 5, 30s, false));
    QVERIFY(f->gateway.route(f->address(1))->held);
}

void TestGateway::fenceShutsOut()
{
    lead(1, 1);
    lead(2, 2);
    const QString a = f->address(1);
    QVERIFY(f->gateway.hold(a, 5, 5s, false));
    QVERIFY(f->gateway.fence(a, 5));
    QVERIFY(f->gateway.route(a)->held); // requests go on waiting
    QCOMPARE(f->gateway.swap(a, f->address(2), 5).error().kind, Kind::Conflict);
    QCOMPARE(f->gateway.hold(a, 5, 5s, false).error().kind, Kind::Conflict);
    QCOMPARE(f->gateway.release(a, 5).error().kind, Kind::Conflict);
    QVERIFY(f->gateway.release(a, 6));
    QVERIFY(!f->gateway.route(a)->held);
    QCOMPARE(f->client(1).get().body, std::string("side-1"));
}

void TestGateway::bothAddressesChangeInOneStep()
{
    lead(1, 1);
    lead(2, 2);
    // First, second, first again: when the first led to the same side both times and at most one exchange
    // fell into that time, then none did, and the second must have led to the other side. The saved routes
    // are looked at as well.
    std::atomic<int> rounds = 0;
    std::atomic<int> samples = 0;
    std::atomic<int> same = 0;
    std::vector<std::jthread> lookers;
    for (int i = 0; i < 2; ++i) {
        lookers.emplace_back(
            [&, one = f->client(1), two = f->client(2)](const std::stop_token &stop) mutable {
                while (!stop.stop_requested()) {
                    const int before = rounds;
                    const std::string first = one.get().body;
                    const std::string second = two.get().body;
                    if (one.get().body != first || rounds != before)
                        continue;
                    ++samples;
                    same += first == second;
                }
            });
    }
    lookers.emplace_back([&](const std::stop_token &stop) {
        while (!stop.stop_requested()) {
            const auto routes = f->gateway.savedRoutes();
            if (!routes || routes->size() != 2 || routes->at(0).slot == routes->at(1).slot)
                ++same;
        }
    });
    Load first(*f, 1, 2, false);
    Load second(*f, 2, 2, false);
    for (qint64 token = 10; token < 110; ++token) {
        QVERIFY(f->gateway.hold(f->address(1), token, 30s, false));
        QVERIFY(f->gateway.swap(f->address(1), f->address(2), token));
        ++rounds;
        pass(5ms);
    }
    first.stop();
    second.stop();
    lookers.clear();
    QCOMPARE(rounds, 100);
    QVERIFY2(samples > 50, qPrintable(QString::number(samples)));
    QCOMPARE(same, 0);
    for (const Load *load : {&first, &second}) {
        QVERIFY(load->answers.size() > 100);
        for (const auto &[at, answer] : load->answers)
            QCOMPARE(answer.status, 200);
    }
}

void TestGateway::siteDownPage()
{
    lead(1, 1);
    QVERIFY(f->gateway.hold(f->address(1), 5, 5s, true));
    auto client = f->client(1);
    const Answer page = client.get();
    QCOMPARE(page.status, 503);
    QCOMPARE(page.headers.at("retry-after"), std::string("5"));
    QVERIFY(page.headers.at("content-type").starts_with("text/html"));
    QVERIFY(page.body.find("being updated") != std::string::npos);
    QVERIFY(f->gateway.setSiteDownPage(f->address(1), "<p>Northwind rests</p>"));
    QVERIFY(f->gateway.hold(f->address(1), 5, 5s, true));
    QCOMPARE(client.get().body, std::string("<p>Northwind rests</p>"));
    QVERIFY(f->gateway.hold(f->address(1), 5, 5s, false)); // from now on they wait
    QVERIFY(f->gateway.release(f->address(1), 5));
    QCOMPARE(client.get().status, 200);
    QCOMPARE(f->gateway.setSiteDownPage(QStringLiteral("../../x"), "x").error().kind, Kind::Invalid);
}

void TestGateway::restartKeepsRoutesAndDropsTheHold()
{
    lead(1, 1);
    lead(2, 2);
    lead(3, 3);
    QVERIFY(f->gateway.hold(f->address(1), 5, 5s, false));
    QVERIFY(f->gateway.swap(f->address(1), f->address(2), 5));
    QVERIFY(f->gateway.hold(f->address(1), 6, 30s, false));
    QVERIFY(f->gateway.fence(f->address(3), 9));
    f->kill();
    f->launch();
    const auto routes = f->gateway.routes();
    QVERIFY2(routes, routes ? "" : qPrintable(routes.error().text()));
    QCOMPARE(routes->size(), std::size_t{3});
    QCOMPARE(routes->at(0).slot, 2);
    QCOMPARE(routes->at(0).token, 6);
    QVERIFY(!routes->at(0).held);
    QVERIFY(routes->at(0).lapsed);
    QCOMPARE(routes->at(1).slot, 1);
    QCOMPARE(routes->at(2).fenced, 9);
    QCOMPARE(f->client(1).get().body, std::string("side-2"));
    // Who held it can't go on as if nothing had happened.
    QCOMPARE(f->gateway.hold(f->address(1), 6, 1s, false).error().kind, Kind::Conflict);
    QCOMPARE(f->gateway.swap(f->address(1), f->address(2), 6).error().kind, Kind::Conflict);
    QCOMPARE(f->gateway.setRoute(f->address(3), 1, 9).error().kind, Kind::Conflict);
}

void TestGateway::nobodyIsMissedByTheDrain()
{
    lead(1, 1);
    f->server(1).setDelay(3ms);
    Load load(*f, 1, 16, true);
    for (qint64 token = 10; token < 60; ++token) {
        QVERIFY(f->gateway.hold(f->address(1), token, 5s, false));
        // As soon as the gateway says that nothing is in flight, nothing may be at the server, nor come.
        while (f->gateway.route(f->address(1))->inFlight > 0) {
        }
        QCOMPARE(f->server(1).inside(), 0);
        const int before = f->server(1).requests();
        pass(10ms);
        QCOMPARE(f->server(1).requests(), before);
        QVERIFY(f->gateway.release(f->address(1), token));
        pass(10ms);
    }
    load.stop();
    for (const auto &[at, answer] : load.answers)
        QCOMPARE(answer.status, 200);
}

void TestGateway::slowBodiesDoNotHoldUpTheDrain()
{
    lead(1, 1);
    auto slow = f->client(1);
    QVERIFY(slow.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345"));
    pass(50ms);
    QVERIFY(f->gateway.hold(f->address(1), 5, 5s, false));
    QCOMPARE(f->gateway.route(f->address(1))->inFlight, 0);
    QVERIFY(slow.write("67890")); // complete now: waits like all others
    pass(50ms);
    QCOMPARE(f->server(1).requests(), 0);
    QVERIFY(f->gateway.release(f->address(1), 5));
    const Answer answer = slow.read();
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, std::string("side-1 1234567890"));

    // A large one is on its way already: it is counted until it has been answered.
    auto large = f->client(1);
    const std::string part(40000, 'x');
    QVERIFY(large.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 80000\r\n\r\n" + part));
    QTRY_COMPARE_WITH_TIMEOUT(f->server(1).inside(), 1, 2000);
    QVERIFY(f->gateway.hold(f->address(1), 6, 5s, false));
    QCOMPARE(f->gateway.route(f->address(1))->inFlight, 1);
    QVERIFY(large.write(part));
    QCOMPARE(large.read().status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(f->gateway.route(f->address(1))->inFlight, 0, 1000);
}

void TestGateway::chunkedBodiesWait()
{
    lead(1, 1);
    lead(2, 2);
    QVERIFY(f->gateway.hold(f->address(1), 5, 5s, false));
    auto client = f->client(1);
    QVERIFY(client.write("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"));
    pass(50ms);
    QVERIFY(client.write("6\r\n world\r\n0\r\n\r\n"));
    pass(50ms);
    QCOMPARE(f->server(1).requests(), 0);
    QVERIFY(f->gateway.swap(f->address(1), f->address(2), 5));
    const Answer answer = client.read();
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, std::string("side-2 hello world"));
    QCOMPARE(f->server(1).requests(), 0);
}

void TestGateway::upgradedConnectionsEndWithTheSwap()
{
    lead(1, 1);
    lead(2, 2);
    auto client = f->client(1);
    const Answer upgraded =
        client.ask("GET /live HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
    QCOMPARE(upgraded.status, 101);
    QCOMPARE(f->server(1).upgraded(), 1);
    QVERIFY(f->gateway.hold(f->address(1), 5, 5s, false));
    QCOMPARE(f->gateway.route(f->address(1))->inFlight, 0); // it doesn't hold up the drain
    QCOMPARE(f->server(1).upgraded(), 1);
    QVERIFY(f->gateway.swap(f->address(1), f->address(2), 5));
    QTRY_COMPARE_WITH_TIMEOUT(f->server(1).upgraded(), 0, 1000);
}

void TestGateway::restartingServerCostsNothing()
{
    lead(1, 1);
    // Clients that speak while it is away; its connections end between two requests of theirs.
    std::vector<KeepAliveClient> clients;
    for (int i = 0; i < 8; ++i) {
        clients.push_back(f->client(1));
        QCOMPARE(clients.back().get().status, 200);
    }
    f->server(1).stop();
    std::atomic<int> answered = 0;
    std::vector<int> statuses(clients.size());
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < clients.size(); ++i)
        threads.emplace_back([&, i] {
            const Answer answer = i % 2 ? clients[i].post("restart-" + std::to_string(i)) : clients[i].get();
            statuses[i] = answer.status;
            ++answered;
        });
    pass(1800ms);
    QCOMPARE(answered, 0);
    // They haven't been sent, so a drain needn't wait for them.
    QVERIFY(f->gateway.hold(f->address(1), 5, 5s, false));
    QCOMPARE(f->gateway.route(f->address(1))->inFlight, 0);
    QVERIFY(f->gateway.release(f->address(1), 5));
    // Nor do they fail when the hold ends before it is there again.
    pass(300ms);
    QCOMPARE(answered, 0);
    f->server(1).start();
    threads.clear();
    QCOMPARE(statuses, std::vector<int>(clients.size(), 200));
    for (const auto &[body, times] : f->server(1).bodies())
        QVERIFY2(times == 1, body.c_str());
}

// A kept connection's end may cross a request: what only reads is asked again, what may write never.
void TestGateway::onlyReadingIsAskedAgain()
{
    lead(1, 1);
    auto client = f->client(1);
    QCOMPARE(client.get().status, 200);
    f->server(1).dropNext();
    const Answer read = client.get();
    QCOMPARE(read.status, 200);
    QCOMPARE(read.body, std::string("side-1"));
    QCOMPARE(f->server(1).requests(), 3);
    f->server(1).dropNext();
    QVERIFY(client.post("once").status != 200);
    QCOMPARE(f->server(1).bodies().at("once"), 1);
    QCOMPARE(f->gateway.route(f->address(1))->inFlight, 0);
}

void TestGateway::commandsAreRefused_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<int>("slot");
    QTest::addColumn<qint64>("token");
    QTest::newRow("no address") << QStringLiteral("example.org") << 1 << qint64(1);
    QTest::newRow("a command in it") << QStringLiteral("127.0.0.1 1 1\nshow info") << 1 << qint64(1);
    QTest::newRow("no such slot") << QStringLiteral("127.0.0.1") << 5 << qint64(1);
    QTest::newRow("negative slot") << QStringLiteral("127.0.0.1") << -1 << qint64(1);
    QTest::newRow("negative token") << QStringLiteral("127.0.0.1") << 1 << qint64(-1);
}

void TestGateway::commandsAreRefused()
{
    QFETCH(QString, address);
    QFETCH(int, slot);
    QFETCH(qint64, token);
    const auto refused = f->gateway.setRoute(address, slot, token);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Kind::Invalid);
    QVERIFY(f->gateway.routes()->empty());
}

QTEST_GUILESS_MAIN(TestGateway)
#include "TestGateway.moc"
