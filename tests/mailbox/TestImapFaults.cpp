// Servers that are slow, broken or hostile: a mail is taken once or later, never lost, the mailbox says what
// is wrong, and the service ends promptly whatever they do.
#include "mailbox/MailboxFixture.h"
#include "mailbox/OddServer.h"

#include <QRandomGenerator>

#ifdef __SANITIZE_ADDRESS__
// libetpan forgets a greeting that turns us away.
extern "C" const char *__lsan_default_suppressions()
{
    return "leak:mailimap_greeting_new\n";
}
#endif

using namespace slipway;
using namespace slipway::test;

class TestImapFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aServerThatWorks()
    {
        std::atomic<int> marks = 0;
        MailboxFixture fixture;
        OddServer server([&](const QByteArray &command) {
            marks += command.startsWith("UID STORE 7 +FLAGS.SILENT (\\Seen)") ? 1 : 0;
            return OddServer::usual(command);
        });
        fixture.set(server.port());
        QTRY_COMPARE(fixture.count(), 1U);
        QTRY_COMPARE(marks.load(), 1);
        QCOMPARE(fixture.taken.front(), "Subject: x\r\n\r\nhi\r\n");
        QTRY_VERIFY(fixture.state().value(QStringLiteral("connected")).toBool());
        QCOMPARE(fixture.problem(), QString());
    }

    void whatGoesWrongIsSaid_data()
    {
        QTest::addColumn<QByteArray>("greeting");
        QTest::addColumn<QByteArray>("command"); // that is answered so
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("said");
        const QByteArray hello("* OK ready\r\n");
        const QByteArray nothing(OddServer::silence);
        QTest::newRow("silent from the beginning")
            << QByteArray() << QByteArray() << QByteArray() << "in time";
        QTest::newRow("too busy") << QByteArray("* BYE too many connections\r\n") << QByteArray()
                                  << QByteArray() << "turns us away";
        QTest::newRow("not IMAP") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n") << QByteArray()
                                  << QByteArray() << "mail server";
        QTest::newRow("wrong password") << hello << QByteArray("LOGIN")
                                        << QByteArray("% NO [AUTHENTICATIONFAILED] Go away\r\n") << "Go away";
        QTest::newRow("no such folder")
            << hello << QByteArray("SELECT") << QByteArray("% NO No such mailbox\r\n") << "No such mailbox";
        QTest::newRow("numbers that don't last")
            << hello << QByteArray("SELECT") << QByteArray("* 1 EXISTS\r\n% OK done\r\n")
            << "no numbers that last";
        QTest::newRow("silent later") << hello << QByteArray("UID SEARCH") << nothing << "in time";
        QTest::newRow("hangs up") << hello << QByteArray("UID FETCH") << QByteArray() << "closed";
        QTest::newRow("a mail without an end")
            << hello << QByteArray("UID FETCH 7 (UID BODY.PEEK")
            << QByteArray("* 1 FETCH (UID 7 BODY[] {20}\r\nabc") << "in time";
        QTest::newRow("a mail of four gigabytes")
            << hello << QByteArray("UID FETCH 7 (UID BODY.PEEK")
            << QByteArray("* 1 FETCH (UID 7 BODY[] {4294967295}\r\nabc") << "more than was asked for";
        QTest::newRow("nested without an end")
            << hello << QByteArray("UID SEARCH")
            << QByteArray("* 1 FETCH (BODYSTRUCTURE " + QByteArray(100'000, '(') + "\r\n") << "nested";
        QTest::newRow("nonsense") << hello << QByteArray("UID SEARCH")
                                  << QByteArray("\0\xff%%\r\n* (\r\n", 10) << "mail server";
    }
    void whatGoesWrongIsSaid()
    {
        QFETCH(const QByteArray, greeting);
        QFETCH(const QByteArray, command);
        QFETCH(const QByteArray, answer);
        QFETCH(const QString, said);
        std::atomic<bool> isOdd = true;
        MailboxFixture fixture;
        OddServer server(
            [&](const QByteArray &line) {
                return isOdd && !command.isEmpty() && line.startsWith(command) ? answer
                                                                               : OddServer::usual(line);
            },
            greeting);
        fixture.set(server.port());
        QTRY_VERIFY2(fixture.problem().contains(said), qUtf8Printable(fixture.problem()));
        QCOMPARE(fixture.count(), 0U);
        QTRY_VERIFY(fixture.events().contains(QStringLiteral("mailbox.waits")));
        QTRY_VERIFY(server.connections() >= 4); // it tries again by itself
        if (!command.startsWith("UID FETCH"))   // a mail that can't be had is left in the end
            QVERIFY(!fixture.events().contains(QStringLiteral("mailbox.flows")));
        isOdd = false;
        if (greeting.startsWith("* OK")) {
            fixture.set(server.port()); // what was left meanwhile is tried again
            QTRY_VERIFY(fixture.count() >= 1U);
        }
    }

    // One byte in a while is no answer either.
    void aServerThatDrips()
    {
        MailboxFixture fixture;
        const QByteArray slow(1, ' ');
        std::atomic<bool> isSlow = true;
        OddServer server([&](const QByteArray &line) {
            return isSlow && line.startsWith("UID SEARCH") ? QByteArray("* SEARCH") : OddServer::usual(line);
        });
        fixture.set(server.port());
        QTRY_VERIFY(fixture.problem().contains(QLatin1String("in time")));
        isSlow = false;
        QTRY_COMPARE(fixture.count(), 1U);
    }

    // What the store can't take now stays where it is, and is taken later.
    void aFullDisk()
    {
        MailboxFixture fixture;
        fixture.refuse = true;
        std::atomic<int> marks = 0;
        OddServer server([&](const QByteArray &command) {
            marks += command.startsWith("UID STORE") ? 1 : 0;
            return OddServer::usual(command);
        });
        fixture.set(server.port());
        QTRY_VERIFY(fixture.problem().contains(QLatin1String("disk is full")));
        QTRY_VERIFY(server.connections() >= 5);
        QCOMPARE(marks.load(), 0);
        QVERIFY(fixture.state().value(QStringLiteral("left")).toArray().isEmpty());
        {
            const std::lock_guard lock(fixture.mutex);
            fixture.refuse = false;
        }
        QTRY_COMPARE(fixture.count(), 1U);
        QTRY_COMPARE(marks.load(), 1);
    }

    // One that the server never hands out doesn't hold up the others for ever.
    void aMailThatCannotBeRead()
    {
        MailboxFixture fixture;
        std::atomic<bool> isBroken = true;
        OddServer server([&](const QByteArray &command) -> QByteArray {
            if (isBroken && command.contains("BODY.PEEK[]"))
                return "% NO [SERVERBUG] Internal error\r\n";
            return OddServer::usual(command);
        });
        fixture.set(server.port());
        QTRY_COMPARE(fixture.state().value(QStringLiteral("left")).toArray().size(), 1);
        QTRY_VERIFY(fixture.state().value(QStringLiteral("connected")).toBool());
        QVERIFY(fixture.events().contains(QStringLiteral("mailbox.left")));
        isBroken = false;
        fixture.set(server.port()); // begins anew, and tries it once more
        QTRY_COMPARE(fixture.count(), 1U);
        QTRY_VERIFY(fixture.state().value(QStringLiteral("left")).toArray().isEmpty());
    }

    // The mark is lost with the connection: the mail is fetched again, for whoever takes it to know it.
    void aDropBeforeTheMark()
    {
        MailboxFixture fixture;
        std::atomic<int> marks = 0;
        OddServer server([&](const QByteArray &command) -> QByteArray {
            if (command.startsWith("UID STORE") && ++marks == 1)
                return {};
            return OddServer::usual(command);
        });
        fixture.set(server.port());
        QTRY_COMPARE(marks.load(), 2);
        QTRY_COMPARE(fixture.count(), 2U);
        QCOMPARE(fixture.taken[0], fixture.taken[1]);
    }

    // Another server, whose folder happens to have the same validity: its mail isn't taken for what was read.
    void anotherFolderOfTheSameValidity()
    {
        MailboxFixture fixture;
        OddServer first([](const QByteArray &command) { return OddServer::usual(command); });
        OddServer other([](const QByteArray &command) {
            const QByteArray asFirst = QByteArray(command).replace("UID FETCH 2", "UID FETCH 7");
            return OddServer::usual(asFirst, "Subject: y\r\n\r\nho\r\n")
                .replace("UIDNEXT 8", "UIDNEXT 3")
                .replace("SEARCH 7", "SEARCH 2")
                .replace("UID 7", "UID 2");
        });
        fixture.set(first.port());
        QTRY_COMPARE(fixture.count(), 1U);
        fixture.set(other.port());
        QTRY_COMPARE(fixture.count(), 2U);
        QVERIFY(fixture.taken.back().contains("Subject: y"));
    }

    // A server that doesn't let anything be marked: all the same it is taken, once.
    void aReadOnlyFolder()
    {
        MailboxFixture fixture;
        OddServer server([&](const QByteArray &command) -> QByteArray {
            if (command.startsWith("UID STORE"))
                return "% NO [READ-ONLY] not here\r\n";
            return OddServer::usual(command);
        });
        fixture.set(server.port());
        QTRY_COMPARE(fixture.count(), 1U);
        QTRY_VERIFY(
            fixture.state().value(QStringLiteral("warning")).toString().contains(QLatin1String("marked")));
        QTRY_VERIFY(fixture.state().value(QStringLiteral("connected")).toBool());
        fixture.set(server.port());
        QTRY_VERIFY(server.connections() >= 2);
        QTRY_VERIFY(fixture.state().value(QStringLiteral("connected")).toBool());
        QCOMPARE(fixture.count(), 1U);
    }

    // Told between the last question and IDLE: it isn't slept over.
    void newsBeforeIdle()
    {
        MailboxFixture fixture;
        auto options = hasty();
        options.idle = std::chrono::minutes(20);
        fixture.open(options);
        must(fixture.mailboxes->start());
        std::atomic<int> searches = 0;
        std::atomic<int> before = 0;
        std::atomic<bool> isTold = false;
        OddServer server([&](const QByteArray &command) -> QByteArray {
            if (command.startsWith("UID SEARCH"))
                ++searches;
            if (command.startsWith("IDLE") && !isTold) {
                before = searches.load();
                isTold = true;
                return "* 2 EXISTS\r\n+ idling\r\n";
            }
            return OddServer::usual(command);
        });
        fixture.set(server.port());
        QTRY_VERIFY(isTold);
        QTRY_VERIFY(searches > before);
        QCOMPARE(server.connections(), 1);
        QCOMPARE(fixture.problem(), QString());
    }

    // Answers that were damaged in any way: none ends the program, and afterwards all is well.
    void anyAnswers()
    {
        MailboxFixture fixture;
        auto options = hasty();
        options.patience = {std::chrono::milliseconds(100), std::chrono::milliseconds(100), 1'000'000};
        options.firstPause = options.longestPause = options.refusedPause = std::chrono::milliseconds(1);
        options.idle = std::chrono::milliseconds(1);
        fixture.open(options);
        must(fixture.mailboxes->start());
        std::atomic<bool> isOdd = true;
        std::atomic<int> damaged = 0;
        QRandomGenerator random(20261127);
        OddServer server([&](const QByteArray &command) -> QByteArray {
            QByteArray answer = OddServer::usual(command);
            if (!isOdd || random.bounded(4) != 0)
                return answer;
            ++damaged;
            const int at = random.bounded(static_cast<int>(answer.size()));
            switch (random.bounded(5)) {
            case 0:
                answer[at] = static_cast<char>(random.bounded(256));
                break;
            case 1:
                answer.remove(at, 1 + random.bounded(8));
                break;
            case 2:
                answer.insert(at, answer.mid(random.bounded(static_cast<int>(answer.size()))));
                break;
            case 3:
                answer.insert(at, QByteArrayLiteral("{99999999999}\r\n"));
                break;
            default:
                answer.insert(at, QByteArray(1 + random.bounded(70), "()\"\\ NIL"[random.bounded(8)]));
            }
            return answer;
        });
        fixture.set(server.port(), {{QStringLiteral("poll_seconds"), 1}}); // IDLE may be what is damaged
        QTRY_VERIFY_WITH_TIMEOUT(damaged >= 200, 60000);
        isOdd = false;
        QTRY_VERIFY(fixture.state().value(QStringLiteral("connected")).toBool());
        QTRY_VERIFY(fixture.count() >= 1U);
    }

    void itEndsPromptly_data()
    {
        QTest::addColumn<QByteArray>("command");
        for (const char *command : {"LOGIN", "SELECT", "UID SEARCH", "UID FETCH", "IDLE", "DONE"})
            QTest::newRow(command) << QByteArray(command);
    }
    void itEndsPromptly()
    {
        QFETCH(const QByteArray, command);
        MailboxFixture fixture;
        auto options = hasty();
        options.patience = {};
        fixture.open(options);
        must(fixture.mailboxes->start());
        std::atomic<bool> isAsked = false;
        OddServer server([&](const QByteArray &line) -> QByteArray {
            if (!line.startsWith(command))
                return OddServer::usual(line);
            isAsked = true;
            return OddServer::silence;
        });
        fixture.set(server.port());
        QTRY_VERIFY(isAsked);
        QElapsedTimer timer;
        timer.start();
        fixture.mailboxes->stop();
        QVERIFY2(timer.elapsed() < 1500, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_GUILESS_MAIN(TestImapFaults)
#include "TestImapFaults.moc"
