// What a store keeps when its process is killed while it writes, and what it says when the disk is full. The
// writing process is this program once more.
#include "domain/Json.h"
#include "service/ipc/Process.h"
#include "service/store/Ledger.h"
#include "store/StoreFixture.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <array>
#include <csignal>
#include <random>
#include <set>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace slipway;

namespace {

constexpr int writers = 4;

Result<std::unique_ptr<Store>> openIn(const QString &folder, const Clock &clock)
{
    Store::Options options;
    options.file = folder + QStringLiteral("/slipway.db");
    options.signingKeyFile = folder + QStringLiteral("/ledger.key");
    options.clock = &clock;
    return Store::open(options);
}

Result<void> makeTable(Transaction &transaction)
{
    auto made = transaction.execute(
        QStringLiteral("CREATE TABLE IF NOT EXISTS thing (name TEXT PRIMARY KEY, text TEXT NOT NULL)"));
    return made ? Result<void>() : Failure(made.error());
}

Result<void> addThing(Store &store, const QString &name, int size)
{
    return store.write([&](Transaction &t) -> Result<void> {
        auto added = t.execute(QStringLiteral("INSERT INTO thing (name, text) VALUES (?, ?)"),
                               {name, QString(size, QLatin1Char('x'))});
        if (!added)
            return Failure(added.error());
        t.append(eventOf(QStringLiteral("thing.added"), name));
        return {};
    });
}

void say(const QByteArray &line)
{
    const QByteArray bytes = line + '\n';
    static_cast<void>(!::write(1, bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

// Writes until it is killed, and says what was acknowledged: one line each, at once.
int writeForever(const QString &folder, const QString &prefix)
{
    SystemClock clock;
    auto store = openIn(folder, clock);
    if (!store || !(*store)->write(makeTable))
        return 1;
    std::vector<std::jthread> threads;
    for (int w = 0; w < writers; ++w) {
        threads.emplace_back([&, w] {
            for (int i = 0;; ++i) {
                const QString name = QStringLiteral("%1-%2-%3").arg(prefix).arg(w).arg(i);
                if (addThing(**store, name, i % 7 == 0 ? 20'000 : 50))
                    say(name.toUtf8());
            }
        });
    }
    return 0; // never: the threads don't end
}

// Fills up what it may use, tells the problem, gets room again and goes on.
int fillTheDisk(const QString &folder)
{
    SystemClock clock;
    auto store = openIn(folder, clock);
    if (!store || !(*store)->write(makeTable) || !addThing(**store, QStringLiteral("first"), 10))
        return 1;
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    const rlim_t before = limit.rlim_cur;
    limit.rlim_cur = 400'000;
    ::setrlimit(RLIMIT_FSIZE, &limit);
    int written = 0;
    Result<void> last;
    for (; written < 1000 && last; ++written)
        last = addThing(**store, QStringLiteral("thing-%1").arg(written), 5000);
    say(last ? QByteArray("{}") : toBytes(last.error().toJson()));
    limit.rlim_cur = before;
    ::setrlimit(RLIMIT_FSIZE, &limit);
    return addThing(**store, QStringLiteral("last"), 10) ? 0 : 1;
}

struct Child
{
    ProcessId process;
    FileDescriptor output;
    QByteArray pending;

    bool start(const QStringList &arguments)
    {
        std::array<int, 2> ends{};
        if (::pipe(ends.data()) != 0)
            return false;
        output = FileDescriptor(ends[0]);
        const FileDescriptor theirs(ends[1]);
        SpawnOptions options;
        options.output = theirs.get();
        options.diesWithParent = true;
        const auto spawned = spawn(QStringList{QCoreApplication::applicationFilePath()} + arguments, options);
        if (spawned)
            process = *spawned;
        return spawned.has_value();
    }
    // One line, or nothing when the child has ended.
    std::optional<QByteArray> line()
    {
        for (;;) {
            if (const qsizetype end = pending.indexOf('\n'); end >= 0) {
                const QByteArray found = pending.left(end);
                pending.remove(0, end + 1);
                return found;
            }
            std::array<char, 4096> space;
            const ssize_t count = ::read(output.get(), space.data(), space.size());
            if (count <= 0)
                return std::nullopt;
            pending.append(space.data(), count);
        }
    }
    int wait() const
    {
        int status = 0;
        ::waitpid(process.pid, &status, 0);
        return status;
    }
};

struct Contents
{
    std::set<QString> names;
    LedgerReport report;
    qint64 events = 0;
};

Contents contentsOf(const QString &folder)
{
    Contents contents;
    SystemClock clock;
    auto store = openIn(folder, clock);
    if (!store) {
        contents.report.bad.push_back({-1, store.error().text()});
        return contents;
    }
    const auto read = (*store)->read([&](Reader &reader) -> Result<void> {
        contents.report = *Ledger::verify(reader);
        contents.events =
            *reader.integer(QStringLiteral("SELECT count(*) FROM event WHERE kind = 'thing.added'"));
        return reader.query(QStringLiteral("SELECT name FROM thing"), {},
                            [&](const Row &row) -> Result<void> {
                                contents.names.insert(row.text("name"));
                                return {};
                            });
    });
    if (!read)
        contents.report.bad.push_back({-1, read.error().text()});
    return contents;
}

} // namespace

class TestCrash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasAcknowledgedSurvivesKill9();
    void aFullDiskLosesNothingAndIsTold();
};

void TestCrash::whatWasAcknowledgedSurvivesKill9()
{
    QTemporaryDir folder;
    std::mt19937 random(20261123);
    std::uniform_int_distribution<int> lines(0, 150);
    std::uniform_int_distribution<int> pause(0, 3000);
    std::set<QString> acknowledged;
    for (int round = 0; round < 25; ++round) {
        Child child;
        QVERIFY(child.start({QStringLiteral("--write"), folder.path(), QString::number(round)}));
        for (int left = lines(random); left > 0; --left) {
            const auto line = child.line();
            QVERIFY(line.has_value());
            acknowledged.insert(QString::fromUtf8(*line));
        }
        // The moment is random on purpose: in the middle of anything.
        std::this_thread::sleep_for(std::chrono::microseconds(pause(random)));
        ::kill(child.process.pid, SIGKILL);
        while (const auto line = child.line())
            acknowledged.insert(QString::fromUtf8(*line));
        child.wait();

        const Contents contents = contentsOf(folder.path());
        QVERIFY2(contents.report.ok(),
                 contents.report.ok() ? "" : qUtf8Printable(contents.report.bad.front().what));
        for (const QString &name : acknowledged)
            QVERIFY2(contents.names.contains(name), qUtf8Printable(name));
        // State and event are there together or not at all.
        QCOMPARE(contents.events, static_cast<qint64>(contents.names.size()));
    }
    QVERIFY(acknowledged.size() > 500);
}

void TestCrash::aFullDiskLosesNothingAndIsTold()
{
    QTemporaryDir folder;
    Child child;
    QVERIFY(child.start({QStringLiteral("--fill"), folder.path()}));
    const auto line = child.line();
    QVERIFY(line.has_value());
    const QJsonObject problem = QJsonDocument::fromJson(*line).object();
    QCOMPARE(problem.value(QStringLiteral("status")).toInt(), 503);
    QVERIFY(problem.value(QStringLiteral("hint")).toString().contains(QStringLiteral("space")));
    QVERIFY(problem.value(QStringLiteral("where")).toString().endsWith(QStringLiteral("slipway.db")));
    // With room again the same store went on.
    QCOMPARE(child.wait(), 0);
    const Contents contents = contentsOf(folder.path());
    QVERIFY(contents.report.ok());
    QVERIFY(contents.names.contains(QStringLiteral("first")));
    QVERIFY(contents.names.contains(QStringLiteral("last")));
    QCOMPARE(contents.events, static_cast<qint64>(contents.names.size()));
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String("--write"))
        return writeForever(arguments.value(2), arguments.value(3));
    if (arguments.value(1) == QLatin1String("--fill"))
        return fillTheDisk(arguments.value(2));
    TestCrash test;
    return QTest::qExec(&test, argc, argv);
}

#include "TestCrash.moc"
