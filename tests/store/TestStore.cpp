#include "service/store/Ledger.h"
#include "service/store/ThreadEnd.h"
#include "store/StoreFixture.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <atomic>
#include <latch>
#include <thread>

using namespace slipway;

namespace {

Result<void> makeTable(Transaction &transaction)
{
    auto made = transaction.execute(QStringLiteral(
        "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, size INTEGER)"));
    return made ? Result<void>() : Failure(made.error());
}

Result<void> addThing(Transaction &transaction, const QString &name)
{
    auto added =
        transaction.insert(QStringLiteral("INSERT INTO thing (name) VALUES (?) RETURNING id"), {name});
    if (!added)
        return Failure(added.error());
    transaction.append(eventOf(QStringLiteral("thing.added"), QStringLiteral("thing/") + name));
    return {};
}

qint64 countOf(const Store &store, const QString &table)
{
    const auto count = store.read(
        [&](Reader &reader) { return reader.integer(QStringLiteral("SELECT count(*) FROM ") + table); });
    return count.value_or(-1);
}

} // namespace

class TestStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stateAndEventsAreWrittenTogether();
    void aProblemRollsItsWriteBackAlone();
    void concurrentWritersShareCommitsAndOneMayFail();
    void aWriteInsideAWriteIsRefused();
    void aNullStringIsEmptyText();
    void nestedQueriesOfTheSameText();
    void readersSeeASnapshotWhileWritingGoesOn();
    void readConnectionsWriteNothing();
    void whoLeavesClosesItsConnection();
    void aReadGivesItsValueOrItsProblem();
    void aReadInsideAReadJoinsItsSnapshot();
    void aWriteGivesItsValueOrItsProblem();
    void aWriteWhoseCommitFailsGivesNoValue();
    void subscribersGetEventsInOrder();
    void urgentGoesFirst();
    void exceptionsBecomeProblems();
    void aLockedFileIsAProblemThatSaysWhatToDo();
    void aCopyIsWhole();
    void filesArePrivate();
};

void TestStore::stateAndEventsAreWrittenTogether()
{
    StoreFixture fixture;
    SLIPWAY_OK(fixture.store->write(makeTable));
    SLIPWAY_OK(fixture.store->write([](Transaction &t) { return addThing(t, QStringLiteral("one")); }));
    QCOMPARE(countOf(*fixture.store, QStringLiteral("thing")), 1);
    QCOMPARE(countOf(*fixture.store, QStringLiteral("event")), 1);
    fixture.close();
    fixture.open();
    QCOMPARE(countOf(*fixture.store, QStringLiteral("thing")), 1);
    QCOMPARE(countOf(*fixture.store, QStringLiteral("event")), 1);
}

void TestStore::aProblemRollsItsWriteBackAlone()
{
    StoreFixture fixture;
    SLIPWAY_OK(fixture.store->write(makeTable));
    SLIPWAY_OK(fixture.store->write([](Transaction &t) { return addThing(t, QStringLiteral("one")); }));
    const auto refused = fixture.store->write([](Transaction &t) -> Result<void> {
        if (auto added = addThing(t, QStringLiteral("two")); !added)
            return added;
        return addThing(t, QStringLiteral("one"));
    });
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Problem::Kind::Conflict);
    QCOMPARE(countOf(*fixture.store, QStringLiteral("thing")), 1);
    QCOMPARE(countOf(*fixture.store, QStringLiteral("event")), 1);
}

