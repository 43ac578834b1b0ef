// Replies that don't reach the customer: the case is open again, and somebody is called.
#include "service/support/SlaDesk.h"
#include "support/SupportFixture.h"

using namespace slipway;
using namespace slipway::test;

namespace {

const QString full = QStringLiteral("452 the mailbox is full");
const QString unknown = QStringLiteral("550 no such user");

SmtpOutcome outcomeOf(SmtpOutcome::Kind kind, const QString &why)
{
    return {kind, why, true};
}

} // namespace

class TestReplies : public QObject
{
    Q_OBJECT

    // eva has been paged, and has answered.
    struct Replied : SupportFixture
    {
        explicit Replied(SmtpOutcome outcome)
        {
            server.answer = [this, outcome](const MailMessage &message) {
                const bool isTaken = message.to.value(0) != maria || takesAll;
                return isTaken ? SmtpOutcome{SmtpOutcome::Kind::Taken, {}, false} : outcome;
            };
            id = request().caseId;
            if (!untilTaken(1))
                qFatal("nobody was paged");
            travel(10min);
            if (!untilTaken(3))
                qFatal("nobody was paged again");
            must(desk->reply(id, QStringLiteral("Try again."), QStringLiteral("eva")));
        }
        void carry()
        {
            while (must(post->round()))
                ;
        }
        // As a mail server reports a mail that it had taken.
        QByteArray reportOf(const QByteArray &raw, const QByteArray &action = "failed")
        {
            return "From: MAILER-DAEMON@northwind.example\nTo: support@p.example\nSubject: Undelivered\n"
                   "Message-ID: <r" +
                   QByteArray::number(++m_reports) +
                   "@northwind.example>\nContent-Type: multipart/report; report-type=delivery-status; "
                   "boundary=B\n\n--B\nContent-Type: message/delivery-status\n\nAction: " +
                   action + "\n\n--B\nContent-Type: message/rfc822\n\n" + raw + "\n--B--\n";
        }
        CaseClock first() { return find(id).clocks.front(); }
        Case triage(Severity severity)
        {
            CaseDesk::Triage wish;
            wish.severity = severity;
            return must(desk->triage(id, wish, QStringLiteral("eva")));
        }

        qint64 id = 0;
        bool takesAll = false;

    private:
        int m_reports = 0;
    };

private Q_SLOTS:
    void aRefusedReplyIsTold()
    {
        Replied f(outcomeOf(SmtpOutcome::Kind::Refused, unknown));
        QVERIFY(f.first().met);
        f.carry();
        QCOMPARE(f.count("case.undeliverable"), 1);
        QCOMPARE(f.find(f.id).state, CaseState::Open);
        QVERIFY(!f.first().met); // nobody has answered the customer
        QCOMPARE(f.first().target, f.find(f.id).created + 2h);
        for (const CaseClock &clock : f.find(f.id).clocks)
            QCOMPARE(clock.state(), CaseClock::State::Running);
        const CaseMessage note = f.messages(f.id).back();
        QVERIFY(note.kind == CaseMessage::Kind::Note);
        QCOMPARE(note.author, QStringLiteral("service"));
        QVERIFY(note.text.contains(maria) && note.text.contains(unknown));
        QVERIFY(f.untilTaken(4));
        QCOMPARE(f.server.recipients().back(), eva); // whose case it is
        f.travel(10min);
        QVERIFY(f.untilTaken(6));
        f.carry();
        QCOMPARE(f.count("case.undeliverable"), 1);
    }

    // What else went out is known all the same.
    void whereNobodyCanBePagedThatIsTold()
    {
        Replied f(outcomeOf(SmtpOutcome::Kind::Refused, unknown));
        must(f.store->write([](Transaction &transaction) -> Result<void> {
            const auto set = transaction.execute(QStringLiteral("UPDATE pipeline SET purpose = 'release'"));
            return set ? Result<void>() : Failure(set.error());
        }));
        f.carry();
        QCOMPARE(f.find(f.id).state, CaseState::Open);
        QVERIFY(f.messages(f.id).back().text.startsWith(QStringLiteral("Nobody could be paged")));
        const std::size_t tries = f.server.tried.size();
        f.travel(1h);
        f.carry();
        QCOMPARE(f.server.tried.size(), tries);
    }

    // It goes out again, and is refused again: then somebody is paged.
    void whatIsRefusedWhileTheServiceEndsIsntForgotten()
    {
        Replied f(outcomeOf(SmtpOutcome::Kind::Refused, unknown));
        f.engine->stop();
        QVERIFY(!f.post->round());
        QCOMPARE(f.count("case.undeliverable"), 0);
        f.restart();
        QVERIFY(f.untilTaken(4));
        QCOMPARE(f.server.recipients().back(), eva);
        QCOMPARE(f.count("case.undeliverable"), 1);
        QVERIFY(!f.find(f.id).acknowledged);
    }

