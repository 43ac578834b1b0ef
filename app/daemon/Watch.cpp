#include "daemon/Watch.h"

#include "domain/Clock.h"
#include "domain/Json.h"
#include "service/ipc/DataFolder.h"
#include "service/ipc/Process.h"
#include "service/support/Heartbeat.h"

#include <cstdio>
#include <thread>

namespace slipway {

using namespace std::chrono_literals;

namespace {

constexpr int exitUsage = 2;
constexpr Duration lookEvery = 500ms;  // a pace: what it waits for is that nothing comes; any signal ends it
constexpr Duration remindEvery = 5min; // while it stands still
constexpr Duration commandLimit = 1min;

struct Watch
{
    QString data = DataFolder::defaultPath();
    Duration limit = 10s;
    QStringList command;
};

Result<Watch> parse(const QStringList &arguments)
{
    Watch watch;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &word = arguments.at(i);
        if (word == QLatin1String("--command") && i + 1 < arguments.size()) {
            watch.command = arguments.mid(i + 1);
            break;
        }
        if (word == QLatin1String("--data") && i + 1 < arguments.size()) {
            watch.data = arguments.at(++i);
        } else if (word == QLatin1String("--limit") && i + 1 < arguments.size()) {
            const auto limit = durationFromText(arguments.at(++i));
            if (!limit)
                return Failure(limit.error().at(QStringLiteral("--limit")));
            watch.limit = *limit;
        } else {
            return fail(Problem::Kind::Invalid, QStringLiteral("\"%1\" is not an option").arg(word),
                        QStringLiteral("Use --data DIR, --limit 10s, --command PROGRAM ARGUMENT…"));
        }
    }
    return watch;
}

// One line of JSON, and the command with the same in its surroundings.
void tell(const Watch &watch, const char *state, Duration silent, const Clock &clock)
{
    const QJsonObject line{{QStringLiteral("at"), toText(clock.now())},
                           {QStringLiteral("state"), QLatin1String(state)},
                           {QStringLiteral("silent_ms"), qint64(silent / 1ms)},
                           {QStringLiteral("data"), watch.data}};
    std::printf("%s\n", toBytes(line).constData());
    std::fflush(stdout);
    if (watch.command.isEmpty())
        return;
    const QStringList words =
        QStringList{QStringLiteral("/usr/bin/env"), QStringLiteral("SLIPWAY_WATCH=") + QLatin1String(state)} +
        watch.command;
    const auto done = runProcess(words, commandLimit);
    if (!done || done->exitCode != 0)
        std::fprintf(stderr, "slipwayd --watch: %s: %s\n", qPrintable(watch.command.constFirst()),
                     done ? "it failed" : qPrintable(done.error().text()));
}

} // namespace

int watchMain(const QStringList &arguments)
{
    const auto watch = parse(arguments);
    if (!watch) {
        std::fprintf(stderr, "slipwayd --watch: %s\n", qPrintable(watch.error().text()));
        return exitUsage;
    }
    const SystemClock clock;
    const QString file = Heartbeat::fileIn(watch->data);
    Duration heard = clock.monotonic(); // a service that is being started has this long, too
    std::optional<Duration> beat = Heartbeat::last(file);
    std::optional<Duration> toldAt;
    for (;;) {
        const Duration now = clock.monotonic();
        if (const auto latest = Heartbeat::last(file); latest && latest != beat) {
            beat = latest;
            heard = now;
        }
        const Duration silent = now - heard;
        if (silent <= watch->limit) {
            if (std::exchange(toldAt, std::nullopt))
                tell(*watch, "alive", silent, clock);
        } else if (!toldAt || now - *toldAt >= remindEvery) {
            toldAt = now;
            tell(*watch, "stalled", silent, clock);
        }
        std::this_thread::sleep_for(lookEvery);
    }
}

} // namespace slipway
