// What a durable step costs beside what the disk costs: steps without effects, one after another in one run
// and in twenty runs at once; in the same minute a bare loop of write and fdatasync on the same disk.
#include "bench/StepTimes.h"
#include "service/engine/Engine.h"
#include "service/ipc/FileDescriptor.h"

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

struct Outcome
{
    Figures step;
    double whole = 0;
    double spread = 0;
};

Outcome race(Store &store, Engine &engine, int runs, int steps)
{
    Ear ear;
    const int handle = store.subscribe([&ear](const std::vector<Event> &events) { ear.hear(events); });
    const Definition definition = pipelineOf(steps);
    const Time start = std::chrono::steady_clock::now();
    for (int i = 0; i < runs; ++i) {
        StartRun request;
        request.definition = definition;
        request.subject = QStringLiteral("app/%1").arg(i);
        request.actor = QStringLiteral("bench");
        if (const auto started = engine.startRun(request); !started)
            qFatal("%s", qPrintable(started.error().text()));
    }
    ear.waitFor(runs);
    Outcome outcome;
    outcome.whole = since(start);
    store.unsubscribe(handle);
    outcome.step = figuresOf(ear.stepTimes());
    outcome.spread = ear.spread();
    return outcome;
}

} // namespace

int main(int count, char **values)
{
    const QCoreApplication application(count, values);
    const QString base = qEnvironmentVariable("SLIPWAY_BENCH_DIR", QStringLiteral("/var/tmp"));
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
    const Outcome one = race(**store, engine, 1, 200);
    const Outcome twenty = race(**store, engine, 20, 20);
    out << "bare write + fdatasync of 8 KiB: p50 " << bare.p50 << " ms, p95 " << bare.p95 << " ms\n"
        << "durable step, one run of 200: p50 " << one.step.p50 << " ms, p95 " << one.step.p95 << " ms ("
        << one.step.p50 / bare.p50 << " times the bare disk; target: at most 5 ms)\n"
        << "20 runs of 20 steps at once: " << twenty.whole << " ms together, " << twenty.whole / 400
        << " ms a step, p95 between two steps of a run " << twenty.step.p95 << " ms, first and last run end "
        << twenty.spread << " ms apart\n";
    out.flush();
    const bool isFair = twenty.spread <= 0.75 * twenty.whole; // one after the other it is nearly all of it
    return one.step.p50 <= 5 && isFair ? 0 : 1;
}
