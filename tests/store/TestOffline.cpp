#include "domain/Json.h"
#include "service/ipc/DataFolder.h"
#include "service/ipc/Process.h"
#include "service/store/Backup.h"
#include "service/store/Connection.h"
#include "service/store/Ledger.h"
#include "service/store/Offline.h"
#include "store/StoreFixture.h"

#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QTcpServer>
#include <QTemporaryFile>

#include <atomic>
#include <fcntl.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace slipway;

namespace {

struct Outcome
{
    int code = -1;
    QByteArray output;
    QJsonObject json() const { return QJsonDocument::fromJson(output).object(); }
};

// Runs offlineMain with its standard output in a file.
Outcome run(const QStringList &arguments)
{
    QTemporaryFile file;
    static_cast<void>(file.open());
    std::fflush(stdout);
    const int before = ::dup(1);
    ::dup2(file.handle(), 1);
    Outcome outcome;
    outcome.code = offlineMain(arguments);
    std::fflush(stdout);
    ::dup2(before, 1);
    ::close(before);
    file.seek(0);
    outcome.output = file.readAll();
    return outcome;
}

Outcome verify(const QString &folder, const QStringList &more = {})
{
    return run(QStringList{QStringLiteral("ledger"), QStringLiteral("verify"), QStringLiteral("--json"),
                           QStringLiteral("--data"), folder} +
               more);
}

Result<void> write(Store &store, int events)
{
    for (int i = 0; i < events; ++i) {
        auto done = store.write([&](Transaction &t) -> Result<void> {
            t.append(eventOf(QStringLiteral("test.event"), QStringLiteral("thing/%1").arg(i)));
            return {};
        });
        if (!done)
            return done;
    }
    return {};
}

// Names, sizes, times and bytes of everything in a folder.
QByteArray stateOf(const QString &folder)
{
    QByteArray state;
    const QDir dir(folder);
    for (const QFileInfo &info :
         dir.entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name)) {
        state += info.fileName().toUtf8() + ' ' + QByteArray::number(info.size()) + ' ' +
                 QByteArray::number(info.lastModified().toMSecsSinceEpoch()) + '\n';
        state += readFile(info.filePath()).value_or(QByteArray());
    }
    return state;
}

void copyFolder(const QString &from, const QString &to)
{
    QDir().mkpath(to);
    for (const QString &name : QDir(from).entryList(QDir::Files))
        QVERIFY(QFile::copy(from + QLatin1Char('/') + name, to + QLatin1Char('/') + name));
}

} // namespace

class TestOffline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void verifiesBesideAService();
    void verifiesWhatAKilledServiceLeft();
    void verifiesWhileItIsWritten();
    void findsWhatWasAltered();
    void headsAreChecked();
    void whatCanNotBeReadIsTwo();
    void exportsEveryEvent();
    void backsUpAndRestores();
    void secretsAreBackedUp();
    void addressesAreKeptWhereTheyAreFree();
    void restoreSaysWhatABackupHolds();
    void badBackupsAreRefused();
};

void TestOffline::verifiesBesideAService()
{
    StoreFixture fixture;
    SLIPWAY_OK(write(*fixture.store, 20));
    const Outcome outcome = verify(fixture.folder.path());
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.json().value(QStringLiteral("ok")).toBool(), true);
    QCOMPARE(outcome.json().value(QStringLiteral("events")).toInt(), 20);
    QVERIFY(outcome.json().value(QStringLiteral("bad")).toArray().isEmpty());
    fixture.close();
    QCOMPARE(verify(fixture.folder.path()).code, 0);
}

// A copy of the files of a running store is what kill -9 leaves: everything may be in the log.
void TestOffline::verifiesWhatAKilledServiceLeft()
{
    StoreFixture fixture;
    SLIPWAY_OK(write(*fixture.store, 20));
    const QString left = fixture.folder.filePath(QStringLiteral("left"));
    copyFolder(fixture.folder.path(), left);
    QVERIFY(QFile::exists(left + QStringLiteral("/slipway.db-wal")));
    QFile::remove(left + QStringLiteral("/slipway.db-shm"));
    ::chmod(left.toLocal8Bit().constData(), 0500);
    const QByteArray before = stateOf(left);
    const Outcome outcome = verify(left);
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.json().value(QStringLiteral("events")).toInt(), 20);
    QCOMPARE(stateOf(left), before);
    ::chmod(left.toLocal8Bit().constData(), 0700);
}

