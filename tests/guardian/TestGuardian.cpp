// The guardian as a process of its own, with a real HAProxy: what it keeps, what it adopts, how it brings
// production back.
#include "guardian/House.h"
#include "service/guardian/GuardianMain.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTest>

#include <csignal>

using namespace slipway;
using namespace slipway::testing;
using namespace std::chrono_literals;
using Kind = Problem::Kind;

namespace {

// A sanitizer slows everything down that these limits are about.
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr int slowness = 4;
#else
constexpr int slowness = 1;
#endif

} // namespace

#define CHECK(expression)                                                                                    \
    do {                                                                                                     \
        const auto result_ = (expression);                                                                   \
        QVERIFY2(result_, result_ ? "" : qPrintable(result_.error().text()));                                \
    } while (false)

class TestGuardian : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        h = std::make_unique<House>();
        CHECK(h->open());
    }
    void cleanup() { h.reset(); }

    void keepsWhatIsWanted();
    void oneOfAFolder();
    void killedGatewayIsBack();
    void killedEnvironmentIsBack();
    void killedGuardianLeavesAllRunning();
    void adoptsWhatEndedMeanwhile();
    void controllerLeaves_data();
    void controllerLeaves();
    void controllerHangs();
    void serviceAsks();
    void oldSideNeedsSeveralTries();
    void guardianAndControllerDie();
    void diesWhileOldSideStandsDown_data();
    void diesWhileOldSideStandsDown();
    void oldSideClingsForLong();
    void livingControllerComesBack();
    void endedCutoverIsLeftAlone();
    void symbolicLinksLeadNowhere();
    void waysOutStayAsTheyWere();
    void stopsEverything();

private:
    std::unique_ptr<House> h;
};

void TestGuardian::keepsWhatIsWanted()
{
    QCOMPARE(h->visitor(1).get().body, std::string("side-1"));
    QCOMPARE(h->visitor(2).get().body, std::string("side-2"));
    CHECK(h->client.environment(2, false));
    QCOMPARE(h->environmentPid(2), 0);
    CHECK(h->client.environment(2, false));
    CHECK(h->client.environment(2, true));
    QCOMPARE(h->visitor(2).get().body, std::string("side-2"));
    QVERIFY(!h->client.environment(0, true));
    QVERIFY(!h->client.environment(65, true));
}

void TestGuardian::oneOfAFolder()
{
    const auto second = runProcess({QCoreApplication::applicationFilePath(), QStringLiteral("--guardian"),
                                    QStringLiteral("--data"), h->folder.path()},
                                   5s);
    CHECK(second);
    QCOMPARE(second->exitCode, 3);
    CHECK(ensureGuardian(QCoreApplication::applicationFilePath(), h->folder.path()));
}

void TestGuardian::killedGatewayIsBack()
{
    CHECK(h->gateway.hold(h->address(1), 5, 2s, false));
    CHECK(h->gateway.swap(h->address(1), h->address(2), 5));
    CHECK(h->gateway.hold(h->address(1), 6, 60s, false));
    for (int round = 0; round < 3; ++round) {
        const int pid = h->gatewayPid();
        ::kill(pid, SIGKILL);
        QElapsedTimer clock;
        clock.start();
        // A new connection isn't refused: it waits for the next HAProxy, which has the routes and no hold.
        const Answer answer = h->visitor(1).get();
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, std::string("side-2"));
        QVERIFY2(clock.elapsed() < 2000 * slowness, qPrintable(QString::number(clock.elapsed())));
        QTRY_VERIFY_WITH_TIMEOUT(h->gatewayPid() != pid && h->gatewayPid() > 0, 2000);
        QVERIFY(!h->gateway.route(h->address(1))->held);
        // Written down before the next one is killed: two deaths in a row would be one outage.
        QTRY_COMPARE_WITH_TIMEOUT(h->kinds().count(QStringLiteral("gateway.up gateway")), round + 1, 5000);
    }
    QCOMPARE(h->kinds().count(QStringLiteral("gateway.down gateway")), 3);
}

