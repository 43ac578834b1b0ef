// What people can do with releases, and what they are refused: four eyes, inputs, the way back from a side
// that is ill.
#include "release/Gate.h"
#include "service/release/Holds.h"
#include "service/store/CatalogRepository.h"

using namespace slipway;
using namespace slipway::model;

namespace {

const ReleaseEdit byEva{QStringLiteral("eva"), {}};
const ReleaseEdit byOmar{QStringLiteral("omar"), {}};

} // namespace

class TestReleaseService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secondPairOfEyes();
    void skippingIsApproving();
    void brakeInTheHold();
    void theBrakeReleasesWhatIsHeld_data();
    void theBrakeReleasesWhatIsHeld();
    void candidateDoesNotStart();
    void slowlyCaughtUp();
    void oldSideFollowsLater();
    void finalizeWhileProductionIsDown();
    void nothingIsHeldForAFollowerThatDoesNotFollow();
    void neverCaughtUp();
    void inputs_data();
    void inputs();
    void siteDownHoldsLonger();
    void rollsBackFromAnIllSide();
    void whatIsPausedIsNotFinalized();
    void whatHasPassedIsNoTimeToStart();
};

void TestReleaseService::secondPairOfEyes()
{
    Bench bench;
    const auto release = bench.begin({{QStringLiteral("approval"), true}});
    QVERIFY(release);
    QVERIFY(bench.signReadiness(release->id));
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("approval"), StepState::Waiting));
    const auto own = bench.service().approve(release->id, {}, byEva);
    QVERIFY(!own);
    QCOMPARE(own.error().kind, Problem::Kind::Forbidden);
    // The same by the name of the sign-off: there is no way round.
    QVERIFY(!bench.service().signOff(release->id, QStringLiteral("approval"), Role::Admin, {}, byEva));
    QVERIFY(!bench.service().signOff(release->id, {}, Role::Customer, {}, byOmar));
    const auto approved = bench.service().approve(release->id, QStringLiteral("looked at it"), byOmar);
    QVERIFY(approved);
    QCOMPARE(approved->signOffs.size(), std::size_t(2));
    QCOMPARE(approved->signOffs.back().who, QStringLiteral("omar"));
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("finalize"), StepState::Waiting));
}

// Who skips an approval gives it: the same rule, by whatever name the step goes.
void TestReleaseService::skippingIsApproving()
{
    Bench bench;
    const auto release = bench.begin({{QStringLiteral("approval"), true}});
    QVERIFY(release);
    QVERIFY(bench.signReadiness(release->id));
    const QString step = QStringLiteral("approval");
    QVERIFY(bench.awaitStep(release->id, step, StepState::Waiting));
    const auto own = bench.service().skip(release->id, step, QStringLiteral("in a hurry"), byEva);
    QVERIFY(!own);
    QCOMPARE(own.error().kind, Problem::Kind::Forbidden);
    QCOMPARE(bench.step(release->id, step)->state, StepState::Waiting);
    QVERIFY(bench.service().skip(release->id, step, QStringLiteral("approved by phone"), byOmar));
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("finalize"), StepState::Waiting));
}

// Frozen says that requests are held; the brake lets them go.
void TestReleaseService::brakeInTheHold()
{
    Bench bench;
    bench.world.slowDown(QStringLiteral("quiesce"), std::chrono::milliseconds(300));
    const auto release = bench.begin();
    QVERIFY(release);
    QVERIFY(bench.signReadiness(release->id));
    QVERIFY(bench.await(release->id, {QStringLiteral("frozen")}));
    QVERIFY(bench.engine().setBrake(true, QStringLiteral("omar"), QStringLiteral("stop")));
    QVERIFY(bench.await(release->id, {QStringLiteral("waiting")}));
    QVERIFY(bench.engine().setBrake(false, QStringLiteral("omar"), QString()));
    bench.doWhatIsAsked(release->id);
    QVERIFY2(bench.awaitStep(release->id, QStringLiteral("finalize"), StepState::Waiting),
             qPrintable(bench.describe(release->id)));
    VERIFY_WELL(bench);
}

void TestReleaseService::theBrakeReleasesWhatIsHeld_data()
{
    QTest::addColumn<bool>("paused");
    QTest::addColumn<bool>("alone");
    QTest::newRow("on its way") << false << false;
    QTest::newRow("paused in the hold") << true << false;
    QTest::newRow("without the guardian") << true << true;
}

