// What slipwayctl does and answers, command by command.
#include "ctl/CtlFixture.h"
#include "remote/SshServer.h"
#include "service/ipc/Process.h"

using namespace slipway;
using namespace slipway::test;

class TestCtl : public QObject, private CtlFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void lists()
    {
        const End applications = run({"app", "list", "--json"});
        QCOMPARE(applications.code, 0);
        QCOMPARE(applications.object().value(QStringLiteral("items")).toArray().size(), 2);
        for (const QStringList &words :
             {listOf({"release", "list"}), listOf({"pipeline", "list"}), listOf({"user", "list"}),
              listOf({"app", "list"}), listOf({"demo", "show"}), listOf({"health"}),
              listOf({"brake", "show"}), listOf({"ledger", "tail"}), listOf({"duty", "show"}),
              listOf({"duty", "shifts"}), listOf({"page", "list", "--search", "eva"})}) {
            const End plain = run(words);
            QVERIFY2(plain.code == 0, plain.error);
            QVERIFY(!plain.output.isEmpty());
        }
    }

    void pagesForTheCustomer()
    {
        QCOMPARE(run({"page", "list", "--for-customer"}).code, 2); // whose?
        const End staff = run({"page", "list", "--csv"});
        QCOMPARE(staff.code, 0);
        QCOMPARE(staff.output.split('\n').front().trimmed(),
                 "id,case,step,to,method,address,due,claimed,sent,accepted,refused,bounced,why,withdrawn,"
                 "acknowledged,attempts,lateness_ms");
        const End customer = run({"page", "list", "--case", "1", "--for-customer"});
        QCOMPARE(customer.code, 0);
        QCOMPARE(
            customer.output.split('\n').front().trimmed(),
            "id,case,step,method,due,claimed,sent,accepted,refused,bounced,withdrawn,acknowledged,attempts,"
            "lateness_ms");
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

    void templatesAreSetAndAnsweredWith()
    {
        const QByteArray shipped = run({"case", "templates"}).output;
        for (const char *name : {"received", "need-more", "solved", "planned-work"})
            QVERIFY2(shipped.contains(name), shipped);
        const End untitled = run({"case", "template", "set", "hello", "--text", "Dear {{contact}}"});
        QCOMPARE(untitled.code, 1);
        QVERIFY2(untitled.error.contains("--title"), untitled.error);
        const End wrong = run({"case", "template", "set", "hello", "--title", "Hello"}, "Dear {{lord}}");
        QCOMPARE(wrong.code, 1);
        QVERIFY2(wrong.error.contains("{{lord}}") && wrong.error.contains("{{contact}}"), wrong.error);
        const QByteArray text = "Dear {{contact}},\nit is {{case}}: {{subject}}.\n";
        const End set = run({"case", "template", "set", "hello", "--title", "Hello", "--json"}, text);
        QVERIFY2(set.code == 0, set.error);
        QCOMPARE(set.object().value(QStringLiteral("by")).toString(), QStringLiteral("admin"));
        QCOMPARE(run({"case", "template", "show", "hello"}).output, text + '\n');
        // Its title stays where only the text is given.
        QCOMPARE(
            run({"case", "template", "set", "hello", "--text", QString::fromUtf8(text) + QLatin1Char('!')})
                .code,
            0);
        QCOMPARE(run({"case", "template", "show", "hello", "--json"})
                     .object()
                     .value(QStringLiteral("title"))
                     .toString(),
                 QStringLiteral("Hello"));
        QCOMPARE(run({"case", "reply", "1", "--template", "hello"}).code, 0);
        // The case has no application.
        const End lacking = run({"case", "reply", "1", "--template", "planned-work"});
        QCOMPARE(lacking.code, 1);
        QVERIFY2(lacking.error.contains("{{application}}") && lacking.error.contains("--allow-missing"),
                 lacking.error);
        const End anyway = run({"case", "reply", "1", "--template", "planned-work", "--allow-missing"});
        QVERIFY2(anyway.code == 0 && anyway.error.contains("{{application}}"), anyway.error);
        QStringList said;
        for (const QJsonValue &message :
             run({"case", "show", "1", "--json"}).object().value(QStringLiteral("messages")).toArray())
            said.append(message.toObject().value(QStringLiteral("text")).toString());
        QCOMPARE(said.size(), 3);
        QCOMPARE(said.at(1), QStringLiteral("Dear Maria,\nit is 1: The shop is slow.\n!"));
        QVERIFY(said.at(2).contains(QStringLiteral("work on :")));
        QCOMPARE(run({"case", "template", "remove", "hello"}).code, 0);
        QCOMPARE(run({"case", "template", "remove", "hello"}).code, 1);
        const End gone = run({"case", "reply", "1", "--template", "hello"});
        QVERIFY2(gone.code == 1 && gone.error.contains("case templates"), gone.error);
    }

    // Exit codes of sysexits.h, by which a mail system knows what to do with the mail.
    void aMailIsTakenKeptOrSentBack()
    {
        const QByteArray head = "From: maria@northwind.example\nTo: support@p.example\nSubject: Slow\n\n";
        const End taken = run({"mail", "intake", "--json"}, head + "Since this morning.\n");
        QVERIFY2(taken.code == 0, taken.error);
        QCOMPARE(taken.object().value(QStringLiteral("verdict")).toString(), QStringLiteral("opened"));
        const End large = run({"mail", "intake"}, head + QByteArray(64 * 1024 * 1024, 'x'));
        QCOMPARE(large.code, 65);
        QVERIFY2(large.error.contains("larger than 64 MB"), large.error);
        QVERIFY(large.output.isEmpty());
        m_token = "wrong";
        QCOMPARE(run({"mail", "intake"}, head + "Hello?\n").code, 75);
    }

    void noBackupIsMadeForNowhere()
    {
        const End end = run({"backup", "/nosuch/shop.tar"});
        QCOMPARE(end.code, 1);
        QVERIFY2(end.error.contains("/nosuch"), end.error);
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
        m_token = run({"user", "token", "eva"}).output.trimmed();
        QVERIFY(m_token.startsWith("slw_"));
        const End own = run({"release", "list", "--json"});
        QCOMPARE(own.object().value(QStringLiteral("items")).toArray().size(), 1);
        QCOMPARE(run({"user", "list"}).code, 1);
        // Customers have no feed; waiting works all the same.
        QCOMPARE(
            run({"release", "wait", QString::number(m_api->release), "--for", "waiting", "--timeout", "20"})
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
};

QTEST_GUILESS_MAIN(TestCtl)
#include "TestCtl.moc"
