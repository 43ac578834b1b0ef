// What a durable step costs beside what the disk costs: steps without effects, one after another in one run;
// in the same minute a bare loop of write and fdatasync on the same disk. Then twenty releases at once, of
// the shipped process of twenty steps that do nothing: none of them starves.
#include "bench/StepTimes.h"
#include "release/Bench.h"
#include "service/ipc/FileDescriptor.h"
#include "service/store/CatalogRepository.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTextStream>

#include <array>
#include <fcntl.h>
#include <unistd.h>

using namespace slipway;
using namespace slipway::bench;

namespace {

class NoOp final : public Activity
{
public:
    QString name() const override { return QStringLiteral("no-op"); }
    Result<QStringList> preview(const StepContext &) override { return QStringList(); }
    Result<Observation> observe(const StepContext &) override { return Observation::done(); }
    Result<QJsonObject> apply(const StepContext &) override { return QJsonObject(); }
    Result<void> undo(const StepContext &, const QJsonObject &) override { return {}; }
};

class Silent final : public RunListener
{
public:
    Result<void> onChange(Transaction &, const RunChange &) override { return {}; }
};

// The limit: as many bytes as a step's record has, appended and made durable, nothing else.
Figures bareDisk(const QString &folder, int rounds)
{
    const FileDescriptor file(::open((folder + QStringLiteral("/bare")).toLocal8Bit().constData(),
                                     O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600));
    const std::array<char, 8192> block{};
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
        const Time start = std::chrono::steady_clock::now();
        if (::write(file.get(), block.data(), block.size()) < 0 || ::fdatasync(file.get()) != 0)
            qFatal("the disk refuses");
        times.push_back(since(start));
    }
    return figuresOf(times);
}

Definition pipelineOf(int steps)
{
    QByteArray yaml = "name: bench\nversion: 1\nsteps:\n";
    for (int i = 0; i < steps; ++i)
        yaml += "  - {id: s" + QByteArray::number(i) + ", do: no-op}\n";
    return *parseDefinition(yaml, QStringLiteral("bench"), nullptr).definition;
}

constexpr double stepLimitMs = 5;
constexpr int releases = 20;
constexpr int twentySteps = 20;   // of the shipped process
constexpr double roundsLimit = 5; // a round: one step of each release
constexpr double waitLimitMs = 1000;

struct Outcome
{
    Figures step;
    double whole = 0;
    Ear::Wait longest; // of any one, for its first step or its next
};

Figures oneRun(Store &store, Engine &engine, int steps)
{
    Ear ear;
    const int handle = store.subscribe([&ear](const std::vector<Event> &events) { ear.hear(events); });
    StartRun request;
    request.definition = pipelineOf(steps);
    request.subject = QStringLiteral("app/1");
    request.actor = QStringLiteral("bench");
    if (const auto started = engine.startRun(request); !started)
        qFatal("%s", qPrintable(started.error().text()));
    ear.waitFor(1);
    store.unsubscribe(handle);
    return figuresOf(ear.stepTimes());
}

QString applicationOf(int number)
{
    return QStringLiteral("shop-%1").arg(number);
}

// Each release has an application of its own, as each has the lock of its own.
void addApplications(model::Bench &bench)
{
    const qint64 customer = bench.application().customerId;
    const auto written = bench.store().write([&](Transaction &transaction) -> Result<void> {
        for (int i = 0; i < releases; ++i) {
            Application application;
            application.customer = QStringLiteral("northwind");
            application.customerId = customer;
            application.slug = application.name = applicationOf(i);
            const auto added =
                CatalogRepository::addApplication(transaction, QStringLiteral("bench"), application);
            if (!added)
                return Failure(added.error());
        }
        return {};
    });
    if (!written)
        qFatal("%s", qPrintable(written.error().text()));
}

Outcome race(model::Bench &bench)
{
    Ear ear;
    addApplications(bench);
    const int handle =
        bench.store().subscribe([&ear](const std::vector<Event> &events) { ear.hear(events); });
    const Time start = std::chrono::steady_clock::now();
    for (int i = 0; i < releases; ++i) {
        StartRelease request;
        request.application = QStringLiteral("northwind/") + applicationOf(i);
        request.pipeline = QStringLiteral("no-op");
        request.actor = QStringLiteral("bench");
        ear.begin(QStringLiteral("application/") + request.application);
        const auto started = bench.service().start(request);
        if (!started)
            qFatal("%s", qPrintable(started.error().text()));
    }
    ear.waitFor(releases);
    Outcome outcome;
    outcome.whole = since(start);
    bench.store().unsubscribe(handle);
    outcome.step = figuresOf(ear.stepTimes());
    outcome.longest = ear.longestWait();
    return outcome;
}

} // namespace

int main(int count, char **values)
{
    const QCoreApplication application(count, values);
    const QString base = qEnvironmentVariable("SLIPWAY_BENCH_DIR", QStringLiteral("/var/tmp"));
    ::qputenv("TMPDIR", base.toLocal8Bit()); // /tmp may be memory
    const QTemporaryDir folder(base + QStringLiteral("/slipway-bench-XXXXXX"));
    const SystemClock clock;
    Store::Options options;
    options.file = folder.filePath(QStringLiteral("slipway.db"));
    options.signingKeyFile = folder.filePath(QStringLiteral("signing.key"));
    options.clock = &clock;
    const auto store = Store::open(options);
    if (!store)
        qFatal("%s", qPrintable(store.error().text()));
    auto registry = std::make_shared<ActivityRegistry>();
    registry->add(std::make_shared<NoOp>());
    Silent listener;
    Engine engine(**store, registry, listener, {});
    if (const auto started = engine.start(); !started)
        qFatal("%s", qPrintable(started.error().text()));

    QTextStream out(stdout);
    out.setRealNumberNotation(QTextStream::FixedNotation);
    out.setRealNumberPrecision(2);
    const Figures bare = bareDisk(folder.path(), 400);
    const Figures one = oneRun(**store, engine, 200);
    model::Bench bench;
    const Outcome twenty = race(bench);
    const double rounds = static_cast<double>(twenty.longest.others) / releases;
    out << "bare write + fdatasync of 8 KiB: p50 " << bare.p50 << " ms, p95 " << bare.p95 << " ms\n"
        << "durable step, one run of 200: p50 " << one.p50 << " ms, p95 " << one.p95 << " ms ("
        << one.p50 / bare.p50 << " times the bare disk; at most " << stepLimitMs << " ms)\n"
        << releases << " releases of " << twentySteps << " steps at once: " << twenty.whole
        << " ms together, " << twenty.whole / releases / twentySteps
        << " ms a step, p95 between two steps of a release " << twenty.step.p95
        << " ms; the longest that any one waited for a step " << twenty.longest.milliseconds
        << " ms (at most " << waitLimitMs << "), " << rounds << " rounds of all (at most " << roundsLimit
        << ")\n";
    out.flush();
    const bool isFair = rounds <= roundsLimit && twenty.longest.milliseconds <= waitLimitMs;
    return one.p50 <= stepLimitMs && isFair ? 0 : 1;
}