// Whatever state the release has by then.
void TestReleaseService::theBrakeReleasesWhatIsHeld()
{
    QFETCH(bool, paused);
    QFETCH(bool, alone);
    Bench bench;
    bench.world.slowDown(QStringLiteral("quiesce"), std::chrono::milliseconds(700));
    const auto release =
        bench.begin({{QStringLiteral("hold"), QStringLiteral("30s")}, {QStringLiteral("site_down"), true}});
    QVERIFY(release);
    QVERIFY(bench.signReadiness(release->id));
    QVERIFY(bench.await(release->id, {QStringLiteral("frozen")}));
    QTRY_VERIFY(bench.world.at(bench.address).hold);
    if (paused) {
        QVERIFY(bench.service().pause(release->id, byOmar));
        QVERIFY(bench.await(release->id, {QStringLiteral("waiting")}));
        QVERIFY(bench.world.at(bench.address).hold);
    }
    QVERIFY(bench.engine().setBrake(true, QStringLiteral("omar"), QStringLiteral("stop")));
    bench.world.guardianAnswers = !alone;
    const QJsonArray released = releaseHolds(bench.store(), bench.world, bench.world, bench.world);
    QCOMPARE(released, QJsonArray{bench.address});
    QVERIFY(!bench.world.at(bench.address).hold);
    QCOMPARE(bench.world.at(bench.address).slot, Bench::production);
    bench.world.guardianAnswers = true;
    QVERIFY(bench.engine().setBrake(false, QStringLiteral("omar"), QString()));
    if (paused)
        QVERIFY(bench.service().resume(release->id, byOmar));
    // Its hold is over: it waits for a person, and goes through when that one says so.
    QVERIFY2(bench.awaitDecision(release->id), qPrintable(bench.describe(release->id)));
    QVERIFY(bench.service().retry(release->id, {}, byOmar));
    QVERIFY2(bench.awaitStep(release->id, QStringLiteral("finalize"), StepState::Waiting),
             qPrintable(bench.describe(release->id)));
    VERIFY_WELL(bench);
}

// A candidate that doesn't start is found before anything is held, while the customer can still mend it.
void TestReleaseService::candidateDoesNotStart()
{
    Bench bench;
    const auto release = bench.begin();
    QVERIFY(release);
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("candidate"), StepState::Waiting));
    bench.world.failNext(QStringLiteral("start"), World::When::Before,
                         {Problem::Kind::Timeout, QStringLiteral("It ends again and again"), {}, {}});
    QVERIFY(bench.signReadiness(release->id));
    QVERIFY(bench.awaitDecision(release->id));
    const auto step = bench.step(release->id, QStringLiteral("manifest"));
    QVERIFY(step);
    const QString why = Problem::fromJson(step->problem, 500).text();
    QVERIFY2(why.contains(QLatin1String("doesn't start")), qPrintable(why));
    const auto calls = bench.world.calls();
    QVERIFY(std::find(calls.begin(), calls.end(), QStringLiteral("hold")) == calls.end());
    QVERIFY(bench.service().retry(release->id, {}, byOmar));
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("finalize"), StepState::Waiting));
}

// A busy machine takes its time for next to nothing: that is no reason to refuse.
void TestReleaseService::slowlyCaughtUp()
{
    Bench bench;
    bench.world.slowDown(QStringLiteral("follow"), std::chrono::milliseconds(1050));
    const auto release = bench.begin();
    QVERIFY(release);
    QVERIFY(bench.signReadiness(release->id));
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("finalize"), StepState::Waiting));
    VERIFY_WELL(bench);
}

// After the swap a step that fails for a moment is nobody's: it's tried again, and finalize says so.
void TestReleaseService::oldSideFollowsLater()
{
    Bench bench;
    const auto release = bench.begin();
    QVERIFY(release);
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("candidate"), StepState::Waiting));
    const QString step = QStringLiteral("follow-back");
    bench.world.failNext(
        QStringLiteral("standBy"), World::When::Before,
        {Problem::Kind::Unavailable, QStringLiteral("The new leader does not answer"), {}, {}});
    QVERIFY(bench.signReadiness(release->id));
    QVERIFY(bench.awaitStep(release->id, step, StepState::Failed));
    QVERIFY(bench.step(release->id, step)->due);
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("probe-check"), StepState::Done));
    const auto refused = bench.service().finalize(release->id, {}, byOmar);
    QVERIFY(!refused);
    QVERIFY2(refused.error().hint.contains(QLatin1String("another try of")),
             qPrintable(refused.error().hint));
    QVERIFY(bench.service().retry(release->id, step, byOmar)); // nobody has to wait for it
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("finalize"), StepState::Waiting));
    VERIFY_WELL(bench);
}

