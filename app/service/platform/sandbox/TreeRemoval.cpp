#include "service/platform/sandbox/TreeRemoval.h"

#include "service/ipc/FileDescriptor.h"

#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <functional>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace slipway {

namespace {

// The mode is set through the descriptor: by name it would be set on what a link leads to.
FileDescriptor openUnlocked(int parent, const char *name)
{
    constexpr int folderOnly = O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    FileDescriptor held(::openat(parent, name, O_PATH | folderOnly));
    if (!held.isValid())
        return held;
    const QByteArray self = "/proc/self/fd/" + QByteArray::number(held.get());
    if (::chmod(self.constData(), 0700) != 0)
        return {};
    return FileDescriptor(::openat(held.get(), ".", O_RDONLY | folderOnly));
}

// Calls `remove` for what is in `folder` until nothing is left; false, with errno, when one can't be removed.
bool emptyBy(const FileDescriptor &folder, const std::function<bool(const char *name)> &remove)
{
    FileDescriptor own(::openat(folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    const std::unique_ptr<DIR, int (*)(DIR *)> list(own.isValid() ? ::fdopendir(own.get()) : nullptr,
                                                    ::closedir);
    if (!list)
        return false;
    (void)own.release();
    // What comes in while it is read may not be listed: only a pass that finds nothing ends it.
    for (bool found = true; found;) {
        found = false;
        ::rewinddir(list.get());
        errno = 0;
        while (const dirent *entry = ::readdir(list.get())) {
            if (std::strcmp(entry->d_name, ".") == 0 || std::strcmp(entry->d_name, "..") == 0)
                continue;
            found = true;
            if (!remove(entry->d_name))
                return false;
            errno = 0;
        }
        if (errno != 0)
            return false;
    }
    return true;
}

bool isGone(int parent, const char *name)
{
    return ::unlinkat(parent, name, 0) == 0 || errno == ENOENT;
}

// Folders in folders are moved up to the top one by one rather than entered, so that depth doesn't matter.
class Removal
{
public:
    explicit Removal(FileDescriptor top) : m_top(std::move(top)) {}

    bool run()
    {
        return m_top.isValid() && emptyBy(m_top, [this](const char *name) { return removeFromTop(name); });
    }

private:
    bool removeFromTop(const char *name)
    {
        if (isGone(m_top.get(), name))
            return true;
        if (errno != EISDIR)
            return false;
        const FileDescriptor folder = openUnlocked(m_top.get(), name);
        return folder.isValid() &&
               emptyBy(folder, [&](const char *inner) { return removeOrMoveUp(folder.get(), inner); }) &&
               ::unlinkat(m_top.get(), name, AT_REMOVEDIR) == 0;
    }

    bool removeOrMoveUp(int folder, const char *name)
    {
        if (isGone(folder, name))
            return true;
        // An ordinary user can only move a folder which he may write to.
        if (errno != EISDIR || !openUnlocked(folder, name).isValid())
            return false;
        for (;;) {
            const QByteArray free = ".removed-" + QByteArray::number(m_moved++);
            // Onto an empty folder of that name is fine, too; anything else refuses.
            if (::renameat(folder, name, m_top.get(), free.constData()) == 0)
                return true;
            if (errno != ENOTEMPTY && errno != EEXIST && errno != ENOTDIR)
                return false;
        }
    }

    FileDescriptor m_top;
    qint64 m_moved = 0;
};

} // namespace

Result<void> removeTree(int parent, const QByteArray &name)
{
    if (isGone(parent, name.constData()))
        return {};
    if (errno == EISDIR && Removal(openUnlocked(parent, name.constData())).run() &&
        ::unlinkat(parent, name.constData(), AT_REMOVEDIR) == 0)
        return {};
    return fail(
        Problem::Kind::Unavailable,
        QStringLiteral("Can't remove the folder: %1").arg(QString::fromLocal8Bit(std::strerror(errno))),
        QStringLiteral("Check the disk, and that nothing is mounted there; then try it again."),
        QString::fromLocal8Bit(name));
}

} // namespace slipway
