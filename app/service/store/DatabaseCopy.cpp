#include "service/store/DatabaseCopy.h"

#include "service/ipc/FileDescriptor.h"

#include <QFile>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace slipway {

namespace {

constexpr int attempts = 50;
constexpr qint64 walHeader = 32; // magic, format, page size, sequence, two salts, checksum

Failure cannot(const QString &what, const QString &path, const QString &hint)
{
    return fail(Problem::Kind::Unavailable,
                QStringLiteral("Can't %1: %2").arg(what, QString::fromLocal8Bit(std::strerror(errno))), hint,
                path);
}

const QString readHint = QStringLiteral("Name a data folder with --data, and run this as its owner or root.");
const QString writeHint = QStringLiteral("Free some space there, or name another folder in TMPDIR.");

// A part of the store as it was when looked at: enough to see whether it was replaced since.
struct Mark
{
    bool exists = false;
    struct stat info
    {
    };
    QByteArray header; // of a write-ahead log that isn't empty

    static Mark of(const QString &path)
    {
        Mark mark;
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return mark;
        mark.exists = ::fstat(file.handle(), &mark.info) == 0;
        mark.header = file.read(walHeader);
        return mark;
    }
    bool isSameAs(const Mark &other) const
    {
        return exists == other.exists && info.st_ino == other.info.st_ino &&
               info.st_size == other.info.st_size && info.st_mtim.tv_sec == other.info.st_mtim.tv_sec &&
               info.st_mtim.tv_nsec == other.info.st_mtim.tv_nsec;
    }
};

Result<void> copyFile(const QString &from, const QString &to)
{
    const FileDescriptor source(::open(from.toLocal8Bit().constData(), O_RDONLY | O_CLOEXEC));
    if (!source.isValid())
        return cannot(QStringLiteral("read"), from, readHint);
    const FileDescriptor target(
        ::open(to.toLocal8Bit().constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (!target.isValid())
        return cannot(QStringLiteral("write"), to, writeHint);
    std::array<char, 256 * 1024> space;
    for (;;) {
        const ssize_t count = ::read(source.get(), space.data(), space.size());
        if (count == 0)
            return {};
        if (count < 0)
            return cannot(QStringLiteral("read"), from, readHint);
        ssize_t done = 0;
        while (done < count) {
            const ssize_t written =
                ::write(target.get(), space.data() + done, static_cast<std::size_t>(count - done));
            if (written < 0 && errno != EINTR)
                return cannot(QStringLiteral("write"), to, writeHint);
            done += std::max<ssize_t>(written, 0);
        }
    }
}

} // namespace

// The database and its write-ahead log together are the store. A checkpoint may rewrite pages of the database
// while it is copied; every such page is in the log too, so that a log that wasn't begun anew in the meantime
// (same header: its salts change at each beginning) heals the copy. Without a log the database must not have
// changed at all.
Result<DatabaseCopy> DatabaseCopy::of(const QString &database)
{
    const QString log = database + QStringLiteral("-wal");
    DatabaseCopy copy;
    copy.m_folder = std::make_unique<QTemporaryDir>();
    if (!copy.m_folder->isValid())
        return cannot(QStringLiteral("make a temporary folder"), copy.m_folder->path(), writeHint);
    const QString target = copy.file();
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const Mark before = Mark::of(database);
        const Mark logBefore = Mark::of(log);
        if (auto copied = copyFile(database, target); !copied)
            return Failure(copied.error());
        QFile::remove(target + QStringLiteral("-wal"));
        if (logBefore.exists) {
            if (auto copied = copyFile(log, target + QStringLiteral("-wal")); !copied && QFile::exists(log))
                return Failure(copied.error());
        }
        const Mark logAfter = Mark::of(log);
        const bool isStable =
            logBefore.header.isEmpty()
                ? logAfter.isSameAs(logBefore) && Mark::of(database).isSameAs(before)
                : logAfter.header == logBefore.header && logAfter.info.st_ino == logBefore.info.st_ino;
        if (isStable)
            return copy;
    }
    return fail(Problem::Kind::Unavailable, QStringLiteral("The store changes faster than it can be copied"),
                QStringLiteral("Try again when the service is less busy."), database);
}

} // namespace slipway