void TestGuardian::killedEnvironmentIsBack()
{
    const int pid = h->environmentPid(1);
    const auto process = ProcessId::of(pid);
    QVERIFY(process);
    ::kill(pid, SIGKILL);
    // A request that the dying server had accepted would be lost with it; those after its end wait.
    QTRY_VERIFY_WITH_TIMEOUT(!process->isAlive(), 2000);
    const Answer answer = h->visitor(1).get();
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.took < 2s * slowness);
    QTRY_VERIFY_WITH_TIMEOUT(h->environmentPid(1) != pid, 2000);
    QTRY_VERIFY_WITH_TIMEOUT(h->kinds().contains(QStringLiteral("environment.up slot/1")), 2000);
    const auto incidents = h->client.incidents(0);
    CHECK(incidents);
    QCOMPARE(incidents->items.front().kind, QStringLiteral("environment.down"));
    CHECK(h->client.incidents(incidents->next));
    QVERIFY(h->client.incidents(incidents->next)->items.empty());
}

void TestGuardian::killedGuardianLeavesAllRunning()
{
    const int gateway = h->gatewayPid();
    const int environment = h->environmentPid(1);
    h->killGuardian();
    QVERIFY(!h->client.status());
    QCOMPARE(h->visitor(1).get().status, 200);
    CHECK(ensureGuardian(QCoreApplication::applicationFilePath(), h->folder.path()));
    QCOMPARE(h->gatewayPid(), gateway);
    QCOMPARE(h->environmentPid(1), environment);
    QVERIFY(h->kinds().isEmpty());
    // What it adopted it keeps: also processes that aren't its children.
    ::kill(gateway, SIGKILL);
    ::kill(environment, SIGKILL);
    QTRY_VERIFY_WITH_TIMEOUT(h->gatewayPid() != gateway && h->environmentPid(1) != environment, 2000);
    QTRY_COMPARE_WITH_TIMEOUT(h->visitor(1).get().status, 200, 2000);
}

void TestGuardian::adoptsWhatEndedMeanwhile()
{
    const int environment = h->environmentPid(2);
    h->killGuardian();
    ::kill(environment, SIGKILL);
    CHECK(ensureGuardian(QCoreApplication::applicationFilePath(), h->folder.path()));
    QTRY_VERIFY_WITH_TIMEOUT(h->kinds().contains(QStringLiteral("environment.up slot/2")), 2000);
    QVERIFY(h->kinds().contains(QStringLiteral("environment.down slot/2")));
    QCOMPARE(h->visitor(2).get().status, 200);
}

void TestGuardian::controllerLeaves_data()
{
    QTest::addColumn<bool>("quiesced");
    QTest::addColumn<bool>("swapped");
    QTest::addColumn<bool>("siteDown");
    QTest::newRow("held, drained") << false << false << false;
    QTest::newRow("application stopped") << true << false << false;
    QTest::newRow("application stopped, site-down page") << true << false << true;
    QTest::newRow("exchanged, before its end was said") << true << true << false;
}

