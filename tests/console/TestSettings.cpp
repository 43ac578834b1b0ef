// Settings through faults: broken, read-only and full, two at once, and ended in the middle.
#include "console/Settings.h"

#include "domain/Json.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <chrono>
#include <csignal>
#include <ctime>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace slipway;

namespace {

const QString key = QStringLiteral("window");

// By this thread alone, however much else runs beside it.
std::chrono::microseconds worked()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_nsec / 1000);
}

QJsonObject contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return objectFromBytes(file.readAll(), path).value_or(QJsonObject());
}

} // namespace

class TestSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("sub/console.json"));
    }

    void whatWasSetIsThereNextTime()
    {
        {
            Settings settings(m_path);
            QVERIFY(!settings.loadProblem());
            QVERIFY(settings.value(key).isUndefined());
            settings.set(key, QJsonObject{{QStringLiteral("width"), 1280}});
            settings.set(QStringLiteral("gone"), 1);
            settings.set(QStringLiteral("gone"), QJsonValue());
        }
        Settings again(m_path);
        QCOMPARE(again.value(key).toObject().value(QStringLiteral("width")).toInt(), 1280);
        QVERIFY(again.value(QStringLiteral("gone")).isUndefined());
    }

    void itIsWrittenByItselfSoonAfter()
    {
        Settings settings(m_path);
        settings.set(key, 1);
        QVERIFY(!QFile::exists(m_path));
        settings.set(key, 2);
        QTRY_COMPARE(contentOf(m_path).value(key).toInt(), 2);
    }

    void aBrokenFileIsKeptAsideAndSaid()
    {
        QVERIFY(QDir().mkpath(QFileInfo(m_path).path()));
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"window\": tru");
        file.close();
        Settings settings(m_path);
        QVERIFY(settings.loadProblem());
        const QString aside = settings.loadProblem()->where;
        QVERIFY2(aside.contains(QStringLiteral(".broken-")), qPrintable(aside));
        QFile kept(aside);
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), QByteArray("{\"window\": tru"));
        settings.set(key, 3);
        settings.flush();
        QCOMPARE(contentOf(m_path).value(key).toInt(), 3);
    }

    // Long drafts are settings, too.
    void whatIsLongIsThereNextTime()
    {
        const QString draft(6 * 1024 * 1024, QLatin1Char('d'));
        {
            Settings settings(m_path);
            settings.set(key, draft);
        }
        Settings again(m_path);
        QVERIFY(!again.loadProblem());
        QCOMPARE(again.value(key).toString(), draft);
    }

    // Nobody who types waits until everything is made into a file.
    void theFileIsMadeBesideTheWindow()
    {
        QJsonObject drafts;
        const QString words = QStringLiteral("“words” that were typed, ").repeated(200);
        for (int i = 0; i < 4000; ++i)
            drafts.insert(QStringLiteral("draft %1").arg(i), words);
        const auto began = worked();
        const QByteArray whole = QJsonDocument(drafts).toJson();
        const auto alone = worked() - began;
        Settings settings(m_path);
        settings.set(key, drafts);
        const auto before = worked();
        QTRY_VERIFY(QFileInfo(m_path).size() > whole.size());
        const auto took = worked() - before;
        QVERIFY2(
            took < alone / 2,
            qPrintable(QStringLiteral("%1 µs, alone it takes %2 µs").arg(took.count()).arg(alone.count())));
    }

    void whatIsFarTooLongIsKeptAsideAndSaid()
    {
        const qint64 size = 65 * 1024 * 1024;
        QVERIFY(QDir().mkpath(QFileInfo(m_path).path()));
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(size));
        file.close();
        Settings settings(m_path);
        QVERIFY(settings.loadProblem());
        QVERIFY2(settings.loadProblem()->what.contains(QStringLiteral("larger than")),
                 qPrintable(settings.loadProblem()->what));
        QCOMPARE(QFileInfo(settings.loadProblem()->where).size(), size);
    }

    // It would be thrown away at the next start.
    void whatIsFarTooLongIsntWritten()
    {
        {
            Settings settings(m_path);
            settings.set(key, 1);
        }
        Settings settings(m_path);
        QSignalSpy failed(&settings, &Settings::failed);
        settings.set(key, QString(65 * 1024 * 1024, QLatin1Char('d')));
        settings.flush();
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(contentOf(m_path).value(key).toInt(), 1);
        settings.set(key, 2);
        settings.flush();
        QCOMPARE(contentOf(m_path).value(key).toInt(), 2);
    }

    // A folder's place taken by a file: fails for root as well.
    void whatCantBeWrittenIsSaidOnceAndMendsItself()
    {
        QFile inTheWay(QFileInfo(m_path).path());
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        inTheWay.close();
        Settings settings(m_path);
        QSignalSpy failed(&settings, &Settings::failed);
        QSignalSpy recovered(&settings, &Settings::recovered);
        settings.set(key, 1);
        settings.flush();
        QTRY_COMPARE(failed.count(), 1);
        const auto problem = failed.first().first().value<Problem>();
        QCOMPARE(problem.where, m_path);
        QVERIFY(!problem.hint.isEmpty());
        settings.set(key, 2);
        settings.flush();
        QCoreApplication::processEvents();
        QCOMPARE(failed.count(), 1);
        QCOMPARE(settings.value(key).toInt(), 2);
        QVERIFY(inTheWay.remove());
        settings.set(key, 3);
        settings.flush();
        QTRY_COMPARE(recovered.count(), 1);
        QCOMPARE(contentOf(m_path).value(key).toInt(), 3);
    }

    // In a process of its own: the limit is the process's.
    void onAFullDiskTheOldOnesStay()
    {
        {
            Settings settings(m_path);
            settings.set(key, 1);
        }
        const pid_t child = ::fork();
        if (child == 0) {
            ::signal(SIGXFSZ, SIG_IGN);
            const rlimit none{64, 64};
            ::setrlimit(RLIMIT_FSIZE, &none);
            Settings settings(m_path);
            settings.set(key, QString(5000, QLatin1Char('x')));
            settings.flush();
            ::_exit(settings.value(key).toString().size() == 5000 ? 0 : 1);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 0);
        QCOMPARE(contentOf(m_path).value(key).toInt(), 1);
        // Nothing half-written is left lying about.
        QCOMPARE(QDir(QFileInfo(m_path).path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
    }

    void twoAtOnceLeaveOneWholeFile()
    {
        const auto work = [this](const QString &text) {
            for (int i = 0; i < 40; ++i) {
                Settings settings(m_path);
                settings.set(key, QJsonObject{{QStringLiteral("text"), text}, {QStringLiteral("i"), i}});
                settings.flush();
            }
        };
        std::atomic<bool> isDone = false;
        std::atomic<int> broken = 0;
        std::thread reader([&] {
            while (!isDone) {
                if (QFile::exists(m_path) && contentOf(m_path).isEmpty())
                    ++broken;
            }
        });
        const std::unique_ptr<QThread> first(QThread::create(work, QString(9000, QLatin1Char('a'))));
        const std::unique_ptr<QThread> second(QThread::create(work, QString(7, QLatin1Char('b'))));
        first->start();
        second->start();
        QVERIFY(first->wait() && second->wait());
        isDone = true;
        reader.join();
        QCOMPARE(broken.load(), 0);
        QCOMPARE(contentOf(m_path).value(key).toObject().value(QStringLiteral("i")).toInt(), 39);
    }

    void killedWhileWritingTheFileIsWhole()
    {
        for (int round = 0; round < 5; ++round) {
            const pid_t child = ::fork();
            if (child == 0) {
                Settings settings(m_path);
                for (int i = 0;; ++i) {
                    settings.set(key, QString(100000, QChar(ushort('a' + i % 26))));
                    settings.flush();
                }
            }
            QTRY_VERIFY(QFile::exists(m_path));
            for (int i = 0; i < 20; ++i)
                QVERIFY(!contentOf(m_path).isEmpty());
            ::kill(child, SIGKILL);
            int status = 0;
            QCOMPARE(::waitpid(child, &status, 0), child);
            QCOMPARE(contentOf(m_path).value(key).toString().size(), 100000);
        }
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestSettings)
#include "TestSettings.moc"
