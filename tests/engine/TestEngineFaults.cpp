// What goes wrong around the engine: activities that hang, workers that are all taken, a desk or a disk that
// refuses, another build, timers that fell due while nobody looked.
#include "EngineFixture.h"
#include "service/engine/WorkerPool.h"

#include <atomic>
#include <thread>

using namespace slipway;
using namespace slipway::test;
using namespace std::chrono_literals;

namespace {

const QString eva = QStringLiteral("eva");

QString text(const char *of)
{
    return QString::fromLatin1(of);
}

} // namespace

class TestEngineFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changedInputsMoveWaits()
    {
        ManualClock clock;
        Fixture f(clock);
        const Instant begun = clock.now();
        StartRun request;
        request.definition =
            Fixture::define("  - {id: w, wait: {until: inputs.at, before: 10m}}\n  - {id: a, do: do}\n",
                            "inputs: {properties: {at: {type: string}}}\n");
        request.subject = text("app/a");
        request.actor = eva;
        request.inputs = {{text("at"), toText(begun + 1h)}};
        const auto run = f.engine->startRun(request);
        QVERIFY(run);
        const auto isDue = [&](Duration after) {
            return f.until([&] { return f.step(*run, text("w")).due == begun + after; });
        };
        const auto change = [&](const QJsonValue &at) {
            return f.store->write([&](Transaction &transaction) {
                return Engine::setInputs(transaction, *run, {{text("at"), at}}, eva);
            });
        };
        QVERIFY(isDue(50min));
        QVERIFY(change(toText(begun + 2h)));
        QVERIFY(isDue(110min));
        QVERIFY(change(toText(begun + 2h))); // nothing new
        QVERIFY(!change(3));
        f.engine.reset(); // it dies before it hears of the next
        QVERIFY(change(toText(begun + 30min)));
        f.restart();
        QVERIFY(isDue(20min));
        QCOMPARE(f.engine->inputs(*run)->value(text("at")).toString(), toText(begun + 30min));
        clock.advance(15min);
        QVERIFY(change(toText(begun + 20min))); // due five minutes ago
        QVERIFY(f.untilState(*run, RunState::Done));
        QVERIFY(change(toText(begun + 9h)));
        QCOMPARE(f.events().count(text("run.inputs")), 3);
    }

    // In the very commit that starts it: the ledger tells of it before the run is kept.
    void inputsChangeWhileARunStarts()
    {
        ManualClock clock;
        Fixture f(clock);
        const Instant begun = clock.now();
        StartRun request;
        request.definition = Fixture::define("  - {id: w, wait: {until: inputs.at}}\n",
                                             "inputs: {properties: {at: {type: string}}}\n");
        request.subject = text("app/a");
        request.actor = eva;
        request.inputs = {{text("at"), toText(begun + 1h)}};
        request.with = [&](Transaction &transaction, qint64 run) {
            return Engine::setInputs(transaction, run, {{text("at"), toText(begun + 2h)}}, eva);
        };
        const auto run = f.engine->startRun(request);
        QVERIFY(run);
        QVERIFY(f.untilStep(*run, text("w"), StepState::Waiting));
        QVERIFY(f.until([&] { return f.step(*run, text("w")).due == begun + 2h; }));
    }

    void whatDoesNotStopIsForAPerson()
    {
        ManualClock clock;
        Fixture f(clock);
        Door door;
        Door told;
        std::atomic<int> attempts{0};
        f.script->onApply(text("a"), [&](const StepContext &context) -> Result<QJsonObject> {
            if (++attempts > 1)
                return QJsonObject();
            const std::stop_callback heard(context.stop, [&told] { told.open(); });
            door.pass(); // deaf to its stop token
            return QJsonObject{{text("late"), true}};
        });
        const qint64 run = f.run("  - {id: a, do: do, timeout: 1s}\n");
        QVERIFY(door.waitForArrivals(1));
        clock.advance(2s);
        f.engine->clockChanged();
        QVERIFY(told.pass());
        QCOMPARE(f.step(run, text("a")).state, StepState::Running);
        clock.advance(11s);
        f.engine->clockChanged();
        QVERIFY(f.untilStep(run, text("a"), StepState::Unknown));
        QVERIFY(f.step(run, text("a")).waitsFor.contains(text("does not stop")));
        QVERIFY(f.engine->retry(run, {}, eva));
        QVERIFY(f.untilState(run, RunState::Done));
        door.open();
        // Its late word counts for nothing.
        QVERIFY(!f.step(run, text("a")).output.contains(text("late")));
    }

    void aHoldNeverQueuesBehindLongWork()
    {
        Fixture f(m_clock);
        Engine::Options one;
        one.workers = 1;
        f.restart(one);
        Door door;
        const qint64 group = f.run("  - {id: g, do: do}\n  - {id: w, wait: {signal: s}}\n  - {id: h, do: do, "
                                   "on_failure: {back_to: g}}\n",
                                   {}, text("app/group"));
        QVERIFY(f.untilStep(group, text("w"), StepState::Waiting));
        f.script->onApply(text("long"), [&](const StepContext &context) -> Result<QJsonObject> {
            door.pass(context.stop);
            return QJsonObject();
        });
        const qint64 slow = f.run("  - {id: long, do: do}\n", {}, text("app/long"));
        QVERIFY(door.waitForArrivals(1));
        QVERIFY(f.engine->signal(group, text("s"), eva, {}));
        QVERIFY(f.untilState(group, RunState::Done));
        door.open();
        QVERIFY(f.untilState(slow, RunState::Done));
    }

    void runsTakeTurnsAtTheWorkers()
    {
        Door door;
        Door last;
        std::mutex mutex;
        QList<int> order;
        WorkerPool pool(1);
        pool.submit(1, false, [&] { door.pass(); });
        QVERIFY(door.waitForArrivals(1));
        for (int i = 0; i < 5; ++i)
            pool.submit(1, false, [&] {
                const std::lock_guard lock(mutex);
                order.append(1);
            });
        pool.submit(2, false, [&] {
            const std::lock_guard lock(mutex);
            order.append(2);
        });
        pool.submit(3, false, [&] { last.pass(); });
        door.open();
        QVERIFY(last.waitForArrivals(1));
        {
            const std::lock_guard lock(mutex);
            QCOMPARE(order.mid(0, 2), (QList<int>{1, 2})); // and not all of run 1 first
        }
        last.open();
        QVERIFY(pool.stop(10s));
    }

    // Whoever stops it may remove the files right after: no thread still closes them.
    void whatItsThreadsHoldIsLetGoOfFirst()
    {
        Door slow;
        std::atomic<int> left = 0;
        WorkerPool pool(2, [&] {
            slow.pass();
            ++left;
        });
        pool.submit(1, false, [] {});
        pool.submit(1, true, [] {});
        std::jthread opening([&](const std::stop_token &) {
            slow.waitForArrivals(2);
            slow.open();
        });
        QVERIFY(pool.stop(20s));
        QCOMPARE(left, 2);
    }

    void aPoolWithADeafWorkerStillStops()
    {
        const auto door = std::make_shared<Door>();
        WorkerPool pool(2);
        pool.submit(1, false, [door] { door->pass(); });
        QVERIFY(door->waitForArrivals(1));
        QVERIFY(!pool.stop(20ms));
        door->open();
    }

    void whatCouldNotBeWrittenIsWrittenLater()
    {
        Fixture f(m_clock);
        f.listener.refusals = 3;
        const qint64 run = f.run("  - {id: a, do: do}\n  - {id: b, do: do}\n");
        QVERIFY(f.untilState(run, RunState::Done));
        QCOMPARE(f.script->calls(), (QStringList{text("apply a"), text("apply b")}));
        QVERIFY(!f.engine->metrics().contains("slipway_engine_commits_failed_total 0\n"));
    }

    void aRefusalConcernsItsRunOnly()
    {
        Fixture f(m_clock);
        const qint64 a = f.run("  - {id: a, wait: {signal: s}}\n", {}, text("app/a"));
        const qint64 b = f.run("  - {id: a, wait: {signal: s}}\n", {}, text("app/b"));
        QVERIFY(f.untilState(a, RunState::Waiting));
        QVERIFY(f.untilState(b, RunState::Waiting));
        f.listener.refusals = 1;
        QCOMPARE(f.engine->signal(a, text("s"), eva, {}).error().kind, Problem::Kind::Unavailable);
        QVERIFY(f.engine->signal(b, text("s"), eva, {}));
        QVERIFY(f.untilState(b, RunState::Done));
        QCOMPARE(*f.engine->state(a), RunState::Waiting);
        QVERIFY(f.engine->signal(a, text("s"), eva, {}));
        QVERIFY(f.untilState(a, RunState::Done));
    }

    // What a dead man's switch goes by: an engine that has nothing to do, or waits for its time, isn't
    // behind.
    void howFarItIsBehind()
    {
        Fixture f(m_clock);
        Engine::Options one;
        one.workers = 1;
        f.restart(one);
        QTRY_VERIFY(f.engine->behind() < 50ms);
        const qint64 idle = f.run("  - {id: w, wait: {until: 1h}}\n", {}, text("app/idle"));
        QVERIFY(f.untilStep(idle, text("w"), StepState::Waiting));
        Door door;
        f.script->onApply(text("long"), [&](const StepContext &context) -> Result<QJsonObject> {
            door.pass(context.stop);
            return QJsonObject();
        });
        const qint64 slow = f.run("  - {id: long, do: do}\n", {}, text("app/long"));
        QVERIFY(door.waitForArrivals(1));
        QTest::qWait(300); // at work, and nothing waits for it
        QVERIFY(f.engine->behind() < 250ms);
        const qint64 next = f.run("  - {id: a, do: do}\n", {}, text("app/next"));
        QTRY_VERIFY(f.engine->behind() > 500ms); // no worker takes it
        door.open();
        QVERIFY(f.untilState(slow, RunState::Done) && f.untilState(next, RunState::Done));
        QTRY_VERIFY(f.engine->behind() < 50ms);
    }

    void whatCannotBeWrittenIsBehind()
    {
        Fixture f(m_clock);
        f.listener.refusals = 4;
        const qint64 run = f.run("  - {id: a, do: do}\n");
        QTRY_VERIFY(f.engine->behind() > 300ms);
        QVERIFY(f.untilState(run, RunState::Done));
        QTRY_VERIFY(f.engine->behind() < 50ms);
    }

    void aTimerThatIsNotLookedAtIsBehind()
    {
        ManualClock clock;
        Fixture f(clock);
        const qint64 run = f.run("  - {id: w, wait: {until: 1h}}\n");
        QVERIFY(f.untilStep(run, text("w"), StepState::Waiting));
        QTRY_VERIFY(f.engine->behind() == Duration());
        clock.jump(2h); // and before it looks at the clock again
        QVERIFY(f.engine->behind() == 1h || f.engine->behind() == Duration());
        QVERIFY(f.untilState(run, RunState::Done));
        QTRY_VERIFY(f.engine->behind() == Duration());
    }

    void anotherBuildAsksFirst()
    {
        Fixture f(m_clock);
        const qint64 run = f.run("  - {id: w, wait: {signal: s}}\n  - {id: a, do: do}\n");
        QVERIFY(f.untilState(run, RunState::Waiting));
        f.close();
        f.setVersion(2);
        f.open();
        QVERIFY(f.engine->signal(run, text("s"), eva, {}));
        QVERIFY(f.untilStep(run, text("a"), StepState::Failed));
        QVERIFY(f.script->calls().isEmpty());
        QVERIFY(f.engine->retry(run, {}, eva));
        QVERIFY(f.untilState(run, RunState::Done));
    }

    void anUnknownActivityIsAFailure()
    {
        Fixture f(m_clock);
        const qint64 run = f.run("  - {id: a, do: nobody}\n");
        QVERIFY(f.untilStep(run, text("a"), StepState::Failed));
        QVERIFY(toBytes(f.step(run, text("a")).problem).contains("no activity"));
        QVERIFY(f.engine->abort(run, eva, text("x")));
        QVERIFY(f.untilState(run, RunState::Aborted));
    }

    void brokenConditionsFailTheirStep()
    {
        Fixture f(m_clock);
        const qint64 run =
            f.run("  - {id: a, do: do, when: inputs.x.y}\n", "inputs: {properties: {x: {type: object}}}\n");
        QVERIFY(f.untilStep(run, text("a"), StepState::Failed));
        QVERIFY(f.engine->skip(run, text("a"), eva, text("not needed")));
        QVERIFY(f.untilState(run, RunState::Done));
    }

    void overdueTimersFireOldestFirst()
    {
        ManualClock clock;
        Fixture f(clock);
        const qint64 late = f.run("  - {id: late, wait: {until: 3h}}\n", {}, text("app/1"));
        const qint64 early = f.run("  - {id: early, wait: {until: 1h}}\n", {}, text("app/2"));
        const qint64 middle = f.run("  - {id: middle, wait: {until: 2h}}\n", {}, text("app/3"));
        for (const qint64 run : {late, early, middle})
            QVERIFY(f.untilState(run, RunState::Waiting));
        f.close();
        clock.advance(24h);
        f.open();
        for (const qint64 run : {late, early, middle})
            QVERIFY(f.untilState(run, RunState::Done));
        QCOMPARE(f.events().filter(text("step.done")),
                 (QStringList{text("step.done early"), text("step.done middle"), text("step.done late")}));
    }

    void theTokenGrowsWhenControlChangesHands()
    {
        Fixture f(m_clock);
        std::mutex mutex;
        QList<qint64> tokens;
        f.script->onApply(text("a"), [&](const StepContext &context) -> Result<QJsonObject> {
            const std::lock_guard lock(mutex);
            tokens.append(context.token);
            return fail(Problem::Kind::Unavailable, QStringLiteral("no"));
        });
        const qint64 run = f.run("  - {id: a, do: do}\n");
        QVERIFY(f.untilStep(run, text("a"), StepState::Failed));
        QVERIFY(f.engine->retry(run, {}, eva));
        QVERIFY(f.until([&] { return f.step(run, text("a")).attempt == 2; }));
        QVERIFY(f.untilState(run, RunState::Waiting));
        f.restart();
        QVERIFY(f.engine->retry(run, {}, eva));
        QVERIFY(f.until([&] { return f.step(run, text("a")).attempt == 3; }));
        QVERIFY(f.untilState(run, RunState::Waiting));
        const std::lock_guard lock(mutex);
        QCOMPARE(tokens.size(), 3);
        QVERIFY(tokens[0] < tokens[1] && tokens[1] < tokens[2]);
    }

private:
    SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestEngineFaults)
#include "TestEngineFaults.moc"