void TestStore::concurrentWritersShareCommitsAndOneMayFail()
{
    StoreFixture fixture;
    SLIPWAY_OK(fixture.store->write(makeTable));
    constexpr int writers = 8;
    constexpr int each = 50;
    std::atomic<int> failed{0};
    std::atomic<int> done{0};
    std::vector<std::jthread> threads;
    for (int w = 0; w < writers; ++w) {
        threads.emplace_back([&, w] {
            for (int i = 0; i < each; ++i) {
                // Every tenth is of a name that is taken already.
                const bool bad = i % 10 == 9;
                const QString name = QStringLiteral("%1-%2").arg(w).arg(bad ? i - 1 : i);
                const auto result = fixture.store->write([&](Transaction &t) { return addThing(t, name); });
                ++(result ? done : failed);
            }
        });
    }
    threads.clear();
    QCOMPARE(failed.load(), writers * each / 10);
    QCOMPARE(done.load(), writers * each - writers * each / 10);
    QCOMPARE(countOf(*fixture.store, QStringLiteral("thing")), done.load());
    QCOMPARE(countOf(*fixture.store, QStringLiteral("event")), done.load());
    SLIPWAY_OK(fixture.store->read([](Reader &reader) -> Result<void> {
        const auto report = Ledger::verify(reader);
        if (!report)
            return Failure(report.error());
        return report->ok() ? Result<void>() : fail(Problem::Kind::Internal, QStringLiteral("broken chain"));
    }));
}

void TestStore::aWriteInsideAWriteIsRefused()
{
    StoreFixture fixture;
    Store &store = *fixture.store;
    Result<void> inner;
    SLIPWAY_OK(store.write([&](Transaction &) -> Result<void> {
        inner = store.write([](Transaction &) -> Result<void> { return {}; });
        return {};
    }));
    QVERIFY(!inner);
}

void TestStore::aNullStringIsEmptyText()
{
    StoreFixture fixture;
    SLIPWAY_OK(fixture.store->write(makeTable));
    SLIPWAY_OK(fixture.store->write([](Transaction &t) { return addThing(t, QString()); }));
    SLIPWAY_OK(fixture.store->read([](Reader &reader) {
        return reader.query(QStringLiteral("SELECT name, size FROM thing"), {},
                            [](const Row &row) -> Result<void> {
                                if (row.value("name").isNull() || !row.value("size").isNull())
                                    return fail(Problem::Kind::Internal, QStringLiteral("wrong nulls"));
                                return {};
                            });
    }));
}

void TestStore::nestedQueriesOfTheSameText()
{
    StoreFixture fixture;
    SLIPWAY_OK(fixture.store->write(makeTable));
    SLIPWAY_OK(fixture.store->write([](Transaction &t) -> Result<void> {
        for (const char *name : {"a", "b", "c"}) {
            if (auto added = addThing(t, QString::fromLatin1(name)); !added)
                return added;
        }
        return {};
    }));
    int pairs = 0;
    const QString all = QStringLiteral("SELECT name FROM thing ORDER BY name");
    SLIPWAY_OK(fixture.store->read([&](Reader &reader) {
        return reader.query(all, {}, [&](const Row &) {
            return reader.query(all, {}, [&](const Row &) -> Result<void> {
                ++pairs;
                return {};
            });
        });
    }));
    QCOMPARE(pairs, 9);
}

void TestStore::readersSeeASnapshotWhileWritingGoesOn()
{
    StoreFixture fixture;
    Store &store = *fixture.store;
    SLIPWAY_OK(store.write(makeTable));
    std::latch inside(1);
    std::latch written(1);
    qint64 before = -1;
    qint64 after = -1;
    std::jthread reading([&] {
        static_cast<void>(store.read([&](Reader &reader) -> Result<void> {
            before = reader.integer(QStringLiteral("SELECT count(*) FROM thing")).value_or(-1);
            inside.count_down();
            written.wait();
            after = reader.integer(QStringLiteral("SELECT count(*) FROM thing")).value_or(-1);
            return {};
        }));
    });
    inside.wait();
    const auto wrote = store.write([](Transaction &t) { return addThing(t, QStringLiteral("one")); });
    written.count_down();
    reading.join();
    SLIPWAY_OK(wrote);
    QCOMPARE(before, 0);
    QCOMPARE(after, 0);
    QCOMPARE(countOf(store, QStringLiteral("thing")), 1);
}

