// The service killed in every call of a release and at random moments, on the model machine with the real
// engine and store: production serves all the while, work goes on by itself, the release ends once.
#include "release/Gate.h"

#include <random>

using namespace slipway;
using namespace slipway::model;
using namespace std::chrono_literals;

class TestReleaseCrash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void serviceDies_data();
    void serviceDies();
    void serviceDiesOnTheWayBack_data();
    void serviceDiesOnTheWayBack();
    void serviceDiesKeepingWhatWasSeen_data();
    void serviceDiesKeepingWhatWasSeen();
    void serviceDiesFinalizing_data();
    void serviceDiesFinalizing();
    void theClockIsSet_data();
    void theClockIsSet();
    void threeDeathsThenAPerson();
    void diesBetweenTries();
    void anythingAtAnyTime_data();
    void anythingAtAnyTime();

private:
    qint64 goLive(Bench &bench);
};

qint64 TestReleaseCrash::goLive(Bench &bench)
{
    const auto release = bench.begin();
    if (!release || !bench.signReadiness(release->id) ||
        !bench.awaitStep(release->id, QStringLiteral("finalize"), StepState::Waiting))
        return 0;
    return release->id;
}

namespace {

void addCalls(const std::vector<const char *> &calls)
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<bool>("after");
    QTest::addColumn<QString>("first");
    for (const char *call : calls) {
        QTest::addRow("before %s", call) << QString::fromLatin1(call) << false << QString();
        QTest::addRow("after %s", call) << QString::fromLatin1(call) << true << QString();
    }
}

void addRows(const std::vector<const char *> &calls)
{
    addCalls(calls);
    // The passes right before the hold come after the probe's start.
    for (const bool after : {false, true})
        QTest::addRow("%s the approach's follow", after ? "after" : "before")
            << QStringLiteral("follow") << after << QStringLiteral("probe.start");
}

} // namespace

void TestReleaseCrash::serviceDies_data()
{
    addRows(forwardCalls);
}

// Killed before or after the effect of any call: work goes on by itself and the release goes live, once.
void TestReleaseCrash::serviceDies()
{
    QFETCH(QString, call);
    QFETCH(bool, after);
    QFETCH(QString, first);
    Bench bench;
    bench.startWriting();
    Gate reached;
    bench.world.standStillNext(
        call, after ? World::When::After : World::When::Before, [&] { reached.open(); }, first);
    const auto release = bench.begin();
    QVERIFY(release);
    const qint64 id = release->id;
    static const QStringList early{QStringLiteral("codeManifest"), QStringLiteral("clone"),
                                   QStringLiteral("start"), QStringLiteral("setRoute"),
                                   QStringLiteral("openAccess")};
    if (!early.contains(call))
        QVERIFY(bench.signReadiness(id));
    QVERIFY(reached.wait());
    bench.killService();
    // Nobody is there: production serves all the same.
    QVERIFY(bench.world.write(bench.address, 1000000));
    bench.startService();
    if (early.contains(call))
        QVERIFY(bench.signReadiness(id));
    QVERIFY2(bench.awaitStep(id, QStringLiteral("finalize"), StepState::Waiting),
             qPrintable(bench.describe(id)));
    QCOMPARE(bench.state(id), QStringLiteral("live"));
    bench.stopWriting();
    VERIFY_WELL(bench);
    QCOMPARE(bench.failedWrites(), 0);
    QVERIFY(bench.world.side(bench.world.at(bench.address).slot).writes.contains(1000000));
}

void TestReleaseCrash::serviceDiesOnTheWayBack_data()
{
    addRows(wayBackCalls);
}

void TestReleaseCrash::serviceDiesOnTheWayBack()
{
    QFETCH(QString, call);
    QFETCH(bool, after);
    QFETCH(QString, first);
    Bench bench;
    bench.startWriting();
    const qint64 id = goLive(bench);
    QVERIFY(id);
    Gate reached;
    bench.world.standStillNext(
        call, after ? World::When::After : World::When::Before, [&] { reached.open(); }, first);
    QVERIFY(bench.service().rollBack(id, QStringLiteral("test"), {QStringLiteral("eva"), {}}));
    QVERIFY(reached.wait());
    bench.killService();
    QVERIFY(bench.world.write(bench.address, 1000000));
    bench.startService();
    QVERIFY2(bench.await(id, {QStringLiteral("rolled-back")}), qPrintable(bench.describe(id)));
    bench.stopWriting();
    VERIFY_WELL(bench);
    QCOMPARE(bench.failedWrites(), 0);
    QCOMPARE(bench.world.at(bench.address).slot, Bench::production);
    QVERIFY(bench.world.side(Bench::production).writes.contains(1000000));
}

void TestReleaseCrash::serviceDiesKeepingWhatWasSeen_data()
{
    addCalls({"probe.finish"});
}