// Whoever finalizes gives up the way back: not while what serves is down, unless they say so.
void TestReleaseService::finalizeWhileProductionIsDown()
{
    Bench bench;
    const auto release = bench.begin();
    QVERIFY(release);
    QVERIFY(bench.signReadiness(release->id));
    const QString step = QStringLiteral("finalize");
    QVERIFY(bench.awaitStep(release->id, step, StepState::Waiting));
    const auto setState = [&](const QString &state) {
        return bench.store().write([&](Transaction &transaction) -> Result<void> {
            const auto application = CatalogRepository::application(transaction, release->application);
            if (!application)
                return Failure(application.error());
            return CatalogRepository::setState(transaction, QStringLiteral("service"),
                                               application->environmentOf(EnvironmentRole::Production)->id,
                                               state);
        });
    };
    QVERIFY(setState(QStringLiteral("failed")));
    const auto refused = bench.service().finalize(release->id, {}, byOmar);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Problem::Kind::Conflict);
    QVERIFY2(refused.error().hint.contains(QStringLiteral("release skip")), qPrintable(refused.error().hint));
    QCOMPARE(bench.step(release->id, step)->state, StepState::Waiting);
    QVERIFY(setState(QStringLiteral("running")));
    QVERIFY(bench.service().finalize(release->id, {}, byOmar));
}

// Also where somebody's own pipeline doesn't approach: what wouldn't follow is found before anything is held.
void TestReleaseService::nothingIsHeldForAFollowerThatDoesNotFollow()
{
    Bench bench;
    QByteArray pipeline = quickPipeline();
    const auto cut = [&pipeline](const QByteArray &step, const QByteArray &next) {
        const auto from = pipeline.indexOf("  - id: " + step + "\n");
        pipeline.remove(from, pipeline.indexOf("  - id: " + next + "\n") - from);
    };
    cut("approach", "hold");
    cut("back-approach", "back-hold");
    pipeline.replace("name: quick", "name: own");
    QVERIFY(bench.service().importPipeline(pipeline, QStringLiteral("own.yaml"), QStringLiteral("test")));
    const auto release = bench.begin({}, QStringLiteral("own"));
    QVERIFY(release);
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("candidate"), StepState::Waiting));
    const int slot = bench.application().environmentOf(EnvironmentRole::Test)->slot;
    bench.world.callNext(QStringLiteral("probe.start"),
                         [&] { bench.world.edit(slot, [](Side &side) { side.follows = 0; }); });
    QVERIFY(bench.signReadiness(release->id));
    QVERIFY(bench.awaitDecision(release->id));
    const auto calls = bench.world.calls();
    QVERIFY2(std::find(calls.begin(), calls.end(), QStringLiteral("hold")) == calls.end(),
             qPrintable(bench.describe(release->id)));
    const QString why =
        Problem::fromJson(bench.step(release->id, QStringLiteral("hold"))->problem, 500).text();
    QVERIFY2(why.contains(QLatin1String("doesn't follow")), qPrintable(why));
    QVERIFY(bench.service().retry(release->id, {}, {QStringLiteral("omar"), {}}));
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("finalize"), StepState::Waiting));
    VERIFY_WELL(bench);
}

// What is written faster than it can be caught up with would make a long hold: nothing is held then, nor
// called frozen.
void TestReleaseService::neverCaughtUp()
{
    Bench bench;
    bench.world.slowDown(QStringLiteral("follow"), std::chrono::milliseconds(1050));
    bench.world.edit(Bench::production, [](Side &side) { side.changesInPass = 5000; });
    const auto release = bench.begin();
    QVERIFY(release);
    QVERIFY(bench.signReadiness(release->id));
    QVERIFY(bench.awaitDecision(release->id));
    const auto calls = bench.world.calls();
    QVERIFY2(std::find(calls.begin(), calls.end(), QStringLiteral("hold")) == calls.end(),
             qPrintable(bench.describe(release->id)));
    const auto frozen = bench.store().read([](Reader &reader) {
        return reader.integer(QStringLiteral("SELECT count(*) FROM event WHERE kind = 'release.frozen'"));
    });
    QVERIFY(frozen);
    QCOMPARE(*frozen, 0);
    const auto step = bench.step(release->id, QStringLiteral("approach"));
    QVERIFY(step);
    const QString why = Problem::fromJson(step->problem, 500).text();
    QVERIFY2(why.contains(QLatin1String("caught up")), qPrintable(bench.describe(release->id)));
    VERIFY_WELL(bench);
}

