// Durable writes through the store beside the same rows written by a bare SQLite loop with the same pragmas,
// in turns within one run. A write is a row, its event in the ledger and the head; one fsync a commit.
#include "domain/Clock.h"
#include "service/store/Store.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <sqlite3.h>
#include <thread>

using namespace slipway;

namespace {

using Clk = std::chrono::steady_clock;
constexpr int rounds = 5;
constexpr int writesPerRound = 400;
constexpr int manyWriters = 16;
constexpr double writeLimitMs = 5.0; // of one durable write, whatever the disk takes
constexpr double addedLimitMs = 0.5; // to what the bare loop takes, on the quickest of disks too
constexpr const char *row = "INSERT INTO thing (name, size) VALUES (?, ?)";

struct Figures
{
    std::vector<double> latencies; // ms
    double seconds = 0;

    void add(const Figures &other)
    {
        latencies.insert(latencies.end(), other.latencies.begin(), other.latencies.end());
        seconds += other.seconds;
    }
    double quantile(double part)
    {
        std::sort(latencies.begin(), latencies.end());
        return latencies[static_cast<std::size_t>(part * static_cast<double>(latencies.size() - 1))];
    }
    double rate() const { return static_cast<double>(latencies.size()) / seconds; }
    void print(const char *name)
    {
        std::printf("%-34s %8.0f writes/s   p50 %6.2f ms   p95 %6.2f ms   worst %6.2f ms\n", name, rate(),
                    quantile(0.5), quantile(0.95), quantile(1));
    }
};

double secondsSince(Clk::time_point start)
{
    return std::chrono::duration<double>(Clk::now() - start).count();
}

// The limit: what SQLite itself takes for these rows.
class Bare
{
public:
    explicit Bare(const QString &file)
    {
        ::sqlite3_open(file.toLocal8Bit().constData(), &m_database);
        for (const char *sql :
             {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON",
              "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT, size INTEGER)",
              "CREATE TABLE event (seq INTEGER PRIMARY KEY, at TEXT, actor TEXT, kind TEXT, subject TEXT, "
              "payload TEXT, prev_hash TEXT, hash TEXT)",
              "CREATE INDEX event_by_subject ON event (subject, seq)",
              "CREATE TABLE ledger_head (id INTEGER PRIMARY KEY, seq INTEGER, hash TEXT)",
              "INSERT INTO ledger_head VALUES (1, 0, '')"})
            ::sqlite3_exec(m_database, sql, nullptr, nullptr, nullptr);
        const char *statements[] = {"BEGIN IMMEDIATE", row,
                                    "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                                    "UPDATE ledger_head SET seq = ?, hash = ? WHERE id = 1", "COMMIT"};
        for (const char *sql : statements) {
            sqlite3_stmt *statement = nullptr;
            ::sqlite3_prepare_v2(m_database, sql, -1, &statement, nullptr);
            m_statements.push_back(statement);
        }
    }
    Bare(const Bare &) = delete;
    Bare &operator=(const Bare &) = delete;
    ~Bare()
    {
        for (sqlite3_stmt *statement : m_statements)
            ::sqlite3_finalize(statement);
        ::sqlite3_close(m_database);
    }
    Figures run(int writes)
    {
        Figures figures;
        const auto start = Clk::now();
        for (int i = 0; i < writes; ++i) {
            const auto begun = Clk::now();
            ++m_count;
            const std::string text = "thing/" + std::to_string(m_count);
            const std::string hash(64, 'a');
            step(0);
            bind(1, 1, text);
            ::sqlite3_bind_int64(m_statements[1], 2, m_count);
            step(1);
            ::sqlite3_bind_int64(m_statements[2], 1, m_count);
            for (const auto &[place, value] : {std::pair<int, std::string>{2, "2026-11-23T18:05:22.123456Z"},
                                               {3, "bench"},
                                               {4, "thing.added"},
                                               {5, text},
                                               {6, "{\"size\":1}"},
                                               {7, hash},
                                               {8, hash}})
                bind(2, place, value);
            step(2);
            ::sqlite3_bind_int64(m_statements[3], 1, m_count);
            bind(3, 2, hash);
            step(3);
            step(4);
            figures.latencies.push_back(secondsSince(begun) * 1000);
        }
        figures.seconds = secondsSince(start);
        return figures;
    }

private:
    void bind(std::size_t statement, int place, const std::string &text)
    {
        ::sqlite3_bind_text(m_statements[statement], place, text.c_str(), static_cast<int>(text.size()),
                            SQLITE_TRANSIENT);
    }
    void step(std::size_t statement)
    {
        ::sqlite3_step(m_statements[statement]);
        ::sqlite3_reset(m_statements[statement]);
    }
    sqlite3 *m_database = nullptr;
    std::vector<sqlite3_stmt *> m_statements;
    qint64 m_count = 0;
};

Result<void> writeOne(Store &store, int number)
{
    return store.write([&](Transaction &t) -> Result<void> {
        const QString name = QStringLiteral("thing/%1").arg(number);
        if (auto added = t.execute(QLatin1String(row), {name, number}); !added)
            return Failure(added.error());
        t.append(
            {QStringLiteral("bench"), QStringLiteral("thing.added"), name, {{QStringLiteral("size"), 1}}});
        return {};
    });
}

Figures runStore(Store &store, int threads, int writes)
{
    std::vector<Figures> parts(static_cast<std::size_t>(threads));
    const auto start = Clk::now();
    {
        std::vector<std::jthread> running;
        for (Figures &part : parts) {
            running.emplace_back([&] {
                for (int i = 0; i < writes / threads; ++i) {
                    const auto begun = Clk::now();
                    if (writeOne(store, i))
                        part.latencies.push_back(secondsSince(begun) * 1000);
                }
            });
        }
    }
    Figures figures;
    for (const Figures &part : parts)
        figures.add(part);
    figures.seconds = secondsSince(start);
    return figures;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    // Not /tmp, which may be memory: where the build is there is a disk.
    QTemporaryDir folder(QCoreApplication::applicationDirPath() + QStringLiteral("/bench-store.XXXXXX"));
    SystemClock clock;
    Store::Options options;
    options.file = folder.filePath(QStringLiteral("slipway.db"));
    options.signingKeyFile = folder.filePath(QStringLiteral("ledger.key"));
    options.clock = &clock;
    auto store = Store::open(options);
    if (!store) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(store.error().text()));
        return 1;
    }
    static_cast<void>((*store)->write([](Transaction &t) -> Result<void> {
        auto made =
            t.execute(QStringLiteral("CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT, size INTEGER)"));
        return made ? Result<void>() : Failure(made.error());
    }));
    Bare bare(folder.filePath(QStringLiteral("bare.db")));
    Figures limit;
    Figures one;
    Figures many;
    for (int round = 0; round < rounds; ++round) {
        limit.add(bare.run(writesPerRound));
        one.add(runStore(**store, 1, writesPerRound));
        many.add(runStore(**store, manyWriters, writesPerRound * 4));
    }
    limit.print("bare SQLite loop");
    one.print("store, one writer");
    many.print("store, sixteen writers");
    const double ratio = one.quantile(0.5) / limit.quantile(0.5);
    std::printf("one durable write: %.2f x the bare loop's time; sixteen writers: %.2f x its rate\n", ratio,
                many.rate() / limit.rate());
    if (one.latencies.size() != static_cast<std::size_t>(rounds * writesPerRound)) {
        std::puts("FAILED: writes were refused");
        return 1;
    }
    const double added = one.quantile(0.5) - limit.quantile(0.5);
    const bool isQuick = one.quantile(0.5) <= writeLimitMs;
    const bool isLean = added <= addedLimitMs;
    std::printf("%s: a durable write takes %.2f ms, at most %.1f\n", isQuick ? "ok" : "FAILED",
                one.quantile(0.5), writeLimitMs);
    std::printf("%s: the store adds %.2f ms to the bare loop, at most %.1f\n", isLean ? "ok" : "FAILED",
                added, addedLimitMs);
    return isQuick && isLean ? 0 : 1;
}
