#include "service/platform/sandbox/init/FileHashes.h"

#include "service/ipc/FileDescriptor.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <map>
#include <memory>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace slipway::init {

namespace {

Failure unreadable(const QByteArray &path)
{
    return fail(Problem::Kind::Unavailable,
                QStringLiteral("Can't read: %1").arg(QString::fromLocal8Bit(std::strerror(errno))),
                QStringLiteral("Give the environment's user the right to read it."), QString::fromUtf8(path));
}

bool addFile(int folder, const char *name, QCryptographicHash &hash, qint64 &bytes)
{
    const FileDescriptor file(::openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (!file.isValid())
        return false;
    ::posix_fadvise(file.get(), 0, 0, POSIX_FADV_SEQUENTIAL);
    std::array<char, 128 * 1024> space;
    for (;;) {
        const ssize_t count = ::read(file.get(), space.data(), space.size());
        if (count == 0)
            return true;
        if (count < 0 && errno != EINTR)
            return false;
        if (count > 0) {
            hash.addData(QByteArrayView(space.data(), count));
            bytes += count;
        }
    }
}

// "100644 <sha256>"; empty with errno when it can't be read.
QByteArray describe(int folder, const char *name, const struct stat &info, qint64 &bytes)
{
    QByteArray text = QByteArray::number(info.st_mode, 8);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (S_ISREG(info.st_mode)) {
        if (!addFile(folder, name, hash, bytes))
            return {};
        return text + ' ' + hash.result().toHex();
    }
    if (S_ISLNK(info.st_mode)) {
        std::array<char, PATH_MAX> target;
        const ssize_t length = ::readlinkat(folder, name, target.data(), target.size());
        if (length < 0)
            return {};
        hash.addData(QByteArrayView(target.data(), length));
        return text + ' ' + hash.result().toHex();
    }
    return text;
}

// The folder of `name`, reached without any symbolic link: below one the same words name something else.
FileDescriptor folderOf(int base, const QByteArray &name)
{
    const qsizetype slash = name.lastIndexOf('/');
    const QByteArray folder = slash < 0 ? QByteArray(".") : name.left(slash);
    open_how how{};
    how.flags = O_PATH | O_DIRECTORY | O_CLOEXEC;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
    return FileDescriptor(
        static_cast<int>(::syscall(SYS_openat2, base, folder.constData(), &how, sizeof how)));
}

struct Collected
{
    std::map<QByteArray, QByteArray> entries;
    qint64 files = 0;
    qint64 bytes = 0;
};

Result<void> collect(int parent, const QByteArray &name, const QByteArray &path, Collected &into)
{
    struct stat info
    {
    };
    if (::fstatat(parent, name.constData(), &info, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? Result<void>() : Result<void>(unreadable(path));
    const QByteArray text = describe(parent, name.constData(), info, into.bytes);
    if (text.isEmpty())
        return errno == ENOENT ? Result<void>() : Result<void>(unreadable(path));
    into.entries.emplace(path, text);
    if (!S_ISDIR(info.st_mode)) {
        into.files++;
        return {};
    }
    const int fd = ::openat(parent, name.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    const std::unique_ptr<DIR, int (*)(DIR *)> folder(fd < 0 ? nullptr : ::fdopendir(fd), ::closedir);
    if (!folder)
        return unreadable(path);
    while (const dirent *item = ::readdir(folder.get())) {
        const QByteArray child(item->d_name);
        if (child == "." || child == "..")
            continue;
        if (auto done = collect(::dirfd(folder.get()), child, path + '/' + child, into); !done)
            return done;
    }
    return {};
}

} // namespace

Result<QJsonObject> hashesOf(const QString &root, const QStringList &paths)
{
    const FileDescriptor base(::open(root.toLocal8Bit().constData(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!base.isValid())
        return unreadable(root.toUtf8());
    QJsonObject hashes;
    qint64 bytes = 0;
    for (const QString &path : paths) {
        const QByteArray name = path.toUtf8();
        const QByteArray last = name.mid(name.lastIndexOf('/') + 1);
        const FileDescriptor folder = folderOf(base.get(), name);
        struct stat info
        {
        };
        QByteArray text;
        if (folder.isValid() && ::fstatat(folder.get(), last.constData(), &info, AT_SYMLINK_NOFOLLOW) == 0)
            text = describe(folder.get(), last.constData(), info, bytes);
        // Not there, or no longer: whoever serves may delete it meanwhile.
        const bool missing = errno == ENOENT || errno == ENOTDIR || errno == ELOOP;
        if (text.isEmpty() && !missing)
            return unreadable(name);
        hashes.insert(path, text.isEmpty() ? QJsonValue() : QJsonValue(QString::fromLatin1(text)));
    }
    return hashes;
}

Result<QJsonObject> manifestOf(const QString &root, const QStringList &paths)
{
    const FileDescriptor base(::open(root.toLocal8Bit().constData(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!base.isValid())
        return unreadable(root.toUtf8());
    Collected all;
    for (const QString &path : paths) {
        if (auto done = collect(base.get(), path.toUtf8(), path.toUtf8(), all); !done)
            return Failure(done.error());
    }
    QCryptographicHash digest(QCryptographicHash::Sha256);
    QJsonObject entries;
    qint64 files = 0;
    for (const auto &[path, text] : all.entries) {
        files += text.startsWith("40") ? 0 : 1;
        digest.addData(path + '\0' + text + '\n');
        entries.insert(QString::fromUtf8(path), QString::fromLatin1(text));
    }
    return QJsonObject{{QStringLiteral("digest"), QString::fromLatin1(digest.result().toHex())},
                       {QStringLiteral("files"), files},
                       {QStringLiteral("bytes"), all.bytes},
                       {QStringLiteral("entries"), entries}};
}

} // namespace slipway::init