void TestStore::readConnectionsWriteNothing()
{
    StoreFixture fixture;
    const auto refused = fixture.store->read([](Reader &reader) {
        return reader.query(QStringLiteral("DELETE FROM event"), {},
                            [](const Row &) -> Result<void> { return {}; });
    });
    QVERIFY(!refused);
}

// Also before the thread's very end, which nobody may be able to wait for.
void TestStore::whoLeavesClosesItsConnection()
{
    StoreFixture fixture;
    // Each connection has the write-ahead log open; the file itself SQLite may keep open for the others'
    // sake.
    const auto open = [&] {
        int count = 0;
        for (const QFileInfo &entry :
             QDir(QStringLiteral("/proc/self/fd")).entryInfoList(QDir::Files | QDir::System))
            count += entry.symLinkTarget() == fixture.file() + QStringLiteral("-wal");
        return count;
    };
    QCOMPARE(countOf(*fixture.store, QStringLiteral("event")), 0);
    const int before = open();
    std::latch left(1);
    std::latch looked(1);
    int reading = 0;
    std::jthread thread([&] {
        static_cast<void>(countOf(*fixture.store, QStringLiteral("event")));
        reading = open();
        leaveStores();
        left.count_down();
        looked.wait();
    });
    left.wait();
    const int after = open();
    looked.count_down();
    thread.join();
    QCOMPARE(reading, before + 1);
    QCOMPARE(after, before);
    QCOMPARE(countOf(*fixture.store, QStringLiteral("event")), 0); // this thread still reads
}

void TestStore::aReadGivesItsValueOrItsProblem()
{
    StoreFixture fixture;
    const Store &store = *fixture.store;
    const Result<qint64> one =
        store.read([](Reader &reader) { return reader.integer(QStringLiteral("SELECT 1")); });
    SLIPWAY_OK(one);
    QCOMPARE(*one, 1);
    const Result<std::unique_ptr<int>> moved =
        store.read([](Reader &) -> Result<std::unique_ptr<int>> { return std::make_unique<int>(2); });
    SLIPWAY_OK(moved);
    QCOMPARE(**moved, 2);
    const Problem problem{Problem::Kind::NotFound, QStringLiteral("no such thing"), QStringLiteral("thing/1"),
                          QStringLiteral("look elsewhere")};
    const Result<QString> none = store.read([&](Reader &) -> Result<QString> { return Failure(problem); });
    QVERIFY(!none);
    QCOMPARE(none.error(), problem);
}

void TestStore::aReadInsideAReadJoinsItsSnapshot()
{
    StoreFixture fixture;
    Store &store = *fixture.store;
    SLIPWAY_OK(store.write(makeTable));
    const auto counts = store.read([&](Reader &reader) -> Result<std::pair<qint64, qint64>> {
        const auto before = reader.integer(QStringLiteral("SELECT count(*) FROM thing"));
        const auto added = store.write([](Transaction &t) { return addThing(t, QStringLiteral("one")); });
        if (!before || !added)
            return Failure(before ? added.error() : before.error());
        return std::pair(*before, countOf(store, QStringLiteral("thing")));
    });
    SLIPWAY_OK(counts);
    QCOMPARE(counts->first, 0);
    QCOMPARE(counts->second, 0);
    QCOMPARE(countOf(store, QStringLiteral("thing")), 1);
}

void TestStore::aWriteGivesItsValueOrItsProblem()
{
    StoreFixture fixture;
    Store &store = *fixture.store;
    SLIPWAY_OK(store.write(makeTable));
    const auto add = [](Transaction &t) {
        return t.insert(QStringLiteral("INSERT INTO thing (name) VALUES (?) RETURNING id"),
                        {QStringLiteral("one")});
    };
    const Result<qint64> id = store.write(add, Store::Priority::Urgent);
    SLIPWAY_OK(id);
    QCOMPARE(*id, 1);
    const Result<qint64> again = store.write(add);
    QVERIFY(!again);
    QCOMPARE(again.error().kind, Problem::Kind::Conflict);
    const Result<qint64> undone = store.write([](Transaction &t) -> Result<qint64> {
        if (auto added = addThing(t, QStringLiteral("two")); !added)
            return Failure(added.error());
        return fail(Problem::Kind::Invalid, QStringLiteral("no"));
    });
    QVERIFY(!undone);
    QCOMPARE(undone.error().what, QStringLiteral("no"));
    QCOMPARE(countOf(store, QStringLiteral("thing")), 1);
}

