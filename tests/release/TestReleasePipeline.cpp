// The whole pipeline on the model machine with the real engine and store: the way there, the way back, abort,
// every call failing, the hold exceeded.
#include "release/Gate.h"
#include "service/store/CatalogRepository.h"

#include <QJsonDocument>

using namespace slipway;
using namespace slipway::model;
using namespace std::chrono_literals;

namespace {

const Problem broken{Problem::Kind::Unavailable, QStringLiteral("broken on purpose"), {}, {}};

} // namespace

class TestReleasePipeline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesLiveAndIsFinalized();
    void rollsBackAndKeepsEveryWrite();
    void abortsBeforeTheSwap();
    void nextReleaseAsksForTheLast();
    void refusesPatchedProduction();
    void refusesChangedCandidate();
    void staysWhereTheCandidateIsIll();
    void holdExceeded();
    void callFails_data();
    void callFails();
    void callFailsOnTheWayBack_data();
    void callFailsOnTheWayBack();
    void guardianIsAway();

private:
    qint64 goLive(Bench &bench);
};

qint64 TestReleasePipeline::goLive(Bench &bench)
{
    const auto release = bench.begin();
    if (!release || !bench.signReadiness(release->id) ||
        !bench.awaitStep(release->id, QStringLiteral("finalize"), StepState::Waiting))
        return 0;
    return release->id;
}

void TestReleasePipeline::goesLiveAndIsFinalized()
{
    Bench bench;
    bench.startWriting();
    const auto release = bench.begin();
    QVERIFY2(release, release ? "" : qPrintable(release.error().text()));
    QCOMPARE(release->requestedBy, QStringLiteral("eva"));
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("candidate"), StepState::Waiting));
    QCOMPARE(bench.state(release->id), QStringLiteral("waiting"));
    const Application before = bench.application();
    const Environment *test = before.environmentOf(EnvironmentRole::Test);
    QVERIFY(test);
    const QString other = test->address;
    QVERIFY(bench.world.side(test->slot).door);
    QVERIFY(bench.world.side(test->slot).quiet);
    QCOMPARE(test->ssh.port, 2222);

    // Only the customer may say that it is ready.
    const auto wrongRole =
        bench.service().signOff(release->id, {}, Role::Operations, {}, {QStringLiteral("eva"), {}});
    QVERIFY(!wrongRole);
    QCOMPARE(wrongRole.error().kind, Problem::Kind::Forbidden);

    QVERIFY(bench.signReadiness(release->id));
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("finalize"), StepState::Waiting));
    QCOMPARE(bench.state(release->id), QStringLiteral("live"));
    VERIFY_WELL(bench);
    const Application after = bench.application();
    QCOMPARE(after.environmentOf(EnvironmentRole::Production)->name, QStringLiteral("shop-2"));
    QCOMPARE(after.environmentOf(EnvironmentRole::Standby)->address, other);
    QVERIFY(!bench.world.side(bench.world.at(bench.address).slot).quiet);
    QCOMPARE(bench.world.side(Bench::production).follows, bench.world.at(bench.address).slot);

    const auto report = bench.service().report(release->id);
    QVERIFY(report);
    QCOMPARE(report->value(QStringLiteral("failed_requests")).toInt(), 0);
    QCOMPARE(report->value(QStringLiteral("requests")).toInt(), 700);
    QVERIFY(report->value(QStringLiteral("held_ms")).toInt(-1) >= 0);
    QVERIFY(report->value(QStringLiteral("held_ms")).toInt() < 3000);
    QCOMPARE(report->value(QStringLiteral("signoffs")).toArray().size(), 1);
    QCOMPARE(report->value(QStringLiteral("cutovers")).toArray().size(), 1);
    QStringList measuredBy;
    QVERIFY(bench.store().read([&](Reader &reader) {
        return reader.query(QStringLiteral("SELECT actor FROM event WHERE kind = 'release.measured'"), {},
                            [&](const Row &row) -> Result<void> {
                                measuredBy.append(row.text("actor"));
                                return {};
                            });
    }));
    QCOMPARE(measuredBy, QStringList{QStringLiteral("service")});

    QVERIFY(bench.service().finalize(release->id, QStringLiteral("well"), {QStringLiteral("omar"), {}}));
    QVERIFY(bench.await(release->id, {QStringLiteral("finalized")}));
    bench.stopWriting();
    VERIFY_WELL(bench);
    QCOMPARE(bench.failedWrites(), 0);
    QCOMPARE(bench.application().environments.size(), std::size_t(1));
    QVERIFY(!bench.service().rollBack(release->id, QStringLiteral("too late"), {QStringLiteral("eva"), {}}));
}

