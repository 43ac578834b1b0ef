// Mail that a person looks at first: what waits, who is called for it, and what becomes of it.
#include "support/SupportFixture.h"

using namespace slipway;
using namespace slipway::test;

namespace {

const QByteArray spam = "X-Spam-Flag: YES\n";
const QByteArray forged = "Authentication-Results: mx.p.example; dmarc=fail\n";

QStringList kinds(SupportFixture &f, qint64 id)
{
    QStringList kinds;
    for (const CaseMessage &message : f.messages(id))
        kinds.append(toText(message.kind));
    return kinds;
}

} // namespace

class TestQuarantine : public QObject
{
    Q_OBJECT

    // eva has been paged and has answered: the customer is waited for.
    struct Answered : SupportFixture
    {
        Answered()
        {
            id = request().caseId;
            if (!untilTaken(1))
                qFatal("nobody was paged");
            must(desk->reply(id, QStringLiteral("Try again."), QStringLiteral("eva")));
            if (!untilTaken(2))
                qFatal("nothing was said");
        }
        static QStringList namesOf(const Case &about)
        {
            QStringList names;
            for (const CaseClock &one : about.clocks)
                names.append(one.name);
            return names;
        }
        QStringList names() { return namesOf(find(id)); }
        // Nobody is called in a day.
        bool isQuiet()
        {
            const std::size_t before = server.taken.size();
            travel(24h);
            while (must(post->round()))
                ;
            return server.taken.size() == before;
        }

        qint64 id = 0;
    };

private Q_SLOTS:
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

