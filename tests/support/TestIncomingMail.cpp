// What a mail says, whatever it looks like: a corpus of decent and of nasty ones.
#include "service/support/IncomingMail.h"

#include <QRandomGenerator>
#include <QTest>

using namespace slipway;

namespace {

QByteArray mail(const QByteArray &headers, const QByteArray &body = "Hello\n")
{
    return "From: Maria <Maria@Northwind.example>\nTo: support@provider.example\nSubject: The shop is slow\n"
           "Message-ID: <1@northwind.example>\n" +
           headers + "\n" + body;
}

} // namespace

class TestIncomingMail : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatCameWithIt()
    {
        const QByteArray raw = "From: a@b.example\nSubject: Files\nMIME-Version: 1.0\n"
                               "Content-Type: multipart/mixed; boundary=x\n\n"
                               "--x\nContent-Type: text/plain\n\nSee below\n"
                               "--x\nContent-Type: image/png; name=\"../../etc/pass\\wd.png\"\n"
                               "Content-Transfer-Encoding: base64\n\naGVsbG8=\n"
                               "--x\nContent-Type: text/plain\nContent-Disposition: attachment; "
                               "filename*=utf-8''%E2%80%AEgpj.exe\n\n"
                               "words\n"
                               "--x\nContent-Type: application/octet-stream\nContent-Disposition: "
                               "attachment; filename=\"..\"\n\n"
                               "\n--x--\n";
        const IncomingMail mail = readMail(raw);
        QCOMPARE(mail.text.trimmed(), QStringLiteral("See below"));
        QCOMPARE(mail.attachments.size(), 3U);
        QCOMPARE(mail.attachments[0].name, QStringLiteral("passwd.png"));
        QCOMPARE(mail.attachments[0].type, QStringLiteral("image/png"));
        QCOMPARE(mail.attachments[0].size, qint64(5));
        QCOMPARE(mail.attachments[1].name, QStringLiteral("_gpj.exe"));
        QCOMPARE(mail.attachments[2].name, QStringLiteral("attachment-3"));
        QCOMPARE(*attachmentOf(raw, 1), QByteArray("hello"));
        QVERIFY(attachmentOf(raw, 2)->startsWith("words"));
        for (const int none : {0, -1, 4})
            QVERIFY(!attachmentOf(raw, none));
        QVERIFY(!attachmentOf("no mail at all", 1));
        QVERIFY(readMail("From: a@b.example\n\nwords\n").attachments.empty());
    }

    void aPlainOne()
    {
        const IncomingMail read =
            readMail(mail("In-Reply-To: <a@b>\nReferences: <z@b> <a@b>\n", "The shop\nis slow\n"));
        QCOMPARE(read.from, QStringLiteral("maria@northwind.example"));
        QCOMPARE(read.fromName, QStringLiteral("Maria"));
        QCOMPARE(read.to, QStringList(QStringLiteral("support@provider.example")));
        QCOMPARE(read.subject, QStringLiteral("The shop is slow"));
        QCOMPARE(read.messageId, QStringLiteral("1@northwind.example"));
        QCOMPARE(read.answers, (QStringList{QStringLiteral("a@b"), QStringLiteral("z@b")}));
        QCOMPARE(read.text.trimmed(), QStringLiteral("The shop\nis slow"));
        QVERIFY(!read.machine);
    }

    void wordsOfMachines_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<bool>("machine");
        const auto row = [](const char *headers, bool machine) {
            QTest::newRow(headers) << QByteArray(headers) + '\n' << machine;
        };
        row("Auto-Submitted: auto-replied", true);
        row("Auto-Submitted: auto-generated (vacation)", true);
        row("Auto-Submitted: no", false);
        row("Precedence: bulk", true);
        row("Precedence: first-class", false);
        row("X-Autoreply: yes", true);
        row("List-Id: <news.example>", true);
        row("Return-Path: <>", true);
        row("Return-Path: <maria@northwind.example>", false);
        row("X-Slipway-Loop: support@provider.example", true);
        row("X-Auto-Response-Suppress: All",
            false); // asks for no automatic answer, and is written by people, too
    }

    void wordsOfMachines()
    {
        QFETCH(QByteArray, headers);
        QFETCH(bool, machine);
        QCOMPARE(readMail(mail(headers)).machine, machine);
    }

    void aDeliveryReportIsOne()
    {
        const IncomingMail read =
            readMail(mail("Content-Type: multipart/report; report-type=delivery-status; boundary=B\n",
                          "--B\nContent-Type: text/plain\n\nCould not be delivered\n--B\nContent-Type: "
                          "message/delivery-status\n\n"
                          "Action: failed\n\n--B--\n"));
        QVERIFY(read.bounce && read.machine);
        QVERIFY(read.text.contains(QStringLiteral("Could not be delivered")));
    }

    void whatOnlyTakesLongerIsNoBounce()
    {
        const IncomingMail read =
            readMail(mail("Content-Type: multipart/report; report-type=delivery-status; boundary=B\n",
                          "--B\nContent-Type: message/delivery-status\n\nAction: delayed\n\n--B--\n"));
        QVERIFY(!read.bounce && read.machine);
    }

    void encodingsAreRead()
    {
        IncomingMail read =
            readMail("From: =?utf-8?B?SsO8cmdlbg==?= <j@x.example>\nSubject: =?iso-8859-1?Q?St=F6rung?=\n"
                     "Content-Type: text/plain; charset=iso-8859-1\n"
                     "Content-Transfer-Encoding: quoted-printable\n\nGr=FC=DFe\n");
        QCOMPARE(read.subject, QStringLiteral("Störung"));
        QCOMPARE(read.fromName, QStringLiteral("Jürgen"));
        QCOMPARE(read.text.trimmed(), QStringLiteral("Grüße"));
        read = readMail(mail("Content-Type: text/plain; charset=no-such-charset\n", "plain\n"));
        QVERIFY(read.text.contains(QStringLiteral("plain")));
    }

    void plainTextComesBeforeHtml()
    {
        const QByteArray both = "--B\nContent-Type: text/html\n\n<p>In HTML</p>\n--B\nContent-Type: "
                                "text/plain\n\nIn plain\n--B--\n";
        QCOMPARE(readMail(mail("Content-Type: multipart/alternative; boundary=B\n", both)).text.trimmed(),
                 QStringLiteral("In plain"));
    }

    void htmlIsOnlyItsText()
    {
        const QByteArray html =
            "<html><head><style>p{}</style><title>t</title></head><body><p>Hello&nbsp;&amp; "
            "<b>bye</b></p><script>alert(1)</script><img src=http://evil.example/x><br>next</body>";
        const QString text = readMail(mail("Content-Type: text/html\n", html)).text;
        QCOMPARE(text, QStringLiteral("Hello & bye\n\nnext"));
    }

    void whatTheServerWarnsOf_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<bool>("isSpam");
        QTest::addColumn<bool>("isForged");
        const auto row = [](const char *headers, bool isSpam, bool isForged) {
            QTest::newRow(headers) << QByteArray(headers) << isSpam << isForged;
        };
        row("X-Spam-Flag: YES\n", true, false);
        row("X-Spam-Status: Yes, score=9.1 required=5.0\n", true, false);
        row("X-Spam: Yes\n", true, false);
        row("X-Spam-Status: No, score=0.1\n", false, false);
        row("X-Spam-Flag: NO\nX-Spam-Score: 99\n", false, false);
        row("Authentication-Results: mx.p.example; spf=pass;\n dmarc=fail (p=reject) header.from=x\n", false,
            true);
        row("Authentication-Results: a; spf=pass\nAuthentication-Results: b; DMARC = fail\n", false, true);
        row("Authentication-Results: ours; dmarc=pass\nAuthentication-Results: theirs; dmarc=fail\n", false,
            false);
        row("Authentication-Results: mx; dmarc=fail (p=none dis=none) header.from=x; dkim=fail\n", false,
            false);
        row("Authentication-Results: mx; dmarc=fail action=none; x=y\n", false, false);
        row("X-Spam-Flag: NO\nX-Spam-Flag: YES\n", true, false);
        row("Authentication-Results: mx; dmarc=pass; dkim=fail\n", false, false);
    }

    void whatTheServerWarnsOf()
    {
        QFETCH(QByteArray, headers);
        QFETCH(bool, isSpam);
        QFETCH(bool, isForged);
        const IncomingMail read = readMail(mail(headers, "x\n"));
        QCOMPARE(!read.spamMark.isEmpty(), isSpam);
        QCOMPARE(!read.forgedMark.isEmpty(), isForged);
        QVERIFY(!read.machine);
    }

    void anEmptyPlainPartSaysNothing()
    {
        const QByteArray both = "--B\nContent-Type: text/plain\n\n \n--B\nContent-Type: "
                                "text/html\n\n<p>In HTML</p>\n--B--\n";
        const IncomingMail read = readMail(mail("Content-Type: multipart/alternative; boundary=B\n", both));
        QCOMPARE(read.text, QStringLiteral("In HTML"));
        QCOMPARE(read.html.trimmed(), QStringLiteral("<p>In HTML</p>"));
    }

    void attachmentsArentItsWords()
    {
        const QByteArray body =
            "--B\nContent-Type: text/plain\nContent-Disposition: attachment; filename=log.txt\n\nlog\n"
            "--B\nContent-Type: text/plain\n\nMy words\n--B--\n";
        QCOMPARE(readMail(mail("Content-Type: multipart/mixed; boundary=B\n", body)).text.trimmed(),
                 QStringLiteral("My words"));
    }

    void whatIsQuotedIsOld_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("fresh");
        QTest::newRow("below") << QStringLiteral("ack\n\nOn Monday eva wrote:\n> It is slow\n")
                               << QStringLiteral("ack");
        QTest::newRow("German") << QStringLiteral("Ja\n\nAm 1.1. schrieb eva:\n> x") << QStringLiteral("Ja");
        QTest::newRow("wrapped")
            << QStringLiteral("Yes\n\nOn Mon, 1 Jan 2026, Support <\nsupport@p.example> wrote:\n> x")
            << QStringLiteral("Yes");
        QTest::newRow("in between") << QStringLiteral("> It is slow\nYes\n> Really?\nNo")
                                    << QStringLiteral("Yes\nNo");
        QTest::newRow("signature") << QStringLiteral("take\n-- \nEva, on duty") << QStringLiteral("take");
        QTest::newRow("Outlook") << QStringLiteral("done\n-----Original Message-----\nFrom: x")
                                 << QStringLiteral("done");
        QTest::newRow("Outlook without marks")
            << QStringLiteral(
                   "Take it\n\nFrom: Support <s@p.example>\nSent: Monday, 5 January 2026 09:00\nTo: Jan"
                   "\nSubject: [Case 7] Slow\n\nIt is slow")
            << QStringLiteral("Take it");
        QTest::newRow("Outlook, German")
            << QStringLiteral(
                   "Ja\n\n*Von:* Support <s@p.example>\n*Gesendet:* Montag\n*An:* Jan\n*Betreff:* x\n\ny")
            << QStringLiteral("Ja");
        QTest::newRow("who only writes of it")
            << QStringLiteral("From: what I see it is the disk.\nSubject: to change.")
            << QStringLiteral("From: what I see it is the disk.\nSubject: to change.");
        QTest::newRow("a telephone") << QStringLiteral("ack\n\nSent from my iPhone") << QStringLiteral("ack");
        QTest::newRow("a telephone, German")
            << QStringLiteral("ja\nVon meinem iPhone gesendet") << QStringLiteral("ja");
        QTest::newRow("nothing") << QStringLiteral("> all old") << QString();
    }

    void whatIsQuotedIsOld()
    {
        QFETCH(QString, text);
        QFETCH(QString, fresh);
        IncomingMail read;
        read.text = text;
        QCOMPARE(read.newText(), fresh);
    }

    void subjectsAreBared()
    {
        IncomingMail read;
        read.subject = QStringLiteral("Re: AW: [Case 12] RE: The shop is slow");
        QCOMPARE(read.plainSubject(), QStringLiteral("The shop is slow"));
        QCOMPARE(read.caseInSubject(), 12);
        read.subject = QStringLiteral("Reading about [case x]");
        QCOMPARE(read.plainSubject(), read.subject);
        QCOMPARE(read.caseInSubject(), 0);
        read.subject = QStringLiteral("[Case 99999999999999999999999]");
        QCOMPARE(read.caseInSubject(), 0);
    }

    void nothingIsTooBroken_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no headers") << QByteArray("just words, no colon\n");
        QTest::newRow("only NUL") << QByteArray(1000, '\0');
        QTest::newRow("no end of headers") << QByteArray("From: a@b\nSubject: x");
        QTest::newRow("a boundary that never comes")
            << mail("Content-Type: multipart/mixed; boundary=NEVER\n", "--OTHER\ntext\n");
        QTest::newRow("no boundary at all") << mail("Content-Type: multipart/mixed\n", "text\n");
        QTest::newRow("broken base64")
            << mail("Content-Transfer-Encoding: base64\n", "!!!! not base64 ====\n");
        QTest::newRow("a long line") << mail("X-Long: " + QByteArray(500'000, 'x') + "\n");
        QTest::newRow("many recipients")
            << "To: " + QByteArray("a@b.example, ").repeated(20'000) + "z@z\n\nx\n";
        QTest::newRow("many references")
            << mail("References: " + QByteArray("<a@b> ").repeated(50'000) + "\n");
        QTest::newRow("from nobody") << QByteArray("From: undisclosed\nSubject: x\n\ny\n");
        QByteArray nested;
        for (int depth = 0; depth < 1000; ++depth)
            nested += "Content-Type: multipart/mixed; boundary=b" + QByteArray::number(depth) + "\n\n--b" +
                      QByteArray::number(depth) + "\n";
        QTest::newRow("nested a thousand deep")
            << "From: a@b.example\n" + nested + "Content-Type: text/plain\n\ndeep\n";
        QTest::newRow("messages in messages")
            << QByteArray("Content-Type: message/rfc822\n\n").repeated(1000) + "From: a@b\n\nx\n";
    }

    void nothingIsTooBroken()
    {
        QFETCH(QByteArray, raw);
        const IncomingMail read = readMail(raw);
        QVERIFY(read.text.size() <= 200'000);
        QVERIFY(read.subject.size() <= 1000);
        QVERIFY(read.answers.size() <= 100);
        QVERIFY(!read.text.contains(QChar::Null));
    }

    void anythingIsRead()
    {
        QRandomGenerator random(7);
        const QByteArray seed = mail("Content-Type: multipart/mixed; boundary=B\nReferences: <a@b>\n",
                                     "--B\nContent-Type: text/plain; charset=utf-8\n\nwords\n--B--\n");
        for (int round = 0; round < 3000; ++round) {
            QByteArray raw = seed;
            for (int change = random.bounded(1, 12); change > 0; --change) {
                const int at = random.bounded(static_cast<int>(raw.size()));
                if (random.bounded(3) == 0)
                    raw.remove(at, random.bounded(20));
                else
                    raw[at] = static_cast<char>(random.bounded(256));
                if (raw.isEmpty())
                    raw = "x";
            }
            readMail(raw);
        }
    }
};

QTEST_GUILESS_MAIN(TestIncomingMail)

#include "TestIncomingMail.moc"
