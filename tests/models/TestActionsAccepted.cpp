// Every button of a release against the service itself: what is offered is accepted, and what would turn a
// release round and isn't offered is refused. On the model machine, in each state that asks for something.
#include "domain/Json.h"
#include "models/ReleaseActions.h"
#include "release/Bench.h"

#include <QTest>

using namespace slipway;
using namespace slipway::model;

namespace {

const auto requester = QStringLiteral("eva");
const auto another = QStringLiteral("omar");
const auto reason = QStringLiteral("because");

// Brings a release of the bench into a state; its id, or 0.
using Bring = qint64 (*)(Bench &bench);

qint64 begun(Bench &bench, const QJsonObject &inputs = {})
{
    const auto release = bench.begin(inputs);
    return release && bench.awaitStep(release->id, QStringLiteral("candidate"), StepState::Waiting)
               ? release->id
               : 0;
}

qint64 candidate(Bench &bench)
{
    return begun(bench);
}

qint64 paused(Bench &bench)
{
    const qint64 id = begun(bench);
    return bench.service().pause(id, {another, {}}) ? id : 0;
}

qint64 approval(Bench &bench)
{
    const qint64 id = begun(bench, {{QStringLiteral("approval"), true}});
    const bool there = bench.signReadiness(id).has_value() &&
                       bench.awaitStep(id, QStringLiteral("approval"), StepState::Waiting);
    return there ? id : 0;
}

qint64 stuck(Bench &bench)
{
    const qint64 id = begun(bench);
    bench.world.failNext(QStringLiteral("start"), World::When::Before,
                         {Problem::Kind::Timeout, QStringLiteral("It ends again and again"), {}, {}});
    return bench.signReadiness(id) && bench.awaitDecision(id) ? id : 0;
}

qint64 turnedBack(Bench &bench)
{
    const qint64 id = begun(bench);
    bench.world.failNext(QStringLiteral("compare"), World::When::Before,
                         {Problem::Kind::Conflict, QStringLiteral("The sides differ"), {}, {}});
    return bench.signReadiness(id) && bench.awaitDecision(id) ? id : 0;
}

qint64 frozen(Bench &bench)
{
    const qint64 id = begun(bench);
    bench.world.slowDown(QStringLiteral("quiesce"), std::chrono::milliseconds(900));
    return bench.signReadiness(id) && bench.await(id, {QStringLiteral("frozen")}) ? id : 0;
}

qint64 live(Bench &bench)
{
    const qint64 id = begun(bench);
    const bool there = bench.signReadiness(id).has_value() &&
                       bench.awaitStep(id, QStringLiteral("finalize"), StepState::Waiting);
    return there ? id : 0;
}

qint64 liveAndPaused(Bench &bench)
{
    const qint64 id = live(bench);
    return bench.service().pause(id, {another, {}}) ? id : 0;
}

qint64 triedAgain(Bench &bench)
{
    const qint64 id = begun(bench);
    bench.world.failNext(QStringLiteral("standBy"), World::When::Before,
                         {Problem::Kind::Unavailable, QStringLiteral("It does not answer"), {}, {}});
    const bool there = bench.signReadiness(id).has_value() &&
                       bench.awaitStep(id, QStringLiteral("follow-back"), StepState::Failed) &&
                       bench.awaitStep(id, QStringLiteral("probe-check"), StepState::Done);
    return there ? id : 0;
}

qint64 backAndStuck(Bench &bench)
{
    const qint64 id = live(bench);
    bench.world.failNext(QStringLiteral("compare"), World::When::Before,
                         {Problem::Kind::Conflict, QStringLiteral("The sides differ"), {}, {}});
    return bench.service().rollBack(id, reason, {another, {}}) && bench.awaitDecision(id) ? id : 0;
}

qint64 finalized(Bench &bench)
{
    const qint64 id = live(bench);
    const bool there =
        bench.service().finalize(id, {}, {another, {}}) && bench.await(id, {QStringLiteral("finalized")});
    return there ? id : 0;
}

struct Seen
{
    ReleaseRow release;
    std::vector<StepRow> steps;
};

Seen look(Bench &bench, qint64 id)
{
    Seen seen;
    seen.release = ReleaseRow::fromJson(bench.service().get(id)->toJson());
    const auto steps = bench.service().steps(id);
    for (const Step &step : *steps)
        seen.steps.push_back(StepRow::fromJson(step.toJson()));
    return seen;
}

Result<Release> perform(ReleaseService &service, qint64 id, const ReleaseAction &action, Role role,
                        const QString &user)
{
    const ReleaseEdit edit{user, {}};
    const QString &verb = action.verb;
    if (verb == QLatin1String("signoff"))
        return service.signOff(id, action.step, roleFromText(action.as).value_or(role), {}, edit);
    if (verb == QLatin1String("approve"))
        return service.approve(id, {}, edit);
    if (verb == QLatin1String("finalize"))
        return service.finalize(id, {}, edit);
    if (verb == QLatin1String("retry"))
        return service.retry(id, action.step, edit);
    if (verb == QLatin1String("skip"))
        return service.skip(id, action.step, reason, edit);
    if (verb == QLatin1String("pause"))
        return service.pause(id, edit);
    if (verb == QLatin1String("resume"))
        return service.resume(id, edit);
    if (verb == QLatin1String("abort"))
        return service.abort(id, reason, edit);
    if (verb == QLatin1String("rollback"))
        return service.rollBack(id, reason, edit);
    return fail(Problem::Kind::NotFound, verb);
}

} // namespace

