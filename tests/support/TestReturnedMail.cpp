// Pages that come back with words instead of a report: as servers of many kinds write it, and what only looks
// so.
#include "service/support/PageRepository.h"
#include "service/support/ReturnedMail.h"
#include "support/SupportFixture.h"

using namespace slipway;
using namespace slipway::test;

namespace {

const QByteArray fromServer =
    "From: Mail Delivery System <MAILER-DAEMON@mx.example>\nTo: support@p.example\n";

// A page was sent to eva.
struct Paged : SupportFixture
{
    Paged()
    {
        id = request().caseId;
        if (!untilTaken(1))
            qFatal("nobody was paged");
        sent = server.taken.front().data;
        messageId = server.taken.front().id().toLatin1();
        const qsizetype at = sent.indexOf("support+page-");
        token = sent.mid(at, sent.indexOf("@p.example", at) - at);
    }
    QByteArray quoted() const { return "> " + QByteArray(sent).replace("\n", "\n> ") + "\n"; }
    QByteArray headers() const { return sent.left(sent.indexOf("Content-Type:")); }

    qint64 id = 0;
    QByteArray sent;
    QByteArray messageId;
    QByteArray token; // "support+page-1-…"
};

using Make = QByteArray (*)(const Paged &);

QByteArray report(const char *id, const QByteArray &head, const QByteArray &body)
{
    return head + "Message-ID: <" + id + "@mx.example>\nDate: Tue, 14 Nov 2023 10:00:05 +0000\n" + "\n" +
           body;
}

QByteArray inHtml(const QByteArray &id)
{
    const QByteArray html =
        "<html><body><p>It <b>could not be delivered</b>.</p><pre>Message-ID: " + id + "</pre></body></html>";
    return report("h",
                  "From: noreply@mx.example\nReturn-Path: <>\nTo: support@p.example\nSubject: Your mail\n"
                  "Content-Type: text/html\nContent-Transfer-Encoding: base64\n",
                  html.toBase64() + "\n");
}

} // namespace

Q_DECLARE_METATYPE(Make)