// Of a cutover that is taken back: it counts, and once.
void TestReleaseCrash::serviceDiesKeepingWhatWasSeen()
{
    QFETCH(QString, call);
    QFETCH(bool, after);
    Bench bench;
    bench.startWriting();
    bench.world.slowDown(QStringLiteral("finalSync"), 5s);
    Gate reached;
    bench.world.standStillNext(call, after ? World::When::After : World::When::Before,
                               [&] { reached.open(); });
    const auto release = bench.begin({{QStringLiteral("hold"), QStringLiteral("900ms")}});
    QVERIFY(release);
    QVERIFY(bench.signReadiness(release->id));
    QVERIFY(reached.wait());
    bench.killService();
    QVERIFY(bench.world.write(bench.address, 1000000));
    bench.startService();
    QVERIFY2(bench.awaitDecision(release->id), qPrintable(bench.describe(release->id)));
    bench.stopWriting();
    VERIFY_WELL(bench);
    QCOMPARE(bench.failedWrites(), 0);
    const auto report = bench.service().report(release->id);
    QVERIFY(report);
    QCOMPARE(report->value(QLatin1String("requests")).toInt(), 700);
    QCOMPARE(report->value(QLatin1String("samples")).toArray().size(), 1);
}

void TestReleaseCrash::serviceDiesFinalizing_data()
{
    addCalls(retireCalls);
}

// What is removed is removed once, and never what serves.
void TestReleaseCrash::serviceDiesFinalizing()
{
    QFETCH(QString, call);
    QFETCH(bool, after);
    Bench bench;
    bench.startWriting();
    const qint64 id = goLive(bench);
    QVERIFY(id);
    const int serving = bench.world.at(bench.address).slot;
    Gate reached;
    bench.world.standStillNext(call, after ? World::When::After : World::When::Before,
                               [&] { reached.open(); });
    QVERIFY(bench.service().finalize(id, {}, {QStringLiteral("eva"), {}}));
    QVERIFY(reached.wait());
    bench.killService();
    QVERIFY(bench.world.write(bench.address, 1000000));
    bench.startService();
    QVERIFY2(bench.await(id, {QStringLiteral("finalized")}), qPrintable(bench.describe(id)));
    bench.stopWriting();
    VERIFY_WELL(bench);
    QCOMPARE(bench.failedWrites(), 0);
    QCOMPARE(bench.world.at(bench.address).slot, serving);
    QVERIFY(bench.world.side(serving).writes.contains(1000000));
}

void TestReleaseCrash::theClockIsSet_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<int>("hours");
    for (const char *call : {"follow", "quiesce", "swap", "standBy", "probe.finish"}) {
        QTest::addRow("forward at %s", call) << QString::fromLatin1(call) << 1;
        QTest::addRow("back at %s", call) << QString::fromLatin1(call) << -1;
    }
}

// By an hour, in the middle of it: a bound of the hold is a duration, and so is what was measured.
void TestReleaseCrash::theClockIsSet()
{
    QFETCH(QString, call);
    QFETCH(int, hours);
    Bench bench;
    bench.startWriting();
    bench.world.callNext(call, [&] { bench.clock.jump(std::chrono::hours(hours)); });
    const auto release = bench.begin();
    QVERIFY(release);
    QVERIFY(bench.signReadiness(release->id));
    QVERIFY2(bench.awaitStep(release->id, QStringLiteral("finalize"), StepState::Waiting),
             qPrintable(bench.describe(release->id)));
    bench.stopWriting();
    VERIFY_WELL(bench);
    QCOMPARE(bench.failedWrites(), 0);
    const auto report = bench.service().report(release->id);
    QVERIFY(report);
    const double held = report->value(QLatin1String("held_ms")).toDouble(-1);
    QVERIFY2(held >= 0 && held <= 3000, qPrintable(QString::number(held)));
    QCOMPARE(report->value(QLatin1String("cutovers")).toArray().size(), 1);
}

void TestReleaseCrash::threeDeathsThenAPerson()
{
    Bench bench;
    bench.startWriting();
    const auto release = bench.begin();
    QVERIFY(release);
    for (int death = 0; death < 4; ++death) {
        Gate reached;
        bench.world.standStillNext(QStringLiteral("finalSync"), World::When::Before, [&] { reached.open(); });
        if (death == 0)
            QVERIFY(bench.signReadiness(release->id));
        QVERIFY(reached.wait());
        bench.killService();
        bench.startService();
    }
    QVERIFY(bench.awaitDecision(release->id));
    QCOMPARE(bench.state(release->id), QStringLiteral("waiting"));
    VERIFY_WELL(bench);
    QVERIFY(bench.service().retry(release->id, {}, {QStringLiteral("omar"), {}}));
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("finalize"), StepState::Waiting));
    bench.stopWriting();
    VERIFY_WELL(bench);
    QCOMPARE(bench.failedWrites(), 0);
}

