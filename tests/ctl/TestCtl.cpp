// slipwayctl as a real process against the real server: answers, exit codes, waiting, and a restarting
// service.
#include "api/ApiFixture.h"
#include "remote/SshServer.h"
#include "service/ipc/Process.h"

#include <QJsonDocument>
#include <QProcess>

using namespace slipway;
using namespace slipway::test;

namespace {

// A word of a command line, from a literal or a text.
struct Word
{
    Word(const char *literal) : text(QLatin1String(literal)) {}
    Word(QString given) : text(std::move(given)) {}
    QString text;
};
using Words = std::initializer_list<Word>;

struct End
{
    int code = -1;
    QByteArray output;
    QByteArray error;
    QJsonObject object() const { return QJsonDocument::fromJson(output).object(); }
};

} // namespace

class TestCtl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_api = std::make_unique<ApiFixture>();
        writeClient(m_api->server->port());
    }
    void cleanup() { m_api.reset(); }

    void lists()
    {
        const End applications = run({"app", "list", "--json"});
        QCOMPARE(applications.code, 0);
        QCOMPARE(applications.object().value(QStringLiteral("items")).toArray().size(), 2);
        for (const QStringList &words :
             {listOf({"release", "list"}), listOf({"pipeline", "list"}), listOf({"user", "list"}),
              listOf({"app", "list"}), listOf({"demo", "show"}), listOf({"health"}),
              listOf({"brake", "show"}), listOf({"ledger", "tail"})}) {
            const End plain = run(words);
            QVERIFY2(plain.code == 0, plain.error);
            QVERIFY(!plain.output.isEmpty());
        }
    }

    void anApplicationByEitherName()
    {
        const End full = run({"app", "show", "northwind/shop", "--json"});
        QCOMPARE(full.code, 0);
        const QJsonObject environment =
            full.object().value(QStringLiteral("environments")).toArray().at(0).toObject();
        for (const char *field : {"name", "role", "url", "address", "state", "version", "ssh"})
            QVERIFY2(environment.contains(QLatin1String(field)), field);
        QCOMPARE(environment.value(QStringLiteral("ssh")).toObject().value(QStringLiteral("port")).toInt(),
                 2222);
        const End both = run({"app", "show", "shop"});
        QCOMPARE(both.code, 1);
        QVERIFY(both.error.contains("southwind/shop"));
        QCOMPARE(run({"app", "show", "nothing"}).code, 1);
    }

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
            << QByteArrayList{"\"abc\"", "number of a release", "release list"};
        QTest::newRow("a huge release") << listOf({"release", "show", "99999999999999999999"})
                                        << QByteArrayList{"\"99999999999999999999\"", "number of a release"};
        QTest::newRow("a negative limit") << listOf({"release", "list", "--limit=-3"})
                                          << QByteArrayList{"--limit", "\"-3\"", "whole number"};
        QTest::newRow("half a second") << listOf({"app", "list", "--timeout", "0.5"})
                                       << QByteArrayList{"--timeout", "\"0.5\"", "whole number"};
        QTest::newRow("a huge limit") << listOf({"release", "list", "--limit", "99999999999"})
                                      << QByteArrayList{"--limit", "999999999"};
        QTest::newRow("no such subcommand")
            << listOf({"--json", "app", "bogus"})
            << QByteArrayList{"\"bogus\"", "\"app\"", "list, show, create, clone"};
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

    void noBackupIsMadeForNowhere()
    {
        const End end = run({"backup", "/nosuch/shop.tar"});
        QCOMPARE(end.code, 1);
        QVERIFY2(end.error.contains("/nosuch"), end.error);
    }

    void everyGroupSaysWhatItIsFor()
    {
        const End all = run({"--help"});
        QCOMPARE(all.code, 0);
        for (const char *group :
             {"app", "release", "pipeline", "ledger", "user", "host", "secret", "demo", "brake"}) {
            const End one = run({group, "--help"});
            QCOMPARE(one.code, 0);
            const QByteArray title = one.output.split('\n').at(0);
            QVERIFY2(title.size() > 15 && !title.contains("Commands about"), one.output);
            QVERIFY2(all.output.contains(title), title);
        }
    }

    void aReleaseUnderTheBrakeSaysThatItWaits()
    {
        QVERIFY(
            !run({"release", "start", "southwind/shop", "--pipeline", "waiting"}).output.contains("brake"));
        QCOMPARE(run({"brake", "on", "--reason", "disk is full"}).code, 0);
        ApiFixture::must(
            m_api->operations->createApplication({{QStringLiteral("customer"), QStringLiteral("northwind")},
                                                  {QStringLiteral("slug"), QStringLiteral("other")},
                                                  {QStringLiteral("name"), QStringLiteral("Other")}},
                                                 QStringLiteral("test")));
        const End started = run({"release", "start", "northwind/other", "--pipeline", "waiting"});
        QVERIFY2(started.code == 0, started.error);
        QVERIFY2(started.output.contains("the brake is on") && started.output.contains("brake off"),
                 started.output);
    }

    void refusalsAreToldOnStderr()
    {
        const End end = run({"release", "show", "999", "--json"});
        QCOMPARE(end.code, 1);
        QVERIFY(end.output.isEmpty());
        QVERIFY(end.error.startsWith("slipwayctl: "));
        const End token = run({"app", "list", "--token", "wrong"});
        QCOMPARE(token.code, 1);
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

    void aReleaseIsSignedAndWaitedFor()
    {
        const QString id = QString::number(m_api->release);
        const End waiting = run({"release", "wait", id, "--for", "waiting", "--timeout", "20", "--json"});
        QVERIFY2(waiting.code == 0, waiting.error);
        const End late = run({"release", "wait", id, "--timeout", "1"});
        QCOMPARE(late.code, 1);
        QVERIFY(late.error.contains("still waiting"));
        const End again = run({"release", "start", "northwind/shop", "--pipeline", "waiting"});
        QCOMPARE(again.code, 1);

        QProcess waiter;
        start(waiter, {"release", "wait", id, "--for", "finalized", "--timeout", "30", "--json"});
        QTest::qWait(500);
        QCOMPARE(waiter.state(), QProcess::Running);
        const End shown = run({"release", "show", id, "--json"});
        QCOMPARE(shown.object().value(QStringLiteral("steps")).toArray().size(), 1);
        QCOMPARE(run({"release", "step", id, "ready", "--json"}).code, 0);
        const End signedOff = run({"release", "signoff", id, "--note", "fine", "--json"});
        QVERIFY2(signedOff.code == 0, signedOff.error);
        QVERIFY(waiter.waitForFinished(20000));
        QCOMPARE(waiter.exitCode(), 0);
        // Over is over: nothing else can come of it.
        QCOMPARE(run({"release", "wait", id, "--for", "live", "--timeout", "5"}).code, 1);
        QCOMPARE(run({"release", "wait", id}).code, 0);
        QCOMPARE(run({"release", "report", id, "--json"}).code, 0);
        QVERIFY(run({"release", "show", id}).output.contains("ready"));
    }

    void tailPrintsEveryEventAtOnce()
    {
        QProcess tail;
        start(tail, {"ledger", "tail", "--follow", "--json"});
        QTest::qWait(700);
        m_api->append(3);
        QByteArray lines;
        QVERIFY(
            QTest::qWaitFor([&] { return (lines += tail.readAllStandardOutput()).count('\n') >= 3; }, 10000));
        for (const QByteArray &line : lines.trimmed().split('\n'))
            QCOMPARE(QJsonDocument::fromJson(line).object().value(QStringLiteral("kind")).toString(),
                     QStringLiteral("test.tick"));
        tail.kill();
        tail.waitForFinished();
        QCOMPARE(run({"ledger", "tail", "--since", "0", "--json"}).output.count('\n'),
                 m_api->head()->value(QStringLiteral("seq")).toInt());
    }

    void theLedgerByWhoWhatAndAboutWhat()
    {
        m_api->append(2);
        const QString id = QString::number(m_api->release);
        QCOMPARE(run({"ledger", "tail", "--kind", "test.", "--json"}).output.count('\n'), 2);
        QCOMPARE(run({"ledger", "tail", "--kind", "test.", "--limit", "1", "--json"}).output.count('\n'), 1);
        const End about =
            run({"ledger", "tail", "--subject", QStringLiteral("release/") + id, "--json", "--limit", "50"});
        QVERIFY(about.output.contains("release.created"));
        qint64 before = 0;
        for (const QByteArray &line : about.output.trimmed().split('\n')) {
            const QJsonObject event = QJsonDocument::fromJson(line).object();
            QCOMPARE(event.value(QStringLiteral("subject")).toString(), QStringLiteral("release/") + id);
            QVERIFY(event.value(QStringLiteral("seq")).toInteger() > before); // oldest first
            before = event.value(QStringLiteral("seq")).toInteger();
        }
        QVERIFY(run({"ledger", "tail", "--actor", "nobody"}).output.isEmpty());
        QCOMPARE(run({"ledger", "tail", "--search", "no such word"}).output.count('\n'), 0);
    }

    void whatComesByKind()
    {
        const QString head = QString::number(m_api->head()->value(QStringLiteral("seq")).toInteger());
        QProcess tail;
        start(tail, {"ledger", "tail", "--follow", "--since", head, "--kind", "run.", "--json"});
        const QString id = QString::number(m_api->release);
        m_api->append(1);
        QCOMPARE(run({"release", "pause", id}).code, 0);
        m_api->append(1);
        QCOMPARE(run({"release", "resume", id}).code, 0);
        QByteArray lines;
        QVERIFY(
            QTest::qWaitFor([&] { return (lines += tail.readAllStandardOutput()).count('\n') >= 2; }, 20000));
        tail.kill();
        tail.waitForFinished();
        QCOMPARE(lines.count("\"kind\":\"run."), 2);
        QCOMPARE(lines.count("test.tick"), 0);
    }

    void theAddressAlone()
    {
        const End without = run({"app", "url", "northwind/shop"});
        QCOMPARE(without.code, 1);
        QVERIFY2(without.error.contains("shop-1 has no address"), without.error);
        const QJsonArray environments = run({"app", "show", "northwind/shop", "--json"})
                                            .object()
                                            .value(QStringLiteral("environments"))
                                            .toArray();
        const qint64 id = environments.at(0).toObject().value(QStringLiteral("id")).toInteger();
        ApiFixture::must(m_api->store->write([id](Transaction &transaction) {
            return CatalogRepository::setAddress(transaction, QStringLiteral("test"), id,
                                                 QStringLiteral("127.1.2.3"), 8080);
        }));
        QCOMPARE(run({"app", "url", "northwind/shop"}).output, QByteArray("http://127.1.2.3:8080/\n"));
        QCOMPARE(run({"app", "url", "northwind/shop", "--environment", "shop-1"}).output,
                 QByteArray("http://127.1.2.3:8080/\n"));
        const End none = run({"app", "url", "northwind/shop", "--environment", "nowhere"});
        QCOMPARE(none.code, 1);
        QVERIFY2(none.error.contains("shop-1"), none.error);
    }

    void aReleaseIsStartedWithANote()
    {
        const End started = run({"release", "start", "southwind/shop", "--pipeline", "waiting", "--note",
                                 "the autumn's look", "--json"});
        QVERIFY2(started.code == 0, started.error);
        const QByteArray told = run({"ledger", "tail", "--kind", "release.created", "--json"}).output;
        QVERIFY2(told.contains("\"note\":\"the autumn's look\""), told);
    }

    void pipelinesFromAFile()
    {
        const QString file = m_folder.filePath(QStringLiteral("p.yaml"));
        write(file, ApiFixture::waitingPipeline().replace("waiting", "imported"));
        QCOMPARE(run({"pipeline", "check", file}).code, 0);
        QCOMPARE(
            run({"pipeline", "import", file, "--json"}).object().value(QStringLiteral("name")).toString(),
            QStringLiteral("imported"));
        QVERIFY(run({"pipeline", "show", "imported"}).output.startsWith("name: imported\n"));
        write(file, "");
        const End empty = run({"pipeline", "check", file});
        QCOMPARE(empty.code, 1);
        QVERIFY2(empty.error.contains("p.yaml:1:1") && empty.error.contains("name, version and steps"),
                 empty.error);
        write(file, "name: [\n");
        const End bad = run({"pipeline", "check", file});
        QCOMPARE(bad.code, 1);
        QVERIFY2(bad.error.contains("p.yaml:"), bad.error);
        QCOMPARE(run({"pipeline", "check", "-"}, ApiFixture::waitingPipeline()).code, 0);
    }

    void usersGetTheirPasswordFromStdin()
    {
        QCOMPARE(run({"user", "add", "eva", "--role", "customer", "--customer", "northwind"}, "long enough\n")
                     .code,
                 0);
        const QByteArray token = run({"user", "token", "eva"}).output.trimmed();
        QVERIFY(token.startsWith("slw_"));
        const End own = run({"release", "list", "--json", "--token", QString::fromLatin1(token)});
        QCOMPARE(own.object().value(QStringLiteral("items")).toArray().size(), 1);
        QCOMPARE(run({"user", "list", "--token", QString::fromLatin1(token)}).code, 1);
        // Customers have no feed; waiting works all the same.
        QCOMPARE(run({"release", "wait", QString::number(m_api->release), "--for", "waiting", "--timeout",
                      "20", "--token", QString::fromLatin1(token)})
                     .code,
                 0);
    }

    void hostsAreAddedOnceTheirKeyIsConfirmed()
    {
        SshServer server;
        const Host host = server.host();
        const QStringList add = listOf({"host", "add", "web1", "--address", host.address, "--port",
                                        QString::number(host.port), "--user", host.user});
        const QStringList withFile = add + listOf({"--key", server.keyFile()});
        const End refused = run(withFile, "no\n");
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.error.contains(fingerprintOf(host.hostKey).toUtf8()), refused.error);
        QCOMPARE(run({"host", "list", "--json"}).object().value(QStringLiteral("items")).toArray().size(), 0);
        const End added = run(withFile, "yes\n");
        QVERIFY2(added.code == 0, added.error);
        const End shown = run({"host", "show", "web1", "--json"});
        QCOMPARE(shown.object().value(QStringLiteral("host_key")).toString(), host.hostKey);
        QCOMPARE(run(withFile, "yes\n").code, 1);
        SshCall nothing;
        nothing.command = "true";
        QCOMPARE(m_api->ssh.run(host, nothing)->exitCode, 0);
        QCOMPARE(run({"host", "remove", "web1"}).code, 0);
        // Without a question, and with the private key from stdin.
        const End piped = run(add + listOf({"--key", "-", "--host-key", host.hostKey}), server.privateKey());
        QVERIFY2(piped.code == 0, piped.error);
        for (const QStringList &words :
             {listOf({"host", "list"}), listOf({"host", "show", "web1"}), listOf({"secret", "list"})})
            QVERIFY(run(words).output.contains("host.web1"));
    }

    void secretsComeFromStdin()
    {
        QCOMPARE(run({"secret", "set", "mail"}, "hush hush\n").code, 0);
        QCOMPARE(m_api->secrets.get(QStringLiteral("mail"))->bytes().toByteArray(), "hush hush");
        QCOMPARE(run({"secret", "set", "lines"}, "one\ntwo\n").code, 0);
        QCOMPARE(m_api->secrets.get(QStringLiteral("lines"))->bytes().toByteArray(), "one\ntwo\n");
        QCOMPARE(run({"secret", "set", "bytes"}, QByteArray("\xff\x00\n", 3)).code, 1);
        QCOMPARE(run({"secret", "set", "empty"}, "").code, 1);
        QCOMPARE(run({"secret", "set", "mail", "value"}).code, 2);
        QCOMPARE(run({"secret", "list"}).output.count("hush"), 0);
        QCOMPARE(run({"secret", "remove", "mail"}).code, 0);
        QCOMPARE(run({"secret", "remove", "mail"}).code, 1);
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
        m_api->server =
            std::make_unique<ApiServer>(*m_api->store, *m_api->releases, m_api->registry, *m_api->hosts,
                                        *m_api->cases, *m_api->intake, *m_api->operations, options);
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

private:
    static QStringList listOf(Words words)
    {
        QStringList list;
        for (const Word &word : words)
            list.append(word.text);
        return list;
    }
    void start(QProcess &process, Words words) { start(process, listOf(words)); }

    void start(QProcess &process, const QStringList &words)
    {
        QStringList all = words;
        if (!words.contains(QStringLiteral("--data")))
            all << QStringLiteral("--data") << m_folder.path();
        process.start(qEnvironmentVariable("SLIPWAY_BIN") + QStringLiteral("/slipwayctl"), all);
    }

    End run(const QStringList &words, const QByteArray &input = {})
    {
        QProcess process;
        start(process, words);
        process.write(input);
        process.closeWriteChannel();
        End end;
        if (!process.waitForFinished(60000))
            return end;
        end.code = process.exitCode();
        end.output = process.readAllStandardOutput();
        end.error = process.readAllStandardError();
        return end;
    }
    End run(Words words, const QByteArray &input = {}) { return run(listOf(words), input); }

    static void write(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(bytes);
    }

    void writeClient(int port)
    {
        write(m_folder.filePath(QStringLiteral("client.json")),
              toBytes(QJsonObject{
                  {QStringLiteral("url"), QStringLiteral("http://127.0.0.1:%1").arg(port)},
                  {QStringLiteral("token"), QString::fromLatin1(m_api->tokens[QStringLiteral("admin")])}}));
        QFile::remove(m_folder.filePath(QStringLiteral("slipwayd.pid")));
    }

    QTemporaryDir m_folder;
    std::unique_ptr<ApiFixture> m_api;
};

QTEST_GUILESS_MAIN(TestCtl)
#include "TestCtl.moc"
