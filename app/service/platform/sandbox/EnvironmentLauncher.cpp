#include "service/platform/sandbox/EnvironmentLauncher.h"

#include "service/ipc/Channel.h"
#include "service/platform/sandbox/BubbleWrap.h"
#include "service/platform/sandbox/Isolation.h"
#include "service/platform/sandbox/TreeRemoval.h"

#include <QDir>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace slipway {

namespace {

constexpr auto launcherLimit = std::chrono::seconds(60);

QString launcherSocket(const DataFolder &folder)
{
    return folder.file(QStringLiteral("run/launcher.sock"));
}

Failure cannot(const char *what, const QString &path)
{
    return fail(
        Problem::Kind::Unavailable,
        QStringLiteral("Can't %1: %2").arg(QLatin1String(what), QString::fromLocal8Bit(std::strerror(errno))),
        QStringLiteral("Check the owner and the free space of the data folder."), path);
}

Result<QJsonObject> askLauncher(const DataFolder &folder, const char *what, int slot,
                                std::span<const int> descriptors = {})
{
    auto channel = Channel::connect(launcherSocket(folder));
    if (!channel)
        return fail(Problem::Kind::Unavailable, QStringLiteral("The launcher doesn't answer"),
                    QStringLiteral("Stop and start the service as root: it leaves a launcher behind."));
    return channel->call({{QStringLiteral("do"), QLatin1String(what)},
                          {QStringLiteral("slot"), slot},
                          {QStringLiteral("build"), QFileInfo(folder.runtime()).fileName()}},
                         launcherLimit, {}, descriptors);
}

Result<FileDescriptor> openFor(const QString &path, int flags, mode_t mode = 0)
{
    FileDescriptor descriptor(::open(path.toLocal8Bit().constData(), flags | O_CLOEXEC | O_NOFOLLOW, mode));
    if (!descriptor.isValid())
        return cannot("open", path);
    return descriptor;
}

Result<void> noRootWithoutLauncher()
{
    if (::geteuid() != 0)
        return {};
    return fail(Problem::Kind::Unavailable, QStringLiteral("As root, environments need the launcher"),
                QStringLiteral("Start slipwayd --launcher for this data folder first."));
}

} // namespace

bool hasLauncher(const DataFolder &folder)
{
    return QFileInfo::exists(launcherSocket(folder));
}

QString specificationFile(const DataFolder &folder, int slot)
{
    return folder.file(QStringLiteral("run/env-%1.json").arg(slot));
}

QString controlSocket(const DataFolder &folder, int slot)
{
    return folder.file(QStringLiteral("run/env-%1.sock").arg(slot));
}

Result<void> prepareSlot(const DataFolder &folder, int slot)
{
    if (hasLauncher(folder)) {
        auto answer = askLauncher(folder, "prepare", slot);
        return answer ? Result<void>() : Result<void>(Failure(answer.error()));
    }
    if (auto allowed = noRootWithoutLauncher(); !allowed)
        return allowed;
    const auto paths = EnvironmentPaths::of(folder.path(), folder.runtime(), slot);
    for (const QString &path : {paths.home, paths.state, paths.doors}) {
        const mode_t mode = path == paths.doors ? 02771 : 0700;
        if (!QDir().mkpath(path) || ::chmod(path.toLocal8Bit().constData(), mode) != 0)
            return cannot("create the folder", path);
    }
    return {};
}

Result<void> removeSlot(const DataFolder &folder, int slot)
{
    if (hasLauncher(folder)) {
        auto answer = askLauncher(folder, "remove", slot);
        if (!answer)
            return Failure(answer.error());
    } else {
        if (auto allowed = noRootWithoutLauncher(); !allowed)
            return allowed;
        const auto paths = EnvironmentPaths::of(folder.path(), folder.runtime(), slot);
        for (const QString &path : {paths.home, paths.state, paths.doors}) {
            const QFileInfo place(path);
            const auto parent = openFor(place.path(), O_RDONLY | O_DIRECTORY);
            if (!parent)
                return Failure(parent.error());
            if (auto removed = removeTree(parent->get(), place.fileName().toLocal8Bit()); !removed)
                return Failure(removed.error().at(path));
        }
    }
    const auto paths = EnvironmentPaths::of(folder.path(), folder.runtime(), slot);
    QDir(paths.access).removeRecursively();
    for (const QString &file : {paths.log, specificationFile(folder, slot)})
        QFile::remove(file);
    return {};
}

Result<ProcessId> launchEnvironment(const DataFolder &folder, int slot, int controlListener)
{
    if (auto installed = folder.installRuntime(); !installed)
        return Failure(installed.error());
    const auto paths = EnvironmentPaths::of(folder.path(), folder.runtime(), slot);
    auto spec = openFor(specificationFile(folder, slot), O_RDONLY);
    if (!spec)
        return Failure(spec.error());
    auto log = openFor(paths.log, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (!log)
        return Failure(log.error());
    if (hasLauncher(folder)) {
        const std::array<int, 3> descriptors{controlListener, spec->get(), log->get()};
        auto answer = askLauncher(folder, "start", slot, descriptors);
        if (!answer)
            return Failure(answer.error());
        return ProcessId{answer->value(QLatin1String("pid")).toInt(),
                         answer->value(QLatin1String("start_time")).toString().toULongLong()};
    }
    if (auto allowed = noRootWithoutLauncher(); !allowed)
        return Failure(allowed.error());
    auto state = openFor(paths.state, O_RDONLY | O_DIRECTORY);
    if (!state)
        return Failure(state.error());
    EnvironmentStart start{paths, controlListener, spec->get(), state->get(), log->get(), true, {}};
    start.separated = isolation().works;
    return startEnvironment(start);
}

Result<void> killEnvironment(const DataFolder &folder, int slot, const ProcessId &init)
{
    if (hasLauncher(folder)) {
        auto answer = askLauncher(folder, "kill", slot);
        return answer ? Result<void>() : Result<void>(Failure(answer.error()));
    }
    return endProcess(init, Duration(0));
}

} // namespace slipway
