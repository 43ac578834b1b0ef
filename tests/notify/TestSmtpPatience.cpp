// A sender with little patience and servers that take it up: nobody is waited for longer than was said, and
// what became of the message is never taken for more than is known.
#include "notify/BadSmtp.h"
#include "notify/SmtpCatcher.h"
#include "service/notify/SmtpSender.h"

#include <QElapsedTimer>
#include <QTest>

using namespace slipway;
using namespace slipway::testing;
using namespace std::chrono_literals;

namespace {

const MailMessage message{QStringLiteral("support@p.example"),
                          {QStringLiteral("eva@p.example")},
                          "Message-ID: <1@p.example>\r\nSubject: x\r\n\r\nx\r\n"};

SmtpServer serverAt(int port)
{
    SmtpServer server;
    server.at = {QStringLiteral("127.0.0.1"), port};
    return server;
}

} // namespace

class TestSmtpPatience : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nobodyIsWaitedForLonger_data()
    {
        QTest::addColumn<BadSmtp::Talk>("talk");
        QTest::newRow("silent") << BadSmtp::Talk(BadSmtp::silent);
        QTest::newRow("a byte a second") << BadSmtp::drip(1000);
        QTest::newRow("a line after the other") << BadSmtp::drip(5);
    }

    void nobodyIsWaitedForLonger()
    {
        QFETCH(BadSmtp::Talk, talk);
        BadSmtp server(talk);
        SmtpSender sender(serverAt(server.port()), 1500ms);
        QElapsedTimer took;
        took.start();
        const SmtpOutcome outcome = sender.send(message);
        QVERIFY2(took.elapsed() >= 1400 && took.elapsed() < 4000,
                 qPrintable(QString::number(took.elapsed())));
        QCOMPARE(outcome.kind, SmtpOutcome::Kind::Away);
        QVERIFY(!outcome.why.isEmpty());
        QVERIFY(!outcome.isMidway && !outcome.isDenied);
    }

    // Whether the message may be to blame, and whether asking often is of any use.
    void whyNobodyIsThereIsKnown_data()
    {
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("isMidway");
        QTest::addColumn<bool>("isDenied");
        QTest::newRow("overloaded") << QByteArray("EHLO HELO") << QByteArray("451 later") << false << false;
        QTest::newRow("banned") << QByteArray("EHLO HELO") << QByteArray("554 go away") << false << true;
        QTest::newRow("closing") << QByteArray("MAIL") << QByteArray("421 closing") << false << false;
        QTest::newRow("no sign-in") << QByteArray("MAIL") << QByteArray("530 who?") << false << true;
        QTest::newRow("closing later") << QByteArray("RCPT") << QByteArray("421 closing") << true << false;
        QTest::newRow("at the end") << QByteArray(".") << QByteArray("421 closing") << true << false;
    }

    void whyNobodyIsThereIsKnown()
    {
        QFETCH(QByteArray, to);
        QFETCH(QByteArray, answer);
        QFETCH(bool, isMidway);
        QFETCH(bool, isDenied);
        SmtpCatcher catcher;
        catcher.answer = [&](const QByteArray &line) {
            return to.contains(line.left(4)) && !line.isEmpty() ? answer : QByteArray();
        };
        QVERIFY(catcher.start());
        SmtpSender sender(serverAt(catcher.port()), 5s);
        const SmtpOutcome outcome = sender.send(message);
        QCOMPARE(outcome.kind, SmtpOutcome::Kind::Away);
        QCOMPARE(outcome.why, QString::fromLatin1(answer));
        QCOMPARE(outcome.isMidway, isMidway);
        QCOMPARE(outcome.isDenied, isDenied);
    }

    // It has begun to answer about the message, and that it goes on is no answer.
    void halfAnAnswerIsNone()
    {
        SmtpCatcher catcher;
        catcher.answer = [&](const QByteArray &line) -> QByteArray {
            if (!line.startsWith("RCPT"))
                return {};
            return "250-I am thinking";
        };
        QVERIFY(catcher.start());
        SmtpSender sender(serverAt(catcher.port()), 1s);
        QCOMPARE(sender.send(message).kind, SmtpOutcome::Kind::Away);
    }

    void aDropInTheMessageLeavesItWaiting()
    {
        BadSmtp server(BadSmtp::dropInData);
        SmtpSender sender(serverAt(server.port()), 5s);
        QElapsedTimer took;
        took.start();
        const SmtpOutcome outcome = sender.send(message);
        QCOMPARE(outcome.kind, SmtpOutcome::Kind::Away);
        QVERIFY(outcome.isMidway && took.elapsed() < 4000);
    }

    // After one that hung the next message has a connection and a patience of its own.
    void theNextOneGoesOut()
    {
        std::atomic<bool> hangs = true;
        SmtpCatcher catcher;
        catcher.answer = [&](const QByteArray &line) -> QByteArray {
            return hangs && line.startsWith("MAIL") ? "250-wait" : "";
        };
        QVERIFY(catcher.start());
        SmtpSender sender(serverAt(catcher.port()), 1s);
        QCOMPARE(sender.send(message).kind, SmtpOutcome::Kind::Away);
        hangs = false;
        QCOMPARE(sender.send(message).kind, SmtpOutcome::Kind::Taken);
        QCOMPARE(catcher.caught().size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestSmtpPatience)

#include "TestSmtpPatience.moc"
