// The machine without a world: what follows from what, by tables.
#include "RunWorld.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;

namespace {

Definition group(int retries, bool commits = true)
{
    Definition definition;
    definition.steps = {doing(text("a")), backTo(doing(text("hold"), {text("a")}), text("hold"), retries),
                        backTo(doing(text("sync"), {text("hold")}), text("hold"), retries)};
    StepDefinition swap = backTo(doing(text("swap"), {text("sync")}), text("hold"), retries);
    definition.steps.push_back(commits ? committing(swap) : swap);
    definition.rollback = {doing(text("back"))};
    return definition;
}

Definition tryingAgain(int times)
{
    Definition definition;
    definition.steps = {doing(text("a"))};
    definition.steps.front().retry = {times, std::chrono::seconds(10)};
    return definition;
}

} // namespace

class TestRunMachine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Inside the group, at every place where the service can die, and what it comes back to.
    void retriesAHoldThatWasCutShort_data()
    {
        QTest::addColumn<int>("done"); // of the group's steps before the death
        QTest::addColumn<bool>("underWay");
        QTest::addColumn<int>("seen"); // what observation says of the step under way
        QTest::addColumn<QStringList>("undone");
        QTest::addColumn<bool>("again");
        const int no = int(Observation::Answer::NotDone);
        const int yes = int(Observation::Answer::Done);
        const int what = int(Observation::Answer::CannotTell);
        QTest::newRow("hold, not done") << 0 << true << no << QStringList{text("hold")} << true;
        QTest::newRow("hold, done") << 0 << true << yes << QStringList{text("hold")} << true;
        QTest::newRow("hold, unclear") << 0 << true << what << QStringList{text("hold")} << true;
        QTest::newRow("between") << 1 << false << no << QStringList{text("hold")} << true;
        QTest::newRow("sync, not done") << 1 << true << no << QStringList{text("sync"), text("hold")} << true;
        QTest::newRow("sync, done") << 1 << true << yes << QStringList{text("sync"), text("hold")} << true;
        QTest::newRow("swap, not done") << 2 << true << no << QStringList{text("sync"), text("hold")} << true;
        QTest::newRow("swap, done") << 2 << true << yes << QStringList() << false;
        QTest::newRow("swap, unclear") << 2 << true << what << QStringList() << false;
    }

    void retriesAHoldThatWasCutShort()
    {
        QFETCH(int, done);
        QFETCH(bool, underWay);
        QFETCH(int, seen);
        QFETCH(QStringList, undone);
        QFETCH(bool, again);
        const QStringList steps{text("hold"), text("sync"), text("swap")};
        World world(group(3));
        world.advance();
        world.answer(text("a"));
        world.advance();
        for (int i = 0; i < done; ++i) {
            if (i == done - 1 && !underWay)
                world.brake = true; // so that the next one isn't begun
            QVERIFY(world.answer(steps[i]));
            world.advance();
        }
        world.brake = false;
        world.crash();
        world.advance();
        if (underWay) {
            QCOMPARE(world.given(), QStringList{text("observe ") + steps[done]});
            QVERIFY(world.answer(steps[done], true, Observation::Answer(seen)));
            world.advance();
        }
        for (const QString &step : undone) {
            QCOMPARE(world.given(), QStringList{text("undo ") + step});
            QVERIFY(world.answer(step));
            world.advance();
        }
        if (again) {
            QCOMPARE(world.given(), QStringList{text("apply hold")});
            QCOMPARE(world.machine.model().find(Phase::Forward, text("hold"))->crashRetries, 1);
        } else if (seen == int(Observation::Answer::Done)) {
            QCOMPARE(world.machine.model().state, RunState::Done);
        } else {
            QCOMPARE(world.machine.model().state, RunState::Waiting);
            QVERIFY(world.machine.model().find(Phase::Forward, text("swap"))->held);
        }
    }

    void whatEndsItLeavesOutTheRest()
    {
        Definition definition;
        StepDefinition heard;
        heard.id = heard.title = text("heard");
        heard.wait = Wait{Wait::For::Signal, text("heard"), {}, {}, {}, {}};
        heard.ends = true;
        StepDefinition later;
        later.id = later.title = text("later");
        later.wait = Wait{Wait::For::Time, {}, {}, {}, {}, text("10m")};
        definition.steps = {heard, doing(text("now")), later, doing(text("then"), {text("later")})};
        World world(definition);
        world.advance();
        QCOMPARE(world.given(), QStringList{text("apply now")});
        QVERIFY(world.machine.signal(text("heard"), eva, {}, world.now));
        world.advance();
        // What runs comes to its end first; then it is over.
        const auto state = [&](const char *step) {
            return world.machine.model().find(Phase::Forward, text(step))->state;
        };
        QCOMPARE(state("later"), State::Skipped);
        QCOMPARE(state("then"), State::Skipped);
        QCOMPARE(state("now"), State::Running);
        QVERIFY(!world.machine.model().isOver());
        QVERIFY(world.answer(text("now")));
        world.advance();
        QCOMPARE(world.machine.model().state, RunState::Done);
        QVERIFY(!world.machine.nextDue());
    }

    void anEventOfItsOwnIsNobodyElses()
    {
        Definition definition;
        StepDefinition heard;
        heard.id = heard.title = text("heard");
        heard.wait = Wait{Wait::For::Event, {}, {}, text("case.acknowledged"), {}, {}, {}, true};
        definition.steps = {heard};
        World world(definition);
        world.advance();
        QCOMPARE(world.machine.eventsWaitedFor(),
                 (std::vector<AwaitedEvent>{{text("case.acknowledged"), text("app/a")}}));
        Event event;
        event.seq = 5;
        event.kind = text("case.acknowledged");
        event.subject = text("app/b");
        event.payload = "{}";
        world.machine.eventHappened(event, world.now);
        world.advance();
        QVERIFY(!world.machine.model().isOver());
        event.subject = text("app/a");
        world.machine.eventHappened(event, world.now);
        world.advance();
        QCOMPARE(world.machine.model().state, RunState::Done);
    }

    void theBrakeDoesntKeepPeopleFromBeingPaged()
    {
        for (const auto purpose : {Definition::For::Release, Definition::For::Case}) {
            Definition definition;
            definition.purpose = purpose;
            definition.steps = {doing(text("a"))};
            World world(definition);
            world.brake = true;
            world.advance();
            QCOMPARE(world.given().isEmpty(), purpose == Definition::For::Release);
        }
    }

    void afterSoManyDeathsAPersonIsAsked()
    {
        World world(group(2));
        world.advance();
        world.answer(text("a"));
        world.advance();
        for (int death = 0; death < 2; ++death) {
            world.crash();
            world.advance();
            world.answer(text("hold"));
            world.advance();
            QCOMPARE(world.given(), QStringList{text("undo hold")});
            world.answer(text("hold"));
            world.advance();
            QCOMPARE(world.given(), QStringList{text("apply hold")});
        }
        world.crash();
        world.advance();
        world.answer(text("hold"));
        world.advance();
        world.answer(text("hold"));
        world.advance();
        QCOMPARE(world.given(), QStringList());
        QCOMPARE(world.machine.model().state, RunState::Waiting);
        // It keeps waiting for the person over the next death.
        world.crash();
        world.advance();
        QCOMPARE(world.machine.model().state, RunState::Waiting);
        QVERIFY(world.machine.retry({}, eva));
        world.advance();
        QCOMPARE(world.given(), QStringList{text("apply hold")});
        QCOMPARE(world.machine.model().find(Phase::Forward, text("hold"))->crashRetries, 0);
    }

    void whatFailsForAMomentIsTriedAgainByItself()
    {
        World world(tryingAgain(2));
        world.advance();
        for (int again = 1; again <= 2; ++again) {
            QCOMPARE(world.given(), QStringList{text("apply a")});
            world.answer(text("a"), false);
            world.advance();
            QCOMPARE(world.machine.nextDue(), world.now + std::chrono::seconds(10));
            QVERIFY2(world.machine.model().waitsFor.contains(text("another try")),
                     qPrintable(world.machine.model().waitsFor));
            world.crash(); // it is remembered
            world.advance();
            QCOMPARE(world.given(), QStringList());
            world.now += std::chrono::seconds(9);
            world.machine.timeReached(world.now);
            world.advance();
            QCOMPARE(world.given(), QStringList());
            world.now += std::chrono::seconds(1);
            world.machine.timeReached(world.now);
            world.advance();
        }
        world.answer(text("a"), false);
        world.advance();
        QVERIFY(world.machine.model().find(Phase::Forward, text("a"))->held);
        QCOMPARE(world.machine.nextDue(), std::nullopt);
        QCOMPARE(world.machine.model().state, RunState::Waiting);
        // A person's retry gives it as many tries again.
        QVERIFY(world.machine.retry({}, eva));
        world.advance();
        world.answer(text("a"), false);
        world.advance();
        QCOMPARE(world.machine.model().find(Phase::Forward, text("a"))->retries, 1);
    }

    void whoDoesNotWaitForTheNextTryDecides()
    {
        for (const QString &what :
             {text("retry"), text("skip"), text("abort"), text("brake"), text("pause")}) {
            World world(tryingAgain(2));
            world.advance();
            world.answer(text("a"), false);
            world.advance();
            if (what == text("retry")) {
                QVERIFY(world.machine.retry(text("a"), eva));
                world.advance();
                QCOMPARE(world.given(), QStringList{text("apply a")});
                QCOMPARE(world.machine.model().find(Phase::Forward, text("a"))->retries, 0);
            } else if (what == text("skip")) {
                QVERIFY(world.machine.skip(text("a"), eva, text("done by hand"), world.now));
                world.advance();
                QCOMPARE(world.machine.model().state, RunState::Done);
            } else if (what == text("abort")) {
                QVERIFY(world.machine.abort(eva, text("no"), world.now));
                world.advance();
                QCOMPARE(world.given(), QStringList{text("undo a")});
                world.answer(text("a"));
                world.advance();
                QCOMPARE(world.machine.model().state, RunState::Aborted);
            } else {
                world.brake = what == text("brake");
                if (!world.brake)
                    QVERIFY(world.machine.pause(eva));
                world.now += std::chrono::seconds(10);
                world.machine.timeReached(world.now);
                world.advance();
                QCOMPARE(world.given(), QStringList());
                world.brake = false;
                if (world.machine.model().paused)
                    QVERIFY(world.machine.resume(eva));
                world.advance();
                QCOMPARE(world.given(), QStringList{text("apply a")});
            }
            QCOMPARE(world.machine.nextDue(), std::nullopt);
        }
    }

    void whatWouldFailAgainIsNotTriedAgain()
    {
        World world(tryingAgain(2));
        world.advance();
        const Task task = world.tasks.front();
        world.machine.applied(task.step, task.ticket,
                              Failure(Problem{Problem::Kind::Conflict, text("it is another's"), {}, {}}),
                              world.now);
        world.advance();
        QVERIFY(world.machine.model().find(Phase::Forward, text("a"))->held);
    }

    void aFailureInTheHoldIsForAPerson()
    {
        World world(group(3));
        world.advance();
        for (const char *step : {"a", "hold"}) {
            world.answer(text(step));
            world.advance();
        }
        world.answer(text("sync"), false);
        world.advance();
        QCOMPARE(world.given(), QStringList{text("undo sync")});
        world.crash(); // while it is being undone: undone again, and still for a person
        world.advance();
        QCOMPARE(world.given(), QStringList{text("undo sync")});
        world.answer(text("sync"));
        world.advance();
        world.answer(text("hold"));
        world.advance();
        QCOMPARE(world.state("hold"), State::Waiting);
        QVERIFY(world.machine.model().find(Phase::Forward, text("hold"))->held);
    }

    void anErrorOfTheCommitIsLookedAt()
    {
        for (const auto seen : {Observation::Answer::Done, Observation::Answer::NotDone}) {
            World world(group(3));
            world.advance();
            for (const char *step : {"a", "hold", "sync"}) {
                world.answer(text(step));
                world.advance();
            }
            world.answer(text("swap"), false);
            world.advance();
            QCOMPARE(world.given(), QStringList{text("observe swap")});
            QCOMPARE(world.machine.abort(eva, text("x"), world.now).error().kind, Problem::Kind::Conflict);
            world.answer(text("swap"), true, seen);
            world.advance();
            if (seen == Observation::Answer::Done)
                QCOMPARE(world.machine.model().state, RunState::Done);
            else
                QCOMPARE(world.given(), QStringList{text("undo sync")}); // never an undo of the commit itself
        }
    }

    void withoutAGroupItIsObservedAndRepeatedOrAsked()
    {
        Definition definition;
        definition.steps = {doing(text("a"))};
        World world(definition);
        world.advance();
        world.crash();
        world.advance();
        QCOMPARE(world.given(), QStringList{text("observe a")});
        world.answer(text("a"), true, Observation::Answer::NotDone);
        world.advance();
        QCOMPARE(world.given(), QStringList{text("apply a")});
        QCOMPARE(world.machine.model().steps.front().attempt, 2);
        world.crash();
        world.advance();
        world.answer(text("a"), true, Observation::Answer::CannotTell);
        world.advance();
        QCOMPARE(world.state("a"), State::Unknown);
        QVERIFY(world.machine.model().waitsFor.startsWith(text("operations")));
        QVERIFY(world.machine.skip(text("a"), eva, text("it is there"), world.now));
        world.advance();
        QCOMPARE(world.machine.model().state, RunState::Done);
    }

    void anotherVersionOfAnActivityIsNotTrusted()
    {
        Definition definition;
        definition.steps = {doing(text("a")), doing(text("b"), {text("a")})};
        World world(definition);
        world.advance();
        world.crash(2);
        world.advance();
        QCOMPARE(world.given(), QStringList());
        QCOMPARE(world.state("a"), State::Unknown);
        QVERIFY(world.machine.retry({}, eva));
        world.advance();
        QVERIFY(world.answer(text("a")));
        world.advance();
        QCOMPARE(world.state("b"), State::Failed);
        QVERIFY(world.machine.retry({}, eva));
        world.advance();
        QCOMPARE(world.given(), QStringList{text("apply b")});
    }

    void aWayBackCanBeGivenUpBeforeItCommits()
    {
        Definition definition = group(0);
        definition.steps.push_back(doing(text("after"), {text("swap")}));
        definition.rollback = {doing(text("hold")), committing(doing(text("back"), {text("hold")}))};
        World world(definition);
        world.advance();
        for (const char *step : {"a", "hold", "sync", "swap"}) {
            world.answer(text(step));
            world.advance();
        }
        world.answer(text("after"), false);
        world.advance();
        QVERIFY(world.machine.rollBack(eva, text("x")));
        world.advance();
        QCOMPARE(world.given(), QStringList{text("apply hold")});
        world.answer(text("hold"));
        world.advance();
        world.answer(text("back"), false);
        world.advance();
        world.answer(text("back"), true, Observation::Answer::NotDone);
        world.advance();
        QVERIFY(world.machine.abort(eva, text("x"), world.now));
        world.advance();
        QCOMPARE(world.given(), QStringList{text("undo hold")});
        world.answer(text("hold"));
        world.advance();
        QCOMPARE(world.machine.model().phase, Phase::Forward);
        QCOMPARE(world.machine.model().state, RunState::Waiting);
        QVERIFY(world.machine.rollBack(eva, text("x")));
        world.advance();
        QCOMPARE(world.given(), QStringList{text("apply hold")});
    }

    void aCommitThatComesThroughEndsTheWayBack()
    {
        // A sibling fails and wants to go back over a commit that is under way.
        Definition definition;
        definition.steps = {doing(text("t")), committing(doing(text("swap"), {text("t")})),
                            backTo(doing(text("x"), {text("t")}), text("t"))};
        definition.rollback = {doing(text("back"))};
        World world(definition);
        world.advance();
        world.answer(text("t"));
        world.advance();
        world.answer(text("x"), false);
        world.advance();
        QVERIFY(world.stopped.isEmpty());
        world.answer(text("swap"));
        world.advance();
        QCOMPARE(world.given(), QStringList());
        QCOMPARE(world.state("x"), State::Failed);
        QCOMPARE(world.state("t"), State::Done);
        QVERIFY(world.machine.model().find(Phase::Forward, text("x"))->held);
    }
};

QTEST_GUILESS_MAIN(TestRunMachine)
#include "TestRunMachine.moc"
