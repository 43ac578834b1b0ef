// From a mail to the customer's answer: what opens a case, what belongs to it, and what ends it.
#include "support/SupportFixture.h"

using namespace slipway;
using namespace slipway::test;

class TestCaseDesk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMailIsACaseAndPagesWhoIsOnDuty()
    {
        SupportFixture f;
        const TakenMail taken = f.request();
        QCOMPARE(taken.verdict, QStringLiteral("opened"));
        const Case about = f.find(taken.caseId);
        QCOMPARE(about.customer, QStringLiteral("northwind"));
        QCOMPARE(about.contact, maria);
        QCOMPARE(about.state, CaseState::New);
        QCOMPARE(about.clocks.front().target, f.clock.now() + 2h);
        QVERIFY(f.untilTaken(1));
        QCOMPARE(f.server.recipients(), QStringList(eva));
        const CasePage page = f.pages(about.id).front();
        QCOMPARE(page.to, QStringLiteral("eva"));
        QCOMPARE(*page.latenessMs(), 0);
        QVERIFY(f.server.taken.front().data.contains("The shop is slow"));
    }

    void anAnswerEndsIt_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("owner");
        QTest::addColumn<bool>("reachesCustomer");
        QTest::newRow("ack") << QByteArray("ack\n") << QStringLiteral("new") << QString() << false;
        QTest::newRow("take") << QByteArray("take\n\n> quoted\n") << QStringLiteral("open")
                              << QStringLiteral("eva") << false;
        QTest::newRow("words") << QByteArray("We look into it.\n") << QStringLiteral("waiting-for-customer")
                               << QString() << true;
        QTest::newRow("solve") << QByteArray("solved\n") << QStringLiteral("solved") << QString() << false;
        QTest::newRow("close") << QByteArray("close\n") << QStringLiteral("closed") << QString() << false;
        QTest::newRow("note") << QByteArray("note the disk is full\n") << QStringLiteral("new") << QString()
                              << false;
    }

    void anAnswerEndsIt()
    {
        QFETCH(QByteArray, words);
        QFETCH(QString, state);
        QFETCH(QString, owner);
        QFETCH(bool, reachesCustomer);
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        QCOMPARE(f.take(f.answerTo(eva, words)).verdict, QStringLiteral("answered"));
        const Case about = f.find(id);
        QCOMPARE(about.acknowledgedBy, QStringLiteral("eva"));
        QCOMPARE(toText(about.state), state);
        QCOMPARE(about.owner, owner);
        QVERIFY(f.untilEnded(about.runId));
        QVERIFY(f.pages(id).front().acknowledged.has_value());
        f.travel(1h);
        while (must(f.post->round()))
            ;
        QCOMPARE(f.server.recipients(), reachesCustomer ? (QStringList{eva, maria}) : QStringList(eva));
        QCOMPARE(f.count("case.acknowledged"), 1);
    }

    void theReplyStandsInTheThread()
    {
        SupportFixture f;
        const QByteArray request = f.mail("maria@northwind.example");
        const qint64 id = f.take(request).caseId;
        QVERIFY(f.untilTaken(1));
        f.travel(30min);
        f.take(f.answerTo(eva, "We look into it.\n"));
        QVERIFY(f.untilTaken(2));
        const IncomingMail reply = readMail(f.server.taken.back().data);
        QCOMPARE(f.server.taken.back().to, QStringList(maria));
        QCOMPARE(reply.answers, QStringList(readMail(request).messageId));
        QCOMPARE(reply.text.trimmed(), QStringLiteral("We look into it."));
        const Case about = f.find(id);
        QCOMPARE(about.clocks.front().state(), CaseClock::State::Met);
        QCOMPARE(about.clocks.back().state(), CaseClock::State::Paused);
        // And what the customer writes back is the same case.
        f.travel(1h);
        const TakenMail more = f.take(f.answerTo(maria, "It is faster now.\n"));
        QCOMPARE(more.verdict, QStringLiteral("added"));
        QCOMPARE(more.caseId, id);
        QCOMPARE(f.find(id).clocks[1].target, about.created + 72h + 1h);
        QCOMPARE(f.messages(id).size(), 3U);
    }

    void theSameMailIsTakenOnce()
    {
        SupportFixture f;
        const QByteArray raw = f.mail("maria@northwind.example");
        const TakenMail first = f.take(raw);
        const TakenMail again = f.take(raw);
        QCOMPARE(again.id, first.id);
        QCOMPARE(again.caseId, first.caseId);
        QCOMPARE(f.count("case.opened"), 1);
    }

    void aMailThatWasLaidOutIsKnown()
    {
        SupportFixture f;
        const TakenMail plain = f.take(f.mail("maria@northwind.example"));
        const TakenMail laidOut =
            f.take("From: maria@northwind.example\nSubject: Slow\nMessage-ID: <laid@out>\nContent-Type: "
                   "text/html\n\n<p>It is <b>slow</b></p>\n");
        QVERIFY(!plain.hasHtml && laidOut.hasHtml);
        QCOMPARE(f.messages(laidOut.caseId).front().text, QStringLiteral("It is slow"));
        const auto more = [&](qint64 id) {
            return must(
                f.store->read([&](Reader &reader) { return CaseRepository::takenWithMore(reader, id); }));
        };
        QVERIFY(more(plain.caseId).empty());
        QCOMPARE(more(laidOut.caseId).size(), 1U);
        QVERIFY(more(laidOut.caseId).front().hasHtml);
    }

    void anOutOfOfficeReplyIsNoAcknowledgement()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        f.take(f.answerTo(eva, "I am on holiday\n", "Auto-Submitted: auto-replied\n"));
        QVERIFY(!f.find(id).acknowledged);
        f.travel(5min);
        QVERIFY(f.untilTaken(3));
    }

    // Not marked as a machine's, but it asks for no automatic answer: a command is a person's, other words
    // may not be.
    void wordsThatMayBeAnAbsenceNoteGoNowhere()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        f.take(f.answerTo(eva, "I am on holiday\n", "X-Auto-Response-Suppress: All\n"));
        QVERIFY(!f.find(id).acknowledged);
        QVERIFY(f.untilTaken(2)); // the alternate is called at once
        QCOMPARE(f.server.recipients(), QStringList({eva, jan}));
        QCOMPARE(f.messages(id).back().kind, CaseMessage::Kind::Note); // nothing is lost
        QCOMPARE(f.messages(id).back().text.trimmed(), QStringLiteral("I am on holiday"));
        f.take(f.answerTo(jan, "ack\n", "X-Auto-Response-Suppress: All\n"));
        QCOMPARE(f.find(id).acknowledgedBy, QStringLiteral("jan"));
        QVERIFY(!f.server.recipients().contains(maria));
    }

    // Both give the case and its page the number 1, as a store does that was put back from a backup.
    void anAnswerFromBeforeARestoreIsNone()
    {
        SupportFixture before;
        before.request();
        QVERIFY(before.untilTaken(1));
        const QByteArray answer = before.answerTo(eva, "ack\n");
        SupportFixture f;
        f.travel(1h);
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        QVERIFY(f.server.taken.front().id() != before.server.taken.front().id());
        QCOMPARE(f.take(answer).verdict, QStringLiteral("quarantined"));
        QVERIFY(!f.find(id).acknowledged);
        QCOMPARE(f.take(f.answerTo(eva, "ack\n")).verdict, QStringLiteral("answered"));
        QVERIFY(f.find(id).acknowledged);
    }

    void somebodyElsesAnswerIsNone()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        QByteArray forged = f.answerTo(eva, "ack\n");
        forged.replace("From: eva@p.example", "From: mallory@x.example");
        QCOMPARE(f.take(forged).verdict, QStringLiteral("quarantined"));
        QVERIFY(!f.find(id).acknowledged);
    }

    void anotherOfTheSameCustomerMayAddBySubject()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QByteArray other = f.mail("tom@northwind.example");
        other.replace("Subject: Slow", "Subject: Re: [Case " + QByteArray::number(id) + "] Slow");
        QCOMPARE(f.take(other).caseId, id);
        other.replace("tom@northwind.example", "mallory@x.example");
        QCOMPARE(f.take(other).verdict, QStringLiteral("quarantined"));
    }

    void aBreachIsNotedOnce()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        f.travel(2h - 1us);
        must(f.desk->noteClocks());
        QCOMPARE(f.count("case.breached"), 0);
        f.travel(1us);
        must(f.desk->noteClocks());
        must(f.desk->noteClocks());
        QCOMPARE(f.count("case.breached"), 1);
        QCOMPARE(f.find(id).clocks.front().state(), CaseClock::State::Breached);
    }

    void whoeverAnswersForNobodyWritesANote()
    {
        SupportFixture f;
        CaseDesk::NewCase fresh;
        fresh.subject = QStringLiteral("By phone");
        fresh.text = QStringLiteral("It is down");
        const qint64 id = must(f.desk->open(fresh, QStringLiteral("eva"))).id;
        QVERIFY(f.untilTaken(1));
        f.take(f.answerTo(eva, "on it\n"));
        QCOMPARE(f.find(id).acknowledgedBy, QStringLiteral("eva"));
        QVERIFY(f.messages(id).back().kind == CaseMessage::Kind::Note);
    }

    void anAnswerToAnOldPageIsNone()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        const QByteArray late = f.answerTo(eva, "ack\n");
        must(f.desk->reply(id, QStringLiteral("Done."), QStringLiteral("jan")));
        QVERIFY(f.untilTaken(2));
        must(f.desk->end(id, CaseState::Solved, QStringLiteral("jan")));
        QVERIFY(f.untilEnded(f.find(id).runId));
        f.take(f.answerTo(maria, "It is slow again\n"));
        QVERIFY(f.untilTaken(3));
        // What was promised is promised again.
        QCOMPARE(f.find(id).nextClock()->name, QStringLiteral("first-response"));
        f.take(late);
        QVERIFY(!f.find(id).acknowledged);
        QVERIFY(f.messages(id).back().kind == CaseMessage::Kind::Note);
    }

    void secretsOfAPageStayWithItsReceiver()
    {
        SupportFixture f;
        f.request();
        QVERIFY(f.untilTaken(1));
        const QByteArray id = f.server.taken.front().id().toUtf8();
        f.take(f.answerTo(eva, "We look into it, see " + id + "\n"));
        QVERIFY(f.untilTaken(2));
        const QByteArray seal = id.split('.').at(1).left(16);
        QVERIFY(!f.server.taken.back().data.contains(seal));
        QVERIFY(f.server.taken.back().data.contains("We look into it"));
    }

    void wordsToACaseThatIsOverDontOpenIt_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<bool>("byMail");
        for (const bool byMail : {false, true}) {
            for (const char *state : {"solved", "closed"})
                QTest::addRow("%s, %s", state, byMail ? "by mail" : "in the console")
                    << QString::fromLatin1(state) << byMail;
        }
    }

    void wordsToACaseThatIsOverDontOpenIt()
    {
        QFETCH(QString, state);
        QFETCH(bool, byMail);
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        must(f.desk->end(id, must(caseStateFromText(state)), QStringLiteral("eva")));
        const auto clocks = f.find(id).clocks;
        f.travel(1h);
        if (byMail)
            f.take(f.answerTo(eva, "Thank you.\n"));
        else
            must(f.desk->reply(id, QStringLiteral("Thank you."), QStringLiteral("eva")));
        QVERIFY(f.untilTaken(2));
        QCOMPARE(f.server.recipients().back(), maria);
        QCOMPARE(toText(f.find(id).state), state);
        QCOMPARE(f.find(id).clocks, clocks);
        QCOMPARE(f.count("case.reopened"), 0);
    }

    void whatCantBeACaseIsRefused_data()
    {
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("application");
        QTest::addColumn<QString>("where");
        QTest::newRow("no subject") << QStringLiteral(" ") << QStringLiteral("x") << QString()
                                    << QStringLiteral("/subject");
        QTest::newRow("no words") << QStringLiteral("x") << QStringLiteral("\n ") << QString()
                                  << QStringLiteral("/text");
        QTest::newRow("no such application")
            << QStringLiteral("x") << QStringLiteral("x") << QStringLiteral("northwind/x")
            << QStringLiteral("/application");
    }

    void whatCantBeACaseIsRefused()
    {
        QFETCH(QString, subject);
        QFETCH(QString, text);
        QFETCH(QString, application);
        QFETCH(QString, where);
        SupportFixture f;
        CaseDesk::NewCase fresh;
        fresh.subject = subject;
        fresh.text = text;
        fresh.application = application;
        const auto opened = f.desk->open(fresh, QStringLiteral("eva"));
        QVERIFY(!opened);
        QVERIFY2(opened.error().where.startsWith(where), qPrintable(opened.error().where));
        QCOMPARE(f.count("case.opened"), 0);
    }

    void aDeskWithoutAnAddressSaysSo()
    {
        SupportFixture f;
        must(f.store->write([](Transaction &transaction) {
            return CatalogRepository::setSetting(transaction, QStringLiteral("test"),
                                                 QStringLiteral("support"), {});
        }));
        const auto taken = f.intake->take(f.mail("maria@northwind.example"), QStringLiteral("mta"));
        QVERIFY(!taken);
        QVERIFY(taken.error().hint.contains(QStringLiteral("slipwayctl duty set")));
    }
};

QTEST_GUILESS_MAIN(TestCaseDesk)

#include "TestCaseDesk.moc"
