// What of the files in a door is a message, and how it reaches a server: nobody inside speaks for themselves
// there.
#include "notify/SmtpCatcher.h"
#include "notify/TakenMail.h"
#include "service/notify/MailSpool.h"
#include "service/notify/SmtpSender.h"

#include <QTemporaryDir>
#include <QTest>

using namespace slipway;
using namespace slipway::testing;

#define CHECK(expression)                                                                                    \
    do {                                                                                                     \
        const auto result_ = (expression);                                                                   \
        QVERIFY2(result_, result_ ? "" : qPrintable(result_.error().text()));                                \
    } while (false)

class TestMailMessage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyMessagesAreMessages_data();
    void onlyMessagesAreMessages();
    void endsOfLinesAreMended();
};

void TestMailMessage::onlyMessagesAreMessages_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("good");
    const QByteArray body = "Subject: x\r\n\r\nx\r\n";
    QTest::newRow("plain") << taken("a@b.example", {"c@d.example"}, body) << true;
    QTest::newRow("null sender") << taken("", {"c@d.example"}, body) << true;
    QTest::newRow("many") << taken("a@b.example", QList<QByteArray>(100, "c@d.example"), body) << true;
    QTest::newRow("too many") << taken("a@b.example", QList<QByteArray>(101, "c@d.example"), body) << false;
    QTest::newRow("nobody") << taken("a@b.example", {}, body) << false;
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("no envelope") << body << false;
    QTest::newRow("command in the sender")
        << taken("a@b>\rRCPT TO:<x@y.example", {"c@d.example"}, body) << false;
    QTest::newRow("command in a recipient") << taken("a@b.example", {"c@d> NOTIFY=<"}, body) << false;
    QTest::newRow("space") << taken("a@b.example", {"c d@e.example"}, body) << false;
    QTest::newRow("no domain") << taken("a@b.example", {"root"}, body) << false;
    QTest::newRow("not ASCII") << taken("a@b.example", {"\xc3\xa4@e.example"}, body) << false;
    QTest::newRow("long") << taken("a@b.example", {QByteArray(250, 'c') + "@e.example"}, body) << false;
    QTest::newRow("zero") << taken("a@b.example", {"c@d.example"}, body + QByteArray(1, '\0')) << false;
}

void TestMailMessage::onlyMessagesAreMessages()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, good);
    const auto message = MailMessage::fromTaken(bytes);
    QCOMPARE(message.has_value(), good);
    QTemporaryDir folder;
    MailSpool spool(folder.path());
    CHECK(spool.prepare());
    const auto refused = spool.keep(3, bytes);
    CHECK(refused);
    QCOMPARE(*refused, !good);
    QCOMPARE(spool.waiting().size(), std::size_t(good));
    QCOMPARE(spool.refused().size(), std::size_t(!good));
    if (good) {
        QCOMPARE(*spool.read(spool.waiting().front().id), *message);
        CHECK(spool.keep(3, bytes)); // the same again is the same
        QCOMPARE(spool.waiting().size(), std::size_t(1));
    }
}

void TestMailMessage::endsOfLinesAreMended()
{
    const auto message = MailMessage::fromTaken(taken("a@b.example", {"c@d.example"},
                                                      "Message-Id: <1@b>\nSubject: x\n\none\n.\nMAIL "
                                                      "FROM:<evil@x.example>\r.\rtwo\r\n.\r\nthree"));
    CHECK(message);
    QCOMPARE(message->data, QByteArray("Message-Id: <1@b>\r\nSubject: x\r\n\r\none\r\n.\r\nMAIL "
                                       "FROM:<evil@x.example>\r\n.\r\ntwo\r\n.\r\nthree\r\n"));
    SmtpCatcher catcher;
    QVERIFY(catcher.start());
    SmtpServer server;
    server.at = {QStringLiteral("127.0.0.1"), catcher.port()};
    SmtpSender sender(server);
    QCOMPARE(sender.send(*message).kind, SmtpOutcome::Kind::Taken);
    QCOMPARE(catcher.caught().size(), std::size_t(1));
    QCOMPARE(catcher.caught().front().data, message->data);
}

QTEST_GUILESS_MAIN(TestMailMessage)
#include "TestMailMessage.moc"