void TestOffline::verifiesWhileItIsWritten()
{
    StoreFixture fixture;
    std::atomic<bool> stop{false};
    std::vector<std::jthread> writers;
    for (int i = 0; i < 4; ++i) {
        writers.emplace_back([&] {
            while (!stop)
                static_cast<void>(write(*fixture.store, 1));
        });
    }
    qint64 last = 0;
    bool fine = true;
    for (int round = 0; round < 30 && fine; ++round) {
        const Outcome outcome = verify(fixture.folder.path());
        const qint64 events = outcome.json().value(QStringLiteral("events")).toInteger();
        fine = outcome.code == 0 && events >= last;
        last = events;
    }
    stop = true;
    writers.clear();
    QVERIFY(fine);
    QVERIFY(last > 0);
}

void TestOffline::findsWhatWasAltered()
{
    StoreFixture fixture;
    SLIPWAY_OK(write(*fixture.store, 20));
    fixture.close();
    {
        auto connection = Connection::open(fixture.file(), Connection::Use::Write, std::chrono::seconds(1));
        SLIPWAY_OK(connection);
        SLIPWAY_OK((*connection)->run(QStringLiteral("UPDATE event SET actor = 'mallory' WHERE seq = 7")));
    }
    const Outcome outcome = verify(fixture.folder.path());
    QCOMPARE(outcome.code, 1);
    const QJsonObject expected{{QStringLiteral("seq"), 7},
                               {QStringLiteral("what"), QStringLiteral("altered")}};
    QCOMPARE(outcome.json().value(QStringLiteral("bad")).toArray(), QJsonArray{expected});
    QCOMPARE(outcome.json().value(QStringLiteral("ok")).toBool(true), false);
    // A page of the table that was overwritten.
    qint64 page = 0;
    {
        auto connection = Connection::open(fixture.file(), Connection::Use::Write, std::chrono::seconds(1));
        SLIPWAY_OK(connection);
        Reader reader(**connection);
        page = *reader.integer(QStringLiteral("SELECT rootpage FROM sqlite_master WHERE name = 'event'"));
    }
    QFile file(fixture.file());
    QVERIFY(page > 1 && file.open(QIODevice::ReadWrite));
    file.seek((page - 1) * 4096);
    file.write(QByteArray(4096, 'x'));
    file.close();
    QCOMPARE(verify(fixture.folder.path()).code, 1);
}

void TestOffline::headsAreChecked()
{
    StoreFixture fixture;
    SLIPWAY_OK(write(*fixture.store, 5));
    const QStringList ask{QStringLiteral("ledger"), QStringLiteral("head"), QStringLiteral("--json"),
                          QStringLiteral("--data"), fixture.folder.path()};
    const Outcome head = run(ask);
    QCOMPARE(head.code, 0);
    const QString file = fixture.folder.filePath(QStringLiteral("head.json"));
    SLIPWAY_OK(writeFileAtomically(file, head.output));
    SLIPWAY_OK(write(*fixture.store, 5));
    QCOMPARE(verify(fixture.folder.path(), {QStringLiteral("--head"), file}).code, 0);
    QJsonObject altered = head.json();
    altered.insert(QStringLiteral("seq"), 4);
    SLIPWAY_OK(writeFileAtomically(file, toBytes(altered)));
    QCOMPARE(verify(fixture.folder.path(), {QStringLiteral("--head"), file}).code, 1);
    StoreFixture other;
    SLIPWAY_OK(write(*other.store, 9));
    SLIPWAY_OK(writeFileAtomically(file, head.output));
    QCOMPARE(verify(other.folder.path(), {QStringLiteral("--head"), file}).code, 1);
}

void TestOffline::whatCanNotBeReadIsTwo()
{
    QTemporaryDir empty;
    const Outcome missing = verify(empty.path());
    QCOMPARE(missing.code, 2);
    QVERIFY(!missing.json().value(QStringLiteral("problem")).toObject().isEmpty());
    SLIPWAY_OK(writeFileAtomically(empty.filePath(QStringLiteral("slipway.db")), QByteArray(9000, 'x')));
    QCOMPARE(verify(empty.path()).code, 2);
    QCOMPARE(run({QStringLiteral("ledger"), QStringLiteral("burn")}).code, 2);
    QCOMPARE(run({QStringLiteral("--burn")}).code, 2);
    StoreFixture fixture;
    SLIPWAY_OK(write(*fixture.store, 1));
    QCOMPARE(verify(fixture.folder.path(), {QStringLiteral("--head"), QStringLiteral("/nowhere")}).code, 2);
    QCOMPARE(verify(fixture.folder.path(), {QStringLiteral("--head"), fixture.file()}).code, 2);
}

void TestOffline::exportsEveryEvent()
{
    StoreFixture fixture;
    SLIPWAY_OK(write(*fixture.store, 12));
    const Outcome outcome = run({QStringLiteral("ledger"), QStringLiteral("export"), QStringLiteral("--data"),
                                 fixture.folder.path()});
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.output.count('\n'), 12);
}

namespace {

// A served data folder.
struct Served
{
    QTemporaryDir folder;
    SystemClock clock;
    DataFolder data;
    std::unique_ptr<Store> store;