void TestReleasePipeline::rollsBackAndKeepsEveryWrite()
{
    Bench bench;
    bench.startWriting();
    const qint64 id = goLive(bench);
    QVERIFY(id);
    QVERIFY(!bench.service().rollBack(id, QStringLiteral(" "), {QStringLiteral("eva"), {}}));
    QVERIFY(bench.store().write([&](Transaction &transaction) -> Result<void> {
        for (const Environment &environment : bench.application().environments) {
            for (const Appliance &appliance : environment.appliances) {
                const auto set =
                    CatalogRepository::setAppliance(transaction, QStringLiteral("test"), appliance.id,
                                                    QStringLiteral("running"), QStringLiteral("healthy"));
                if (!set)
                    return set;
            }
        }
        return {};
    }));
    QVERIFY(
        bench.service().rollBack(id, QStringLiteral("the totals are wrong"), {QStringLiteral("eva"), {}}));
    QVERIFY2(bench.await(id, {QStringLiteral("rolled-back")}), qPrintable(bench.describe(id)));
    bench.stopWriting();
    VERIFY_WELL(bench);
    QCOMPARE(bench.failedWrites(), 0);
    QCOMPARE(bench.world.at(bench.address).slot, Bench::production);
    QCOMPARE(bench.service().report(id)->value(QStringLiteral("cutovers")).toArray().size(), 2);
    // The side that was taken out is kept until the next release begins, which removes it.
    QCOMPARE(bench.application().environments.size(), std::size_t(2));
    const Application back = bench.application();
    const Environment *out = back.environmentOf(EnvironmentRole::Test);
    QCOMPARE(out->state, QStringLiteral("stopped"));
    QVERIFY(!out->appliances.empty());
    for (const Appliance &appliance : out->appliances)
        QCOMPARE(appliance.state + QLatin1Char(' ') + appliance.health, QStringLiteral("stopped unknown"));
    const auto next = bench.begin();
    QVERIFY(next);
    QVERIFY(bench.awaitStep(next->id, QStringLiteral("candidate"), StepState::Waiting));
    QCOMPARE(bench.application().environments.size(), std::size_t(2));
    QCOMPARE(bench.application().environmentOf(EnvironmentRole::Test)->name, QStringLiteral("shop-3"));
}

void TestReleasePipeline::abortsBeforeTheSwap()
{
    Bench bench;
    bench.startWriting();
    const auto release = bench.begin();
    QVERIFY(release);
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("candidate"), StepState::Waiting));
    QVERIFY(bench.service().abort(release->id, QStringLiteral("not today"), {QStringLiteral("eva"), {}}));
    QVERIFY(bench.await(release->id, {QStringLiteral("aborted")}));
    bench.stopWriting();
    VERIFY_WELL(bench);
    QCOMPARE(bench.failedWrites(), 0);
    QCOMPARE(bench.application().environments.size(), std::size_t(1));
    QVERIFY(bench.begin());
}

void TestReleasePipeline::nextReleaseAsksForTheLast()
{
    Bench bench;
    const qint64 id = goLive(bench);
    QVERIFY(id);
    const auto next = bench.begin();
    QVERIFY(!next);
    QCOMPARE(next.error().kind, Problem::Kind::Conflict);
    QVERIFY(next.error().hint.contains(QStringLiteral("slipwayctl release finalize %1").arg(id)));
    // Whoever looked at an older revision decides nothing.
    const auto stale = bench.service().finalize(id, {}, {QStringLiteral("eva"), 1});
    QVERIFY(!stale);
    QCOMPARE(stale.error().kind, Problem::Kind::PreconditionFailed);
}