void TestStore::aWriteWhoseCommitFailsGivesNoValue()
{
    StoreFixture fixture;
    Store &store = *fixture.store;
    // What it refers to is looked for at the commit only, when the work has given its value long since.
    SLIPWAY_OK(store.write([](Transaction &t) {
        return t.execute(QStringLiteral("CREATE TABLE part (id INTEGER PRIMARY KEY, whole INTEGER NOT NULL "
                                        "REFERENCES part (id) DEFERRABLE INITIALLY DEFERRED)"));
    }));
    Result<qint64> inside = 0;
    const Result<qint64> outside = store.write([&](Transaction &t) {
        inside = t.insert(QStringLiteral("INSERT INTO part (whole) VALUES (?) RETURNING id"), {77});
        return inside;
    });
    SLIPWAY_OK(inside);
    QCOMPARE(*inside, 1);
    QVERIFY(!outside);
    QCOMPARE(countOf(store, QStringLiteral("part")), 0);
}

void TestStore::subscribersGetEventsInOrder()
{
    StoreFixture fixture;
    std::vector<qint64> seen;
    int calls = 0;
    const int first = fixture.store->subscribe([&](const std::vector<Event> &events) {
        for (const Event &event : events)
            seen.push_back(event.seq);
    });
    const int second = fixture.store->subscribe([&](const std::vector<Event> &) { ++calls; });
    SLIPWAY_OK(fixture.store->write([](Transaction &t) -> Result<void> {
        t.append(eventOf(QStringLiteral("a.first")));
        t.append(eventOf(QStringLiteral("a.second")));
        return {};
    }));
    fixture.store->unsubscribe(second);
    QVERIFY(!fixture.store->write([](Transaction &t) -> Result<void> {
        t.append(eventOf(QStringLiteral("a.never")));
        return fail(Problem::Kind::Invalid, QStringLiteral("no"));
    }));
    SLIPWAY_OK(fixture.store->write([](Transaction &t) -> Result<void> {
        t.append(eventOf(QStringLiteral("a.third")));
        return {};
    }));
    fixture.store->unsubscribe(first);
    QCOMPARE(seen, (std::vector<qint64>{1, 2, 3}));
    QCOMPARE(calls, 1);
}

void TestStore::urgentGoesFirst()
{
    StoreFixture fixture;
    Store &store = *fixture.store;
    constexpr int each = 8;
    std::vector<int> order; // of priorities; the writer's thread only
    // While the writer is busy others queue up, the least urgent first. Nothing tells when a thread has got
    // as far as the queue, so a try that was too hasty is repeated with more patience.
    for (int attempt = 0; attempt < 6; ++attempt) {
        order.clear();
        std::latch busy(1);
        std::latch go(1);
        std::vector<std::jthread> threads;
        threads.emplace_back([&] {
            static_cast<void>(store.write([&](Transaction &) -> Result<void> {
                busy.count_down();
                go.wait();
                return {};
            }));
        });
        busy.wait();
        for (const auto priority :
             {Store::Priority::Bulk, Store::Priority::Normal, Store::Priority::Urgent}) {
            for (int i = 0; i < each; ++i) {
                threads.emplace_back([&, priority] {
                    static_cast<void>(store.write(
                        [&, priority](Transaction &) -> Result<void> {
                            order.push_back(static_cast<int>(priority));
                            return {};
                        },
                        priority));
                });
            }
        }
        QTest::qWait(50 << attempt);
        go.count_down();
        threads.clear();
        if (std::is_sorted(order.begin(), order.end()))
            break;
    }
    QCOMPARE(order.size(), 3U * each);
    QVERIFY(std::is_sorted(order.begin(), order.end()));
}

