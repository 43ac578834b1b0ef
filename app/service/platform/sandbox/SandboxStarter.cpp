#include "service/platform/sandbox/SandboxStarter.h"

#include "service/platform/sandbox/EnvironmentClient.h"
#include "service/platform/sandbox/EnvironmentLauncher.h"

#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace slipway {

namespace {

double inMilliseconds(Duration duration)
{
    return static_cast<double>(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count());
}

bool waitGone(const ProcessId &process, Duration limit)
{
    const FileDescriptor pidfd(static_cast<int>(::syscall(SYS_pidfd_open, process.pid, 0)));
    const auto end = std::chrono::steady_clock::now() + limit;
    while (process.isAlive()) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now())
                .count();
        if (left <= 0)
            return false;
        pollfd entry{pidfd.get(), POLLIN, 0};
        ::poll(&entry, 1, static_cast<int>(std::min<long long>(left, 50)));
    }
    return true;
}

} // namespace

Result<ProcessId> SandboxStarter::launch(int slot, int listener)
{
    return launchEnvironment(m_folder, slot, listener);
}

Result<void> SandboxStarter::ready(int slot, Duration limit)
{
    const auto answer = EnvironmentClient(m_folder, slot).ask(QStringLiteral("status"), {}, limit);
    return answer ? Result<void>() : Result<void>(Failure(answer.error()));
}

Result<void> SandboxStarter::resume(int slot, qint64 token, Duration limit)
{
    return askWithin(slot, QStringLiteral("resume"), token, limit);
}

Result<void> SandboxStarter::standDown(int slot, qint64 token, Duration limit)
{
    return askWithin(slot, QStringLiteral("stand-down"), token, limit);
}

Result<void> SandboxStarter::askWithin(int slot, const QString &what, qint64 token, Duration limit) const
{
    const auto answer = EnvironmentClient(m_folder, slot)
                            .ask(what, {{QStringLiteral("within_ms"), inMilliseconds(limit)}},
                                 limit + std::chrono::seconds(1), token);
    return answer ? Result<void>() : Result<void>(Failure(answer.error()));
}

Result<void> SandboxStarter::end(int slot, const ProcessId &init, Duration limit)
{
    // Whether it went well is seen by the process; what doesn't go by itself is killed.
    [[maybe_unused]] const auto asked =
        EnvironmentClient(m_folder, slot)
            .ask(QStringLiteral("shutdown"), {{QStringLiteral("within_ms"), inMilliseconds(limit)}},
                 limit + std::chrono::seconds(1));
    if (waitGone(init, asked ? std::chrono::seconds(2) : Duration(0)))
        return {};
    if (auto killed = killEnvironment(m_folder, slot, init); !killed)
        return killed;
    if (waitGone(init, std::chrono::seconds(5)))
        return {};
    return fail(Problem::Kind::Timeout, QStringLiteral("The environment in slot %1 doesn't end").arg(slot),
                QStringLiteral("Look at process %1.").arg(init.pid));
}

} // namespace slipway
