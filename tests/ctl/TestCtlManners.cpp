// How slipwayctl behaves: wrong usage, refusals, exit codes, no service, and one that restarts.
#include "ctl/CtlFixture.h"
#include "service/ipc/Process.h"

using namespace slipway;
using namespace slipway::test;

class TestCtlManners : public QObject, private CtlFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void usage_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("nothing") << QStringList();
        QTest::newRow("unknown") << listOf({"fly"});
        QTest::newRow("missing") << listOf({"release", "start"});
        QTest::newRow("not a number") << listOf({"release", "show", "x"});
        QTest::newRow("unknown option") << listOf({"app", "list", "--colour"});
        QTest::newRow("unknown state") << listOf({"release", "wait", "1", "--for", "flying"});
        QTest::newRow("no reason") << listOf({"release", "rollback", "1"});
    }

    void usage()
    {
        QFETCH(QStringList, words);
        const End end = run(words);
        QCOMPARE(end.code, 2);
        QVERIFY(!end.error.isEmpty());
        QVERIFY(end.output.isEmpty());
    }

    void wrongUsageIsToldInPlainWords_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArrayList>("told");
        QTest::newRow("a word for a release")
            << listOf({"release", "show", "abc"})
            << QByteArrayList{"\"abc\"", "number of the release", "release list"};
        QTest::newRow("a huge release")
            << listOf({"release", "show", "99999999999999999999"})
            << QByteArrayList{"\"99999999999999999999\"", "number of the release"};
        QTest::newRow("a word for a case") << listOf({"case", "show", "abc"})
                                           << QByteArrayList{"\"abc\"", "number of the case", "case list"};
        QTest::newRow("a negative limit") << listOf({"release", "list", "--limit=-3"})
                                          << QByteArrayList{"--limit", "\"-3\"", "whole number"};
        QTest::newRow("half a second") << listOf({"app", "list", "--timeout", "0.5"})
                                       << QByteArrayList{"--timeout", "\"0.5\"", "whole number"};
        QTest::newRow("a huge limit") << listOf({"release", "list", "--limit", "99999999999"})
                                      << QByteArrayList{"--limit", "999999999"};
        QTest::newRow("no such subcommand")
            << listOf({"--json", "app", "bogus"})
            << QByteArrayList{"\"bogus\"", "\"app\"", "list, show, create, clone"};
        QTest::newRow("no third word") << listOf({"case", "template", "--json"})
                                       << QByteArrayList{"\"case template\"", "show, set, remove"};
        QTest::newRow("no such third word")
            << listOf({"case", "template", "fly"})
            << QByteArrayList{"\"fly\"", "\"case template\"", "show, set, remove"};
        QTest::newRow("a reply without words")
            << listOf({"case", "reply", "1"}) << QByteArrayList{"isn't said", "--template"};
        QTest::newRow("a reply with two") << listOf({"case", "reply", "1", "Hello", "--template", "solved"})
                                          << QByteArrayList{"either", "--template"};
        QTest::newRow("no such command") << listOf({"fly"}) << QByteArrayList{"\"fly\"", "release", "doctor"};
        QTest::newRow("no subcommand") << listOf({"brake"}) << QByteArrayList{"\"brake\"", "on, off, show"};
    }

    void wrongUsageIsToldInPlainWords()
    {
        QFETCH(QStringList, words);
        QFETCH(QByteArrayList, told);
        const End end = run(words);
        QCOMPARE(end.code, 2);
        for (const QByteArray &part : told)
            QVERIFY2(end.error.contains(part), end.error);
        QVERIFY2(end.error.size() < 300, end.error);
    }

    void everyGroupSaysWhatItIsFor()
    {
        const End all = run({"--help"});
        QCOMPARE(all.code, 0);
        for (const char *group : {"app", "release", "pipeline", "case", "ledger", "user", "host", "mailbox",
                                  "secret", "demo", "brake"}) {
            const End one = run({group, "--help"});
            QCOMPARE(one.code, 0);
            const QByteArray title = one.output.split('\n').at(0);
            QVERIFY2(title.size() > 15 && !title.contains("Commands about"), one.output);
            QVERIFY2(all.output.contains(title), title);
        }
    }

    void refusalsAreToldOnStderr()
    {
        const End end = run({"release", "show", "999", "--json"});
        QCOMPARE(end.code, 1);
        QVERIFY(end.output.isEmpty());
        QVERIFY(end.error.startsWith("slipwayctl: "));
        m_token = "wrong";
        QCOMPARE(run({"app", "list"}).code, 1);
    }

    void anotherFoldersServiceIsNotSpokenTo()
    {
        const QString file = m_folder.filePath(QStringLiteral("client.json"));
        QJsonObject client = *objectFromBytes(*readFile(file), file);
        client.insert(QStringLiteral("data"), m_folder.path());
        client.insert(QStringLiteral("folder"), QStringLiteral("the-folder"));
        write(file, toBytes(client));
        QCOMPARE(run({"health"}).code, 0);
        QCOMPARE(run({"ledger", "tail"}).code, 0);
        // Another one took the address.
        client.insert(QStringLiteral("folder"), QStringLiteral("another"));
        write(file, toBytes(client));
        const End refused = run({"health"});
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.error.contains("another data folder"), refused.error);
        // The whole folder is a copy.
        QTemporaryDir original;
        client.insert(QStringLiteral("data"), original.path());
        write(file, toBytes(client));
        const End copy = run({"health"});
        QCOMPARE(copy.code, 3);
        QVERIFY2(copy.error.contains(original.path().toLocal8Bit()), copy.error);
        // The same folder by another name, or named in a container.
        for (const QString &name :
             {m_folder.path() + QStringLiteral("/."), QStringLiteral("/nowhere/data")}) {
            client.insert(QStringLiteral("data"), name);
            client.insert(QStringLiteral("folder"), QStringLiteral("the-folder"));
            write(file, toBytes(client));
            QCOMPARE(run({"health"}).code, 0);
        }
    }

    void withoutAService()
    {
        const auto began = std::chrono::steady_clock::now();
        const End none = run({"app", "list", "--data", "/nonexistent-slipway"});
        QCOMPARE(none.code, 3);
        QVERIFY(none.error.contains("--data"));
        QVERIFY(std::chrono::steady_clock::now() - began < std::chrono::seconds(5));
    }

    void waitsThroughARestart()
    {
        write(m_folder.filePath(QStringLiteral("slipwayd.pid")), "1\n");
        QProcess tail;
        start(tail, {"ledger", "tail", "--follow", "--json"});
        QTest::qWait(700);
        const int port = m_api->server->port();
        m_api->server.reset();
        QProcess list;
        start(list, {"app", "list", "--json"});
        QTest::qWait(1200);
        QCOMPARE(list.state(), QProcess::Running);
        m_api->append(2); // while nobody could see it
        ApiServer::Options options;
        options.address = QStringLiteral("127.0.0.1");
        options.port = port;
        m_api->server = std::make_unique<ApiServer>(
            *m_api->store, *m_api->releases, m_api->registry, *m_api->hosts, *m_api->cases, *m_api->intake,
            *m_api->mailboxes, *m_api->watcher, *m_api->operations, options);
        ApiFixture::must(m_api->server->start());
        QVERIFY(list.waitForFinished(15000));
        QCOMPARE(list.exitCode(), 0);
        m_api->append(1);
        QByteArray lines;
        QVERIFY(
            QTest::qWaitFor([&] { return (lines += tail.readAllStandardOutput()).count('\n') >= 3; }, 15000));
        QCOMPARE(lines.count('\n'), 3);
        tail.kill();
        tail.waitForFinished();
    }

    void patienceIsBounded()
    {
        write(m_folder.filePath(QStringLiteral("slipwayd.pid")), "1\n");
        m_api->server.reset();
        const auto began = std::chrono::steady_clock::now();
        QCOMPARE(run({"app", "list", "--timeout", "2"}).code, 3);
        const auto took = std::chrono::steady_clock::now() - began;
        QVERIFY(took > std::chrono::milliseconds(1500) && took < std::chrono::seconds(10));
    }

    // What is waited for has its time, whether or not the service can be reached meanwhile.
    void aWaitIsBounded()
    {
        write(m_folder.filePath(QStringLiteral("slipwayd.pid")), "1\n");
        m_api->server.reset();
        const auto began = std::chrono::steady_clock::now();
        const End waited = run({"release", "wait", "1", "--for", "live", "--timeout", "2"});
        const auto took = std::chrono::steady_clock::now() - began;
        QVERIFY(waited.code != 0);
        QVERIFY2(waited.error.contains("has not been looked at in that time"), waited.error);
        QVERIFY(took > std::chrono::milliseconds(1500) && took < std::chrono::seconds(10));
    }
};

QTEST_GUILESS_MAIN(TestCtlManners)
#include "TestCtlManners.moc"
