// A case that comes back, or whose customer writes again, is somebody's call anew; pages of before are not.
#include "service/support/PageRepository.h"
#include "support/SupportFixture.h"

using namespace slipway;
using namespace slipway::test;

class TestPagedAgain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSolvedCaseThatComesBackPagesAgain()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        must(f.desk->reply(id, QStringLiteral("Done."), QStringLiteral("eva")));
        QVERIFY(f.untilTaken(2));
        must(f.desk->end(id, CaseState::Solved, QStringLiteral("eva")));
        QVERIFY(f.untilEnded(f.find(id).runId));
        f.take(f.answerTo(maria, "It is slow again\n"));
        const Case about = f.find(id);
        QCOMPARE(about.state, CaseState::Open);
        QVERIFY(!about.acknowledged);
        QVERIFY(f.untilTaken(3));
        QCOMPARE(f.server.recipients().back(), eva);
    }

    void pagesOfBeforeDontGoOut()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QTRY_COMPARE(f.pages(id).size(), 1U); // due, and nobody carried it yet
        must(f.desk->end(id, CaseState::Solved, QStringLiteral("jan")));
        QVERIFY(f.untilEnded(f.find(id).runId));
        f.writeAgain(id, "It is slow again\n");
        QTRY_COMPARE(f.pages(id).size(), 2U);
        while (must(f.post->round()))
            ;
        QCOMPARE(f.server.tried.size(), 1U);
        QVERIFY(f.pages(id).front().withdrawn && !f.pages(id).front().sent);
        QVERIFY(f.pages(id).back().accepted);
    }

    void whoeverWasCalledBeforeIsCalledAgain()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        f.travel(10min);
        QVERIFY(f.untilTaken(3)); // jan, too
        must(f.desk->end(id, CaseState::Solved, QStringLiteral("eva")));
        QVERIFY(f.untilEnded(f.find(id).runId));
        f.writeAgain(id, "It is slow again\n");
        QVERIFY(f.untilTaken(4));
        f.take(f.answerTo(eva, "I am on holiday\n", "Auto-Submitted: auto-replied\n"));
        QVERIFY(f.untilTaken(5));
        while (must(f.post->round()))
            ;
        QCOMPARE(f.server.recipients().mid(3), (QStringList{eva, jan}));
    }

    void anEarlierPageAcknowledgesNothing()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        must(f.desk->end(id, CaseState::Solved, QStringLiteral("eva")));
        QVERIFY(f.untilEnded(f.find(id).runId));
        f.writeAgain(id, "It is slow again\n");
        QVERIFY(f.untilTaken(2));
        const auto refused = f.desk->acknowledge(f.pages(id).front().id, QStringLiteral("eva"));
        QCOMPARE(refused.error().kind, Problem::Kind::Conflict);
        QVERIFY(!refused.error().hint.isEmpty());
        QVERIFY(!f.find(id).acknowledged);
        QVERIFY(must(f.desk->acknowledge(f.pages(id).back().id, QStringLiteral("eva"))).acknowledged);
        QVERIFY(f.find(id).acknowledged);
    }

    // Who hears this time didn't hear then.
    void anEarlierPageIsntAcknowledgedLater()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        f.travel(10min);
        QVERIFY(f.untilTaken(3)); // jan, too
        must(f.desk->end(id, CaseState::Solved, QStringLiteral("eva")));
        QVERIFY(f.untilEnded(f.find(id).runId));
        f.writeAgain(id, "It is slow again\n");
        QVERIFY(f.untilTaken(4));
        f.travel(10min);
        QVERIFY(f.untilTaken(6));
        must(f.desk->own(id, QStringLiteral("jan"), QStringLiteral("jan")));
        std::vector<bool> heard;
        for (const CasePage &page : f.pages(id)) {
            if (page.to == QLatin1String("jan"))
                heard.push_back(page.acknowledged.has_value());
        }
        QCOMPARE(heard, (std::vector<bool>{false, true}));
    }

    // The next answer is guaranteed as the first was.
    void whoeverWritesAgainIsHeard()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        must(f.desk->reply(id, QStringLiteral("Try again."), QStringLiteral("eva")));
        QVERIFY(f.untilTaken(2));
        f.travel(1h);
        f.take(f.answerTo(maria, "Still slow\n"));
        const Case about = f.find(id);
        QVERIFY(!about.acknowledged);
        QCOMPARE(about.nextClock()->name, QStringLiteral("next-response"));
        QCOMPARE(must(f.engine->inputs(about.runId)).value(QLatin1String("first_response")).toString(),
                 toText(about.nextClock()->target));
        QVERIFY(f.untilTaken(3));
        QCOMPARE(f.server.recipients().back(), eva);
        QVERIFY(f.server.taken.back().data.contains("Still slow"));
        QCOMPARE(*f.pages(id).back().latenessMs(), 0);
        f.take(f.answerTo(maria, "Hello?\n")); // somebody is being called
        QCOMPARE(f.find(id).runId, about.runId);
        for (std::size_t taken = 4; taken <= 5; ++taken) {
            f.travel(5min);
            QVERIFY(f.untilTaken(taken));
        }
        QCOMPARE(f.server.recipients().back(), jan);
        f.take(f.answerTo(jan, "Restarted.\n"));
        QCOMPARE(f.find(id).acknowledgedBy, QStringLiteral("jan"));
        f.travel(1h);
        while (must(f.post->round()))
            ;
        QCOMPARE(f.server.recipients().mid(5), QStringList(maria));
    }

    void whoeverWritesAgainIsHeardAfterARestart()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        must(f.desk->reply(id, QStringLiteral("Try again."), QStringLiteral("eva")));
        QVERIFY(f.untilTaken(2));
        f.take(f.answerTo(maria, "Still slow\n"));
        f.restart();
        QVERIFY(f.untilTaken(3));
        f.travel(5min);
        QVERIFY(f.untilTaken(4));
        QCOMPARE(f.server.recipients().mid(2), (QStringList{eva, eva}));
    }

    void aMachinesMailCallsNobody()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        must(f.desk->reply(id, QStringLiteral("Try again."), QStringLiteral("eva")));
        QVERIFY(f.untilTaken(2));
        const Case before = f.find(id);
        f.take(f.answerTo(maria, "I am on holiday\n", "Auto-Submitted: auto-replied\n"));
        QVERIFY(f.find(id).acknowledged);
        QCOMPARE(f.find(id).runId, before.runId);
    }

    void whoWorksAtItIsAskedFirst_data()
    {
        QTest::addColumn<QString>("owner");
        QTest::addColumn<QStringList>("called");
        QTest::newRow("not on duty") << QStringLiteral("max") << QStringList{max, eva, jan};
        QTest::newRow("on duty") << QStringLiteral("eva") << QStringList{eva, eva, jan};
        QTest::newRow("not on the rota") << QStringLiteral("zoe") << QStringList{eva, eva, jan};
    }

    void whoWorksAtItIsAskedFirst()
    {
        QFETCH(QString, owner);
        QFETCH(QStringList, called);
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        must(f.desk->own(id, owner, owner));
        must(f.desk->reply(id, QStringLiteral("Try again."), owner));
        QVERIFY(f.untilTaken(2));
        f.take(f.answerTo(maria, "Still slow\n"));
        for (std::size_t taken = 3; taken <= 5; ++taken) {
            QVERIFY(f.untilTaken(taken));
            f.travel(5min);
        }
        QCOMPARE(f.server.recipients().mid(2, 3), called);
    }

    void whereTheOwnerIsRefusedWhoIsOnDutyIsNext()
    {
        SupportFixture f;
        f.server.answer = [](const MailMessage &message) {
            return message.to.value(0) == max
                       ? SmtpOutcome{SmtpOutcome::Kind::Refused, QStringLiteral("550 no such user"), true}
                       : SmtpOutcome{SmtpOutcome::Kind::Taken, {}, false};
        };
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        must(f.desk->own(id, QStringLiteral("max"), QStringLiteral("max")));
        must(f.desk->reply(id, QStringLiteral("Try again."), QStringLiteral("max")));
        QVERIFY(f.untilTaken(2));
        f.take(f.answerTo(maria, "Still slow\n"));
        QVERIFY(f.untilTaken(3));
        QCOMPARE(f.server.recipients().back(), eva);
    }
};

QTEST_GUILESS_MAIN(TestPagedAgain)

#include "TestPagedAgain.moc"
