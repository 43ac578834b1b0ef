// What is sent from a case's page comes out of the mail that it is kept as, as it went in.
#include "service/support/IncomingMail.h"
#include "service/support/WebMail.h"

#include <QTest>

using namespace slipway;

namespace {

WebMail mailWith(const QString &text, std::vector<WebFile> files = {})
{
    return {QStringLiteral("maria@northwind.example"),
            QStringLiteral("support+case-7-x.y@p.example"),
            7,
            QString(32, QLatin1Char('a')),
            QStringLiteral("p.example"),
            text,
            std::move(files)};
}

QByteArray everyByte(int times)
{
    QByteArray bytes;
    for (int i = 0; i < 256 * times; ++i)
        bytes += static_cast<char>(i);
    return bytes;
}

} // namespace

class TestWebMail : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itsHead()
    {
        for (const WebMail &mail : {mailWith(QStringLiteral("Hi")),
                                    mailWith(QStringLiteral("Hi"), {{QStringLiteral("a"), {}, "x"}})}) {
            const IncomingMail back = readMail(bytesOf(mail));
            QCOMPARE(back.from, mail.from);
            QCOMPARE(back.to, QStringList(mail.to));
            QCOMPARE(back.messageId, QStringLiteral("web-7-") + mail.once + QStringLiteral("@p.example"));
            QCOMPARE(back.caseInSubject(), 7);
            QVERIFY(!back.machine && !back.bounce);
            QCOMPARE(bytesOf(mail), bytesOf(mail));
        }
    }

    void itsWords_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << QStringLiteral("It works");
        QTest::newRow("umlauts") << QStringLiteral("Läuft wieder – danke 🙂");
        QTest::newRow("lines") << QStringLiteral("one\n\n.\n--web\n-- \nFrom: me");
        QTest::newRow("the boundary") << QStringLiteral("\n--web-") + QString(32, QLatin1Char('a'));
        QTest::newRow("long") << QString(20'000, QChar(0xe4));
    }

    void itsWords()
    {
        QFETCH(QString, text);
        QCOMPARE(readMail(bytesOf(mailWith(text))).text, text);
        const QByteArray raw =
            bytesOf(mailWith(text, {{QStringLiteral("a.txt"), QStringLiteral("text/plain"), "x"}}));
        QCOMPARE(readMail(raw).text, text);
        for (const QByteArray &line : raw.split('\n'))
            QVERIFY(line.size() < 998);
    }

    void aFileComesBack_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("nameBack");
        QTest::addColumn<QString>("typeBack");
        const auto row = [](const char *name, const QString &given, const char *type, const QByteArray &bytes,
                            const QString &nameBack, const char *typeBack) {
            QTest::newRow(name) << given << QString::fromLatin1(type) << bytes << nameBack
                                << QString::fromLatin1(typeBack);
        };
        const QString png = QStringLiteral("a.png");
        const char *any = "application/octet-stream";
        row("plain", png, "image/png", "x", png, "image/png");
        row("empty", png, "image/png", {}, png, "image/png");
        row("every byte", png, "image/png", everyByte(20), png, "image/png");
        row("text stays a file", QStringLiteral("a.log"), "text/plain", "a\r\nb\n\r\n",
            QStringLiteral("a.log"), "text/plain");
        row("a page stays a file", QStringLiteral("a.html"), "text/html", "<b>x</b>",
            QStringLiteral("a.html"), "text/html");
        row("a mail is bytes", QStringLiteral("a.eml"), "message/rfc822", "From: x\n\ny",
            QStringLiteral("a.eml"), any);
        row("parts are bytes", png, "multipart/mixed; boundary=x", "--x--", png, any);
        row("a report is bytes", png, "multipart/report", "Action: failed", png, any);
        row("no type", png, "", "x", png, any);
        row("a type that breaks out", png, "image/png\r\nX-Autoreply: yes", "x", png, any);
        row("umlauts", QStringLiteral("Größe ✓.png"), "image/png", "x", QStringLiteral("Größe ✓.png"),
            "image/png");
        row("quotes", QStringLiteral("a\"b'c.png"), "image/png", "x", QStringLiteral("a_b'c.png"),
            "image/png");
        row("a path", QStringLiteral("../../etc/passwd"), any, "x", QStringLiteral("passwd"), any);
        row("another path", QStringLiteral("C:\\users\\a.png"), any, "x", png, any);
        row("a line", QStringLiteral("a\r\nX-Autoreply: yes"), any, "x",
            QStringLiteral("a__X-Autoreply: yes"), any);
        row("no name", QString(), any, "x", QStringLiteral("attachment-1"), any);
        row("long", QString(300, QLatin1Char('x')) + png, any, "x", QString(95, QLatin1Char('x')) + png, any);
    }

    void aFileComesBack()
    {
        QFETCH(QString, name);
        QFETCH(QString, type);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, nameBack);
        QFETCH(QString, typeBack);
        const QByteArray raw =
            bytesOf(mailWith(QStringLiteral("See"),
                             {{name, type, bytes}, {QStringLiteral("2"), type, QByteArrayView("two")}}));
        const IncomingMail back = readMail(raw);
        QCOMPARE(back.text, QStringLiteral("See"));
        QVERIFY(!back.machine);
        QCOMPARE(back.attachments.size(), 2U);
        QCOMPARE(back.attachments[0], (MailAttachment{1, nameBack, typeBack, bytes.size()}));
        QCOMPARE(attachmentOf(raw, 1).value(), bytes);
        QCOMPARE(attachmentOf(raw, 2).value(), QByteArray("two"));
        QVERIFY(!attachmentOf(raw, 3));
    }

    void theLargestOfAll()
    {
        QByteArray bytes = everyByte(WebMail::mostBytes / 256);
        QCOMPARE(bytes.size(), WebMail::mostBytes);
        const QByteArray raw = bytesOf(mailWith(QStringLiteral("See"), {{QStringLiteral("a"), {}, bytes}}));
        QVERIFY(raw.size() < 50'000'000); // what a mailbox would take, too
        QCOMPARE(attachmentOf(raw, 1).value(), bytes);
    }
};

QTEST_GUILESS_MAIN(TestWebMail)
#include "TestWebMail.moc"