// What is left to do after the swap is tried again by itself. Killed in the pauses between: each try is made
// once, by whichever service is there when it is due, and it doesn't begin to count anew.
void TestReleaseCrash::diesBetweenTries()
{
    Bench bench;
    QByteArray pipeline = quickPipeline();
    pipeline.replace("name: quick", "name: twice");
    pipeline.replace("times: 60, pause: 5s", "times: 2, pause: 3s");
    QVERIFY(bench.service().importPipeline(pipeline, QStringLiteral("twice.yaml"), QStringLiteral("test")));
    bench.startWriting();
    const QString call = QStringLiteral("standBy");
    for (int i = 0; i < 3; ++i)
        bench.world.failNext(call, World::When::Before,
                             {Problem::Kind::Unavailable, QStringLiteral("The old side hangs"), {}, {}});
    const auto release = bench.begin({}, QStringLiteral("twice"));
    QVERIFY(release);
    const qint64 id = release->id;
    QVERIFY(bench.signReadiness(id));
    const auto tries = [&] {
        const auto calls = bench.world.calls();
        return std::count(calls.begin(), calls.end(), call);
    };
    for (int tried = 1; tried <= 2; ++tried) {
        const QString pause = QStringLiteral("(%1 of 2)").arg(tried);
        QVERIFY2(QTest::qWaitFor(
                     [&] {
                         const auto step = bench.step(id, QStringLiteral("follow-back"));
                         return step && step->waitsFor.contains(pause);
                     },
                     30000),
                 qPrintable(bench.describe(id)));
        QCOMPARE(tries(), tried);
        bench.killService();
        QVERIFY(bench.world.write(bench.address, 1000000 + tried));
        bench.startService();
    }
    // The third was the last by itself.
    QVERIFY2(bench.awaitDecision(id), qPrintable(bench.describe(id)));
    QCOMPARE(tries(), 3);
    QCOMPARE(bench.state(id), QStringLiteral("live"));
    QVERIFY(bench.service().retry(id, QStringLiteral("follow-back"), {QStringLiteral("omar"), {}}));
    QVERIFY2(bench.awaitStep(id, QStringLiteral("finalize"), StepState::Waiting),
             qPrintable(bench.describe(id)));
    QCOMPARE(tries(), 4);
    bench.stopWriting();
    VERIFY_WELL(bench);
    QCOMPARE(bench.failedWrites(), 0);
}

void TestReleaseCrash::anythingAtAnyTime_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 20; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

// Failures and deaths at random, there and back; people do what they are asked for. Whatever happens: one
// side serves, nothing acknowledged is lost, no contract is broken, and the release ends as it was told to.
void TestReleaseCrash::anythingAtAnyTime()
{
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    const auto upTo = [&random](std::size_t most) {
        return std::uniform_int_distribution<std::size_t>(0, most - 1)(random);
    };
    const auto troubles = [&](Bench &bench, const std::vector<const char *> &calls) {
        for (std::size_t i = 0; i < 2; ++i) {
            bench.world.failNext(QString::fromLatin1(calls[upTo(calls.size())]),
                                 upTo(2) == 0 ? World::When::Before : World::When::After,
                                 {Problem::Kind::Unavailable, QStringLiteral("broken at random"), {}, {}});
        }
    };
    Bench bench;
    bench.startWriting();
    troubles(bench, forwardCalls);
    const auto release = bench.begin();
    QVERIFY(release);
    const qint64 id = release->id;
    int deaths = 0;
    const auto carriesOn = [&](const QString &end) {
        return QTest::qWaitFor(
            [&] {
                if (deaths < 5 && upTo(25) == 0) {
                    ++deaths;
                    bench.killService();
                    bench.startService();
                }
                bench.doWhatIsAsked(id);
                return bench.state(id) == end;
            },
            60000);
    };
    QVERIFY2(carriesOn(QStringLiteral("live")), qPrintable(bench.describe(id)));
    VERIFY_WELL(bench);
    const bool back = upTo(2) == 0;
    if (back) {
        troubles(bench, wayBackCalls);
        QVERIFY(QTest::qWaitFor(
            [&] {
                bench.doWhatIsAsked(id);
                return bool(
                    bench.service().rollBack(id, QStringLiteral("test"), {QStringLiteral("eva"), {}}));
            },
            20000));
        QVERIFY2(carriesOn(QStringLiteral("rolled-back")), qPrintable(bench.describe(id)));
    } else {
        QVERIFY(QTest::qWaitFor(
            [&] {
                bench.doWhatIsAsked(id);
                return bool(bench.service().finalize(id, {}, {QStringLiteral("eva"), {}}));
            },
            20000));
        QVERIFY2(carriesOn(QStringLiteral("finalized")), qPrintable(bench.describe(id)));
    }
    bench.stopWriting();
    VERIFY_WELL(bench);
    QCOMPARE(bench.failedWrites(), 0);
    QCOMPARE(bench.world.at(bench.address).slot == Bench::production, back);
    const auto report = bench.service().report(id);
    QVERIFY(report);
    int swaps = 0;
    for (const QJsonValue &cutover : report->value(QStringLiteral("cutovers")).toArray()) {
        const QString outcome = cutover.toObject().value(QStringLiteral("outcome")).toString();
        QVERIFY(outcome == QLatin1String("swapped") || outcome == QLatin1String("kept"));
        swaps += outcome == QLatin1String("swapped");
    }
    QCOMPARE(swaps, back ? 2 : 1);
}

QTEST_GUILESS_MAIN(TestReleaseCrash)
#include "TestReleaseCrash.moc"