    Served() : data(std::move(*DataFolder::open(folder.path())))
    {
        store = std::move(*openAt(folder.path()));
    }
    Result<std::unique_ptr<Store>> openAt(const QString &path) const
    {
        Store::Options options;
        options.file = path + QStringLiteral("/slipway.db");
        options.signingKeyFile = path + QStringLiteral("/ledger.key");
        options.clock = &clock;
        return Store::open(options);
    }
};

} // namespace

void TestOffline::backsUpAndRestores()
{
    Served served;
    SLIPWAY_OK(write(*served.store, 30));
    const QString file = served.data.file(QStringLiteral("backups/one.tar"));
    const auto made = backUp(*served.store, served.data, file, QStringLiteral("eva"));
    SLIPWAY_OK(made);
    QCOMPARE(made->value(QStringLiteral("bytes")).toInteger(), QFileInfo(file).size());
    QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QVERIFY(!backUp(*served.store, served.data, file, QStringLiteral("eva")));
    QCOMPARE(
        QDir(served.data.file(QStringLiteral("backups"))).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
        QStringList{QStringLiteral("one.tar")});
    SLIPWAY_OK(write(*served.store, 5)); // after the backup: not in it

    QTemporaryDir place;
    const QString target = place.filePath(QStringLiteral("new/data"));
    const Outcome restored =
        run({QStringLiteral("restore"), file, QStringLiteral("--data"), target, QStringLiteral("--json")});
    QCOMPARE(restored.code, 0);
    QCOMPARE(restored.json().value(QStringLiteral("events")).toInt(), 30);
    QCOMPARE(verify(target).json().value(QStringLiteral("events")).toInt(), 30);
    QCOMPARE(restored.json().value(QStringLiteral("keeps_addresses")).toBool(true), false);
    auto folder = DataFolder::open(target);
    SLIPWAY_OK(folder);
    QVERIFY(folder->apiUrl() != served.data.apiUrl() && folder->apiAddress() != served.data.apiAddress());
    QCOMPARE(folder->moved(served.data.publicAddress(3)), folder->publicAddress(3));
    QCOMPARE(folder->moved(served.data.privateAddress(64, 15)), folder->privateAddress(64, 15));
    QCOMPARE(folder->moved(served.data.apiAddress()), folder->apiAddress());
    for (const char *other : {"", "127.0.0.1", "192.168.1.1", "shop.example"})
        QCOMPARE(folder->moved(QLatin1String(other)), QLatin1String(other));
    // Chosen once, and until everything was moved it is known where from.
    QCOMPARE(DataFolder::open(target)->apiUrl(), folder->apiUrl());
    QVERIFY(DataFolder::open(target)->restored());
    SLIPWAY_OK(folder->forgetRestored());
    QVERIFY(!DataFolder::open(target)->restored());
    QCOMPARE(DataFolder::open(target)->apiUrl(), folder->apiUrl());
    // It is a store that goes on, without a gap.
    auto store = served.openAt(target);
    SLIPWAY_OK(store);
    SLIPWAY_OK(write(**store, 3));
    QCOMPARE(verify(target).json().value(QStringLiteral("events")).toInt(), 33);
    const auto again = restore(file, target);
    QVERIFY(!again);
    QCOMPARE(again.error().kind, Problem::Kind::Conflict);
}

void TestOffline::secretsAreBackedUp()
{
    Served served;
    SLIPWAY_OK(write(*served.store, 1));
    QTemporaryDir place;
    const QString before = place.filePath(QStringLiteral("before.tar"));
    SLIPWAY_OK(backUp(*served.store, served.data, before, QStringLiteral("eva")));
    SLIPWAY_OK(writeFileAtomically(served.data.file(QStringLiteral("secrets.sealed")), "sealed", 0600));
    SLIPWAY_OK(writeFileAtomically(served.data.file(QStringLiteral("secrets.key")), "key", 0600));
    SLIPWAY_OK(writeFileAtomically(served.data.file(QStringLiteral("mail.key")), "seal", 0600));
    const QString after = place.filePath(QStringLiteral("after.tar"));
    SLIPWAY_OK(backUp(*served.store, served.data, after, QStringLiteral("eva")));
    const QString target = place.filePath(QStringLiteral("data"));
    SLIPWAY_OK(restore(after, target));
    QCOMPARE(*readFile(target + QStringLiteral("/secrets.sealed")), "sealed");
    QCOMPARE(*readFile(target + QStringLiteral("/secrets.key")), "key");
    QCOMPARE(*readFile(target + QStringLiteral("/mail.key")), "seal");
    QCOMPARE(QFile::permissions(target + QStringLiteral("/secrets.key")) &
                 (QFile::ReadGroup | QFile::ReadOther),
             QFile::Permissions());
    // One from before there were any.
    const QString older = place.filePath(QStringLiteral("older"));
    SLIPWAY_OK(restore(before, older));
    QVERIFY(!QFile::exists(older + QStringLiteral("/secrets.key")));
}

