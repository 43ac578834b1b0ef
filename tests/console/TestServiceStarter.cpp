// The console's own service, with the real slipwayd in a folder of its own: started, adopted, gone, refused.
#include "console/ServiceStarter.h"

#include "client/Client.h"
#include "client/NetworkTransport.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace slipway;

namespace {

constexpr int longEnough = 60000;

struct Outcome
{
    explicit Outcome(ServiceStarter &starter)
        : ready(&starter, &ServiceStarter::ready),
          failed(&starter, &ServiceStarter::failed),
          progress(&starter, &ServiceStarter::progress)
    {
    }
    bool isThere() const { return ready.count() + failed.count() > 0; }
    Problem problem() const { return failed.isEmpty() ? Problem{} : failed.first().first().value<Problem>(); }
    QString log() const { return failed.isEmpty() ? QString() : failed.first().at(1).toString(); }
    QSignalSpy ready;
    QSignalSpy failed;
    QSignalSpy progress;
};

} // namespace

class TestServiceStarter : public QObject
{
    Q_OBJECT

private:
    ServiceStarter::Plan plan() const
    {
        return {m_program, data(), false, m_folder->filePath(QStringLiteral("service.log"))};
    }
    QString data() const { return m_folder->filePath(QStringLiteral("data")); }
    qint64 pid() const
    {
        QFile file(data() + QStringLiteral("/slipwayd.pid"));
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toLongLong() : 0;
    }
    bool answers() const
    {
        NetworkTransport transport;
        const LocalService service(data());
        Client client(transport, [&] { return service.endpoint(); },
                      {[] { return Duration(std::chrono::seconds(5)); }, std::chrono::seconds(5)});
        std::optional<Result<QJsonObject>> answer;
        client.whoAmI().then([&](const Result<QJsonObject> &result) { answer = result; });
        return QTest::qWaitFor([&] { return answer.has_value(); }, 15000) && answer->has_value();
    }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QVERIFY(QDir().mkpath(data()));
        QFile file(data() + QLatin1Char('/') + name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_program = qEnvironmentVariable("SLIPWAY_BIN") + QStringLiteral("/slipwayd");
        QVERIFY2(QFile::exists(m_program), qPrintable(m_program));
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QFile::setPermissions(m_folder->path(), QFile::Permissions(0x7055));
    }

    void cleanup()
    {
        if (QFile::exists(data() + QStringLiteral("/folder.json")))
            QProcess::execute(m_program, {QStringLiteral("--stop"), QStringLiteral("--data"), data()});
    }

    void startedAndOutlivesTheConsole()
    {
        {
            ServiceStarter starter;
            Outcome outcome(starter);
            starter.begin(plan());
            QVERIFY(starter.isBusy());
            QVERIFY(outcome.progress.count() >= 1);
            QTRY_VERIFY_WITH_TIMEOUT(outcome.isThere(), longEnough);
            QVERIFY2(outcome.failed.isEmpty(), qPrintable(outcome.problem().text() + outcome.log()));
            QVERIFY(starter.didStart());
            QVERIFY(LocalService(data()).isServed());
        }
        QVERIFY(pid() > 0);
        QVERIFY(answers());
    }

    void theOneThatServesIsUsed()
    {
        ServiceStarter first;
        Outcome started(first);
        first.begin(plan());
        QTRY_VERIFY_WITH_TIMEOUT(started.isThere(), longEnough);
        const qint64 before = pid();
        ServiceStarter second;
        Outcome adopted(second);
        second.begin(plan());
        QTRY_VERIFY(adopted.isThere());
        QCOMPARE(adopted.ready.count(), 1);
        QVERIFY(!second.didStart());
        QCOMPARE(pid(), before);
        // Also where its process can't be seen: then slipwayd itself says that the folder is served.
        QVERIFY(QFile::remove(data() + QStringLiteral("/slipwayd.pid")));
        ServiceStarter third;
        Outcome told(third);
        third.begin(plan());
        QTRY_VERIFY_WITH_TIMEOUT(told.isThere(), longEnough);
        QCOMPARE(told.ready.count(), 1);
        QVERIFY(!third.didStart());
        write(QStringLiteral("slipwayd.pid"), QByteArray::number(before));
    }

    void oneThatWasKilledIsStartedAgain()
    {
        ServiceStarter starter;
        {
            Outcome outcome(starter);
            starter.begin(plan());
            QTRY_VERIFY_WITH_TIMEOUT(outcome.ready.count() == 1, longEnough);
        }
        const qint64 before = pid();
        ::kill(static_cast<pid_t>(before), SIGKILL);
        const LocalService service(data());
        QTRY_VERIFY(!service.isServed());
        QVERIFY(service.hasProcessId());
        Outcome outcome(starter);
        starter.begin(plan());
        QTRY_VERIFY_WITH_TIMEOUT(outcome.ready.count() == 1, longEnough);
        QVERIFY(starter.didStart());
        QVERIFY(pid() != before);
        QVERIFY(answers());
    }

    void aFolderOfSomebodyElseIsRefusedWithWhatItSaid()
    {
        write(QStringLiteral("letters.txt"), "dear");
        ServiceStarter starter;
        Outcome outcome(starter);
        starter.begin(plan());
        QTRY_VERIFY_WITH_TIMEOUT(outcome.isThere(), longEnough);
        QCOMPARE(outcome.failed.count(), 1);
        QVERIFY(outcome.problem().hint.contains(data()));
        QVERIFY2(outcome.log().contains(data()), qPrintable(outcome.log()));
        QVERIFY(!starter.isBusy());
    }

    void noProgram()
    {
        ServiceStarter starter;
        Outcome outcome(starter);
        ServiceStarter::Plan without = plan();
        without.program = QStringLiteral("/nowhere/slipwayd");
        starter.begin(without);
        QTRY_VERIFY(outcome.isThere());
        QVERIFY(outcome.problem().text().contains(QStringLiteral("/nowhere/slipwayd")));
        without.program.clear();
        starter.begin(without);
        QTRY_COMPARE(outcome.failed.count(), 2);
    }

    void oneThatNeverGetsReady()
    {
        const QString silent = m_folder->filePath(QStringLiteral("slipwayd"));
        QFile file(silent);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\necho 'thinking it over' >&2\necho $$ >\"$0.pid\"\nexec sleep 600\n");
        file.close();
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        ServiceStarter starter;
        Outcome outcome(starter);
        ServiceStarter::Plan slow = plan();
        slow.program = silent;
        starter.begin(slow);
        // Words go on coming, with what it says.
        QTRY_VERIFY_WITH_TIMEOUT(outcome.progress.count() >= 3, 20000);
        QVERIFY(outcome.progress.last().first().toString().contains(QStringLiteral("thinking it over")));
        QVERIFY(starter.isBusy());
        QFile left(silent + QStringLiteral(".pid"));
        QVERIFY(left.open(QIODevice::ReadOnly));
        const pid_t sleeper = left.readAll().trimmed().toInt();
        QVERIFY(sleeper > 0);
        ::kill(sleeper, SIGTERM);
        QTRY_VERIFY(outcome.isThere());
        QVERIFY(outcome.log().contains(QStringLiteral("thinking it over")));
    }

private:
    QString m_program;
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestServiceStarter)
#include "TestServiceStarter.moc"
