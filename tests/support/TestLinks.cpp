// Signed links: whose they are, for how long, and what they lead to.
#include "support/LinksFixture.h"

using namespace slipway;
using namespace slipway::test;

class TestLinks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutAPublicAddressNoLinkIsMailed()
    {
        SupportFixture f;
        f.request();
        QVERIFY(f.untilTaken(1));
        QVERIFY(!f.server.taken.back().data.contains("http"));
        f.setPublicUrl(site);
        f.request();
        QVERIFY(f.untilTaken(2));
        QVERIFY(!tokenIn(f.server.taken.back().data, "/p/").isEmpty());
    }

    // People on this machine can follow a link to it; customers can't.
    void whatLeadsHereIsForPeopleHere()
    {
        SupportFixture f;
        f.here = site;
        const qint64 id = f.request().caseId;
        QVERIFY(f.untilTaken(1));
        QVERIFY(!tokenIn(f.server.taken.back().data, "/p/").isEmpty());
        must(f.desk->reply(id, QStringLiteral("Done."), QStringLiteral("eva")));
        QVERIFY(f.untilTaken(2));
        QCOMPARE(readMail(f.server.taken.back().data).text.trimmed(), QStringLiteral("Done."));
    }

    void lookingChangesNothing()
    {
        Paged f;
        const Case before = f.find(f.id);
        for (int i = 0; i < 3; ++i) {
            const auto view = must(f.links->page(f.token));
            QCOMPARE(view.page.to, QStringLiteral("eva"));
            QCOMPARE(view.words, QStringLiteral("The shop is slow\n"));
            QVERIFY(view.done.empty());
        }
        QCOMPARE(f.find(f.id), before);
    }

    void itSnoozes()
    {
        Paged f;
        must(f.act("snooze", answerOf(PageAnswer::Verb::Snooze, {}, 15min)));
        QVERIFY(!f.find(f.id).acknowledged);
        QCOMPARE(must(f.links->page(f.token)).snoozed.value(), f.clock.now() + 15min);
        f.travel(15min);
        QVERIFY(f.untilTaken(2));
    }

    void aForgedOneLeadsNowhere_data()
    {
        QTest::addColumn<QString>("token");
        Paged f;
        const auto row = [](const char *name, const QString &token) { QTest::newRow(name) << token; };
        row("nothing", {});
        row("no token", QStringLiteral("1"));
        row("guessed",
            QStringLiteral("1-%1.aaaaaaaaaaaaaaaa").arg(CaseMark::of(f.pages(f.id).front()).stamp));
        row("of another page", QStringLiteral("2") + f.token.mid(1));
        row("of another time", QStringLiteral("1-0.") + f.token.section(QLatin1Char('.'), 1));
        row("cut", f.token.chopped(1));
        row("longer", f.token + QLatin1Char('a'));
        row("of the next turn", QString(f.token).replace(QLatin1Char('.'), QStringLiteral("-1.")));
        row("before its turn", f.tokenOf(1)); // sealed by us
        row("a turn of none", QString(f.token).replace(QLatin1Char('.'), QStringLiteral("-0.")));
        row("upper case", f.token.toUpper());
        row("a line more", f.token + QLatin1Char('\n'));
        row("a path", f.token + QStringLiteral("/../x"));
        row("huge", QString(100'000, QLatin1Char('1')));
        row("a number too large", QStringLiteral("99999999999999999999-0.aaaaaaaaaaaaaaaa"));
        row("of a reply's address", QStringLiteral("1-%1.%2").arg(
                                        CaseMark::of(f.pages(f.id).front()).stamp,
                                        f.server.taken.back().id().section(QLatin1Char('.'), 1, 1).left(16)));
    }

    void aForgedOneLeadsNowhere()
    {
        QFETCH(QString, token);
        Paged f;
        for (const Problem &problem :
             {f.links->page(token).error(), f.links->ofCase(token).error(),
              f.links->act(token, QStringLiteral("ack"), answerOf(PageAnswer::Verb::Acknowledge)).error(),
              f.links->write(token, QStringLiteral("x"), QString(16, QLatin1Char('a'))).error()})
            QCOMPARE(problem.kind, Problem::Kind::NotFound);
        QVERIFY(!f.find(f.id).acknowledged);
    }

    // A page's link opens no case, and a case's no page; neither does one from before a restore.
    void oneKindIsntTheOther()
    {
        Paged f;
        must(f.desk->reply(f.id, QStringLiteral("Done."), QStringLiteral("jan")));
        QVERIFY(f.untilTaken(2));
        const QString ofCase = tokenIn(f.server.taken.back().data, "/c/");
        QVERIFY(must(f.links->ofCase(ofCase)).about.id == f.id);
        QVERIFY(!f.links->page(ofCase));
        QVERIFY(!f.links->ofCase(f.token));
        Paged later;
        later.travel(1h);
        QVERIFY(later.links->page(f.token).has_value()); // the very same page, by the same key
        SupportFixture restored;
        restored.setPublicUrl(site);
        restored.travel(1h);
        const qint64 again = restored.request().caseId;
        QVERIFY(restored.untilTaken(1));
        QCOMPARE(again, f.id);
        QVERIFY(!restored.links->page(f.token));
        QVERIFY(!restored.links->ofCase(ofCase));
    }

    void itExpires()
    {
        Paged f;
        f.clock.advance(SignedLinks::pageLife - 1us);
        QVERIFY(f.links->page(f.token).has_value());
        f.clock.advance(1us);
        QCOMPARE(f.links->page(f.token).error().kind, Problem::Kind::Forbidden);
        QCOMPARE(f.act("ack", answerOf(PageAnswer::Verb::Acknowledge)).error().kind,
                 Problem::Kind::Forbidden);
        QVERIFY(!f.find(f.id).acknowledged);
    }

    void whatHasMovedOnIsSaid()
    {
        Paged f;
        must(f.desk->end(f.id, CaseState::Solved, QStringLiteral("jan")));
        QCOMPARE(f.act("ack", answerOf(PageAnswer::Verb::Acknowledge)).error().kind, Problem::Kind::Conflict);
        QVERIFY(f.untilEnded(f.find(f.id).runId));
        QByteArray back = f.mail("maria@northwind.example", {}, "Slow again\n");
        back.replace("Subject: Slow", "Subject: Re: [Case " + QByteArray::number(f.id) + "] Slow");
        QCOMPARE(f.take(back).caseId, f.id);
        QVERIFY(!must(f.links->page(f.token)).isCurrent());
        QCOMPARE(f.act("ack", answerOf(PageAnswer::Verb::Acknowledge)).error().kind, Problem::Kind::Conflict);
        QVERIFY(!f.find(f.id).acknowledged);
    }

    void theCustomerReadsAndWrites()
    {
        Paged f;
        must(f.desk->note(f.id, QStringLiteral("They never restart it"), QStringLiteral("eva")));
        must(f.desk->reply(f.id, QStringLiteral("Please restart it."), QStringLiteral("eva")));
        QVERIFY(f.untilTaken(2));
        const QString token = tokenIn(f.server.taken.back().data, "/c/");
        const auto view = must(f.links->ofCase(token));
        QCOMPARE(view.messages.size(), 2U);
        QCOMPARE(view.messages.back().text, QStringLiteral("Please restart it."));
        const QString once(16, QLatin1Char('a'));
        const QString words = QStringLiteral("Läuft wieder.\n.\nFrom: x");
        QCOMPARE(must(f.links->write(token, words, once)).verdict, QStringLiteral("added"));
        must(f.links->write(token, words, once));
        const auto messages = f.messages(f.id);
        QCOMPARE(messages.size(), 4U);
        QVERIFY(messages.back().kind == CaseMessage::Kind::Customer);
        QCOMPARE(messages.back().author, maria);
        QCOMPARE(messages.back().text.trimmed(), words);
        QCOMPARE(f.find(f.id).state, CaseState::Open);
        QVERIFY(f.untilTaken(3)); // and somebody is paged, once
        QCOMPARE(f.server.recipients().back(), eva);
        QVERIFY(!f.links->write(token, QStringLiteral(" "), once));
        QVERIFY(!f.links->write(token, QStringLiteral("x"), QStringLiteral("../../x\r\nBcc: y")));
        QVERIFY(!f.links->write(token, QString(30'000, QLatin1Char('x')), once));
    }

    // What came with their own mail, and nothing that came with ours.
    void theCustomersFiles()
    {
        const auto withFile = [](const QByteArray &words, const QByteArray &name) {
            return "--B\n\n" + words + "\n--B\nContent-Disposition: attachment; filename=" + name + "\n\n" +
                   name + "\n--B--\n";
        };
        const QByteArray parts = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n";
        Paged f;
        f.take(f.answerTo(eva, withFile("note look at that", "ours.txt"), parts));
        must(f.desk->reply(f.id, QStringLiteral("Which page?"), QStringLiteral("eva")));
        QVERIFY(f.untilTaken(2));
        const QString token = tokenIn(f.server.taken.back().data, "/c/");
        const TakenMail theirs = f.take(f.answerTo(maria, withFile("This one", "theirs.txt"), parts));
        f.take(f.answerTo(maria, withFile("I'm away", "away.txt"), parts + "Auto-Submitted: auto-replied\n"));
        const TakenMail other =
            f.take(f.mail("maria@northwind.example", parts, withFile("Another", "other.txt")));
        QVERIFY(other.caseId != f.id);
        const auto view = must(f.links->ofCase(token));
        QCOMPARE(view.files.size(), 1U);
        QCOMPARE(view.files.begin()->first, view.messages.back().id);
        QCOMPARE(view.files.begin()->second.size(), 1U);
        QCOMPARE(view.files.begin()->second.front().name, QStringLiteral("theirs.txt"));
        QCOMPARE(view.files.begin()->second.front().mail, theirs.id);
        QCOMPARE(must(f.links->file(token, theirs.id, 1)).bytes, QByteArray("theirs.txt"));
        const qint64 last = other.id;
        QVERIFY(last >= 4);
        for (qint64 mail = 0; mail <= last + 1; ++mail) {
            for (int number = 0; number < 3; ++number) {
                if (mail != theirs.id || number != 1)
                    QCOMPARE(f.links->file(token, mail, number).error().kind, Problem::Kind::NotFound);
            }
        }
        QVERIFY(!f.links->file(f.token, theirs.id, 1));
    }

    void theCustomersLinkOutlivesTheCaseForAWhile()
    {
        Paged f;
        must(f.desk->reply(f.id, QStringLiteral("Done."), QStringLiteral("eva")));
        QVERIFY(f.untilTaken(2));
        const QString token = tokenIn(f.server.taken.back().data, "/c/");
        f.clock.advance(24h * 100);
        QVERIFY(f.links->ofCase(token).has_value()); // as long as it is open
        must(f.desk->end(f.id, CaseState::Solved, QStringLiteral("eva")));
        f.clock.advance(SignedLinks::caseLife - 1us);
        QVERIFY(f.links->ofCase(token).has_value());
        f.clock.advance(1us);
        QCOMPARE(f.links->ofCase(token).error().kind, Problem::Kind::Forbidden);
    }

    void theCustomerOpensASolvedCaseAgain()
    {
        Paged f;
        must(f.desk->reply(f.id, QStringLiteral("Done."), QStringLiteral("eva")));
        QVERIFY(f.untilTaken(2));
        const QString token = tokenIn(f.server.taken.back().data, "/c/");
        must(f.desk->end(f.id, CaseState::Solved, QStringLiteral("eva")));
        QVERIFY(f.untilEnded(f.find(f.id).runId));
        must(f.links->write(token, QStringLiteral("It is slow again"), QString(16, QLatin1Char('b'))));
        QCOMPARE(f.find(f.id).state, CaseState::Open);
        QVERIFY(f.untilTaken(3));
        QCOMPARE(f.server.recipients().back(), eva);
    }

    // Whoever quotes their page in a reply doesn't give their link away.
    void aLinkStaysWithItsReceiver()
    {
        Paged f;
        must(f.act("ack", answerOf(PageAnswer::Verb::Acknowledge)));
        QCOMPARE(f.token, f.tokenOf(1));
        const QByteArray begins = site.toUtf8() + "/p/";
        f.take(f.answerTo(eva, "See " + begins + f.tokenOf(0).toUtf8() + " and " + begins + f.token.toUtf8() +
                                   " please\n"));
        QVERIFY(f.untilTaken(2));
        const QString text = readMail(f.server.taken.back().data).text;
        QVERIFY(text.contains(QStringLiteral("please")) && !text.contains(QStringLiteral("/p/")));
    }

    void addressesOfPeople_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("good");
        QTest::newRow("https") << QStringLiteral("https://desk.example/") << true;
        QTest::newRow("with a path") << QStringLiteral("https://example.net/desk") << true;
        QTest::newRow("this machine") << QStringLiteral("http://127.9.9.9:8081") << true;
        QTest::newRow("plain") << QStringLiteral("http://desk.example") << false;
        QTest::newRow("a script") << QStringLiteral("javascript:alert(1)") << false;
        QTest::newRow("a query") << QStringLiteral("https://desk.example/?x=") << false;
        QTest::newRow("lines") << QStringLiteral("https://desk.example/\r\nBcc: x") << false;
        QTest::newRow("nothing") << QString() << false;
    }

    void addressesOfPeople()
    {
        QFETCH(QString, url);
        QFETCH(bool, good);
        QCOMPARE(publicUrlFrom(url).has_value(), good);
    }
};

QTEST_GUILESS_MAIN(TestLinks)

#include "TestLinks.moc"