Q_DECLARE_METATYPE(Bring)

class TestActionsAccepted : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void offered_data()
    {
        QTest::addColumn<Bring>("bring");
        QTest::addColumn<QString>("expected"); // of operations, by somebody else than who started it
        QTest::newRow("candidate") << Bring(candidate) << "skip abort";
        QTest::newRow("paused") << Bring(paused) << "resume skip abort";
        QTest::newRow("approval") << Bring(approval) << "approve skip abort";
        QTest::newRow("stuck") << Bring(stuck) << "retry skip abort";
        QTest::newRow("turned back") << Bring(turnedBack) << "retry skip abort";
        QTest::newRow("frozen") << Bring(frozen) << "pause abort";
        QTest::newRow("live") << Bring(live) << "finalize rollback";
        QTest::newRow("live and paused") << Bring(liveAndPaused) << "resume rollback";
        QTest::newRow("tried again") << Bring(triedAgain) << "retry rollback";
        QTest::newRow("back and stuck") << Bring(backAndStuck) << "retry skip abort";
        QTest::newRow("finalized") << Bring(finalized) << "";
    }

    void offered()
    {
        QFETCH(Bring, bring);
        QFETCH(QString, expected);
        Bench first;
        const qint64 id = bring(first);
        QVERIFY(id != 0);
        const Seen seen = look(first, id);
        const auto offers = actionsOf(seen.release, seen.steps, Role::Operations, another);
        QStringList verbs;
        for (const ReleaseAction &action : offers)
            verbs.append(action.verb);
        QCOMPARE(verbs.join(QLatin1Char(' ')), expected);
        // A refused command changes nothing, so all can be tried one after the other.
        for (const char *turn : {"approve", "finalize", "resume", "rollback"}) {
            ReleaseAction action;
            action.verb = QLatin1String(turn);
            if (!verbs.contains(action.verb))
                QVERIFY2(!perform(first.service(), id, action, Role::Operations, another), turn);
        }
        if (seen.release.state == QLatin1String("live") || seen.release.isEnded())
            QVERIFY(!first.service().abort(id, reason, {another, {}}));
        for (const ReleaseAction &action : offers) {
            Bench bench;
            const qint64 again = bring(bench);
            QVERIFY(again != 0);
            const auto done = perform(bench.service(), again, action, Role::Operations, another);
            QVERIFY2(done, done ? "" : qPrintable(action.verb + QLatin1Char(' ') + done.error().text()));
        }
    }

    void nobodyApprovesTheirOwn()
    {
        Bench bench;
        const qint64 id = approval(bench);
        QVERIFY(id != 0);
        const Seen seen = look(bench, id);
        for (const ReleaseAction &action : actionsOf(seen.release, seen.steps, Role::Operations, requester))
            QVERIFY(action.verb != QLatin1String("approve") && action.verb != QLatin1String("skip"));
        QVERIFY(!bench.service().skip(id, QStringLiteral("approval"), reason, {requester, {}}));
        QVERIFY(!bench.service().approve(id, {}, {requester, {}}));
    }

    void anAdminSignsForTheCustomer()
    {
        Bench bench;
        const qint64 id = candidate(bench);
        QVERIFY(id != 0);
        const Seen seen = look(bench, id);
        const auto offers = actionsOf(seen.release, seen.steps, Role::Admin, another);
        QVERIFY(!offers.empty());
        QCOMPARE(offers.front().as, QStringLiteral("customer"));
        QVERIFY(perform(bench.service(), id, offers.front(), Role::Admin, another));
    }
};

QTEST_GUILESS_MAIN(TestActionsAccepted)
#include "TestActionsAccepted.moc"