void TestReleasePipeline::refusesPatchedProduction()
{
    Bench bench;
    const auto release = bench.begin();
    QVERIFY(release);
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("candidate"), StepState::Waiting));
    bench.world.edit(Bench::production, [](Side &side) {
        side.code.insert(QStringLiteral("app/hotfix.py"), QStringLiteral("9"));
    });
    QVERIFY(bench.signReadiness(release->id));
    QVERIFY(bench.awaitDecision(release->id));
    const auto step = bench.step(release->id, QStringLiteral("guardrails"));
    QVERIFY(step);
    QVERIFY2(step->problem.value(QStringLiteral("detail"))
                     .toString()
                     .contains(QStringLiteral("added app/hotfix.py")) ||
                 QString::fromUtf8(QJsonDocument(step->problem).toJson())
                     .contains(QStringLiteral("added app/hotfix.py")),
             QJsonDocument(step->problem).toJson().constData());
    QVERIFY(bench.service().abort(release->id, QStringLiteral("patched"), {QStringLiteral("eva"), {}}));
    QVERIFY(bench.await(release->id, {QStringLiteral("aborted")}));
    VERIFY_WELL(bench);
}

void TestReleasePipeline::refusesChangedCandidate()
{
    Bench bench;
    const auto release = bench.begin();
    QVERIFY(release);
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("candidate"), StepState::Waiting));
    const int slot = bench.application().environmentOf(EnvironmentRole::Test)->slot;
    // Somebody changes the code between the manifest and the closing of the door.
    Gate reached;
    bench.world.standStillNext(QStringLiteral("closeAccess"), World::When::Before, [&] {
        bench.world.edit(
            slot, [](Side &side) { side.code.insert(QStringLiteral("app/late.py"), QStringLiteral("x")); });
        reached.open();
    });
    QVERIFY(bench.signReadiness(release->id));
    QVERIFY(reached.wait());
    bench.killService();
    bench.startService();
    QVERIFY(bench.awaitDecision(release->id));
    // It goes back to where the customer is let in, and asks for the sign-off again.
    QVERIFY(bench.service().retry(release->id, {}, {QStringLiteral("eva"), {}}));
    QVERIFY(bench.signReadiness(release->id));
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("finalize"), StepState::Waiting));
    VERIFY_WELL(bench);
}

void TestReleasePipeline::staysWhereTheCandidateIsIll()
{
    Bench bench;
    bench.startWriting();
    const auto release = bench.begin();
    QVERIFY(release);
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("candidate"), StepState::Waiting));
    const int slot = bench.application().environmentOf(EnvironmentRole::Test)->slot;
    Gate reached;
    bench.world.standStillNext(QStringLiteral("promote"), World::When::After, [&] {
        bench.world.edit(slot, [](Side &side) { side.isHealthy = false; });
        reached.open();
    });
    QVERIFY(bench.signReadiness(release->id));
    QVERIFY(reached.wait());
    QVERIFY(bench.awaitDecision(release->id));
    QCOMPARE(bench.state(release->id), QStringLiteral("waiting"));
    QCOMPARE(bench.world.at(bench.address).slot, Bench::production);
    bench.stopWriting();
    VERIFY_WELL(bench);
    QCOMPARE(bench.failedWrites(), 0);
}

void TestReleasePipeline::holdExceeded()
{
    Bench bench;
    bench.startWriting();
    bench.world.slowDown(QStringLiteral("finalSync"), 5s);
    const auto release = bench.begin({{QStringLiteral("hold"), QStringLiteral("900ms")}});
    QVERIFY(release);
    QVERIFY(bench.signReadiness(release->id));
    QVERIFY(bench.awaitDecision(release->id));
    QCOMPARE(bench.state(release->id), QStringLiteral("waiting"));
    VERIFY_WELL(bench);
    QCOMPARE(bench.world.at(bench.address).slot, Bench::production);
    QCOMPARE(bench.step(release->id, QStringLiteral("catch-up"))->state, StepState::Waiting);
    // What was seen of it from outside counts, though it was taken back.
    const auto once = bench.service().report(release->id);
    QVERIFY(once);
    QCOMPARE(once->value(QLatin1String("requests")).toInt(), 700);

    bench.world.slowDown(QStringLiteral("finalSync"), 0s);
    QVERIFY(bench.service().retry(release->id, {}, {QStringLiteral("omar"), {}}));
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("finalize"), StepState::Waiting));
    bench.stopWriting();
    VERIFY_WELL(bench);
    QCOMPARE(bench.failedWrites(), 0);
    const auto twice = bench.service().report(release->id);
    QVERIFY(twice);
    QCOMPARE(twice->value(QLatin1String("requests")).toInt(), 1400);
    QCOMPARE(twice->value(QLatin1String("samples")).toArray().size(), 2);
}

