// The engine at work: real store, real threads, effects by script.
#include "EngineFixture.h"

using namespace slipway;
using namespace slipway::test;
using namespace std::chrono_literals;

namespace {

const Failure broken = fail(Problem::Kind::Unavailable, QStringLiteral("broken"), QStringLiteral("mend it"));
const QString eva = QStringLiteral("eva");
const QString why = QStringLiteral("because");

QString text(const char *of)
{
    return QString::fromLatin1(of);
}

} // namespace

class TestEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsInOrder()
    {
        Fixture f(m_clock);
        const qint64 run = f.run("  - {id: a, do: do}\n  - {id: b, do: do, with: {x: \"${steps.a.step}!\"}}\n"
                                 "  - {id: c, do: do, when: steps.b.step == 'c'}\n  - {id: d, do: do}\n");
        QVERIFY(f.untilState(run, RunState::Done));
        QCOMPARE(f.script->calls(), (QStringList{text("apply a"), text("apply b"), text("apply d")}));
        QCOMPARE(f.step(run, text("c")).state, StepState::Skipped);
        QCOMPARE(f.events(), (QStringList{text("lock.taken"), text("run.started"), text("step.started a"),
                                          text("step.done a"), text("step.started b"), text("step.done b"),
                                          text("step.skipped c"), text("step.started d"), text("step.done d"),
                                          text("run.ended"), text("lock.released")}));
        QVERIFY(f.engine->locks()->empty());
    }

    void parallelBranchesRunTogether()
    {
        Fixture f(m_clock);
        Door door;
        const auto wait = [&](const StepContext &context) -> Result<QJsonObject> {
            door.pass(context.stop);
            return QJsonObject();
        };
        f.script->onApply(text("b"), wait);
        f.script->onApply(text("c"), wait);
        const qint64 run =
            f.run("  - {id: a, do: do}\n  - {id: b, do: do, after: a}\n  - {id: c, do: do, after: a}\n"
                  "  - {id: d, do: do, after: [b, c]}\n");
        QVERIFY(door.waitForArrivals(2));
        QCOMPARE(f.step(run, text("d")).state, StepState::Pending);
        door.open();
        QVERIFY(f.untilState(run, RunState::Done));
        QCOMPARE(f.script->calls().last(), text("apply d"));
    }

    void aFailureWaitsAndIsRetried()
    {
        Fixture f(m_clock);
        std::atomic<bool> good{false};
        f.script->onApply(text("a"), [&](const StepContext &context) -> Result<QJsonObject> {
            if (!good)
                return broken;
            return QJsonObject{{text("attempt"), context.attempt}};
        });
        const qint64 run = f.run("  - {id: a, do: do}\n  - {id: b, do: do}\n");
        QVERIFY(f.untilState(run, RunState::Waiting));
        const Step failed = f.step(run, text("a"));
        QCOMPARE(failed.state, StepState::Failed);
        QVERIFY(failed.waitsFor.startsWith(text("operations")));
        good = true;
        QVERIFY(f.engine->retry(run, {}, eva));
        QVERIFY(f.untilState(run, RunState::Done));
        QCOMPARE(f.step(run, text("a")).output.value(text("attempt")).toInt(), 2);
        QVERIFY(!f.engine->retry(run, {}, eva));
    }

    void throwingIsAProblem()
    {
        Fixture f(m_clock);
        f.script->onApply(
            text("a"), [](const StepContext &) -> Result<QJsonObject> { throw std::runtime_error("boo"); });
        f.script->onApply(text("b"), [](const StepContext &) -> Result<QJsonObject> { throw 5; });
        const qint64 run = f.run("  - {id: a, do: do, after: []}\n  - {id: b, do: do, after: []}\n");
        QVERIFY(f.untilState(run, RunState::Waiting));
        QVERIFY(toBytes(f.step(run, text("a")).problem).contains("do threw: boo"));
        QVERIFY(f.engine->skip(run, text("a"), eva, why));
        QVERIFY(!f.engine->skip(run, text("b"), eva, QString()));
        QVERIFY(f.engine->skip(run, text("b"), eva, why));
        QVERIFY(f.untilState(run, RunState::Done));
        QCOMPARE(f.step(run, text("b")).by, eva);
        QCOMPARE(f.step(run, text("b")).reason, why);
    }

    void signOffsAreForTheRole()
    {
        Fixture f(m_clock);
        const qint64 run = f.run("  - {id: a, wait: {sign_off: ready, by: customer}}\n  - {id: b, do: do}\n");
        QVERIFY(f.untilState(run, RunState::Waiting));
        QCOMPARE(f.engine->signOff(run, text("ready"), eva, text("operations"), {}).error().kind,
                 Problem::Kind::Forbidden);
        QCOMPARE(f.engine->signOff(run, text("steady"), eva, text("customer"), {}).error().kind,
                 Problem::Kind::Conflict);
        QVERIFY(f.engine->signOff(run, text("ready"), text("nora"), text("customer"), text("all good")));
        QVERIFY(f.untilState(run, RunState::Done));
        const auto byRun = f.engine->signOffs({run, run + 1});
        QCOMPARE(byRun->size(), std::size_t(1));
        const std::vector<SignOff> &given = byRun->at(run);
        QCOMPARE(given.size(), std::size_t(1));
        QCOMPARE(given.front().who, text("nora"));
        QCOMPARE(given.front().note, text("all good"));
        QCOMPARE(f.step(run, text("a")).output.value(text("who")).toString(), text("nora"));
        QVERIFY(f.events().contains(text("signoff.given a")));
        QCOMPARE(f.engine->signOff(run, text("ready"), eva, text("customer"), {}).error().kind,
                 Problem::Kind::Conflict);
    }

    void signalsAndEvents()
    {
        Fixture f(m_clock);
        const qint64 run = f.run("  - {id: a, wait: {signal: go}}\n"
                                 "  - {id: b, wait: {event: case.closed, match: event.number == 7}}\n"
                                 "  - {id: c, do: do, with: {n: \"${steps.b.number}\"}}\n");
        QVERIFY(f.untilState(run, RunState::Waiting));
        const auto close = [&](int number) {
            QVERIFY(f.store->write([&](Transaction &transaction) -> Result<void> {
                transaction.append({eva, text("case.closed"), text("case/1"), {{text("number"), number}}});
                return {};
            }));
        };
        close(7); // too early
        QVERIFY(f.engine->signal(run, text("go"), eva, {{text("x"), 1}}));
        QVERIFY(f.untilStep(run, text("b"), StepState::Waiting));
        close(6);
        f.close();
        f.open();
        QVERIFY(f.untilStep(run, text("b"), StepState::Waiting));
        close(7);
        QVERIFY(f.untilState(run, RunState::Done));
        QCOMPARE(f.engine->preview(run, text("c")).value(), QStringList{text("{\"n\":7}")});
    }

    void eventsOfTheTimeOffAreNotMissed()
    {
        Fixture f(m_clock);
        const qint64 run = f.run("  - {id: b, wait: {event: case.closed}}\n");
        QVERIFY(f.untilState(run, RunState::Waiting));
        f.engine->stop();
        QVERIFY(f.store->write([&](Transaction &transaction) -> Result<void> {
            transaction.append({eva, text("case.closed"), text("case/1"), {}});
            return {};
        }));
        f.restart();
        QVERIFY(f.untilState(run, RunState::Done));
    }

    void timersKeepTheirTime()
    {
        ManualClock clock;
        Fixture f(clock);
        const Instant start = clock.now();
        const qint64 run = f.run("  - {id: a, wait: {until: 10m}}\n  - {id: b, wait: {until: 10m}}\n"
                                 "  - {id: c, wait: {until: \"steps.a.due\"}}\n");
        QVERIFY(f.untilState(run, RunState::Waiting));
        QCOMPARE(f.step(run, text("a")).due, std::optional(start + 10min));
        clock.advance(9min);
        f.engine->clockChanged();
        clock.advance(4min); // three minutes late
        f.engine->clockChanged();
        QVERIFY(f.untilStep(run, text("b"), StepState::Waiting));
        QCOMPARE(f.step(run, text("b")).due, std::optional(start + 20min));
        f.close();
        clock.advance(1h);
        f.open();
        QVERIFY(f.untilState(run, RunState::Done));
    }

    void waitsTimeOut()
    {
        ManualClock clock;
        Fixture f(clock);
        const qint64 run = f.run("  - {id: a, wait: {signal: never}, timeout: 1h}\n");
        QVERIFY(f.untilState(run, RunState::Waiting));
        clock.jump(1h);
        f.engine->clockChanged();
        QVERIFY(f.untilStep(run, text("a"), StepState::Failed));
        QVERIFY(f.engine->retry(run, text("a"), eva));
        QVERIFY(f.untilStep(run, text("a"), StepState::Waiting));
        QVERIFY(f.engine->signal(run, text("never"), eva, {}));
        QVERIFY(f.untilState(run, RunState::Done));
    }

    void activitiesTimeOut()
    {
        Fixture f(m_clock);
        Door door;
        f.script->onApply(text("a"), [&](const StepContext &context) -> Result<QJsonObject> {
            door.pass(context.stop);
            return fail(Problem::Kind::Cancelled, QStringLiteral("stopped"));
        });
        const qint64 run = f.run("  - {id: a, do: do, timeout: 50ms}\n");
        QVERIFY(f.untilStep(run, text("a"), StepState::Failed));
        QVERIFY(toBytes(f.step(run, text("a")).problem).contains("took longer than 50ms"));
        QVERIFY(f.engine->abort(run, eva, why));
        QVERIFY(f.untilState(run, RunState::Aborted));
        QVERIFY(f.script->calls().contains(text("undo a")));
    }

    void abortUndoesBackwards()
    {
        Fixture f(m_clock);
        Door door;
        f.script->onApply(text("c"), [&](const StepContext &context) -> Result<QJsonObject> {
            door.pass(context.stop);
            return fail(Problem::Kind::Cancelled, QStringLiteral("stopped"));
        });
        const qint64 run = f.run("  - {id: a, do: do}\n  - {id: w, wait: {signal: s}}\n  - {id: b, do: do}\n "
                                 " - {id: c, do: do}\n");
        QVERIFY(f.untilState(run, RunState::Waiting));
        QVERIFY(f.engine->signal(run, text("s"), eva, {}));
        QVERIFY(door.waitForArrivals(1));
        QVERIFY(f.engine->abort(run, eva, {})); // a reason is welcome, but not asked for
        QVERIFY(f.untilState(run, RunState::Aborted));
        QCOMPARE(f.script->calls(), (QStringList{text("apply a"), text("apply b"), text("apply c"),
                                                 text("undo c"), text("undo b"), text("undo a")}));
        QCOMPARE(f.engine->abort(run, eva, why).error().kind, Problem::Kind::Conflict);
        QCOMPARE(f.engine->abort(run + 1, eva, why).error().kind, Problem::Kind::NotFound);
    }

    void aFailedUndoWaits()
    {
        Fixture f(m_clock);
        std::atomic<bool> good{false};
        f.script->onUndo(text("a"),
                         [&](const StepContext &) { return good ? Result<void>() : Result<void>(broken); });
        f.script->onApply(text("b"), [](const StepContext &) -> Result<QJsonObject> { return broken; });
        const qint64 run = f.run("  - {id: a, do: do}\n  - {id: b, do: do, on_failure: abort}\n");
        QVERIFY(f.untilState(run, RunState::Waiting));
        QCOMPARE(f.step(run, text("a")).state, StepState::Undoing);
        f.restart();
        QVERIFY(f.untilState(run, RunState::Waiting));
        good = true;
        QVERIFY(f.engine->retry(run, {}, eva));
        QVERIFY(f.untilState(run, RunState::Aborted));
        QCOMPARE(f.step(run, text("a")).state, StepState::Undone);
    }

    void goesBackToTheTarget()
    {
        Fixture f(m_clock);
        std::atomic<int> rounds{0};
        f.script->onApply(text("c"), [&](const StepContext &) -> Result<QJsonObject> {
            return ++rounds == 1 ? Result<QJsonObject>(broken) : QJsonObject();
        });
        const qint64 run = f.run("  - {id: a, do: do}\n  - {id: b, do: do, enters: frozen}\n"
                                 "  - {id: c, do: do, reaches: live, on_failure: {back_to: b}}\n");
        QVERIFY(f.untilState(run, RunState::Waiting));
        QCOMPARE(f.script->calls(), (QStringList{text("apply a"), text("apply b"), text("apply c"),
                                                 text("undo c"), text("undo b")}));
        const Step target = f.step(run, text("b"));
        QCOMPARE(target.state, StepState::Waiting);
        QVERIFY(toBytes(target.problem).contains("broken"));
        QVERIFY(f.engine->retry(run, {}, eva));
        QVERIFY(f.untilState(run, RunState::Done));
        QCOMPARE(f.script->calls().mid(5), (QStringList{text("apply b"), text("apply c")}));
        const QStringList desk = f.events().filter(text("desk."));
        QCOMPARE(desk, (QStringList{text("desk.frozen"), text("desk.left-frozen"), text("desk.frozen"),
                                    text("desk.live")}));
    }

    void afterTheCommitThereIsOnlyTheWayBack()
    {
        Fixture f(m_clock);
        const qint64 run = f.run("  - {id: a, do: do}\n  - {id: swap, do: do, commits: true}\n"
                                 "  - {id: w, wait: {sign_off: final, by: operations}}\n"
                                 "  - {id: drop, do: do, finalizes: true}\n",
                                 "rollback:\n  - {id: hold, do: other, with: {a: \"${steps.a.step}\"}}\n"
                                 "  - {id: back, do: other}\n");
        QVERIFY(f.untilState(run, RunState::Waiting));
        QCOMPARE(f.engine->abort(run, eva, why).error().kind, Problem::Kind::Conflict);
        QVERIFY(f.engine->rollBack(run, eva, why));
        QVERIFY(f.untilState(run, RunState::RolledBack));
        QCOMPARE(f.script->calls(),
                 (QStringList{text("apply a"), text("apply swap"), text("apply hold"), text("apply back")}));
        QCOMPARE(f.engine->rollBack(run, eva, why).error().kind, Problem::Kind::Conflict);
    }

    void nothingIsRolledBackBeforeTheCommitOrAfterTheEnd()
    {
        Fixture f(m_clock);
        Door door;
        f.script->onApply(text("drop"), [&](const StepContext &context) -> Result<QJsonObject> {
            door.pass(context.stop);
            return QJsonObject();
        });
        const qint64 run = f.run("  - {id: w, wait: {signal: s}}\n  - {id: swap, do: do, commits: true}\n"
                                 "  - {id: drop, do: do, finalizes: true}\n",
                                 "rollback:\n  - {id: back, do: do}\n");
        QVERIFY(f.untilState(run, RunState::Waiting));
        QCOMPARE(f.engine->rollBack(run, eva, why).error().kind, Problem::Kind::Conflict);
        QVERIFY(f.engine->signal(run, text("s"), eva, {}));
        QVERIFY(door.waitForArrivals(1));
        QCOMPARE(f.engine->rollBack(run, eva, why).error().kind, Problem::Kind::Conflict);
        door.open();
        QVERIFY(f.untilState(run, RunState::Done));
    }

    void pauseHoldsWhatComesNext()
    {
        Fixture f(m_clock);
        Door door;
        f.script->onApply(text("a"), [&](const StepContext &context) -> Result<QJsonObject> {
            door.pass(context.stop);
            return QJsonObject();
        });
        const qint64 run = f.run("  - {id: a, do: do}\n  - {id: b, do: do}\n");
        QVERIFY(door.waitForArrivals(1));
        QVERIFY(f.engine->pause(run, eva));
        door.open();
        QVERIFY(f.untilStep(run, text("a"), StepState::Done));
        QCOMPARE(*f.engine->state(run), RunState::Paused);
        QCOMPARE(f.step(run, text("b")).state, StepState::Pending);
        f.restart();
        QCOMPARE(*f.engine->state(run), RunState::Paused);
        QVERIFY(f.engine->resume(run, eva));
        QVERIFY(f.untilState(run, RunState::Done));
    }

    void theBrakeIsDurable()
    {
        Fixture f(m_clock);
        QVERIFY(f.engine->setBrake(true, eva, why));
        const qint64 run = f.run("  - {id: a, do: do}\n");
        f.restart();
        QVERIFY(f.engine->brake());
        QVERIFY(f.engine->pause(run, eva));
        QVERIFY(f.engine->resume(run, eva));
        QVERIFY(f.script->calls().isEmpty());
        QVERIFY(f.engine->setBrake(false, eva, why));
        QVERIFY(f.untilState(run, RunState::Done));
        QVERIFY(f.events().contains(text("brake.on")));
    }

    void oneRunASubject()
    {
        Fixture f(m_clock);
        const qint64 run = f.run("  - {id: a, wait: {signal: s}}\n  - {id: b, do: do}\n");
        QVERIFY(f.untilState(run, RunState::Waiting));
        StartRun second;
        second.definition = Fixture::define("  - {id: a, do: do}\n");
        second.subject = text("app/a");
        second.actor = text("otto");
        const auto refused = f.engine->startRun(second);
        QCOMPARE(refused.error().kind, Problem::Kind::Conflict);
        QVERIFY(refused.error().what.contains(eva));
        QVERIFY(f.engine->breakLock(text("app/a"), text("otto"), why));
        QCOMPARE(*f.engine->state(run), RunState::Paused);
        const auto other = f.engine->startRun(second);
        QVERIFY(other);
        QVERIFY(f.untilState(*other, RunState::Done));
        QVERIFY(f.engine->resume(run, eva));
        QCOMPARE(f.engine->locks()->front().runId, run);
        QVERIFY(f.engine->signal(run, text("s"), eva, {}));
        QVERIFY(f.untilState(run, RunState::Done));
    }

    void aBrokenLockIsNotTakenTwice()
    {
        Fixture f(m_clock);
        const qint64 run = f.run("  - {id: a, wait: {signal: s}}\n");
        QVERIFY(f.untilState(run, RunState::Waiting));
        QVERIFY(f.engine->breakLock(text("app/a"), eva, why));
        const qint64 other = f.run("  - {id: a, wait: {signal: s}}\n");
        QVERIFY(f.untilState(other, RunState::Waiting));
        QCOMPARE(f.engine->resume(run, eva).error().kind, Problem::Kind::Conflict);
        QCOMPARE(*f.engine->state(run), RunState::Paused);
    }

    void scheduledRunsBeginWhenDue()
    {
        ManualClock clock;
        Fixture f(clock);
        StartRun request;
        request.definition = Fixture::define("  - {id: a, do: do}\n");
        request.subject = text("app/a");
        request.actor = eva;
        request.at = clock.now() + 1h;
        const auto run = f.engine->startRun(request);
        QVERIFY(run);
        QCOMPARE(*f.engine->state(*run), RunState::Scheduled);
        f.close();
        clock.advance(2h);
        f.open();
        QVERIFY(f.untilState(*run, RunState::Done));
        QVERIFY(f.events().contains(text("lock.released")));
    }

    void theOwnersRowIsOfTheSameTransaction()
    {
        Fixture f(m_clock);
        StartRun request;
        request.definition = Fixture::define("  - {id: a, do: do}\n");
        request.subject = text("app/a");
        request.actor = eva;
        request.with = [](Transaction &, qint64) -> Result<void> { return broken; };
        QVERIFY(!f.engine->startRun(request));
        QVERIFY(f.events().isEmpty());
        QVERIFY(f.engine->locks()->empty());
        QCOMPARE(f.script->calls(), QStringList());
    }

    void theLogIsKept()
    {
        Fixture f(m_clock);
        f.script->onApply(text("a"), [](const StepContext &context) -> Result<QJsonObject> {
            context.say(QStringLiteral("one"), {{QStringLiteral("n"), 1}});
            context.say(QStringLiteral("two"));
            return QJsonObject();
        });
        const qint64 run = f.run("  - {id: a, do: do}\n");
        QVERIFY(f.untilState(run, RunState::Done));
        f.engine->stop();
        const auto log = f.engine->log(run, 0, 10);
        QCOMPARE(log->size(), 2);
        QCOMPARE(log->at(0).toObject().value(text("line")).toString(), text("one"));
        QCOMPARE(log->at(0).toObject().value(text("data")).toObject().value(text("n")).toInt(), 1);
        QCOMPARE(f.engine->log(run, log->at(0).toObject().value(text("id")).toInteger(), 10)->size(), 1);
    }

    void twentyRunsShareTheWorkers()
    {
        Fixture f(m_clock);
        Engine::Options few;
        few.workers = 4;
        f.restart(few);
        QByteArray steps;
        for (int i = 0; i < 20; ++i)
            steps += "  - {id: s" + QByteArray::number(i) + ", do: do}\n";
        std::vector<qint64> runs;
        for (int i = 0; i < 20; ++i)
            runs.push_back(f.run(steps, {}, QStringLiteral("app/%1").arg(i)));
        for (const qint64 run : runs)
            QVERIFY(f.untilState(run, RunState::Done));
        QCOMPARE(f.script->calls().size(), 400);
        QVERIFY(f.engine->metrics().contains("slipway_engine_steps_done_total 400"));
    }

    void stoppingIsBounded()
    {
        Fixture f(m_clock);
        Door door;
        f.script->onApply(text("a"), [&](const StepContext &context) -> Result<QJsonObject> {
            door.pass(context.stop);
            return fail(Problem::Kind::Cancelled, QStringLiteral("stopped"));
        });
        const qint64 run = f.run("  - {id: a, do: do}\n");
        QVERIFY(door.waitForArrivals(1));
        f.close();
        f.script->onObserve(text("a"),
                            [](const StepContext &) -> Result<Observation> { return Observation::done(); });
        f.open();
        QVERIFY(f.untilState(run, RunState::Done));
        QCOMPARE(f.script->calls(), (QStringList{text("apply a"), text("observe a")}));
        f.engine->stop();
        QCOMPARE(f.engine->pause(run, eva).error().kind, Problem::Kind::Unavailable);
    }

private:
    SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestEngine)
#include "TestEngine.moc"
