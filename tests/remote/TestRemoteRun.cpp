// remote.run in the engine: what it says before, what comes of it, and how it fails.
#include "remote/RemoteWorld.h"
#include "remote/SshServer.h"

#include <QTest>

using namespace slipway;
using namespace slipway::test;

class TestRemoteRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<SshServer>();
        m_world = std::make_unique<RemoteWorld>(m_folder.path(), m_server->host(), m_server->privateKey());
    }
    void cleanupTestCase()
    {
        m_world.reset();
        m_server.reset();
    }

    void itIsDoneAndTellsWhatWasSaid()
    {
        const qint64 run = m_world->run(
            "  - {id: nothing, do: remote.run, with: {host: web1, command: ['true']}}\n"
            "  - id: says\n    do: remote.run\n"
            "    with: {host: web1, command: [printf, '%s|', \"it's\", '', 7, \"two\\nlines\"]}\n"
            "  - id: after\n    do: remote.run\n"
            "    with: {host: web1, command: [echo, '${steps.says.stdout}']}\n");
        QCOMPARE(m_world->rest(run), RunState::Done);
        QCOMPARE(m_world->step(run, QStringLiteral("says")).output.value(QStringLiteral("stdout")).toString(),
                 QStringLiteral("it's||7|two\nlines|"));
        QCOMPARE(
            m_world->step(run, QStringLiteral("after")).output.value(QStringLiteral("stdout")).toString(),
            QStringLiteral("it's||7|two\nlines|"));
        QVERIFY(m_server->signIns() == 1);
    }

    void aFailureSaysHowAndWhy()
    {
        const qint64 run = m_world->run("  - id: bad\n    do: remote.run\n    with:\n      host: web1\n"
                                        "      command: [sh, -c, 'for i in 1 2 3 4 5 6 7 8 9 10 11 12; do "
                                        "echo line $i >&2; done; exit 42']\n");
        QCOMPARE(m_world->rest(run), RunState::Waiting);
        const QString problem = m_world->problem(run, QStringLiteral("bad"));
        QVERIFY2(problem.contains(QStringLiteral("exit code 42")), qUtf8Printable(problem));
        QVERIFY(problem.contains(QStringLiteral("line 12")) && problem.contains(QStringLiteral("line 3")));
        QVERIFY(!problem.contains(QStringLiteral("line 2\n")));
        QVERIFY(problem.contains(QStringLiteral("web1")));
        end(run);
    }

    void theOutputThatIsKeptIsBounded()
    {
        const qint64 run = m_world->run("  - id: much\n    do: remote.run\n"
                                        "    with: {host: web1, command: [seq, '100000']}\n");
        QCOMPARE(m_world->rest(run), RunState::Done);
        const QJsonObject output = m_world->step(run, QStringLiteral("much")).output;
        QVERIFY(output.value(QStringLiteral("cut")).toBool());
        QVERIFY(output.value(QStringLiteral("stdout")).toString().size() <= 4096);
    }

    void itSaysBeforeWhatItWillDo()
    {
        const qint64 run = m_world->run(
            "  - {id: ask, wait: {signal: go}}\n"
            "  - id: shown\n    do: remote.run\n"
            "    with: {host: web1, command: [systemctl, restart, 'my shop'], observe: [check, it]}\n");
        QCOMPARE(m_world->rest(run), RunState::Waiting);
        const auto lines = m_world->engine->preview(run, QStringLiteral("shown"));
        QVERIFY(lines.has_value());
        QVERIFY2(lines->join(QLatin1Char('\n')).contains(QStringLiteral("deploy@127.0.0.1:")),
                 qUtf8Printable(lines->first()));
        QVERIFY(lines->first().endsWith(QStringLiteral("systemctl restart 'my shop'")));
        QVERIFY(lines->at(1).contains(QStringLiteral("check it")));
        end(run);
    }

    void wrongParametersAreNamed_data()
    {
        QTest::addColumn<QByteArray>("with");
        QTest::addColumn<QString>("word");
        const auto row = [](const char *with, const char *word) {
            QTest::newRow(word) << QByteArray(with) << QString::fromLatin1(word);
        };
        row("{host: nowhere, command: ['true']}", "nowhere");
        row("{command: ['true']}", "no host");
        row("{host: web1}", "\"command\" is not a list");
        row("{host: web1, command: 'true'}", "not a list");
        row("{host: web1, command: []}", "no program");
        row("{host: web1, command: [a, {b: c}]}", "neither text nor a number");
        row("{host: web1, command: [a], observe: [\"\"]}", "with/observe");
        row("{host: web1, command: [a], shell: true}", "\"shell\"");
    }

    void wrongParametersAreNamed()
    {
        QFETCH(QByteArray, with);
        QFETCH(QString, word);
        const qint64 run = m_world->run("  - {id: bad, do: remote.run, with: " + with + "}\n");
        QCOMPARE(m_world->rest(run), RunState::Waiting);
        const QString problem = m_world->problem(run, QStringLiteral("bad"));
        QVERIFY2(problem.contains(word), qUtf8Printable(problem));
        end(run);
    }

    void aStepsTimeoutEndsItThere()
    {
        const qint64 run = m_world->run(
            "  - {id: slow, do: remote.run, timeout: 500ms, with: {host: web1, command: [sleep, 60]}}\n");
        QCOMPARE(m_world->rest(run), RunState::Waiting);
        const QString problem = m_world->problem(run, QStringLiteral("slow"));
        QVERIFY2(problem.contains(QStringLiteral("ended there")), qUtf8Printable(problem));
        end(run);
    }

    void turningBackUndoes()
    {
        const QByteArray file = m_server->path("made").toUtf8();
        const qint64 run =
            m_world->run("  - id: make\n    do: remote.run\n    with: {host: web1, command: [touch, " + file +
                         "], undo: [rm, -f, " + file + "]}\n  - {id: ask, wait: {signal: go}}\n");
        QCOMPARE(m_world->rest(run), RunState::Waiting);
        QVERIFY2(QFile::exists(m_server->path("made")),
                 qUtf8Printable(m_world->problem(run, QStringLiteral("make"))));
        end(run);
        QVERIFY(!QFile::exists(m_server->path("made")));
    }

private:
    void end(qint64 run)
    {
        RemoteWorld::must(m_world->engine->abort(run, QStringLiteral("eva"), QStringLiteral("test")));
        QCOMPARE(m_world->rest(run), RunState::Aborted);
    }

    QTemporaryDir m_folder;
    std::unique_ptr<SshServer> m_server;
    std::unique_ptr<RemoteWorld> m_world;
};

QTEST_GUILESS_MAIN(TestRemoteRun)
#include "TestRemoteRun.moc"
