#include "daemon/Handover.h"

#include "daemon/FolderClaim.h"
#include "service/ipc/Channel.h"

#include <QDir>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace slipway {

namespace {

struct Account
{
    uid_t uid = 0;
    gid_t gid = 0;
};

Result<Account> serviceAccount()
{
    const passwd *entry = ::getpwnam(serviceUser);
    if (!entry) {
        return fail(
            Problem::Kind::Unavailable, QStringLiteral("There is no system user \"slipway\""),
            QStringLiteral(
                "Create it: useradd --system --home-dir /var/lib/slipway --shell /usr/sbin/nologin slipway"));
    }
    return Account{entry->pw_uid, entry->pw_gid};
}

Failure cannot(const QString &what, const QString &path)
{
    return fail(Problem::Kind::Unavailable,
                QStringLiteral("Can't %1: %2").arg(what, QString::fromLocal8Bit(std::strerror(errno))),
                QStringLiteral("Name a data folder on a local disk with --data."), path);
}

// The service's user must be able to pass through every folder above the data folder. A parent that only root
// may enter (a temporary folder of mode 0700, say) gets the search bit, which doesn't let anybody list it;
// the home of root is left alone.
Result<void> openTheWay(const QString &path)
{
    QString parent = QFileInfo(path).path();
    while (parent != QLatin1String("/")) {
        struct stat status = {};
        if (::stat(parent.toLocal8Bit().constData(), &status) != 0)
            return cannot(QStringLiteral("look at the folder"), parent);
        if (!(status.st_mode & S_IXOTH)) {
            if (parent == QDir::homePath() || status.st_uid != 0) {
                return fail(
                    Problem::Kind::Invalid,
                    QStringLiteral("The service runs as user slipway, which may not enter %1").arg(parent),
                    QStringLiteral("Name a data folder elsewhere, such as /var/lib/slipway, with --data."),
                    path);
            }
            if (::chmod(parent.toLocal8Bit().constData(), (status.st_mode & 07777) | S_IXOTH) != 0)
                return cannot(QStringLiteral("add the search bit"), parent);
            qWarning("slipwayd: added the search bit for others to %s, so that user slipway can pass",
                     qUtf8Printable(parent));
        }
        parent = QFileInfo(parent).path();
    }
    return {};
}

bool launcherAnswers(const DataFolder &folder)
{
    return Channel::connect(folder.file(QStringLiteral("run/launcher.sock"))).has_value();
}

Result<void> become(const Account &account)
{
    if (::initgroups(serviceUser, account.gid) != 0 ||
        ::setresgid(account.gid, account.gid, account.gid) != 0 ||
        ::setresuid(account.uid, account.uid, account.uid) != 0)
        return cannot(QStringLiteral("become user slipway"), {});
    return {};
}

Result<void> keepRootInLauncher(const DataFolder &folder)
{
    const auto account = serviceAccount();
    if (!account)
        return Failure(account.error());
    if (auto open = openTheWay(folder.path()); !open)
        return open;
    if (auto taken = takeOver(folder.path(), account->uid, account->gid); !taken)
        return taken;
    // The launcher runs as root from a file that only root may write: the service's copy would let user
    // slipway choose what root runs.
    if (!launcherAnswers(folder)) {
        const QStringList launcher{QFileInfo(QStringLiteral("/proc/self/exe")).symLinkTarget(),
                                   QStringLiteral("--launcher"), QStringLiteral("--data"), folder.path()};
        if (auto started = startDetached(launcher, folder.file(QStringLiteral("log/launcher.log"))); !started)
            return Failure(started.error());
    }
    return become(*account);
}

} // namespace

Result<void> mayServe(const QString &path)
{
    const passwd *entry = ::getpwnam(serviceUser);
    return mayServe(path, entry ? entry->pw_uid : 0);
}

Result<ProcessId> startDetached(const QStringList &arguments, const QString &logFile)
{
    const FileDescriptor log(::open(logFile.toLocal8Bit().constData(),
                                    O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0640));
    if (!log.isValid())
        return cannot(QStringLiteral("write the log"), logFile);
    SpawnOptions options;
    options.folder = QStringLiteral("/");
    options.output = log.get();
    options.error = log.get();
    options.detached = true;
    return spawn(arguments, options);
}

Result<void> handOver(const DataFolder &folder, const QStringList &arguments)
{
    if (auto installed = folder.installRuntime(); !installed)
        return installed;
    const QString program = folder.runtime() + QStringLiteral("/bin/slipwayd");
    if (QFileInfo(QStringLiteral("/proc/self/exe")).symLinkTarget() == program && ::geteuid() != 0)
        return {};
    if (::geteuid() == 0) {
        if (auto kept = keepRootInLauncher(folder); !kept)
            return kept;
    }
    std::vector<QByteArray> strings{program.toLocal8Bit()};
    for (const QString &argument : arguments.mid(1))
        strings.push_back(argument.toLocal8Bit());
    std::vector<char *> vector;
    for (QByteArray &string : strings)
        vector.push_back(string.data());
    vector.push_back(nullptr);
    ::execv(vector[0], vector.data());
    return cannot(QStringLiteral("go on from the data folder"), program);
}

} // namespace slipway
