// slipwayd: one binary, several processes. Without a mode it is the service; the others are its companions,
// which outlive it, and the tools that work without it.
#include "daemon/Doctor.h"
#include "daemon/Service.h"
#include "daemon/Stop.h"
#include "daemon/Watch.h"
#include "service/guardian/GuardianMain.h"
#include "service/platform/sandbox/Modes.h"
#include "service/platform/sandbox/SandboxStarter.h"
#include "service/probe/ProbeMain.h"
#include "service/store/Offline.h"

#include <QStringList>

#include <cstdio>

namespace slipway {

namespace {

int guardianMain(const QStringList &arguments)
{
    return runGuardian(arguments,
                       [](const DataFolder &folder) -> Result<std::unique_ptr<EnvironmentStarter>> {
                           return std::make_unique<SandboxStarter>(folder);
                       });
}

struct Mode
{
    const char *option;
    int (*main)(const QStringList &arguments);
    const char *what;
};

constexpr Mode modes[] = {
    {"--stop", stopMain, "end everything that runs from the data folder"},
    {"--watch", watchMain,
     "say when paging stands still, here or at --url URL: --limit 10s, --command PROGRAM…"},
    {"--doctor", doctorMain, "say what is wrong on this machine and how to mend it"},
    {"--offline", offlineMain, "verify, restore: without a service, on the data folder alone"},
    {"--guardian", guardianMain, "(internal) keeps gateway and environments alive"},
    {"--launcher", launcherMain, "(internal) keeps root, to start each environment under a user of its own"},
    {"--environment", environmentMain, "(internal) the first process of an environment"},
    {"--enter-network", enterNetworkMain, "(internal) executes bubblewrap in a network of its own"},
    {"--relay", relayMain, "(internal) joins a pipe to an inherited descriptor"},
    {"--probe", probeMain, "asks an address 100 times a second and keeps every answer"},
};

void printHelp()
{
    std::puts(
        "slipwayd " SLIPWAY_VERSION ": the always-on service of Slipway\n\n"
        "  slipwayd [--data DIR] [--demo]   serve; DIR defaults to $SLIPWAY_DATA, /var/lib/slipway as root,\n"
        "                                   else ~/.local/share/slipway; --demo loads the demo at the first "
        "start");
    for (const Mode &mode : modes)
        std::printf("  slipwayd %-24s %s\n", mode.option, mode.what);
    std::puts("\nExit codes: 0 ended as asked, 1 failed, 2 wrong usage, 3 the data folder is served by "
              "another process");
}

int run(const QStringList &arguments)
{
    const QString first = arguments.value(1);
    for (const Mode &mode : modes) {
        if (first == QLatin1String(mode.option))
            return mode.main(arguments.mid(2));
    }
    if (first == QLatin1String("--help") || first == QLatin1String("-h")) {
        printHelp();
        return 0;
    }
    if (first == QLatin1String("--version")) {
        std::puts("slipwayd " SLIPWAY_VERSION);
        return 0;
    }
    return serviceMain(arguments);
}

} // namespace

} // namespace slipway

int main(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    return slipway::run(arguments);
}
