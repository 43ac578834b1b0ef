// One console per connection: the second one hands over, also when the first was killed or hangs.
#include "console/SingleInstance.h"

#include <QFile>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QUuid>

#include <csignal>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace slipway;
using Outcome = SingleInstance::Outcome;

class TestSingleInstance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_key = QUuid::createUuid().toString(); }

    void theSecondHandsOver()
    {
        SingleInstance first(m_key);
        QCOMPARE(first.begin({}), Outcome::First);
        QSignalSpy asked(&first, &SingleInstance::asked);
        QCOMPARE(handOver("release/214", "a-token"), Outcome::HandedOver);
        QTRY_COMPARE(asked.count(), 1);
        QCOMPARE(asked.first().at(0).toString(), QStringLiteral("release/214"));
        QCOMPARE(asked.first().at(1).toByteArray(), QByteArray("a-token"));
    }

    void anotherConnectionHasAnother()
    {
        SingleInstance first(m_key);
        QCOMPARE(first.begin({}), Outcome::First);
        SingleInstance other(m_key + QStringLiteral("b"));
        QCOMPARE(other.begin({}), Outcome::First);
    }

    void whoEndsMakesRoom()
    {
        {
            SingleInstance first(m_key);
            QCOMPARE(first.begin({}), Outcome::First);
        }
        SingleInstance next(m_key);
        QCOMPARE(next.begin({}), Outcome::First);
    }

    void whoIsKilledMakesRoom()
    {
        int ready[2];
        QCOMPARE(::pipe(ready), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            SingleInstance first(m_key);
            const char ok = first.begin({}) == Outcome::First ? 'y' : 'n';
            if (::write(ready[1], &ok, 1) != 1)
                ::_exit(1);
            ::pause();
            ::_exit(0);
        }
        char answer = 0;
        QCOMPARE(::read(ready[0], &answer, 1), ssize_t(1));
        QCOMPARE(answer, 'y');
        ::kill(child, SIGKILL);
        QCOMPARE(::waitpid(child, nullptr, 0), child);
        SingleInstance next(m_key);
        QCOMPARE(next.begin({}), Outcome::First);
        QSignalSpy asked(&next, &SingleInstance::asked);
        QCOMPARE(handOver("help/start", {}), Outcome::HandedOver);
        QTRY_COMPARE(asked.count(), 1);
    }

    void whoHangsIsSaid()
    {
        SingleInstance first(m_key);
        QCOMPARE(first.begin({}), Outcome::First);
        // Nobody handles events here meanwhile.
        SingleInstance second(m_key);
        QCOMPARE(second.begin({}), Outcome::Silent);
    }

    void nonsenseIsNotTaken()
    {
        SingleInstance first(m_key);
        QCOMPARE(first.begin({}), Outcome::First);
        QSignalSpy asked(&first, &SingleInstance::asked);
        for (const QByteArray &bytes : {QByteArray("not json\n"), QByteArray(200000, 'x')}) {
            QLocalSocket socket;
            socket.connectToServer(socketOf(first));
            QVERIFY(socket.waitForConnected());
            socket.write(bytes);
            QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
            QVERIFY(socket.readAll().isEmpty());
        }
        QCOMPARE(asked.count(), 0);
    }

    void onlyItsUserMaySpeakToIt()
    {
        SingleInstance first(m_key);
        QCOMPARE(first.begin({}), Outcome::First);
        const QFile::Permissions others =
            QFile::ReadOther | QFile::WriteOther | QFile::ReadGroup | QFile::WriteGroup;
        QVERIFY(!(QFile::permissions(socketOf(first)) & others));
    }

private:
    // On another thread: the first one answers by its events.
    Outcome handOver(const char *reference, const QByteArray &token) const
    {
        std::atomic<bool> isDone = false;
        Outcome outcome = Outcome::Silent;
        qputenv("XDG_ACTIVATION_TOKEN", token);
        std::thread second([&] {
            SingleInstance instance(m_key);
            outcome = instance.begin(QLatin1String(reference));
            isDone = true;
        });
        while (!isDone)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
        second.join();
        qunsetenv("XDG_ACTIVATION_TOKEN");
        return outcome;
    }
    static QString socketOf(const SingleInstance &instance) { return instance.socket(); }

    QString m_key;
};

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "TestSingleInstance.moc"