void TestReleasePipeline::callFails_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<bool>("after");
    for (const char *call : forwardCalls) {
        QTest::addRow("%s fails", call) << QString::fromLatin1(call) << false;
        QTest::addRow("%s: its answer is lost", call) << QString::fromLatin1(call) << true;
    }
}

// Whatever fails: production serves, and once a person retries the release goes live.
void TestReleasePipeline::callFails()
{
    QFETCH(QString, call);
    QFETCH(bool, after);
    Bench bench;
    bench.startWriting();
    bench.world.failNext(call, after ? World::When::After : World::When::Before, broken);
    const auto release = bench.begin();
    QVERIFY(release);
    // Whoever is asked does what is asked: the customer signs, operations retries.
    const bool reached = QTest::qWaitFor(
        [&] {
            bench.doWhatIsAsked(release->id);
            const auto step = bench.step(release->id, QStringLiteral("finalize"));
            return step && step->state == StepState::Waiting;
        },
        20000);
    QVERIFY2(reached, qPrintable(bench.describe(release->id)));
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("finalize"), StepState::Waiting));
    QCOMPARE(bench.state(release->id), QStringLiteral("live"));
    bench.stopWriting();
    VERIFY_WELL(bench);
    QCOMPARE(bench.failedWrites(), 0);
}

void TestReleasePipeline::callFailsOnTheWayBack_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<bool>("after");
    for (const char *call : wayBackCalls) {
        QTest::addRow("%s fails", call) << QString::fromLatin1(call) << false;
        QTest::addRow("%s: its answer is lost", call) << QString::fromLatin1(call) << true;
    }
}

void TestReleasePipeline::callFailsOnTheWayBack()
{
    QFETCH(QString, call);
    QFETCH(bool, after);
    Bench bench;
    bench.startWriting();
    const qint64 id = goLive(bench);
    QVERIFY(id);
    bench.world.failNext(call, after ? World::When::After : World::When::Before, broken);
    QVERIFY(bench.service().rollBack(id, QStringLiteral("test"), {QStringLiteral("eva"), {}}));
    QVERIFY(QTest::qWaitFor(
        [&] {
            const auto now = bench.service().get(id);
            return now && (isEnd(now->state) || (now->state == ReleaseState::Waiting &&
                                                 now->waitsFor.startsWith(QLatin1String("operations: "))));
        },
        20000));
    VERIFY_WELL(bench);
    if (bench.state(id) == QLatin1String("waiting")) {
        const auto again = bench.service().retry(id, {}, {QStringLiteral("omar"), {}});
        QVERIFY2(again, again ? "" : qPrintable(again.error().text()));
    }
    QVERIFY2(bench.await(id, {QStringLiteral("rolled-back")}), qPrintable(bench.describe(id)));
    bench.stopWriting();
    VERIFY_WELL(bench);
    QCOMPARE(bench.failedWrites(), 0);
    QCOMPARE(bench.world.at(bench.address).slot, Bench::production);
}

// A guardian that doesn't answer stops nobody from bringing production back.
void TestReleasePipeline::guardianIsAway()
{
    Bench bench;
    bench.startWriting();
    const auto release = bench.begin();
    QVERIFY(release);
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("candidate"), StepState::Waiting));
    Gate reached;
    bench.world.standStillNext(QStringLiteral("compare"), World::When::Before, [&] {
        bench.world.guardianAnswers = false;
        reached.open();
    });
    QVERIFY(bench.signReadiness(release->id));
    QVERIFY(reached.wait());
    QVERIFY(bench.awaitDecision(release->id));
    bench.stopWriting();
    VERIFY_WELL(bench);
    QCOMPARE(bench.failedWrites(), 0);
    QCOMPARE(bench.world.at(bench.address).slot, Bench::production);
}

QTEST_GUILESS_MAIN(TestReleasePipeline)
#include "TestReleasePipeline.moc"