void TestGuardian::controllerLeaves()
{
    QFETCH(bool, quiesced);
    QFETCH(bool, swapped);
    QFETCH(bool, siteDown);
    CHECK(h->client.hello());
    QVERIFY(h->client.isController());
    CHECK(h->client.begin(h->cutover(5)));
    CHECK(h->gateway.hold(h->address(1), 5, 20s, siteDown));
    if (quiesced)
        CHECK(tellInit(h->folder, 1, asking("quiesce")));
    if (swapped)
        CHECK(h->gateway.swap(h->address(1), h->address(2), 5));

    std::optional<Answer> waiting;
    std::jthread visitor([&] { waiting = h->visitor(1).get(); });
    QTest::qWait(100);
    QElapsedTimer clock;
    clock.start();
    h->client.leave();
    const auto outcome = h->client.outcome(12);
    CHECK(outcome);
    std::optional<CutoverOutcome> found = *outcome;
    while (!found && clock.elapsed() < 3000)
        found = *h->client.outcome(12);
    QVERIFY(found);
    QVERIFY2(clock.elapsed() < 1000 * slowness, qPrintable(QString::number(clock.elapsed())));
    qInfo("production was back %lld ms after the controller left (%.1f ms of work)", clock.elapsed(),
          found->tookMs);
    QCOMPARE(found->trigger, QStringLiteral("controller-gone"));
    QCOMPARE(found->swapped, swapped);
    QCOMPARE(found->serving, swapped ? 2 : 1);
    QVERIFY(found->healthy);
    QCOMPARE(found->fenced, 5);
    visitor.join();
    QCOMPARE(waiting->status, siteDown ? 503 : 200);
    const Answer after = h->visitor(1).get();
    QCOMPARE(after.status, 200);
    QCOMPARE(after.body, std::string(swapped ? "side-2" : "side-1"));
    // After the swap the old side is told to stay as it is: its lease must not bring its jobs back to life.
    const auto state = tellInit(h->folder, 1, asking("ping"));
    QCOMPARE(state->value(QLatin1String("serving")).toBool(), !swapped);
    QCOMPARE(state->value(QLatin1String("stands_by")).toBool(), swapped);
    // The controller that comes too late is refused.
    QCOMPARE(h->gateway.hold(h->address(1), 5, 2s, false).error().kind, Kind::Conflict);
    QCOMPARE(h->gateway.swap(h->address(1), h->address(2), 5).error().kind, Kind::Conflict);
    CHECK(h->client.end(12));
    QVERIFY(!*h->client.outcome(12));
}

void TestGuardian::controllerHangs()
{
    CHECK(h->client.hello());
    CHECK(h->client.begin(h->cutover(5)));
    CHECK(h->gateway.hold(h->address(1), 5, 500ms, false));
    CHECK(tellInit(h->folder, 1, asking("quiesce")));
    // Its connection stays open and it says nothing more.
    const Answer answer = h->visitor(1).get();
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, std::string("side-1"));
    QVERIFY(answer.took > 350ms && answer.took < 1500ms * slowness);
    QTRY_VERIFY_WITH_TIMEOUT(h->client.outcome(12)->has_value(), 1000);
    QCOMPARE((*h->client.outcome(12))->trigger, QStringLiteral("lease-lapsed"));
    QCOMPARE(h->gateway.swap(h->address(1), h->address(2), 5).error().kind, Kind::Conflict);
    QCOMPARE(h->gateway.release(h->address(1), 5).error().kind, Kind::Conflict);
}

void TestGuardian::serviceAsks()
{
    QCOMPARE(h->client.recover(12).error().kind, Kind::NotFound);
    CHECK(h->client.hello());
    CHECK(h->client.begin(h->cutover(5)));
    CHECK(h->gateway.hold(h->address(1), 5, 20s, false));
    CHECK(tellInit(h->folder, 1, asking("quiesce")));
    const auto outcome = h->client.recover(12);
    CHECK(outcome);
    QCOMPARE(outcome->trigger, QStringLiteral("asked"));
    QVERIFY(outcome->healthy && !outcome->swapped);
    const auto again = h->client.recover(12);
    CHECK(again);
    QCOMPARE(*again, *outcome);
    QCOMPARE(h->visitor(1).get().body, std::string("side-1"));
    // The next attempt has a newer token, and goes through.
    CHECK(h->client.begin(h->cutover(7)));
    QVERIFY(!*h->client.outcome(12));
    CHECK(h->gateway.hold(h->address(1), 7, 2s, false));
    CHECK(h->gateway.swap(h->address(1), h->address(2), 7));
    QVERIFY(!tellInit(h->folder, 1, asking("ping"))->value(QLatin1String("stands_by")).toBool());
    CHECK(h->client.end(12));
    QVERIFY(tellInit(h->folder, 1, asking("ping"))->value(QLatin1String("stands_by")).toBool());
    QCOMPARE(h->visitor(1).get().body, std::string("side-2"));
}

