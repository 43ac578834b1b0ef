// From a mail to the customer's answer: who is paged when, what ends it, what happens when a server refuses
// or the service dies.
#include "support/SupportFixture.h"

using namespace slipway;
using namespace slipway::test;

namespace {

const QString eva = QStringLiteral("eva@p.example");
const QString jan = QStringLiteral("jan@p.example");
const QString max = QStringLiteral("max@p.example");
const QString maria = QStringLiteral("maria@northwind.example");

} // namespace

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

    void thoseWhoFollowArePagedToTheSecond()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        const QList<std::pair<Duration, QStringList>> later{
            {5min, {eva}}, {5min, {jan}}, {10min, {eva, jan}}, {10min, {max}}};
        QStringList all{eva};
        for (const auto &[wait, people] : later) {
            f.travel(wait - 1us);
            QVERIFY(!must(f.post->round()));
            QCOMPARE(f.server.recipients(), all);
            f.travel(1us);
            all += people;
            QVERIFY(f.untilTaken(static_cast<std::size_t>(all.size())));
            QCOMPARE(f.server.recipients(), all);
        }
        for (const CasePage &page : f.pages(id))
            QVERIFY2(*page.latenessMs() == 0, qPrintable(page.step));
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
        QCOMPARE(f.find(id).clocks.back().target, about.created + 72h + 1h);
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

    void strangersAndMachinesWait_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("headers");
        QTest::newRow("a stranger") << QByteArray("mallory@x.example") << QByteArray();
        QTest::newRow("a machine") << QByteArray("maria@northwind.example")
                                   << QByteArray("Auto-Submitted: auto-replied\n");
        QTest::newRow("nobody") << QByteArray("(nobody)") << QByteArray();
    }

    void strangersAndMachinesWait()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, headers);
        SupportFixture f;
        const TakenMail taken = f.take(f.mail(from, headers));
        QCOMPARE(taken.verdict, QStringLiteral("quarantined"));
        QVERIFY(!taken.why.isEmpty());
        QCOMPARE(f.count("case.opened"), 0);
        QCOMPARE(f.count("mail.quarantined"), 1);
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

    void whoIsAwayIsPassedOverAtOnce()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        f.take(f.answerTo(eva, "I am on holiday\n", "Auto-Submitted: auto-replied\n"));
        QVERIFY(f.untilTaken(2));
        QCOMPARE(f.server.recipients().back(), jan);
        f.take(f.answerTo(eva, "I am still on holiday\n", "Auto-Submitted: auto-replied\n"));
        must(f.post->round());
        QVERIFY(!f.find(id).acknowledged);
        QCOMPARE(f.server.taken.front().to, QStringList(eva));
    }

    void aPageThatComesBackIsPassedOn()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        const QByteArray report =
            "From: MAILER-DAEMON@p.example\nTo: support@p.example\nSubject: Undelivered\nMessage-ID: "
            "<r@p.example>\n"
            "Content-Type: multipart/report; report-type=delivery-status; boundary=B\n\n"
            "--B\nContent-Type: message/delivery-status\n\nAction: failed\n\n--B\nContent-Type: "
            "message/rfc822\n\n" +
            f.server.taken.front().data + "\n--B--\n";
        QCOMPARE(f.take(report).verdict, QStringLiteral("answered"));
        QVERIFY(f.untilTaken(2));
        QCOMPARE(f.server.recipients().back(), jan);
        QVERIFY(f.pages(id).front().refused.has_value());
        QVERIFY(!f.find(id).acknowledged);
        QByteArray forged = report;
        forged.replace("page-", "page-9").replace("<r@", "<s@");
        QCOMPARE(f.take(forged).verdict, QStringLiteral("quarantined"));
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

    void whatWaitsInQuarantineIsReleased()
    {
        SupportFixture f;
        const TakenMail waiting = f.take(f.mail("new@northwind.example"));
        QCOMPARE(waiting.verdict, QStringLiteral("quarantined"));
        const TakenMail released = must(f.intake->release(waiting.id, QStringLiteral("eva")));
        QCOMPARE(released.verdict, QStringLiteral("opened"));
        QCOMPARE(f.find(released.caseId).contact, QStringLiteral("new@northwind.example"));
        QVERIFY(f.untilTaken(1));
        QCOMPARE(must(f.intake->release(waiting.id, QStringLiteral("eva"))).caseId, released.caseId);
        QCOMPARE(f.count("case.opened"), 1);
        QVERIFY(!f.intake->release(99, QStringLiteral("eva")));
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

    void whoIsRefusedIsPassedOverAtOnce()
    {
        SupportFixture f;
        f.server.answer = [](const MailMessage &message) {
            return message.to.value(0) == eva
                       ? SmtpOutcome{SmtpOutcome::Kind::Refused, QStringLiteral("550 no such user"), true}
                       : SmtpOutcome{SmtpOutcome::Kind::Taken, {}, false};
        };
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        QCOMPARE(f.server.recipients(), QStringList(jan));
        const auto pages = f.pages(id);
        QVERIFY(pages.front().refused);
        QCOMPARE(pages.front().why, QStringLiteral("550 no such user"));
        QCOMPARE(pages.back().due, f.clock.now());
    }

    void whereEverybodyIsRefusedItGoesOnAtItsOwnPace()
    {
        SupportFixture f;
        f.server.answer = [](const MailMessage &) {
            return SmtpOutcome{SmtpOutcome::Kind::Refused, QStringLiteral("550"), true};
        };
        f.request();
        QVERIFY(QTest::qWaitFor([&] {
            must(f.post->round());
            return f.server.tried.size() >= 2;
        }));
        for (int quiet = 0; quiet < 5; ++quiet)
            must(f.post->round());
        QVERIFY2(f.server.tried.size() <= 4, qPrintable(QString::number(f.server.tried.size())));
    }

    void nobodyOnDutyMeansTheNext()
    {
        SupportFixture f(false);
        f.setRota({QStringLiteral("eva")});
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        f.travel(10min); // the alternate's turn: there is none, so it is the group's
        QVERIFY(f.untilTaken(3));
        QVERIFY(f.count("page.nobody") >= 1);
        QVERIFY(!f.find(id).acknowledged);
    }

    void aServerThatIsAwayGetsItOnce()
    {
        SupportFixture f;
        bool away = true;
        f.server.answer = [&away](const MailMessage &) {
            return away ? SmtpOutcome{SmtpOutcome::Kind::Away, QStringLiteral("no answer"), false}
                        : SmtpOutcome{SmtpOutcome::Kind::Taken, {}, false};
        };
        const qint64 id = f.request().caseId;
        QVERIFY(QTest::qWaitFor([&] {
            must(f.post->round());
            return !f.server.tried.empty();
        }));
        for (int second = 0; second < 120; ++second) {
            f.travel(1s);
            must(f.post->round());
        }
        QVERIFY(f.server.taken.empty());
        away = false;
        f.travel(5s);
        QVERIFY(f.untilTaken(1));
        while (must(f.post->round()))
            ;
        QCOMPARE(f.server.recipients(), QStringList(eva));
        const CasePage page = f.pages(id).front();
        QVERIFY(*page.latenessMs() >= 120'000 && *page.latenessMs() <= 126'000);
        QCOMPARE(f.server.tried.front().id(), f.server.taken.front().id());
    }

    void whatWasAcknowledgedMeanwhileIsntSent()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(QTest::qWaitFor([&] { return !f.pages(id).empty(); })); // due, and nobody carried it yet
        must(f.desk->own(id, QStringLiteral("jan"), QStringLiteral("jan")));
        must(f.post->round());
        QVERIFY(f.server.tried.empty());
        QVERIFY(f.pages(id).front().withdrawn.has_value());
    }

    void theServiceMayDieAnywhere()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        f.restart();
        QVERIFY(f.untilTaken(1));
        f.travel(5min);
        f.restart();
        QVERIFY(f.untilTaken(2));
        f.closeService();
        f.clock.advance(30min); // the service was away while three were due
        f.openService();
        QVERIFY(f.untilTaken(6));
        const QStringList called = f.server.recipients();
        QCOMPARE(called.mid(0, 2), (QStringList{eva, eva}));
        QStringList late = called.mid(2); // steps that are due together have no order among them
        late.sort();
        QCOMPARE(late, (QStringList{eva, jan, jan, max}));
        const qint64 run = f.find(id).runId;
        f.take(f.answerTo(max, "ack\n"));
        f.restart();
        QVERIFY(f.untilEnded(run));
        while (must(f.post->round()))
            ;
        QCOMPARE(f.server.taken.size(), 6U);
    }

    void aBreachIsNotedOnce()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        f.travel(2h - 1us);
        must(f.desk->noteBreaches());
        QCOMPARE(f.count("case.breached"), 0);
        f.travel(1us);
        must(f.desk->noteBreaches());
        must(f.desk->noteBreaches());
        QCOMPARE(f.count("case.breached"), 1);
        QCOMPARE(f.find(id).clocks.front().state(), CaseClock::State::Breached);
    }

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

    // Before the wait for it has even begun.
    void acknowledgedAtOnceItIsOver()
    {
        SupportFixture f;
        for (int round = 0; round < 20; ++round) {
            const Case about = f.find(f.request().caseId);
            must(f.desk->own(about.id, QStringLiteral("jan"), QStringLiteral("jan")));
            QVERIFY2(f.untilEnded(about.runId), qPrintable(QString::number(round)));
        }
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
        QCOMPARE(f.find(id).clocks.front().state(), CaseClock::State::Running);
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

    void theProcessIsReplacedAndTakenUpAgain()
    {
        SupportFixture f;
        const QByteArray other =
            "name: paging-2h\nversion: 1\nfor: case\nsteps:\n"
            "  - {id: heard, wait: {event: case.acknowledged, own: true}, after: [], ends: true}\n";
        const Definition before = must(f.desk->process());
        f.importProcess(other);
        const Definition now = must(f.desk->process());
        QVERIFY(now.digest != before.digest);
        f.importProcess(before.yaml);
        QCOMPARE(must(f.desk->process()).digest, before.digest);
        f.importProcess(other);
        f.restart(); // which brings the shipped one, and doesn't take that back
        QCOMPARE(must(f.desk->process()).digest, now.digest);
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

    void theProcessIsTheUsers()
    {
        SupportFixture f;
        f.importProcess(
            "name: paging-2h\nversion: 1\nfor: case\nsteps:\n"
            "  - {id: heard, wait: {event: case.acknowledged}, after: [], ends: true}\n"
            "  - {id: soon, wait: {until: 30s}, after: []}\n"
            "  - {id: boss, do: page.send, with: {to: manager, due: \"${steps.soon.due}\"}, after: soon}\n");
        const qint64 run = f.find(f.request().caseId).runId;
        QTRY_VERIFY(must(f.engine->steps(run)).at(1).state == StepState::Waiting);
        must(f.post->round());
        QVERIFY(f.server.tried.empty());
        f.travel(30s);
        QVERIFY(f.untilTaken(1));
        QCOMPARE(f.server.recipients(), QStringList(max));
    }
};

QTEST_GUILESS_MAIN(TestCaseDesk)

#include "TestCaseDesk.moc"
