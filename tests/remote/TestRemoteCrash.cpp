// kill -9 of the service before, while and after a command runs on another host: it never runs twice, and
// where nobody can tell whether it has run, a person is asked.
#include "domain/Json.h"
#include "remote/SshServer.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

using namespace slipway;
using namespace slipway::test;

namespace {

struct End
{
    int code = -1; // -1: killed
    QByteArray error;
};

} // namespace

class TestRemoteCrash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_server = std::make_unique<SshServer>(); }
    void cleanupTestCase() { m_server.reset(); }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        write("host.json", toBytes(m_server->host().toJson()));
        write("key", m_server->privateKey());
        for (const char *name : {"journal", "done", "runs", "blocked", "ended"})
            QFile::remove(m_server->path(name));
        for (const char *name : {"runs", "blocked", "ended"})
            m_server->makePipe(name);
    }

    void killedBefore()
    {
        steps("echo once >> " + there("journal"), "test, -e, " + there("journal"));
        QCOMPARE(live("before").code, -1);
        QCOMPARE(journal(), QByteArray());
        QCOMPARE(live("never").code, 0);
        QCOMPARE(journal(), "once\n");
    }

    void killedAfter()
    {
        steps("echo once >> " + there("journal"), "test, -e, " + there("journal"));
        QCOMPARE(live("after").code, -1);
        QCOMPARE(live("never").code, 0);
        QCOMPARE(journal(), "once\n");
    }

    void withoutAWayToTellAPersonIsAsked_data()
    {
        QTest::addColumn<QByteArray>("where");
        QTest::newRow("before") << QByteArray("before");
        QTest::newRow("after") << QByteArray("after");
    }

    void withoutAWayToTellAPersonIsAsked()
    {
        QFETCH(QByteArray, where);
        steps("echo once >> " + there("journal"), {});
        QCOMPARE(live(where).code, -1);
        const QByteArray before = journal();
        const End end = live("never");
        QCOMPARE(end.code, 7);
        QVERIFY2(end.error.contains("is not known"), end.error);
        QCOMPARE(journal(), before);
    }

    // "not done" says nothing while it is still being done.
    void killedWhileItGoesOnRunning()
    {
        steps(waitingCommand(), "test, -e, " + there("done"));
        killWhileItRuns();
        const End end = live("never");
        QCOMPARE(end.code, 7);
        QVERIFY2(end.error.contains("still runs"), end.error);
        QCOMPARE(journal(), "once\n");
        letGoOn();
    }

    void killedWhileItRanToItsEnd()
    {
        steps(waitingCommand(), "test, -e, " + there("done"));
        killWhileItRuns();
        letGoOn();
        // Its shell may need a moment more to go than to say so: somebody looks again then.
        QCOMPARE(live("attended").code, 0);
        QCOMPARE(journal(), "once\n");
    }

    void anAnswerThatIsNeitherAsksAPerson()
    {
        steps("echo once >> " + there("journal"), "sh, -c, 'echo no idea >&2; exit 3'");
        QCOMPARE(live("after").code, -1);
        const End end = live("never");
        QCOMPARE(end.code, 7);
        QVERIFY2(end.error.contains("no idea"), end.error);
        QCOMPARE(journal(), "once\n");
    }

    void killedAtRandom_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 4; ++seed)
            QTest::addRow("%u", seed) << seed;
    }

    void killedAtRandom()
    {
        QFETCH(quint32, seed);
        QRandomGenerator random(seed);
        QFile file(m_server->path("journal"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.setPermissions(QFile::Permissions(0x6666));
        file.close();
        QByteArray yaml;
        for (const char *id : {"a", "b", "c", "d", "e", "f"})
            yaml += step(id, QByteArray("echo ") + id + " >> " + there("journal"),
                         QByteArray("grep, -qx, ") + id + ", " + there("journal"));
        write("steps.yaml", yaml);
        int kills = 0;
        for (int i = 0; i < 60; ++i) {
            QProcess child;
            start(child, "attended");
            // The first one dies while it still connects, in the last one's time everything ends.
            const int moment = i == 0 ? 40 : 40 + static_cast<int>(random.bounded(160));
            if (child.waitForFinished(i == 59 ? 30'000 : moment)) {
                QCOMPARE(child.exitCode(), 0);
                break;
            }
            child.kill();
            QVERIFY(child.waitForFinished());
            ++kills;
        }
        QVERIFY(kills > 0);
        QCOMPARE(journal(), "a\nb\nc\nd\ne\nf\n");
    }

private:
    QByteArray there(const char *name) const { return m_server->path(name).toUtf8(); }
    QByteArray journal() const { return readFile(m_server->path("journal")).value_or(QByteArray()); }
    void write(const char *name, const QByteArray &bytes) const
    {
        QVERIFY(writeFileAtomically(m_folder->filePath(QLatin1String(name)), bytes));
    }

    static QByteArray step(const QByteArray &id, const QByteArray &shell, const QByteArray &observe)
    {
        return "  - id: " + id +
               "\n    do: remote.run\n    with:\n      host: web1\n      command: [sh, -c, '" + shell +
               "']\n" + (observe.isEmpty() ? QByteArray() : "      observe: [" + observe + "]\n");
    }
    void steps(const QByteArray &shell, const QByteArray &observe) const
    {
        write("steps.yaml", step("a", shell, observe));
    }

    // Says that it runs, waits to be let on, and says that it has ended.
    QByteArray waitingCommand() const
    {
        return "echo once >> " + there("journal") + "; echo > " + there("runs") + "; cat < " +
               there("blocked") + "; touch " + there("done") + "; echo > " + there("ended");
    }
    void killWhileItRuns()
    {
        QProcess child;
        start(child, "never");
        lineFrom(m_server->path("runs"));
        child.kill();
        QVERIFY(child.waitForFinished());
    }
    void letGoOn()
    {
        QFile blocked(m_server->path("blocked"));
        QVERIFY(blocked.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        blocked.close();
        lineFrom(m_server->path("ended"));
    }

    void start(QProcess &child, const QByteArray &where)
    {
        child.start(QCoreApplication::applicationDirPath() + QStringLiteral("/remote-crash-child"),
                    {m_folder->path(), QString::fromLatin1(where)});
    }
    End live(const QByteArray &where)
    {
        QProcess child;
        start(child, where);
        if (!child.waitForFinished(60'000))
            return {-2, "it doesn't end"};
        return {child.exitStatus() == QProcess::CrashExit ? -1 : child.exitCode(),
                child.readAllStandardError()};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SshServer> m_server;
};

QTEST_GUILESS_MAIN(TestRemoteCrash)
#include "TestRemoteCrash.moc"
