// What a service, above all one that root starts, may make its data folder, and whose files it takes.
#include "daemon/FolderClaim.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace slipway;

namespace {

constexpr uid_t service = 54321;
constexpr uid_t somebody = 54322;

QByteArray local(const QString &path)
{
    return QFile::encodeName(path);
}

void makeFile(const QString &path, uid_t owner = 0)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    if (::geteuid() == 0)
        QCOMPARE(::lchown(local(path).constData(), owner, owner), 0);
}

uid_t ownerOf(const QString &path)
{
    struct stat status = {};
    return ::lstat(local(path).constData(), &status) == 0 ? status.st_uid : uid_t(-1);
}

bool isRoot()
{
    return ::geteuid() == 0;
}

} // namespace

class TestFolderClaim : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_place = std::make_unique<QTemporaryDir>(); }

    void newEmptyAndServedFoldersMayServe()
    {
        QVERIFY(mayServe(at("new"), service));
        QVERIFY(mayServe(m_place->path(), service));
        QVERIFY(QDir().mkpath(at("lost+found")));
        makeFile(at("outbound.json"));
        QVERIFY(mayServe(m_place->path(), service));
        makeFile(at("folder.json"));
        makeFile(at("slipway.db"));
        QVERIFY(mayServe(m_place->path(), service));
    }

    void whatIsSomethingElseIsRefused()
    {
        makeFile(at("thesis.txt"));
        const auto refused = mayServe(m_place->path(), service);
        QVERIFY(!refused);
        QVERIFY2(refused.error().what.contains(QLatin1String("thesis.txt")),
                 qPrintable(refused.error().text()));
        QVERIFY(refused.error().hint.contains(QLatin1String("--data")));
        QVERIFY(!mayServe(at("thesis.txt"), service));
        // A folder of that name, or a link, makes nothing a data folder.
        QVERIFY(QDir().mkpath(at("a/folder.json")));
        QVERIFY(!mayServe(at("a"), service));
        QVERIFY(QDir().mkpath(at("b")));
        QVERIFY(QFile::link(QStringLiteral("/etc/passwd"), at("b/folder.json")));
        QVERIFY(!mayServe(at("b"), service));
    }

    void rootTakesNothingFromOthers()
    {
        if (!isRoot())
            QSKIP("needs root");
        QVERIFY(QDir().mkpath(at("theirs")));
        QCOMPARE(::chown(local(at("theirs")).constData(), somebody, somebody), 0);
        const auto refused = mayServe(at("theirs"), service);
        QVERIFY(!refused);
        QVERIFY(refused.error().what.contains(QString::number(somebody)));
        QVERIFY(QFile::link(at("new"), at("link")));
        QVERIFY(!mayServe(at("link"), service));
        // Nobody makes a folder of root's a data folder by a file of their own.
        makeFile(at("folder.json"), somebody);
        QVERIFY(!mayServe(m_place->path(), service));
        QCOMPARE(::chown(m_place->path().toLocal8Bit().constData(), service, service), 0);
        makeFile(at("folder.json"), service);
        QVERIFY(mayServe(m_place->path(), service));
    }

    void onlyWhatIsRootsIsTakenOver()
    {
        if (!isRoot())
            QSKIP("needs root");
        QTemporaryDir outside;
        const QString elsewhere = outside.filePath(QStringLiteral("elsewhere"));
        makeFile(elsewhere);
        for (const char *name :
             {"folder.json", "log/service.log", "gateway/routes", "env/1/data", "doors/1/web"})
            makeFile(at(name));
        makeFile(at("log/theirs"), somebody);
        makeFile(at("gone/deep/file"), somebody);
        QCOMPARE(::lchown(local(at("gone")).constData(), somebody, somebody), 0);
        QCOMPARE(::lchown(local(at("env/1/data")).constData(), somebody, somebody), 0);
        QVERIFY(QFile::link(elsewhere, at("log/link")));
        QVERIFY(QFile::link(outside.path(), at("log/folder")));
        QCOMPARE(::link(local(elsewhere).constData(), local(at("log/hard")).constData()), 0);

        const auto taken = takeOver(m_place->path(), service, service);
        QVERIFY2(taken.has_value(), taken ? "" : qPrintable(taken.error().text()));
        for (const char *name :
             {"", "folder.json", "log", "log/service.log", "gateway/routes", "env", "doors"})
            QVERIFY2(ownerOf(at(name)) == service, name);
        QCOMPARE(ownerOf(at("log/theirs")), somebody);
        QCOMPARE(ownerOf(at("gone")), somebody);
        QCOMPARE(ownerOf(at("gone/deep/file")), somebody);
        QCOMPARE(ownerOf(at("env/1")), uid_t(0));
        QCOMPARE(ownerOf(at("env/1/data")), somebody);
        QCOMPARE(ownerOf(at("doors/1/web")), uid_t(0));
        QCOMPARE(ownerOf(at("log/hard")), uid_t(0));
        QCOMPARE(ownerOf(elsewhere), uid_t(0));
        QCOMPARE(ownerOf(outside.path()), uid_t(0));
    }

    void theServiceRefusesAndChangesNothing()
    {
        makeFile(at("thesis.txt"));
        QCOMPARE(::chmod(local(m_place->path()).constData(), 0750), 0);
        QProcess process;
        process.start(qEnvironmentVariable("SLIPWAY_BIN") + QStringLiteral("/slipwayd"),
                      {QStringLiteral("--data"), m_place->path()});
        QVERIFY(process.waitForFinished(30000));
        QCOMPARE(process.exitCode(), 2);
        const QByteArray said = process.readAllStandardError();
        QVERIFY2(said.contains("thesis.txt") && said.contains("--data"), said);
        QCOMPARE(QDir(m_place->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden),
                 QStringList{QStringLiteral("thesis.txt")});
        struct stat status = {};
        QCOMPARE(::stat(local(m_place->path()).constData(), &status), 0);
        QCOMPARE(status.st_mode & 07777, mode_t(0750));
        QCOMPARE(status.st_uid, ::geteuid());
    }

private:
    QString at(const char *name) const { return m_place->filePath(QLatin1String(name)); }

    std::unique_ptr<QTemporaryDir> m_place;
};

QTEST_GUILESS_MAIN(TestFolderClaim)
#include "TestFolderClaim.moc"
