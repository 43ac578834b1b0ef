// Who is given a case is asked for it, and the others are if they don't answer.
#include "support/SupportFixture.h"

using namespace slipway;
using namespace slipway::test;

class TestAssigning : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // They were called in the moment in which it was given: the process doesn't do that once more.
    void itIsTheFirstCallOfTheProcess()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        must(f.desk->own(id, QStringLiteral("max"), QStringLiteral("eva")));
        QVERIFY(f.untilTaken(2));
        QVERIFY(QTest::qWaitFor([&] {
            const auto steps = must(f.engine->steps(f.find(id).runId));
            return std::any_of(steps.begin(), steps.end(), [](const Step &one) {
                return one.id == QLatin1String("on-duty") && one.state == StepState::Done;
            });
        }));
        QVERIFY(!must(f.post->round()));
        for (std::size_t taken = 3; taken <= 4; ++taken) {
            f.travel(5min);
            QVERIFY(f.untilTaken(taken));
        }
        QCOMPARE(f.server.recipients(), (QStringList{eva, max, eva, jan}));
        QCOMPARE(f.pages(id).at(1).step, QStringLiteral("assigned"));
    }

    void whoCantBeReachedIsPassedOver()
    {
        SupportFixture f;
        f.server.answer = [](const MailMessage &message) {
            return message.to.value(0) == max
                       ? SmtpOutcome{SmtpOutcome::Kind::Refused, QStringLiteral("550 no such user"), true}
                       : SmtpOutcome{SmtpOutcome::Kind::Taken, {}, false};
        };
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        must(f.desk->own(id, QStringLiteral("max"), QStringLiteral("eva")));
        QVERIFY(f.untilTaken(2));
        QCOMPARE(f.server.recipients(), (QStringList{eva, eva}));
    }

    // Whatever the process begins with.
    void itNeedsNoStepOfTheProcess()
    {
        SupportFixture f;
        f.importProcess(
            "name: paging-2h\nversion: 1\nfor: case\nsteps:\n"
            "  - {id: heard, wait: {event: case.acknowledged, own: true}, after: [], ends: true}\n"
            "  - {id: soon, wait: {until: 30s}, after: []}\n"
            "  - {id: boss, do: page.send, with: {to: manager, due: \"${steps.soon.due}\"}, after: soon}\n");
        const qint64 id = f.request().caseId;
        must(f.desk->own(id, QStringLiteral("jan"), QStringLiteral("eva")));
        QVERIFY(f.untilTaken(1));
        QCOMPARE(f.server.recipients(), QStringList(jan));
        QVERIFY(f.untilWaiting(id));
        f.travel(30s);
        QVERIFY(f.untilTaken(2));
        QCOMPARE(f.server.recipients().back(), max);
    }

    // It is no answer to the page: people go on being paged.
    void assignedToNobodyByMail()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        f.take(f.answerTo(eva, "assign nobody\n"));
        QVERIFY(f.find(id).owner.isEmpty());
        QVERIFY(f.messages(id).back().kind == CaseMessage::Kind::Note);
        f.travel(5min);
        QVERIFY(f.untilTaken(2));
        QCOMPARE(f.server.recipients(), (QStringList{eva, eva}));
    }

    void assignedByTheApi()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        must(f.desk->own(id, QStringLiteral("eva"), QStringLiteral("eva")));
        const qint64 run = f.find(id).runId;
        must(f.desk->own(id, QStringLiteral("jan"), QStringLiteral("eva")));
        QVERIFY(f.untilTaken(2));
        QCOMPARE(f.server.recipients().back(), jan);
        QVERIFY(f.find(id).runId != run);
        must(f.desk->own(id, QStringLiteral("jan"), QStringLiteral("max"))); // it is jan's already
        QVERIFY(f.untilWaiting(id));
        f.travel(5min);
        QVERIFY(f.untilTaken(3));
        must(f.desk->own(id, QStringLiteral("jan"), QStringLiteral("jan")));
        QCOMPARE(f.find(id).acknowledgedBy, QStringLiteral("jan"));
        f.travel(1h);
        while (must(f.post->round()))
            ;
        QCOMPARE(f.server.taken.size(), 3U);
    }

    // Who answers the page has heard; whose case it is hasn't.
    void givenAgainToWhoseCaseItIs()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        must(f.desk->reply(id, QStringLiteral("Try again."), QStringLiteral("max")));
        QVERIFY(f.untilTaken(2));
        f.writeAgain(id, "Still slow\n");
        for (std::size_t taken = 3; taken <= 5; ++taken) { // max, eva, jan
            QVERIFY(f.untilTaken(taken));
            f.travel(5min);
        }
        const qint64 run = f.find(id).runId;
        f.take(f.answerTo(jan, "assign max\n"));
        QCOMPARE(f.find(id).owner, QStringLiteral("max"));
        QVERIFY(f.find(id).runId != run && !f.find(id).acknowledged);
        QCOMPARE(f.count("case.assigned"), 1);
        QVERIFY(QTest::qWaitFor([&] {
            must(f.post->round());
            return f.server.recipients().count(max) == 2;
        }));
        QVERIFY(f.untilWaiting(id));
        f.travel(5min);
        QVERIFY(QTest::qWaitFor([&] {
            must(f.post->round());
            return f.server.recipients().back() == eva;
        }));
    }

    // Who has acknowledged it themselves has heard.
    void givenAgainToWhoHasHeard()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        must(f.desk->own(id, QStringLiteral("jan"), QStringLiteral("jan")));
        const qint64 run = f.find(id).runId;
        must(f.desk->own(id, QStringLiteral("jan"), QStringLiteral("eva")));
        f.take(f.answerTo(eva, "assign jan\n"));
        QCOMPARE(f.find(id).runId, run);
        QCOMPARE(f.find(id).acknowledgedBy, QStringLiteral("jan"));
        QCOMPARE(f.count("case.assigned"), 0);
    }

    // Pressed again, or with several at once: whose it is already has it, and nothing more is told.
    void takenAgainByWhoHasIt()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        must(f.desk->own(id, QStringLiteral("eva"), QStringLiteral("eva")));
        must(f.desk->own(id, QStringLiteral("eva"), QStringLiteral("eva")));
        f.take(f.answerTo(eva, "take\n"));
        QCOMPARE(f.count("case.taken"), 1);
        QCOMPARE(f.find(id).owner, QStringLiteral("eva"));
        must(f.desk->own(id, QStringLiteral("jan"), QStringLiteral("jan")));
        QCOMPARE(f.count("case.taken"), 2);
    }

    // It was given to her, and she hears by taking it.
    void takenByWhomItWasGiven()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        must(f.desk->own(id, QStringLiteral("jan"), QStringLiteral("eva")));
        QVERIFY(f.untilTaken(2));
        must(f.desk->own(id, QStringLiteral("jan"), QStringLiteral("jan")));
        QVERIFY(f.find(id).acknowledged);
        QCOMPARE(f.find(id).acknowledgedBy, QStringLiteral("jan"));
        QCOMPARE(f.count("case.taken"), 0);
    }

    void nobodyIsGivenACaseThatIsOver()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        must(f.desk->end(id, CaseState::Solved, QStringLiteral("eva")));
        must(f.desk->own(id, QStringLiteral("jan"), QStringLiteral("eva")));
        f.travel(1h);
        while (must(f.post->round()))
            ;
        QCOMPARE(f.server.taken.size(), 1U);
        QCOMPARE(f.find(id).state, CaseState::Solved);
    }

    void onlyThoseWhoAreKnownAreAssigned()
    {
        SupportFixture f;
        const Case before = f.find(f.request().caseId);
        const auto refused = f.desk->own(before.id, QStringLiteral("zoe"), QStringLiteral("eva"));
        QCOMPARE(refused.error().kind, Problem::Kind::Invalid);
        QCOMPARE(refused.error().where, QStringLiteral("/owner"));
        QVERIFY(refused.error().what.contains(QStringLiteral("zoe")));
        QVERIFY(refused.error().hint.contains(QStringLiteral("eva, jan, max")));
        QCOMPARE(f.find(before.id), before);
        QCOMPARE(must(f.desk->own(before.id, QStringLiteral("zoe"), QStringLiteral("zoe"))).owner,
                 QStringLiteral("zoe"));
    }
};

QTEST_GUILESS_MAIN(TestAssigning)

#include "TestAssigning.moc"
