#include "domain/Json.h"
#include "service/ipc/DataFolder.h"
#include "service/ipc/Process.h"

#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QTemporaryDir>
#include <QtTest>

#include <set>
#include <sys/stat.h>

using namespace slipway;

class TestDataFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewFolderGetsItsOwnAddresses();
    void addressesAreKept();
    void noTwoAddressesAreTheSame();
    void oneServiceAFolder();
    void foldersArePassableButNotReadable();
    void damagedSettingsAreTold_data();
    void damagedSettingsAreTold();
    void theRuntimeIsCopiedOnce();
    void theEnvironmentNamesTheFolder();
};

void TestDataFolder::aNewFolderGetsItsOwnAddresses()
{
    QTemporaryDir place;
    std::set<QString> addresses;
    for (int i = 0; i < 10; ++i) {
        const auto folder = DataFolder::open(place.filePath(QString::number(i)));
        QVERIFY(folder.has_value());
        addresses.insert(folder->apiAddress());
        QCOMPARE(folder->apiUrl(),
                 QStringLiteral("http://%1:%2").arg(folder->apiAddress()).arg(folder->apiPort()));
        QVERIFY(folder->apiPort() > 1023 && folder->apiPort() < 65536);
    }
    QVERIFY(addresses.size() >= 9);
}

void TestDataFolder::addressesAreKept()
{
    QTemporaryDir place;
    const auto first = DataFolder::open(place.path());
    const auto second = DataFolder::open(place.path() + QLatin1Char('/'));
    QVERIFY(first && second);
    QCOMPARE(second->path(), first->path());
    QCOMPARE(second->apiUrl(), first->apiUrl());
    QCOMPARE(second->publicAddress(64), first->publicAddress(64));
    QCOMPARE(second->environmentUid(3), first->environmentUid(3));
    QCOMPARE(first->database(), place.path() + QStringLiteral("/slipway.db"));
}

void TestDataFolder::noTwoAddressesAreTheSame()
{
    QTemporaryDir place;
    const auto folder = DataFolder::open(place.path());
    QVERIFY(folder.has_value());
    std::set<QString> seen{folder->apiAddress()};
    std::set<unsigned> users;
    for (int slot = 1; slot <= DataFolder::slots; ++slot) {
        QVERIFY(seen.insert(folder->publicAddress(slot)).second);
        for (int index = 0; index < 16; ++index) {
            const QString address = folder->privateAddress(slot, index);
            QVERIFY2(seen.insert(address).second, qUtf8Printable(address));
        }
        QVERIFY(users.insert(folder->environmentUid(slot)).second);
        QVERIFY(folder->environmentUid(slot) > 100'000);
    }
    // All of them within the block that this folder has for itself, and none at an edge.
    const quint32 block = QHostAddress(folder->apiAddress()).toIPv4Address() & 0xfffff800U;
    for (const QString &address : seen) {
        const quint32 number = QHostAddress(address).toIPv4Address();
        QCOMPARE(number & 0xfffff800U, block);
        QVERIFY((number & 0xff) != 0 && (number & 0xff) != 255);
    }
}

void TestDataFolder::oneServiceAFolder()
{
    QTemporaryDir place;
    auto first = DataFolder::open(place.path());
    auto second = DataFolder::open(place.path());
    QVERIFY(first->lock().has_value());
    QVERIFY(writeFileAtomically(first->file(QStringLiteral("slipwayd.pid")), "4711\n").has_value());
    const auto refused = second->lock();
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Problem::Kind::Conflict);
    QVERIFY(refused.error().what.contains(QStringLiteral("4711")));
    first = DataFolder::open(place.path()); // the holder has gone
    QVERIFY(second->lock().has_value());
}

void TestDataFolder::foldersArePassableButNotReadable()
{
    QTemporaryDir place;
    const auto folder = DataFolder::open(place.filePath(QStringLiteral("data")));
    QVERIFY(folder.has_value());
    for (const char *name :
         {"", "run", "doors", "env", "runtime", "gateway", "log", "releases", "backups", "demo"}) {
        struct stat info
        {
        };
        QCOMPARE(::stat(folder->file(QLatin1String(name)).toLocal8Bit().constData(), &info), 0);
        QVERIFY2((info.st_mode & 0066U) == 0 || (info.st_mode & 0777U) == 0750U, name);
        QVERIFY2((info.st_mode & 0006U) == 0, name);
    }
    QVERIFY(!DataFolder::open(QStringLiteral("/proc/nothing-can-be-made-here")));
}

void TestDataFolder::damagedSettingsAreTold_data()
{
    QTest::addColumn<QByteArray>("settings");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("not JSON") << QByteArray("{");
    QTest::newRow("newer") << QByteArray(R"({"layout": 99, "block": 514, "api_port": 5000})");
}

void TestDataFolder::damagedSettingsAreTold()
{
    QFETCH(QByteArray, settings);
    QTemporaryDir place;
    QVERIFY(writeFileAtomically(place.filePath(QStringLiteral("folder.json")), settings).has_value());
    const auto folder = DataFolder::open(place.path());
    QVERIFY(!folder);
    QVERIFY(!folder.error().hint.isEmpty());
}

void TestDataFolder::theRuntimeIsCopiedOnce()
{
    QTemporaryDir place;
    const auto folder = DataFolder::open(place.path());
    QVERIFY(folder.has_value());
    QVERIFY(folder->installRuntime().has_value());
    const QString program = folder->runtime() + QStringLiteral("/bin/slipwayd");
    QVERIFY(QFileInfo(program).isExecutable());
    QCOMPARE(QFileInfo(program).size(), QFileInfo(QStringLiteral("/proc/self/exe")).size());
    QVERIFY(QFile::exists(folder->runtime() + QStringLiteral("/share/migrations/0001-ledger.sql")));
    struct stat info
    {
    };
    QCOMPARE(::stat(program.toLocal8Bit().constData(), &info), 0);
    QCOMPARE(info.st_mode & 0005U, 0005U); // environments' users run it
    const QDateTime before = QFileInfo(program).lastModified();
    QVERIFY(folder->installRuntime().has_value());
    QCOMPARE(QFileInfo(program).lastModified(), before);
    // One that was begun and not completed is made again.
    QVERIFY(QFile::remove(folder->runtime() + QStringLiteral("/complete")));
    QVERIFY(QFile::resize(program, 10));
    QVERIFY(folder->installRuntime().has_value());
    QCOMPARE(QFileInfo(program).size(), QFileInfo(QStringLiteral("/proc/self/exe")).size());
}

void TestDataFolder::theEnvironmentNamesTheFolder()
{
    qputenv("SLIPWAY_DATA", "/somewhere/else");
    QCOMPARE(DataFolder::defaultPath(), QStringLiteral("/somewhere/else"));
    qunsetenv("SLIPWAY_DATA");
    QVERIFY(DataFolder::defaultPath().endsWith(QStringLiteral("/slipway")));
}

QTEST_GUILESS_MAIN(TestDataFolder)
#include "TestDataFolder.moc"