    void aReplyThatComesBackIsTold()
    {
        Replied f({});
        f.takesAll = true;
        QVERIFY(f.untilTaken(4));
        const QByteArray reply = f.server.taken.back().data;
        QCOMPARE(f.take(f.reportOf(reply, "delayed")).verdict, QStringLiteral("quarantined"));
        QByteArray forged = f.reportOf(reply);
        forged.replace("case-", "case-9");
        QCOMPARE(f.take(forged).verdict, QStringLiteral("quarantined"));
        QVERIFY(f.find(f.id).acknowledged);
        const TakenMail report = f.take(f.reportOf(reply));
        QCOMPARE(report.verdict, QStringLiteral("answered"));
        QCOMPARE(report.caseId, f.id);
        QCOMPARE(f.count("case.undeliverable"), 1);
        QCOMPARE(f.find(f.id).state, CaseState::Open);
        QVERIFY(!f.first().met);
        QVERIFY(f.messages(f.id).back().text.contains(QStringLiteral("it came back")));
        QVERIFY(f.untilTaken(5));
        QCOMPARE(f.server.recipients().back(), eva);
    }

    // What was said after it has arrived, for all that is known.
    void whatWasAnsweredSinceStaysAnswered()
    {
        Replied f({});
        f.takesAll = true;
        QVERIFY(f.untilTaken(4));
        const QByteArray reply = f.server.taken.back().data;
        f.travel(1min);
        must(f.desk->reply(f.id, QStringLiteral("It was us."), QStringLiteral("eva")));
        QVERIFY(f.untilTaken(5));
        f.take(f.reportOf(reply));
        QCOMPARE(f.find(f.id).state, CaseState::Open);
        QVERIFY(f.first().met);
        QVERIFY(f.untilTaken(6));
    }

    void aFarewellThatComesBackOpensItsCase()
    {
        Replied f({});
        f.takesAll = true;
        QVERIFY(f.untilTaken(4));
        must(f.desk->end(f.id, CaseState::Closed, QStringLiteral("eva")));
        f.take(f.reportOf(f.server.taken.back().data));
        QCOMPARE(f.find(f.id).state, CaseState::Open);
        QVERIFY(f.find(f.id).nextClock());
        QCOMPARE(f.count("case.reopened"), 1);
        QVERIFY(f.untilTaken(5));
    }

    void whatIsntTakenForHoursIsToldOnceAndTriedOn()
    {
        Replied f(outcomeOf(SmtpOutcome::Kind::Later, full));
        f.carry();
        f.travel(4h - 1us);
        f.carry();
        QCOMPARE(f.count("case.undeliverable"), 0);
        QCOMPARE(f.find(f.id).state, CaseState::WaitingForCustomer);
        f.travel(5s);
        f.carry();
        QCOMPARE(f.count("case.undeliverable"), 1);
        QCOMPARE(f.find(f.id).state, CaseState::Open);
        QVERIFY(f.messages(f.id).back().text.contains(full));
        QVERIFY(f.untilTaken(4)); // eva
        must(f.desk->resume(f.id, QStringLiteral("eva")));
        must(f.desk->own(f.id, QStringLiteral("eva"), QStringLiteral("eva")));
        const qint64 run = f.find(f.id).runId;
        for (int hour = 0; hour < 5 * 24 - 5; ++hour) {
            const std::size_t tries = f.server.tried.size();
            f.travel(1h);
            f.carry();
            QVERIFY(f.server.tried.size() > tries);
        }
        QCOMPARE(f.count("case.undeliverable"), 1);
        f.travel(1h);
        f.carry();
        QCOMPARE(f.count("case.undeliverable"), 2); // and now it is given up
        QCOMPARE(f.find(f.id).runId, run);
        const std::size_t tries = f.server.tried.size();
        f.travel(1h);
        f.carry();
        QCOMPARE(f.server.tried.size(), tries);
    }

    void whatIsLateMayArriveAfterAll()
    {
        Replied f(outcomeOf(SmtpOutcome::Kind::Away, QStringLiteral("no answer")));
        f.carry();
        f.travel(4h);
        f.carry();
        QCOMPARE(f.count("case.undeliverable"), 1);
        QVERIFY(!f.first().met);
        QVERIFY(f.untilTaken(4)); // eva
        f.takesAll = true;
        f.travel(5s);
        QVERIFY(f.untilTaken(5)); // maria
        f.carry();
        QVERIFY(f.first().met);
        QVERIFY(f.messages(f.id).back().text.contains(QStringLiteral("after all")));
        QVERIFY(f.find(f.id).clocks.back().state() == CaseClock::State::Running);
        // Nobody had looked at the clocks until then.
        QCOMPARE(f.count("case.breached"), 1);
        QVERIFY(f.first().cause.contains(QStringLiteral("eva")));
    }