void TestGuardian::oldSideNeedsSeveralTries()
{
    CHECK(h->client.hello());
    CHECK(h->client.begin(h->cutover(5)));
    CHECK(h->gateway.hold(h->address(1), 5, 20s, false));
    CHECK(tellInit(h->folder, 1, asking("quiesce")));
    CHECK(tellInit(h->folder, 1,
                   {{QStringLiteral("do"), QStringLiteral("refuse")}, {QStringLiteral("times"), 2}}));
    QVERIFY(h->client.recover(12)->healthy);
    QCOMPARE(h->visitor(1).get().body, std::string("side-1"));

    CHECK(h->client.begin(h->cutover(7)));
    CHECK(tellInit(h->folder, 1,
                   {{QStringLiteral("do"), QStringLiteral("refuse")}, {QStringLiteral("times"), 99}}));
    const auto outcome = h->client.recover(12);
    QVERIFY(!outcome->healthy);
    QVERIFY(outcome->why.contains(QStringLiteral("database")));
    QVERIFY(!h->gateway.route(h->address(1))->held);
}

void TestGuardian::guardianAndControllerDie()
{
    // The controller is another process, which ends; nobody is there to see it.
    CHECK(h->client.hello());
    CHECK(h->client.begin(h->cutover(5)));
    CHECK(h->gateway.hold(h->address(1), 5, 20s, false));
    CHECK(tellInit(h->folder, 1, asking("quiesce")));
    h->killGuardian();
    const QString journal = h->folder.file(QStringLiteral("run/cutover-12.json"));
    auto bytes = *readFile(journal);
    bytes.replace("\"controller\":" + QByteArray::number(QCoreApplication::applicationPid()),
                  "\"controller\":999999999");
    CHECK(writeFileAtomically(journal, bytes));
    QElapsedTimer clock;
    clock.start();
    CHECK(ensureGuardian(QCoreApplication::applicationFilePath(), h->folder.path()));
    QCOMPARE(h->visitor(1).get().body, std::string("side-1"));
    QVERIFY2(clock.elapsed() < 1000 * slowness, qPrintable(QString::number(clock.elapsed())));
    QTRY_VERIFY_WITH_TIMEOUT(h->client.outcome(12)->has_value(), 1000);
    QCOMPARE((*h->client.outcome(12))->trigger, QStringLiteral("guardian-restarted"));
}

void TestGuardian::diesWhileOldSideStandsDown_data()
{
    QTest::addColumn<bool>("ended");
    QTest::newRow("the controller has gone") << false;
    QTest::newRow("the controller has said that it is over") << true;
}

