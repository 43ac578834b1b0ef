#include "service/probe/ProbeMain.h"

#include "domain/Json.h"
#include "service/ipc/Process.h"
#include "service/probe/Prober.h"
#include "service/probe/ProbeSummary.h"

#include <csignal>
#include <cstdio>
#include <sys/signalfd.h>
#include <unistd.h>

namespace slipway {

namespace {

struct Parsed
{
    ProbeSettings settings;
    QString pidFile;
};

Result<Parsed> parse(const QStringList &arguments)
{
    Parsed parsed;
    for (qsizetype i = 0; i + 1 < arguments.size(); i += 2) {
        const QString &name = arguments.at(i);
        const QString &value = arguments.at(i + 1);
        if (name == QLatin1String("--url")) {
            parsed.settings.url = value;
        } else if (name == QLatin1String("--file")) {
            parsed.settings.file = value;
        } else if (name == QLatin1String("--pid-file")) {
            parsed.pidFile = value;
        } else if (name == QLatin1String("--rate")) {
            parsed.settings.rate = value.toUInt();
        } else if (name == QLatin1String("--until")) {
            const auto most = durationFromText(value);
            if (!most)
                return Failure(most.error());
            parsed.settings.most = *most;
        } else {
            return fail(Problem::Kind::Invalid, QStringLiteral("Unknown argument %1").arg(name));
        }
    }
    if (arguments.size() % 2 != 0 || parsed.settings.url.isEmpty() || parsed.settings.file.isEmpty())
        return fail(Problem::Kind::Invalid, QStringLiteral("Name the address and the file"),
                    QStringLiteral("slipwayd --probe --url URL --file F [--rate 100] [--until 10m]"));
    return parsed;
}

Result<void> probe(const QStringList &arguments)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    ::sigprocmask(SIG_BLOCK, &signals, nullptr);
    ::signal(SIGHUP, SIG_IGN);
    const FileDescriptor quit(::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
    const auto parsed = parse(arguments);
    if (!parsed)
        return Failure(parsed.error());
    auto prober = Prober::create(parsed->settings);
    if (!prober)
        return Failure(prober.error());
    if (!parsed->pidFile.isEmpty()) {
        if (auto written = ProcessId::of(::getpid())->writeTo(parsed->pidFile); !written)
            return written;
    }
    if (auto ran = prober->run(quit.get()); !ran)
        return ran;
    const auto recording = readProbeFile(parsed->settings.file);
    if (!recording)
        return Failure(recording.error());
    return writeFileAtomically(parsed->settings.file + QStringLiteral(".json"),
                               toBytes(summarise(recording->samples).toJson()) + '\n', 0600);
}

} // namespace

int probeMain(const QStringList &arguments)
{
    const auto result = probe(arguments);
    if (!result)
        std::fprintf(stderr, "probe: %s\n", qPrintable(result.error().text()));
    return result ? 0 : 1;
}

} // namespace slipway