    // The customer has asked anew since, and isn't answered by what was said before.
    void whatArrivesLateAnswersNoLaterQuestion()
    {
        Replied f(outcomeOf(SmtpOutcome::Kind::Later, full));
        f.carry();
        const QString late = f.server.tried.back().id();
        f.travel(4h);
        f.carry();
        QVERIFY(f.untilTaken(4)); // eva
        bool arrives = false;
        f.server.answer = [&](const MailMessage &message) {
            return arrives || message.id() != late ? SmtpOutcome{SmtpOutcome::Kind::Taken, {}, false}
                                                   : outcomeOf(SmtpOutcome::Kind::Later, full);
        };
        must(f.desk->reply(f.id, QStringLiteral("It was us."), QStringLiteral("eva")));
        QVERIFY(f.untilTaken(5));
        f.travel(10min);
        f.writeAgain(f.id, "Still slow\n");
        QVERIFY(f.untilTaken(6)); // eva
        f.travel(10min);
        arrives = true;
        QVERIFY(f.untilTaken(8)); // maria, and jan
        QVERIFY(f.messages(f.id).back().text.contains(QStringLiteral("after all")));
        QCOMPARE(f.find(f.id).clocks.back().name, clockName::nextResponse);
        QVERIFY(!f.find(f.id).clocks.back().met);
    }

    // Whoever is paged for it now had no part in what was missed before.
    void whatWasMissedIsToldBeforePeopleArePagedForAReply()
    {
        Replied f(outcomeOf(SmtpOutcome::Kind::Later, full));
        f.carry();
        f.triage(Severity::Critical);
        f.travel(10min);
        f.writeAgain(f.id, "Still slow\n");
        must(f.desk->own(f.id, QStringLiteral("eva"), QStringLiteral("eva")));
        f.travel(4h);
        f.carry();
        QCOMPARE(f.count("case.undeliverable"), 1);
        QVERIFY(!f.find(f.id).acknowledged);
        must(f.desk->noteClocks());
        const CaseClock next = f.find(f.id).clocks.back();
        QCOMPARE(next.name, clockName::nextResponse);
        QVERIFY2(next.cause.startsWith(QStringLiteral("eva had it")), qPrintable(next.cause));
    }

    // Nobody has turned it away yet.
    void whatCouldntBeTriedForDaysIsTriedOn()
    {
        Replied f(outcomeOf(SmtpOutcome::Kind::Away, QStringLiteral("no answer")));
        f.travel(6 * 24h);
        f.carry();
        QCOMPARE(f.count("case.undeliverable"), 1);
        f.takesAll = true;
        f.travel(5s);
        f.carry();
        QVERIFY(f.server.recipients().contains(maria));
        QVERIFY(f.messages(f.id).back().text.contains(QStringLiteral("after all")));
    }

    // The customer was waited for until that was known, and no longer.
    void whatBeginsLateKnowsThatNobodyWasWaitedFor()
    {
        Replied f(outcomeOf(SmtpOutcome::Kind::Later, full));
        f.triage(Severity::Low); // no solution is promised
        const Instant said = f.clock.now();
        f.carry();
        f.travel(4h);
        f.carry();
        QCOMPARE(f.count("case.undeliverable"), 1);
        QCOMPARE(f.count("case.resumed"), 1);
        f.travel(1h);
        must(f.desk->reply(f.id, QStringLiteral("It was us."), QStringLiteral("eva")));
        f.travel(1h);
        const CaseClock solution = f.triage(Severity::Critical).clocks.back();
        QCOMPARE(solution.name, clockName::resolution);
        QCOMPARE(solution.pauses, (std::vector<ClockPause>{{said, said + 4h}}));
        QCOMPARE(solution.paused, std::optional(said + 5h));
    }

    void whatBeginsLateKnowsThatNothingArrived_data()
    {
        QTest::addColumn<bool>("comesBack");
        QTest::addColumn<bool>("isLate");
        QTest::newRow("refused") << false << false;
        QTest::newRow("late") << false << true;
        QTest::newRow("came back") << true << false;
    }
    void whatBeginsLateKnowsThatNothingArrived()
    {
        QFETCH(bool, comesBack);
        QFETCH(bool, isLate);
        Replied f(outcomeOf(isLate ? SmtpOutcome::Kind::Later : SmtpOutcome::Kind::Refused, full));
        f.takesAll = comesBack;
        f.carry();
        if (isLate)
            f.travel(4h);
        f.carry();
        if (comesBack)
            f.take(f.reportOf(f.server.taken.back().data));
        QCOMPARE(f.count("case.undeliverable"), 1);
        const QString plan = f.find(f.id).plan;
        const QJsonObject none{
            {QStringLiteral("promises"),
             QJsonArray{QJsonObject{{QStringLiteral("severity"), QStringLiteral("normal")},
                                    {QStringLiteral("resolution"), QStringLiteral("9h")}}}}};
        SlaDesk desk(*f.store);
        must(desk.set(SlaKind::Policy, plan, none, QStringLiteral("admin"), SlaDesk::Mode::Do));
        QCOMPARE(f.find(f.id).clocks.size(), 1U);
        must(desk.set(SlaKind::Policy, plan, SlaPolicy::twoHours().toJson(), QStringLiteral("admin"),
                      SlaDesk::Mode::Do));
        QCOMPARE(f.find(f.id).clocks.size(), 2U);
        QCOMPARE(f.first().name, clockName::firstResponse);
        QCOMPARE(f.first().started, f.find(f.id).created);
    }
};

QTEST_GUILESS_MAIN(TestReplies)

#include "TestReplies.moc"
