#include "service/platform/sandbox/Isolation.h"

#include "service/ipc/Process.h"

#include <map>
#include <mutex>
#include <unistd.h>

namespace slipway {

namespace {

Isolation tryIt(std::optional<unsigned> uid)
{
    const QStringList arguments{QStringLiteral("/usr/bin/bwrap"), QStringLiteral("--unshare-user"),
                                QStringLiteral("--unshare-all"),  QStringLiteral("--disable-userns"),
                                QStringLiteral("--ro-bind"),      QStringLiteral("/usr"),
                                QStringLiteral("/usr"),           QStringLiteral("--symlink"),
                                QStringLiteral("usr/lib"),        QStringLiteral("/lib"),
                                QStringLiteral("--symlink"),      QStringLiteral("usr/lib64"),
                                QStringLiteral("/lib64"),         QStringLiteral("--proc"),
                                QStringLiteral("/proc"),          QStringLiteral("--dev"),
                                QStringLiteral("/dev"),           QStringLiteral("--"),
                                QStringLiteral("/usr/bin/true")};
    SpawnOptions options;
    options.folder = QStringLiteral("/");
    options.uid = uid;
    const auto finished = runProcess(arguments, std::chrono::seconds(10), {}, {}, options);
    if (!finished)
        return {false, QStringLiteral("bubblewrap is missing or doesn't end: %1").arg(finished.error().what),
                QStringLiteral("Install the package bubblewrap.")};
    if (finished->exitCode != 0) {
        return {false,
                QStringLiteral("bubblewrap can't make namespaces here: %1")
                    .arg(QString::fromLocal8Bit(finished->error).trimmed()),
                QStringLiteral("Allow unprivileged user namespaces, or leave the chroot: enter the tree by "
                               "pivot_root or run on the machine itself.")};
    }
    return {true, {}, {}};
}

} // namespace

const Isolation &isolation(std::optional<unsigned> uid)
{
    static std::mutex mutex;
    static std::map<std::optional<unsigned>, Isolation> known;
    const std::lock_guard lock(mutex);
    auto found = known.find(uid);
    if (found == known.end())
        found = known.emplace(uid, tryIt(uid)).first;
    return found->second;
}

} // namespace slipway
