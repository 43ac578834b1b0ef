// The whole console on a disk that runs full: the window goes on, says so once, loses nothing of what was
// saved, and saves again by itself. The disk is a small one of the test's own, which only root can mount.
#include "console/Application.h"
#include "console/CommandLine.h"
#include "console/StartTrace.h"
#include "domain/Json.h"
#include "widgets/MainWindow.h"
#include "widgets/Notices.h"

#include <QApplication>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

using namespace slipway;

namespace {

constexpr int within = 30000;       // ms
constexpr int triedAgain = 90000;   // ms: without another change that takes its time
bool hasOwnMounts = false;          // what is mounted here goes with this process
constexpr int longLogLine = 10'000; // characters

QString fileIn(const QString &folder, const QString &pattern)
{
    const auto found = QDir(folder).entryInfoList({pattern}, QDir::Files);
    return found.isEmpty() ? QString() : found.front().absoluteFilePath();
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestFullDisk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void itGoesOnAndSavesAgain();
    void cleanupTestCase();

private:
    int told(const char *words) const
    {
        const QStringList texts = m_console->window().notices().texts();
        return static_cast<int>(std::count_if(texts.begin(), texts.end(), [words](const QString &text) {
            return text.contains(QLatin1String(words));
        }));
    }
    QJsonValue saved(const char *key) const
    {
        return objectFromBytes(read(m_settings), m_settings)
            .value_or(QJsonObject())
            .value(QLatin1String(key));
    }
    bool fill();

    QTemporaryDir m_home;
    QString m_disk;
    QString m_settings;
    StartTrace m_trace;
    std::unique_ptr<Profiles> m_profiles;
    std::unique_ptr<Application> m_console;
};

void TestFullDisk::initTestCase()
{
    if (!hasOwnMounts)
        QSKIP("A disk of one's own takes root");
    m_disk = m_home.filePath(QStringLiteral("disk"));
    QVERIFY(QDir().mkpath(m_disk));
    QCOMPARE(::mount("tmpfs", qPrintable(m_disk), "tmpfs", 0, "size=512k,mode=700"), 0);
    for (const char *variable : {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"})
        qputenv(variable, m_disk.toUtf8());
    qputenv("SLIPWAY_TOKEN", "slw_nobody_asks_for_it");
    CommandLine line;
    line.server = QUrl(QStringLiteral("http://127.0.0.1:1"));
    m_profiles = std::make_unique<Profiles>(Profiles::defaultFolder());
    const auto profile = m_profiles->chosen(line);
    QVERIFY(profile);
    m_settings = m_profiles->settingsFile(*profile);
    m_console =
        std::make_unique<Application>(*qobject_cast<QApplication *>(qApp), *m_profiles, *profile, m_trace);
    m_console->begin(line);
    QTRY_VERIFY_WITH_TIMEOUT(!saved("connection").isUndefined(), within);
}

void TestFullDisk::cleanupTestCase()
{
    m_console.reset();
    if (hasOwnMounts)
        ::umount2(qPrintable(m_disk), MNT_DETACH);
}

// To the last byte.
bool TestFullDisk::fill()
{
    QFile ballast(m_disk + QStringLiteral("/ballast"));
    if (!ballast.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return false;
    for (const int piece : {4096, 1}) {
        const QByteArray bytes(piece, 'x');
        while (ballast.write(bytes) == piece) {
        }
    }
    return QFile(m_disk + QStringLiteral("/ballast")).size() > 4096;
}

void TestFullDisk::itGoesOnAndSavesAgain()
{
    MainWindow &window = m_console->window();
    QVERIFY(fill());
    const QByteArray before = read(m_settings);
    Q_EMIT window.schemeChosen(theme::Scheme::Dark);
    QTRY_COMPARE_WITH_TIMEOUT(told("can't be saved"), 1, within);
    // It is used meanwhile, and its log has much to say.
    window.showPane(QStringLiteral("help"));
    QTRY_VERIFY_WITH_TIMEOUT(window.pane(QStringLiteral("help"))->isVisible(), within);
    QVERIFY(theme::isDark());
    for (int number = 0; number < 100; ++number)
        qWarning("%d %s", number, qPrintable(QString(longLogLine, QLatin1Char('x'))));
    Q_EMIT window.densityChosen(true);
    QCOMPARE(read(m_settings), before);
    QCOMPARE(told("can't be saved"), 1);

    QVERIFY(QFile::remove(m_disk + QStringLiteral("/ballast")));
    QTRY_COMPARE_WITH_TIMEOUT(saved("scheme").toString(), QStringLiteral("dark"), triedAgain);
    QTRY_VERIFY_WITH_TIMEOUT(saved("compact").toBool(), triedAgain);
    QTRY_COMPARE_WITH_TIMEOUT(told("saved again"), 1, within);
    QCOMPARE(told("can't be saved"), 0);
    qWarning("there is room again");
    const QString log = fileIn(m_disk + QStringLiteral("/slipway"), QStringLiteral("console-*.log"));
    QVERIFY(read(log).contains("there is room again"));
    // Nothing half-written is left beside it.
    QCOMPARE(
        QDir(QFileInfo(m_settings).path()).entryList({QFileInfo(m_settings).fileName() + QLatin1Char('*')}),
        QStringList(QFileInfo(m_settings).fileName()));
}

int main(int argc, char **argv)
{
    hasOwnMounts = ::geteuid() == 0 && ::unshare(CLONE_NEWNS) == 0 &&
                   ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
    QApplication application(argc, argv);
    TestFullDisk test;
    return QTest::qExec(&test, argc, argv);
}
#include "TestFullDisk.moc"