    // A customer who answers from another address: by itself it is nobody's, whatever it names; a person
    // knows.
    void intoTheCaseThatItNames()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        must(f.desk->reply(id, QStringLiteral("Which page?"), QStringLiteral("eva")));
        QVERIFY(f.untilTaken(2));
        const QByteArray answer = f.answerTo(maria, "The checkout\n")
                                      .replace("From: maria@northwind.example", "From: maria@home.example");
        const TakenMail waiting = f.take(answer);
        QCOMPARE(waiting.verdict, QStringLiteral("quarantined"));
        const CaseIntake::Reading read = must(f.intake->read(waiting.id));
        QCOMPARE(read.ofCase, 0);
        QCOMPARE(read.claims, id);
        QVERIFY(!f.intake->release(waiting.id, QStringLiteral("eva"), 99)); // there is none: it still waits
        const TakenMail released = must(f.intake->release(waiting.id, QStringLiteral("eva"), id));
        QCOMPARE(released.verdict, QStringLiteral("added"));
        QCOMPARE(released.caseId, id);
        QCOMPARE(f.messages(id).back().text.trimmed(), QStringLiteral("The checkout"));
        QCOMPARE(f.messages(id).back().author, QStringLiteral("maria@home.example"));
        QCOMPARE(must(f.intake->release(waiting.id, QStringLiteral("eva"), id)).caseId, id); // once
        QCOMPARE(f.count("mail.released"), 1);
        // What waits for a case of its own goes nowhere else.
        const TakenMail held = f.take(f.mail("maria@northwind.example", forged));
        QVERIFY(held.caseId > 0 && held.caseId != id);
        QCOMPARE(f.intake->release(held.id, QStringLiteral("eva"), id).error().kind, Problem::Kind::Conflict);
    }

    // What the mail server warns of waits for a person, who can let it to where it belongs.
    void whatTheServerWarnsOfWaits()
    {
        SupportFixture f;
        QCOMPARE(f.take(f.mail("mallory@x.example", spam)).verdict, QStringLiteral("quarantined"));
        QCOMPARE(f.count("case.opened"), 0);
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        const TakenMail waiting = f.take(f.answerTo(eva, "ack\n", forged));
        QCOMPARE(waiting.verdict, QStringLiteral("quarantined"));
        QVERIFY(waiting.why.contains(QStringLiteral("dmarc=fail")));
        QVERIFY(!f.find(id).acknowledged);
        QCOMPARE(must(f.intake->release(waiting.id, QStringLiteral("jan"))).verdict,
                 QStringLiteral("answered"));
        QVERIFY(f.find(id).acknowledged);
        QCOMPARE(must(f.intake->release(waiting.id, QStringLiteral("jan"))).verdict,
                 QStringLiteral("answered"));
        QCOMPARE(f.count("case.opened"), 1);
        QCOMPARE(f.count("mail.released"), 1);
        // What bears our seal is no spam, whatever the words are.
        f.take(f.answerTo(eva, "We look into it.\n"));
        QVERIFY(f.untilTaken(2));
        QCOMPARE(f.take(f.answerTo(maria, "Viagra works.\n", spam)).verdict, QStringLiteral("added"));
    }

    // A guarantee runs for it, and somebody is called: it may be what it seems to be.
    void whatMayBeFromACustomerIsACaseWhoseWordsWait()
    {
        SupportFixture f;
        const TakenMail waiting = f.take(f.mail("maria@northwind.example", forged));
        QCOMPARE(waiting.verdict, QStringLiteral("quarantined"));
        const qint64 id = waiting.caseId;
        QVERIFY(id > 0);
        QVERIFY(f.untilTaken(1));
        QCOMPARE(f.server.recipients(), QStringList(eva));
        QCOMPARE(f.find(id).customer, QStringLiteral("northwind"));
        QVERIFY(!f.find(id).clocks.empty());
        QCOMPARE(kinds(f, id), QStringList(QStringLiteral("note")));
        const CaseIntake::Reading read = must(f.intake->read(waiting.id));
        QCOMPARE(read.ofCase, id);
        QVERIFY(read.text.contains(QStringLiteral("shop is slow")));
        // More from there is no other case, and no other note.
        QByteArray more = f.mail("maria@northwind.example", forged);
        more += "It still is.\n";
        QCOMPARE(f.take(more).caseId, id);
        QCOMPARE(kinds(f, id), QStringList(QStringLiteral("note")));
        QCOMPARE(f.count("case.opened"), 1);
        QCOMPARE(must(f.intake->release(waiting.id, QStringLiteral("eva"))).caseId, id);
        QCOMPARE(kinds(f, id), (QStringList{QStringLiteral("note"), QStringLiteral("customer")}));
        QCOMPARE(must(f.store->read([&](Reader &reader) { return CaseRepository::heldBack(reader, id); })),
                 1);
        QCOMPARE(f.find(id).state, CaseState::Open);
    }

    // The mail, its case and its call are one commit, and so is what discarding it ends.
    void theServiceMayDieRightAfter()
    {
        SupportFixture f;
        const QByteArray raw = f.mail("maria@northwind.example", forged);
        const TakenMail waiting = f.take(raw);
        f.restart();
        QVERIFY(f.untilTaken(1));
        QCOMPARE(f.take(raw).caseId, waiting.caseId); // the mail system, which heard nothing
        QCOMPARE(f.count("case.opened"), 1);
        must(f.intake->discard(waiting.id, {}, QStringLiteral("eva")));
        f.restart();
        f.travel(31min);
        QVERIFY(!must(f.post->round()));
        QCOMPARE(f.find(waiting.caseId).state, CaseState::Solved);
    }

    void aDoubtfulAnswerIsToldInItsCase()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        must(f.desk->end(id, CaseState::Solved, QStringLiteral("eva")));
        QByteArray again = f.mail("maria@northwind.example", forged);
        again.replace("Subject: Slow", "Subject: Re: [Case " + QByteArray::number(id) + "] Slow");
        QCOMPARE(f.take(again).caseId, id);
        QCOMPARE(f.find(id).state, CaseState::Open);
        QVERIFY(f.untilTaken(2)); // somebody is called for it
        QCOMPARE(kinds(f, id).back(), QStringLiteral("note"));
    }

    void aDoubtfulAnswerToAnOpenCaseCallsSomebody()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        must(f.desk->reply(id, QStringLiteral("Try again."), QStringLiteral("eva")));
        QVERIFY(f.untilTaken(2));
        QCOMPARE(f.writeAgain(id, "Still slow\n", forged).verdict, QStringLiteral("quarantined"));
        QVERIFY(f.untilTaken(3));
        QCOMPARE(f.server.recipients().back(), eva);
    }

    // The customer was waited for until then, whenever that is asked for.
    void aDoubtfulAnswerEndsThePause()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        const Instant opened = f.clock.now();
        const auto triage = [&](Severity severity) {
            CaseDesk::Triage wish;
            wish.severity = severity;
            return must(f.desk->triage(id, wish, QStringLiteral("eva")));
        };
        triage(Severity::Low); // no solution is promised
        must(f.desk->reply(id, QStringLiteral("Try again."), QStringLiteral("eva")));
        f.travel(1h);
        QCOMPARE(f.writeAgain(id, "Still slow\n", forged).verdict, QStringLiteral("quarantined"));
        QCOMPARE(f.count("case.resumed"), 1);
        f.travel(1h);
        const CaseClock solution = triage(Severity::Critical).clocks.back();
        QCOMPARE(solution.name, clockName::resolution);
        QCOMPARE(solution.pauses, (std::vector<ClockPause>{{opened, opened + 1h}}));
        QVERIFY(!solution.paused);
    }

    // Whoever forges a mail may know the Message-ID of a genuine one.
    void whatCameWithMailInQuarantineIsntShown()
    {
        SupportFixture f;
        const auto laidOut = [](qint64 ofCase, const QByteArray &headers) {
            return "From: maria@northwind.example\nTo: support@p.example\nSubject: Re: [Case " +
                   QByteArray::number(ofCase) + "] Slow\nMessage-ID: <m1@northwind.example>\n" + headers +
                   "Content-Type: text/html\n\n<p>It is <b>slow</b></p>\n";
        };
        const qint64 id = f.request().caseId;
        QCOMPARE(f.messages(id).front().messageId, QStringLiteral("m1@northwind.example"));
        const auto shown = [&] {
            return must(f.store->read(
                            [&](Reader &reader) { return CaseRepository::takenWithMore(reader, id); }))
                .size();
        };
        const TakenMail waiting = f.take(laidOut(id, forged));
        QCOMPARE(waiting.verdict, QStringLiteral("quarantined"));
        QCOMPARE(waiting.caseId, id);
        QVERIFY(waiting.hasHtml);
        QCOMPARE(shown(), 0U);
        must(f.intake->discard(waiting.id, {}, QStringLiteral("eva")));
        QCOMPARE(shown(), 0U);
        must(f.intake->takeBack(waiting.id, QStringLiteral("eva")));
        must(f.intake->release(waiting.id, QStringLiteral("eva")));
        QCOMPARE(shown(), 1U);
    }

    void whatIsDiscardedEndsTheCaseThatIsOnlyThereForIt()
    {
        SupportFixture f;
        const TakenMail waiting = f.take(f.mail("maria@northwind.example", spam));
        const qint64 id = waiting.caseId;
        QVERIFY(f.untilTaken(1));
        const TakenMail gone =
            must(f.intake->discard(waiting.id, QStringLiteral("an advertisement"), QStringLiteral("eva")));
        QCOMPARE(gone.verdict, QStringLiteral("discarded"));
        QCOMPARE(f.find(id).state, CaseState::Solved);
        f.travel(31min);
        QVERIFY(!must(f.post->round())); // nobody is called any more
        QCOMPARE(must(f.intake->discard(waiting.id, {}, QStringLiteral("jan"))).verdict, gone.verdict);
        QCOMPARE(f.count("mail.discarded"), 1);
        const auto refused = f.intake->release(waiting.id, QStringLiteral("eva"));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Problem::Kind::Conflict);
        QCOMPARE(must(f.intake->takeBack(waiting.id, QStringLiteral("eva"))).verdict,
                 QStringLiteral("quarantined"));
        QCOMPARE(f.find(id).state, CaseState::Open);
        QCOMPARE(must(f.intake->release(waiting.id, QStringLiteral("eva"))).verdict, QStringLiteral("added"));
        QVERIFY(!f.intake->takeBack(waiting.id, QStringLiteral("eva"))); // it is in its case
        QVERIFY(!f.intake->discard(waiting.id, {}, QStringLiteral("eva")));
    }

    // As if it had never come: nobody is called, nothing is owed, and the customer is waited for.
    void whatIsDiscardedLeavesItsCaseAsItWas()
    {
        Answered f;
        const Case before = f.find(f.id);
        f.travel(1h);
        const TakenMail waiting = f.writeAgain(f.id, "Buy pills\n", spam);
        QCOMPARE(waiting.caseId, f.id);
        QVERIFY(f.untilTaken(3)); // eva
        QCOMPARE(f.find(f.id).nextClock()->name, QStringLiteral("next-response"));
        f.travel(5min);
        QVERIFY(f.untilTaken(4));
        must(f.intake->discard(waiting.id, {}, QStringLiteral("eva")));
        QCOMPARE(f.find(f.id).state, before.state);
        QCOMPARE(f.find(f.id).acknowledgedBy, QStringLiteral("eva"));
        QCOMPARE(f.names(), f.namesOf(before));
        QCOMPARE(f.count("case.reckoned"), 1);
        QVERIFY(f.isQuiet());
        must(f.desk->noteClocks());
        QCOMPARE(f.count("case.breached"), 0);
        f.writeAgain(f.id, "Still slow\n");
        const CaseClock solution = f.find(f.id).clocks.at(1);
        QCOMPARE(solution.name, QStringLiteral("resolution"));
        QCOMPARE(solution.target, before.created + 72h + (f.clock.now() - before.created));
        QVERIFY(f.untilTaken(5));
    }

    void whatIsDiscardedEndsItsCaseAgain_data()
    {
        QTest::addColumn<bool>("isClosed");
        QTest::newRow("solved") << false;
        QTest::newRow("closed") << true;
    }

    void whatIsDiscardedEndsItsCaseAgain()
    {
        QFETCH(bool, isClosed);
        Answered f;
        must(f.desk->end(f.id, isClosed ? CaseState::Closed : CaseState::Solved, QStringLiteral("eva")));
        const Case before = f.find(f.id);
        const TakenMail waiting = f.writeAgain(f.id, "Buy pills\n", spam);
        QCOMPARE(f.find(f.id).state, CaseState::Open);
        must(f.intake->discard(waiting.id, {}, QStringLiteral("eva")));
        QCOMPARE(f.find(f.id).state, before.state);
        QCOMPARE(f.find(f.id).clocks, before.clocks);
        QVERIFY(f.isQuiet());
        // Taken back it waits for somebody, as before.
        must(f.intake->takeBack(waiting.id, QStringLiteral("eva")));
        QCOMPARE(f.find(f.id).state, CaseState::Open);
        QVERIFY(!f.find(f.id).acknowledged);
        const std::size_t taken = f.server.taken.size();
        QVERIFY(f.untilTaken(taken + 1));
        must(f.intake->discard(waiting.id, {}, QStringLiteral("eva")));
        QCOMPARE(f.find(f.id).state, before.state);
        QCOMPARE(f.find(f.id).clocks, before.clocks);
    }

    void theLastThatIsDiscardedCounts()
    {
        Answered f;
        const TakenMail one = f.writeAgain(f.id, "Buy pills\n", spam);
        f.travel(1h);
        const TakenMail other = f.writeAgain(f.id, "Buy more\n", spam);
        must(f.intake->discard(one.id, {}, QStringLiteral("eva")));
        QCOMPARE(f.find(f.id).state, CaseState::Open);
        QVERIFY(!f.find(f.id).acknowledged);
        must(f.intake->takeBack(one.id, QStringLiteral("eva")));
        must(f.intake->discard(other.id, {}, QStringLiteral("eva")));
        QCOMPARE(f.find(f.id).state, CaseState::Open);
        must(f.intake->discard(one.id, {}, QStringLiteral("eva")));
        QCOMPARE(f.find(f.id).state, CaseState::WaitingForCustomer);
        QVERIFY(f.isQuiet());
        must(f.intake->takeBack(other.id, QStringLiteral("eva")));
        QVERIFY(!f.find(f.id).acknowledged);
        QCOMPARE(f.find(f.id).nextClock()->name, QStringLiteral("next-response"));
    }

    // Who is called for what the customer did write goes on being called.
    void whatIsDiscardedAnswersNobody()
    {
        SupportFixture f;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        const Case before = f.find(id);
        const TakenMail waiting = f.writeAgain(id, "Buy pills\n", spam);
        must(f.intake->discard(waiting.id, {}, QStringLiteral("jan")));
        QCOMPARE(f.find(id).state, CaseState::New);
        QCOMPARE(f.find(id).clocks, before.clocks);
        QVERIFY(!f.find(id).acknowledged);
        f.travel(5min);
        QVERIFY(f.untilTaken(2));
    }

    void whoWasGivenTheCaseSinceIsCalled()
    {
        Answered f;
        const TakenMail waiting = f.writeAgain(f.id, "Buy pills\n", spam);
        QVERIFY(f.untilTaken(3));
        must(f.desk->own(f.id, QStringLiteral("max"), QStringLiteral("eva")));
        must(f.intake->discard(waiting.id, {}, QStringLiteral("eva")));
        QCOMPARE(f.find(f.id).state, CaseState::WaitingForCustomer);
        QCOMPARE(f.names(), (QStringList{QStringLiteral("first-response"), QStringLiteral("resolution")}));
        QVERIFY(!f.find(f.id).acknowledged);
        QVERIFY(f.untilTaken(4));
        QCOMPARE(f.server.recipients().back(), max);
    }

    void whatWasSaidSinceCounts()
    {
        Answered f;
        const TakenMail waiting = f.writeAgain(f.id, "Buy pills\n", spam);
        f.writeAgain(f.id, "Still slow\n");
        must(f.intake->discard(waiting.id, {}, QStringLiteral("eva")));
        QCOMPARE(f.find(f.id).state, CaseState::Open);
        QVERIFY(!f.find(f.id).acknowledged);
        QCOMPARE(f.find(f.id).nextClock()->name, QStringLiteral("next-response"));
        const TakenMail more = f.writeAgain(f.id, "Buy more\n", spam);
        must(f.desk->wait(f.id, CaseState::WaitingForRelease, QStringLiteral("eva")));
        must(f.intake->discard(more.id, {}, QStringLiteral("eva")));
        QCOMPARE(f.find(f.id).state, CaseState::WaitingForRelease);
        QCOMPARE(f.find(f.id).nextClock()->name, QStringLiteral("next-response"));
    }

    void aStrangersMailIsDiscardedAndTakenBack()
    {
        SupportFixture f;
        const TakenMail waiting = f.take(f.mail("mallory@x.example"));
        must(f.intake->discard(waiting.id, {}, QStringLiteral("eva")));
        must(f.intake->takeBack(waiting.id, QStringLiteral("eva")));
        QCOMPARE(f.count("mail.taken-back"), 1);
        QCOMPARE(must(f.intake->release(waiting.id, QStringLiteral("eva"))).verdict,
                 QStringLiteral("opened"));
    }
};

QTEST_GUILESS_MAIN(TestQuarantine)
#include "TestQuarantine.moc"