void TestStore::exceptionsBecomeProblems()
{
    StoreFixture fixture;
    const auto thrown = fixture.store->write(
        [](Transaction &) -> Result<void> { throw std::runtime_error("out of cheese"); });
    QVERIFY(!thrown);
    QVERIFY(thrown.error().what.contains(QStringLiteral("out of cheese")));
    SLIPWAY_OK(fixture.store->write(makeTable));
}

void TestStore::aLockedFileIsAProblemThatSaysWhatToDo()
{
    StoreFixture fixture;
    StoreFixture other;
    // Another program holds the write lock of the same file.
    auto options = other.options();
    options.file = fixture.file();
    options.signingKeyFile = fixture.keyFile();
    auto intruder = Store::open(options);
    SLIPWAY_OK(intruder);
    std::latch held(1);
    std::latch end(1);
    std::jthread holding([&] {
        static_cast<void>((*intruder)->write([&](Transaction &) -> Result<void> {
            held.count_down();
            end.wait();
            return {};
        }));
    });
    held.wait();
    constexpr int others = 40;
    std::atomic<int> refusals{0};
    std::atomic<qint64> longest{0}; // ms that one of them waited
    std::vector<std::jthread> waiting;
    for (int i = 0; i < others; ++i) {
        waiting.emplace_back([&] {
            const auto start = std::chrono::steady_clock::now();
            if (!fixture.store->write([](Transaction &) -> Result<void> { return {}; }))
                ++refusals;
            const auto waited = std::chrono::steady_clock::now() - start;
            const qint64 mine = std::chrono::duration_cast<std::chrono::milliseconds>(waited).count();
            for (qint64 seen = longest; seen < mine && !longest.compare_exchange_weak(seen, mine);) {
            }
        });
    }
    const auto refused = fixture.store->write(makeTable);
    waiting.clear();
    end.count_down();
    holding.join();
    QCOMPARE(refusals.load(), others);
    // Twice the limit of 200 ms, and not as many times as there are writers.
    QVERIFY2(longest < others * 100, qPrintable(QString::number(longest)));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Problem::Kind::Unavailable);
    QVERIFY(refused.error().what.contains(QStringLiteral("locked")));
    QVERIFY(!refused.error().hint.isEmpty());
    SLIPWAY_OK(fixture.store->write(makeTable));
}

void TestStore::aCopyIsWhole()
{
    StoreFixture fixture;
    SLIPWAY_OK(fixture.store->write(makeTable));
    SLIPWAY_OK(fixture.store->write([](Transaction &t) { return addThing(t, QStringLiteral("one")); }));
    const QString copy = fixture.folder.filePath(QStringLiteral("copy.db"));
    SLIPWAY_OK(fixture.store->copyTo(copy));
    QVERIFY(!fixture.store->copyTo(copy));
    auto options = fixture.options();
    options.file = copy;
    auto opened = Store::open(options);
    SLIPWAY_OK(opened);
    QCOMPARE(countOf(**opened, QStringLiteral("thing")), 1);
}

void TestStore::filesArePrivate()
{
    StoreFixture fixture;
    const QString copy = fixture.folder.filePath(QStringLiteral("copy.db"));
    SLIPWAY_OK(fixture.store->copyTo(copy));
    for (const QString &file :
         {fixture.file(), fixture.file() + QStringLiteral("-wal"), fixture.keyFile(), copy}) {
        QVERIFY(QFile::exists(file));
        const auto open = QFile::permissions(file) &
                          (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther);
        QCOMPARE(open, QFile::Permissions());
    }
}

QTEST_GUILESS_MAIN(TestStore)
#include "TestStore.moc"
