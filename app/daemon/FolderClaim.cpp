#include "daemon/FolderClaim.h"

#include "service/ipc/FileDescriptor.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace slipway {

namespace {

const QString settings = QStringLiteral("folder.json");
const QString lostAndFound = QStringLiteral("lost+found"); // a disk of its own has one
const QString outbound = QStringLiteral("outbound.json");  // people may write it before the first start
const QString hint =
    QStringLiteral("Name a new or empty folder, or one that Slipway made, with --data; nothing was changed.");

Failure refused(const QString &what, const QString &path)
{
    return fail(Problem::Kind::Forbidden, what, hint, path);
}

QStringList entriesOf(const QString &path)
{
    QStringList names =
        QDir(path).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    names.removeAll(lostAndFound);
    return names;
}

bool isOneOf(uid_t owner, uid_t account)
{
    return owner == 0 || owner == account;
}

bool lookAt(const QString &path, struct stat &status)
{
    return ::lstat(QFile::encodeName(path).constData(), &status) == 0;
}

// What is looked at is what is changed: the descriptor is of the entry itself, whatever is put in its place.
Result<bool> takeEntry(const QString &path, uid_t account, gid_t group)
{
    const FileDescriptor entry(::open(QFile::encodeName(path).constData(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
    struct stat status = {};
    if (!entry.isValid() || ::fstat(entry.get(), &status) != 0) {
        if (errno == ENOENT)
            return false; // a process of an environment cleaned up meanwhile
        return fail(Problem::Kind::Unavailable,
                    QStringLiteral("Can't look at it: %1").arg(QString::fromLocal8Bit(std::strerror(errno))),
                    {}, path);
    }
    const bool isFolder = S_ISDIR(status.st_mode);
    if (!isOneOf(status.st_uid, account) || S_ISLNK(status.st_mode))
        return false;
    if (!isFolder && status.st_nlink > 1)
        return false;
    const bool isTheirs = status.st_uid == account && status.st_gid == group;
    if (!isTheirs && ::fchownat(entry.get(), "", account, group, AT_EMPTY_PATH) != 0) {
        return fail(
            Problem::Kind::Unavailable,
            QStringLiteral("Can't take it over: %1").arg(QString::fromLocal8Bit(std::strerror(errno))),
            QStringLiteral("Name a data folder on a local disk with --data."), path);
    }
    return isFolder;
}

} // namespace

Result<void> mayServe(const QString &path, uid_t account)
{
    struct stat status = {};
    if (!lookAt(path, status))
        return {}; // it is made; what is in the way is told then
    const bool isRoot = ::geteuid() == 0;
    if (isRoot && S_ISLNK(status.st_mode))
        return refused(QStringLiteral("The data folder is a link"), path);
    if (!QFileInfo(path).isDir())
        return refused(QStringLiteral("There is something else than a folder"), path);
    if (isRoot && !isOneOf(status.st_uid, account)) {
        return refused(
            QStringLiteral("The folder belongs to somebody else (user %1), and would be taken from "
                           "them")
                .arg(status.st_uid),
            path);
    }
    QStringList names = entriesOf(path);
    names.removeAll(outbound);
    if (names.isEmpty())
        return {};
    struct stat made = {};
    const bool isOurs = lookAt(path + QLatin1Char('/') + settings, made) && S_ISREG(made.st_mode) &&
                        (!isRoot || isOneOf(made.st_uid, account));
    if (isOurs)
        return {};
    return refused(QStringLiteral("The folder holds other files (%1) and no %2: it isn't a data folder of "
                                  "Slipway")
                       .arg(names.mid(0, 3).join(QStringLiteral(", ")), settings),
                   path);
}

Result<void> takeOver(const QString &path, uid_t account, gid_t group)
{
    if (auto taken = takeEntry(path, account, group); !taken)
        return Failure(taken.error());
    QStringList pending{path};
    while (!pending.isEmpty()) {
        const QString folder = pending.takeFirst();
        const QString name = folder.mid(path.size());
        if (name == QLatin1String("/env") || name == QLatin1String("/doors"))
            continue;
        for (const QString &entry : entriesOf(folder)) {
            const QString place = folder + QLatin1Char('/') + entry;
            const auto isFolder = takeEntry(place, account, group);
            if (!isFolder)
                return Failure(isFolder.error());
            if (*isFolder)
                pending.append(place);
        }
    }
    return {};
}

} // namespace slipway