void TestReleaseService::inputs_data()
{
    QTest::addColumn<QJsonObject>("inputs");
    QTest::newRow("no duration") << QJsonObject{{QStringLiteral("hold"), QStringLiteral("long")}};
    QTest::newRow("bare number") << QJsonObject{{QStringLiteral("hold"), QStringLiteral("3")}};
    QTest::newRow("too short") << QJsonObject{{QStringLiteral("hold"), QStringLiteral("10ms")}};
    QTest::newRow("too long") << QJsonObject{{QStringLiteral("hold"), QStringLiteral("5m")}};
    QTest::newRow("wrong type") << QJsonObject{{QStringLiteral("site_down"), QStringLiteral("yes")}};
    QTest::newRow("unknown") << QJsonObject{{QStringLiteral("fast"), true}};
}

void TestReleaseService::inputs()
{
    QFETCH(QJsonObject, inputs);
    Bench bench;
    const auto refused = bench.begin(inputs);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Problem::Kind::Invalid);
    QVERIFY(!refused.error().hint.isEmpty());
    const auto none = bench.service().list({});
    QVERIFY(none);
    QCOMPARE(none->total, 0);
}

void TestReleaseService::siteDownHoldsLonger()
{
    Bench bench;
    const auto release = bench.begin({{QStringLiteral("site_down"), true}});
    QVERIFY(release);
    QCOMPARE(release->inputs.value(QStringLiteral("hold")).toString(), QStringLiteral("30s"));
    QVERIFY(bench.service().abort(release->id, QStringLiteral("enough"), byEva));
    QVERIFY(bench.await(release->id, {QStringLiteral("aborted")}));
    const auto own =
        bench.begin({{QStringLiteral("site_down"), true}, {QStringLiteral("hold"), QStringLiteral("8s")}});
    QVERIFY(own);
    QCOMPARE(own->inputs.value(QStringLiteral("hold")).toString(), QStringLiteral("8s"));
}

void TestReleaseService::rollsBackFromAnIllSide()
{
    Bench bench;
    const auto release = bench.begin();
    QVERIFY(release);
    QVERIFY(bench.signReadiness(release->id));
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("finalize"), StepState::Waiting));
    const int slot = bench.world.at(bench.address).slot;
    bench.world.edit(slot, [](Side &side) { side.isHealthy = false; });
    QVERIFY(bench.service().rollBack(release->id, QStringLiteral("it answers nonsense"), byEva));
    QVERIFY2(bench.await(release->id, {QStringLiteral("rolled-back")}),
             qPrintable(bench.describe(release->id)));
    VERIFY_WELL(bench);
    QCOMPARE(bench.world.at(bench.address).slot, Bench::production);
}

// It would be given up only later, and could be rolled back until then.
void TestReleaseService::whatIsPausedIsNotFinalized()
{
    Bench bench;
    const auto release = bench.begin();
    QVERIFY(release);
    QVERIFY(bench.signReadiness(release->id));
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("finalize"), StepState::Waiting));
    QVERIFY(bench.service().pause(release->id, byEva));
    QCOMPARE(bench.service().finalize(release->id, {}, byEva).error().kind, Problem::Kind::Conflict);
    QVERIFY(bench.service().resume(release->id, byEva));
    QVERIFY(bench.awaitStep(release->id, QStringLiteral("finalize"), StepState::Waiting));
    QVERIFY(bench.service().finalize(release->id, {}, byEva));
    QVERIFY(bench.await(release->id, {QStringLiteral("finalized")}));
    VERIFY_WELL(bench);
}

void TestReleaseService::whatHasPassedIsNoTimeToStart()
{
    Bench bench;
    StartRelease request;
    request.application = QStringLiteral("northwind/shop");
    request.pipeline = QStringLiteral("no-op");
    request.actor = QStringLiteral("eva");
    request.at = Instant(std::chrono::seconds(1'600'000'000));
    const auto refused = bench.service().start(request);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Problem::Kind::Invalid);
    QCOMPARE(refused.error().where, QStringLiteral("/at"));
    QVERIFY(bench.begin({}, QStringLiteral("no-op"))); // nothing of it is left, no lock either
}

QTEST_GUILESS_MAIN(TestReleaseService)
#include "TestReleaseService.moc"