// After the swap the old side is still to stand down, doesn't yet, and the guardian is killed: the next one
// sees to it, whether or not anybody asks.
void TestGuardian::diesWhileOldSideStandsDown()
{
    QFETCH(bool, ended);
    const auto old = [&](const char *field) {
        const auto state = tellInit(h->folder, 1, asking("ping"));
        return state ? state->value(QLatin1String(field)).toInt(-1) : -1;
    };
    CHECK(h->client.hello());
    CHECK(h->client.begin(h->cutover(5)));
    CHECK(h->gateway.hold(h->address(1), 5, 20s, false));
    CHECK(h->gateway.swap(h->address(1), h->address(2), 5));
    CHECK(h->cling(1'000'000));
    if (ended)
        QVERIFY(!h->client.end(12)); // it isn't over yet
    else
        h->client.leave();
    QTRY_VERIFY_WITH_TIMEOUT(old("stand_downs") > 0, 20000);
    h->killGuardian();
    QVERIFY(QFile::exists(h->folder.file(QStringLiteral("run/cutover-12.json"))));
    QCOMPARE(h->visitor(1).get().body, std::string("side-2"));
    CHECK(h->cling(0));
    CHECK(ensureGuardian(QCoreApplication::applicationFilePath(), h->folder.path()));
    QTRY_VERIFY_WITH_TIMEOUT(
        tellInit(h->folder, 1, asking("ping"))->value(QLatin1String("stands_by")).toBool(), 20000);
    QTRY_VERIFY_WITH_TIMEOUT(h->client.outcome(12)->has_value(), 20000);
    const auto outcome = *h->client.outcome(12);
    QVERIFY(outcome->swapped && outcome->why.isEmpty());
    QCOMPARE(outcome->serving, 2);
    QCOMPARE(outcome->trigger, QStringLiteral("guardian-restarted"));
    QCOMPARE(h->visitor(1).get().body, std::string("side-2"));
    CHECK(h->client.end(12));
    QVERIFY(!QFile::exists(h->folder.file(QStringLiteral("run/cutover-12.json"))));
}

// After the swap the old side doesn't stand down for longer than a recovery goes on, and no service comes
// back: the guardian goes on asking.
void TestGuardian::oldSideClingsForLong()
{
    CHECK(h->client.hello());
    CHECK(h->client.begin(h->cutover(5)));
    CHECK(h->gateway.hold(h->address(1), 5, 20s, false));
    CHECK(h->gateway.swap(h->address(1), h->address(2), 5));
    CHECK(h->cling(1'000'000));
    h->client.leave();
    std::optional<CutoverOutcome> outcome;
    QTRY_VERIFY_WITH_TIMEOUT((outcome = *h->client.outcome(12)) && outcome->clinging, 30000);
    QVERIFY2(outcome->why.contains(QStringLiteral("doesn't stop")), qPrintable(outcome->why));
    QCOMPARE(h->visitor(1).get().body, std::string("side-2"));
    QVERIFY(!h->client.end(12)); // not over for a controller, either
    h->killGuardian();
    CHECK(ensureGuardian(QCoreApplication::applicationFilePath(), h->folder.path()));
    CHECK(h->cling(0));
    QTRY_VERIFY_WITH_TIMEOUT(
        tellInit(h->folder, 1, asking("ping"))->value(QLatin1String("stands_by")).toBool(), 20000);
    QTRY_VERIFY_WITH_TIMEOUT(!(*h->client.outcome(12))->clinging, 20000);
    QVERIFY((*h->client.outcome(12))->why.isEmpty());
    CHECK(h->client.end(12));
    QVERIFY(!QFile::exists(h->folder.file(QStringLiteral("run/cutover-12.json"))));
}

void TestGuardian::livingControllerComesBack()
{
    CHECK(h->client.hello());
    CHECK(h->client.begin(h->cutover(5)));
    CHECK(h->gateway.hold(h->address(1), 5, 20s, false));
    h->killGuardian();
    QTRY_VERIFY_WITH_TIMEOUT(!h->client.isController(), 1000);
    CHECK(ensureGuardian(QCoreApplication::applicationFilePath(), h->folder.path()));
    CHECK(h->client.hello());
    QTest::qWait(1500);
    QVERIFY(!*h->client.outcome(12)); // it goes on undisturbed
    CHECK(h->gateway.swap(h->address(1), h->address(2), 5));
    CHECK(h->client.end(12));
}

void TestGuardian::endedCutoverIsLeftAlone()
{
    CHECK(h->client.hello());
    CHECK(h->client.begin(h->cutover(5)));
    CHECK(h->gateway.hold(h->address(1), 5, 2s, false));
    CHECK(h->gateway.swap(h->address(1), h->address(2), 5));
    CHECK(h->client.end(12));
    h->client.leave();
    QTest::qWait(200);
    QVERIFY(h->kinds().isEmpty());
    CHECK(h->gateway.hold(h->address(1), 5, 2s, false)); // not fenced
    CHECK(h->gateway.release(h->address(1), 5));
}