void TestOffline::addressesAreKeptWhereTheyAreFree()
{
    auto served = std::make_unique<Served>();
    SLIPWAY_OK(write(*served->store, 3));
    QTemporaryDir place;
    const QString file = place.filePath(QStringLiteral("one.tar"));
    SLIPWAY_OK(backUp(*served->store, served->data, file, QStringLiteral("eva")));
    const QString kept = place.filePath(QStringLiteral("kept"));
    SLIPWAY_OK(restore(file, kept, true));
    QCOMPARE(DataFolder::open(kept)->apiUrl(), served->data.apiUrl());
    QVERIFY(DataFolder::open(kept)->identity() != served->data.identity());

    // Held by somebody: refused where it was asked for, and nothing is left.
    QTcpServer holder;
    QVERIFY(holder.listen(QHostAddress(served->data.publicAddress(2)), DataFolder::httpPort));
    const QString held = place.filePath(QStringLiteral("held"));
    const auto refused = restore(file, held, true);
    QVERIFY(!refused);
    QVERIFY2(refused.error().what.contains(QLatin1String("in use")), qPrintable(refused.error().text()));
    QVERIFY(!QFile::exists(held));
    holder.close();

    // In the place of the original nobody has to ask.
    const QString original = served->folder.path();
    const QString url = served->data.apiUrl();
    served->store.reset();
    QVERIFY(QDir(original).removeRecursively());
    const auto back = restore(file, original);
    SLIPWAY_OK(back);
    QVERIFY(back->keepsAddresses);
    QCOMPARE(DataFolder::open(original)->apiUrl(), url);
}

void TestOffline::restoreSaysWhatABackupHolds()
{
    Served served;
    SLIPWAY_OK(write(*served.store, 1)); // an empty ledger has no head
    const QString file = served.data.file(QStringLiteral("backups/one.tar"));
    SLIPWAY_OK(backUp(*served.store, served.data, file, QStringLiteral("eva")));
    QTemporaryDir place;
    const Outcome outcome = run(
        {QStringLiteral("restore"), file, QStringLiteral("--data"), place.filePath(QStringLiteral("new"))});
    QCOMPARE(outcome.code, 0);
    for (const char *part :
         {"doesn't hold the files and databases", "0 environments", "addresses of its own"})
        QVERIFY2(outcome.output.contains(part), outcome.output);
}

void TestOffline::badBackupsAreRefused()
{
    Served served;
    SLIPWAY_OK(write(*served.store, 10));
    const QString file = served.data.file(QStringLiteral("backups/one.tar"));
    SLIPWAY_OK(backUp(*served.store, served.data, file, QStringLiteral("eva")));
    QTemporaryDir place;
    const QString target = place.filePath(QStringLiteral("data"));
    QVERIFY(!restore(place.filePath(QStringLiteral("none.tar")), target));
    // Cut short, and with an event altered inside.
    const QByteArray bytes = *readFile(file);
    const QString bad = place.filePath(QStringLiteral("bad.tar"));
    SLIPWAY_OK(writeFileAtomically(bad, bytes.left(bytes.size() / 2)));
    QVERIFY(!restore(bad, target));
    QVERIFY(!QFile::exists(target));
    QByteArray altered = bytes;
    const qsizetype at = altered.indexOf("testertest.event");
    QVERIFY(at > 0);
    altered[at] = 'T';
    SLIPWAY_OK(writeFileAtomically(bad, altered));
    const auto refused = restore(bad, target);
    QVERIFY(!refused);
    QVERIFY(refused.error().what.contains(QStringLiteral("altered")));
    QVERIFY(!QFile::exists(target));
    // A link where a file belongs.
    const QString evil = place.filePath(QStringLiteral("evil"));
    QDir().mkpath(evil);
    SLIPWAY_OK(runProcess({QStringLiteral("tar"), QStringLiteral("-xf"), file, QStringLiteral("-C"), evil},
                          std::chrono::seconds(10)));
    QFile::remove(evil + QStringLiteral("/ledger.key"));
    QVERIFY(QFile::link(QStringLiteral("/etc/hostname"), evil + QStringLiteral("/ledger.key")));
    SLIPWAY_OK(runProcess({QStringLiteral("tar"), QStringLiteral("-cf"), bad, QStringLiteral("-C"), evil,
                           QStringLiteral("backup.json"), QStringLiteral("slipway.db"),
                           QStringLiteral("ledger.key"), QStringLiteral("folder.json")},
                          std::chrono::seconds(10)));
    QVERIFY(!restore(bad, target));
    QVERIFY(!QFile::exists(target));
}

QTEST_GUILESS_MAIN(TestOffline)
#include "TestOffline.moc"