class TestReturnedMail : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsOfServers_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("nullPath");
        QTest::addColumn<bool>("is");
        const auto row = [](const char *from, const char *subject, const char *text, bool nullPath, bool is) {
            QTest::newRow(
                qPrintable(QString::fromUtf8(from) + QLatin1Char(' ') + QString::fromUtf8(subject).left(60)))
                << QString::fromUtf8(from) << QString::fromUtf8(subject) << QString::fromUtf8(text)
                << nullPath << is;
        };
        // From where nobody but a program writes it needs no words that are known.
        row("mailer-daemon@mx.example", "failure notice", "This is the mail program at mx. I give up on it.",
            true, true);
        row("mailer-daemon@mx.example", "???", "Mesajul nu a ajuns.", false, true);
        row("mailer-daemon", "Returned mail", "------ Transcript follows ------", false, true);
        row("microsoftexchange329e71ec88ae4615bbc36ab6ce41109e@p.example", "Kan niet worden bezorgd", "",
            false, true);
        // From where people write, too, and from anybody, it does.
        row("postmaster@mx.example", "Undeliverable: [Case 1] Slow", "It did not reach eva.", false, true);
        row("postmaster@mx.example", "Unzustellbar: [Case 1] Slow", "", false, true);
        row("postmaster@mx.example", "About your mail", "I've looked after it. Regards, Otto", false, false);
        row("notes@mx.example", "DELIVERY FAILURE: User eva not listed", "", true, true);
        row("noreply@mx.example", "Your mail", "550 5.1.1 <eva@p.example>: no such user here", true, true);
        row("noreply@mx.example", "Your mail", "Ihre Nachricht hat den Empfänger nicht erreicht.", true,
            true);
        row("noreply@mx.example", "Your mail", "La nachricht non remis", false, false);
        row("eva@p.example", "Out of office", "I am away until Monday.", true, false);
        row("maria@northwind.example", "Undeliverable", "It could not be delivered", false, false);
        // It takes longer, or all is well.
        row("mailer-daemon@mx.example", "Warning: could not send message for past 4 hours", "", true, false);
        row("mailer-daemon@mx.example", "Delivery delayed",
            "It has not yet been delivered; no action is required.", true, false);
        row("mailer-daemon@mx.example", "Delivery Status Notification (Delay)", "", true, false);
        row("mailer-daemon@mx.example", "Undelivered Mail", "It will be retried until it is 5 days old.",
            true, false);
        row("mailer-daemon@mx.example", "Verzögerte Zustellung", "Es wird weiter versucht.", true, false);
        row("mailer-daemon@mx.example", "Successful delivery", "It could be given to eva.", true, false);
        row("postmaster@mx.example", "Read: [Case 1] Undeliverable", "", true, false);
        // What comes back may speak of such things itself.
        row("mailer-daemon@mx.example", "failure notice: [Case 1] Warning: delayed", "I give up on it.", true,
            true);
        row("mailer-daemon@mx.example", "failure notice",
            "No such user.\n\nReceived: from x\nSubject: [Case 1] Slow\n\nIt will be retried, you wrote",
            true, true);
        row("mailer-daemon@mx.example", "failure notice",
            "No such user.\n\n--- Below this line is a copy of the message.\n\nIt is still being tried", true,
            true);
        row("noreply@mx.example", "Your mail", "Thank you.\n\nFrom: x\n\nIt could not be delivered", true,
            false);
    }

    void wordsOfServers()
    {
        QFETCH(QString, from);
        QFETCH(QString, subject);
        QFETCH(QString, text);
        QFETCH(bool, nullPath);
        QFETCH(bool, is);
        QCOMPARE(seemsReturned({from, {}, subject, text, nullPath, false}), is);
    }

    void whoIsNamedAsUnreached()
    {
        ReturnSigns signs{
            QStringLiteral("noreply@mx.example"), {}, QStringLiteral("Your mail"), {}, true, true};
        QVERIFY(seemsReturned(signs));
        signs.hasNullPath = false; // anybody writes such a line
        QVERIFY(!seemsReturned(signs));
        signs = {QStringLiteral("system@mx.example"),
                 QStringLiteral("Mail Delivery Subsystem"),
                 {},
                 {},
                 false,
                 false};
        QVERIFY(seemsReturned(signs));
    }

    void comesBack_data()
    {
        QTest::addColumn<Make>("make");
        const auto row = [](const char *name, Make make) { QTest::newRow(name) << make; };
        row("like qmail: words, then the mail", [](const Paged &f) {
            return report(
                "q", fromServer + "Return-Path: <>\nSubject: failure notice\n",
                "The mail program at mx.example couldn't bring your mail to these addresses, and gives "
                "up.\n\n"
                "<eva@p.example>:\nNo mailbox here by that name.\n\n--- Below is a copy of the message.\n\n" +
                    f.sent);
        });
        row("like Exim: headers of it alone", [](const Paged &f) {
            return report(
                "e",
                fromServer +
                    "X-Failed-Recipients: eva@p.example\nAuto-Submitted: auto-replied\nSubject: Mail "
                    "delivery failed: returning message to sender\n",
                "It could not be delivered to:\n\n  eva@p.example\n    host gave 550\n\n------ headers "
                "-----\n" +
                    f.headers());
        });
        row("like Sendmail: without a domain", [](const Paged &f) {
            return report("s",
                          "From: MAILER-DAEMON (Mail Delivery Subsystem)\nTo: support@p.example\nSubject: "
                          "Returned mail: "
                          "User unknown\n",
                          "   ----- Transcript -----\n550 eva... User unknown\n\n   ----- Unsent message "
                          "follows -----\n" +
                              f.sent);
        });
        row("like Exchange: the mail as an attachment", [](const Paged &f) {
            return report(
                "x",
                "From: System Administrator <postmaster@mx.example>\nTo: support@p.example\nSubject: "
                "Undeliverable: [Case 1] Slow\nContent-Type: multipart/mixed; boundary=X\n",
                "--X\nContent-Type: text/plain\n\nYour message\n\n  To: eva\n  Subject: [Case 1] Slow\n\ndid "
                "not "
                "reach these recipients:\n\n  eva\n\n--X\nContent-Type: message/rfc822\n\n" +
                    f.sent + "\n--X--\n");
        });
        row("in German", [](const Paged &f) {
            return report("g",
                          "From: Postmaster <postmaster@mx.example>\nTo: support@p.example\nSubject: "
                          "Unzustellbar: Slow\n"
                          "Content-Type: text/plain; charset=utf-8\n",
                          "Ihre Nachricht hat Eva nicht erreicht.\n\n" + f.quoted());
        });
        row("in HTML, encoded", [](const Paged &f) {
            return inHtml(QByteArray(f.messageId).replace("<", "&lt;").replace(">", "&gt;"));
        });
        row("in HTML that is none", [](const Paged &f) { return inHtml(f.messageId); });
        row("with lines that are cut softly", [](const Paged &f) {
            QByteArray cut = f.messageId;
            cut.insert(cut.indexOf('@') - 4, "=\n");
            return report("c",
                          fromServer + "Return-Path: <>\nSubject: failure notice\nContent-Transfer-Encoding: "
                                       "quoted-printable\n",
                          "No such user.\n\nMessage-ID: " + cut + "\n");
        });
        row("by the address of its answers", [](const Paged &f) {
            return report("a", fromServer + "Return-Path: <>\nSubject: failure notice\n",
                          "No such user.\n\nReply-To: " + f.token + "@p.example\n");
        });
        row("by the recipient alone", [](const Paged &f) {
            return report("v",
                          "Delivered-To: " + f.token +
                              "@p.example\nReturn-Path: <>\nFrom: MAILER-DAEMON@mx.example\nTo: " + f.token +
                              "@p.example\nSubject: failure notice\n",
                          "No such user.\n");
        });
    }

    // The alternate is called at once, as for a report.
    void comesBack()
    {
        QFETCH(Make, make);
        Paged f;
        const QByteArray raw = make(f);
        const TakenMail taken = f.take(raw);
        QCOMPARE(taken.verdict, QStringLiteral("answered"));
        QCOMPARE(taken.caseId, f.id);
        QVERIFY(f.untilTaken(2));
        QCOMPARE(f.server.recipients().back(), jan);
        const CasePage page = f.pages(f.id).front();
        QVERIFY(page.bounced && page.accepted && !page.acknowledged);
        QVERIFY(page.why.startsWith(QStringLiteral("it came back")));
        QVERIFY(!f.find(f.id).acknowledged);
        QCOMPARE(f.messages(f.id).size(), 1U); // no word of it for the customer
        QCOMPARE(f.take(raw).id, taken.id);
        QCOMPARE(f.count("page.refused"), 1);
    }

    void isWithoutEffect_data()
    {
        QTest::addColumn<Make>("make");
        const auto row = [](const char *name, Make make) { QTest::newRow(name) << make; };
        row("a seal that isn't ours", [](const Paged &f) {
            QByteArray id = f.messageId;
            char &last = id[id.indexOf('@') - 1];
            last = last == 'a' ? 'b' : 'a';
            return report("f", fromServer + "Return-Path: <>\nSubject: failure notice\n",
                          "Message-ID: " + id + "\n");
        });
        row("the seal of another page", [](const Paged &f) {
            return report("o", fromServer + "Return-Path: <>\nSubject: failure notice\n",
                          "Message-ID: " + QByteArray(f.messageId).replace("page-", "page-9") + "\n");
        });
        row("no seal, and the number of a case", [](const Paged &) {
            return report("n", fromServer + "Return-Path: <>\nSubject: failure notice: [Case 1] Slow\n",
                          "No such user.\n");
        });
        row("it takes longer", [](const Paged &f) {
            return report("d", fromServer + "Return-Path: <>\nSubject: Warning: mail delayed\n",
                          "It will be retried for three days.\n\n" + f.sent);
        });
        row("all is well", [](const Paged &f) {
            return report("w", fromServer + "Return-Path: <>\nSubject: Successful delivery\n", f.sent);
        });
        row("anybody who has seen it", [](const Paged &f) {
            return report("y", "From: mallory@x.example\nTo: support@p.example\nSubject: Undeliverable\n",
                          "It could not be delivered\n\n" + f.sent);
        });
        row("a person at the post office", [](const Paged &f) {
            return report("p", "From: postmaster@mx.example\nTo: support@p.example\nSubject: Your mail\n",
                          "Shall I forward this?\n\n" + f.quoted());
        });
    }

    void isWithoutEffect()
    {
        QFETCH(Make, make);
        Paged f;
        QCOMPARE(f.take(make(f)).verdict, QStringLiteral("quarantined"));
        QVERIFY(!f.pages(f.id).front().bounced);
        QCOMPARE(f.count("page.refused"), 0);
        QCOMPARE(f.pages(f.id).size(), 1U);
    }

    // Who was paged is away, and their program sends that without a return path: they are passed over, and
    // the mail has reached them.
    void anAbsenceNoteIsNone()
    {
        Paged f;
        const TakenMail taken = f.take(f.answerTo(
            eva, "I am away. Mail to me can't be delivered to anybody else.\n", "Return-Path: <>\n"));
        QCOMPARE(taken.verdict, QStringLiteral("answered"));
        QVERIFY(!f.pages(f.id).front().bounced);
        QVERIFY(f.untilTaken(2));
        QCOMPARE(f.server.recipients().back(), jan);
    }

    // A reply that comes back so is owed again.
    void aReplyComesBackToo()
    {
        Paged f;
        must(f.desk->reply(f.id, QStringLiteral("Done."), QStringLiteral("jan")));
        QVERIFY(f.untilTaken(2));
        const QByteArray reply = f.server.taken.back().data;
        QCOMPARE(f.take(report("r", fromServer + "Return-Path: <>\nSubject: failure notice\n",
                               "No such user.\n\n" + reply))
                     .verdict,
                 QStringLiteral("answered"));
        QCOMPARE(f.count("case.undeliverable"), 1);
        QVERIFY(f.find(f.id).state == CaseState::Open);
    }

    // A customer's desk that writes as "postmaster": what they answer is theirs.
    void aContactAtThePostOfficeIsHeard()
    {
        Paged f;
        must(f.store->write([](Transaction &transaction) {
            Contact contact;
            contact.customerId =
                must(CatalogRepository::customer(transaction, QStringLiteral("northwind"))).id;
            contact.name = QStringLiteral("Otto");
            contact.mail = QStringLiteral("postmaster@northwind.example");
            return CatalogRepository::addContact(transaction, QStringLiteral("test"), contact);
        }));
        CaseDesk::NewCase fresh;
        fresh.subject = QStringLiteral("Slow");
        fresh.text = QStringLiteral("It is slow");
        fresh.contact = QStringLiteral("postmaster@northwind.example");
        const qint64 id = must(f.desk->open(fresh, QStringLiteral("eva"))).id;
        must(f.desk->reply(id, QStringLiteral("Which mail?"), QStringLiteral("eva")));
        QVERIFY(QTest::qWaitFor([&] {
            must(f.post->round());
            return f.server.recipients().contains(fresh.contact);
        }));
        const TakenMail taken =
            f.take(f.answerTo(fresh.contact, "The one that could not be delivered\n\n> Which mail?\n"));
        QCOMPARE(taken.verdict, QStringLiteral("added"));
        QCOMPARE(taken.caseId, id);
        QCOMPARE(f.count("case.undeliverable"), 0);
    }
};

QTEST_GUILESS_MAIN(TestReturnedMail)

#include "TestReturnedMail.moc"