void TestGuardian::symbolicLinksLeadNowhere()
{
    // The environment in slot 3 puts a link to another one's door where its own should be.
    QDir().mkpath(h->folder.doors(3));
    const QString door = h->folder.doors(3) + QStringLiteral("/http.sock");
    QVERIFY(QFile::link(QStringLiteral("../1/http.sock"), door));
    QVERIFY(connectTo(door)); // it does lead there, for whoever follows it
    CHECK(h->gateway.setRoute(h->address(3), 3, 1));
    QCOMPARE(h->visitor(3).get().status, 503);
    QVERIFY(QFile::remove(door));
    QVERIFY(QFile::link(h->folder.doors(1) + QStringLiteral("/http.sock"), door));
    QCOMPARE(h->visitor(3).get().status, 503);
    QCOMPARE(h->visitor(1).get().status, 200);
}

// Open or shut, over the guardian's death and over a stop of everything.
void TestGuardian::waysOutStayAsTheyWere()
{
    const auto answers = [&](int slot) {
        const auto socket = connectTo(h->folder.doors(slot) + QStringLiteral("/out.sock"));
        return socket.has_value();
    };
    QVERIFY(!answers(1) && !answers(2));
    CHECK(h->client.outbound(1, true));
    CHECK(h->client.outbound(2, true));
    CHECK(h->client.outbound(2, false));
    QVERIFY(!h->client.outbound(0, true));
    QVERIFY(answers(1) && !answers(2));
    h->killGuardian();
    QTRY_VERIFY(!answers(1)); // the last of its threads takes the socket with it
    CHECK(ensureGuardian(QCoreApplication::applicationFilePath(), h->folder.path()));
    QVERIFY(answers(1) && !answers(2));
    CHECK(h->client.stop());
    QTRY_VERIFY(!h->client.status());
    QVERIFY(!answers(1));
    CHECK(ensureGuardian(QCoreApplication::applicationFilePath(), h->folder.path()));
    QVERIFY(answers(1) && !answers(2));
    CHECK(h->client.outbound(1, false));
    QVERIFY(!answers(1));
    h->killGuardian();
    CHECK(ensureGuardian(QCoreApplication::applicationFilePath(), h->folder.path()));
    QVERIFY(!answers(1) && !answers(2));
}

void TestGuardian::stopsEverything()
{
    const std::vector<ProcessId> all{*ProcessId::of(h->gatewayPid()), *ProcessId::of(h->environmentPid(1)),
                                     *ProcessId::of(h->environmentPid(2)), *ProcessId::of(h->guardianPid())};
    QElapsedTimer clock;
    clock.start();
    CHECK(h->client.stop());
    for (const ProcessId &process : all)
        QTRY_VERIFY_WITH_TIMEOUT(!process.isAlive(), 2000);
    QVERIFY2(clock.elapsed() < 8000, qPrintable(QString::number(clock.elapsed())));
    // And the next one begins with nothing.
    CHECK(ensureGuardian(QCoreApplication::applicationFilePath(), h->folder.path()));
    QCOMPARE(h->gatewayPid(), 0);
    QCOMPARE(h->environmentPid(1), 0);
}

// The test program is also its own guardian and its own environments.
int main(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    if (arguments.value(0) == QLatin1String("--fake-init"))
        return fakeInit(arguments.mid(1));
    if (arguments.value(0) == QLatin1String("--guardian"))
        return runGuardian(arguments.mid(1),
                           [](const DataFolder &folder) -> Result<std::unique_ptr<EnvironmentStarter>> {
                               return std::make_unique<FakeStarter>(folder);
                           });
    QCoreApplication application(argc, argv);
    TestGuardian test;
    return QTest::qExec(&test, argc, argv);
}
#include "TestGuardian.moc"
