#include "service/platform/sandbox/init/FileWatch.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

namespace slipway::init {

namespace {

constexpr unsigned interest = IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MOVED_FROM |
                              IN_MOVED_TO | IN_DELETE_SELF | IN_ONLYDIR | IN_DONT_FOLLOW | IN_EXCL_UNLINK;
constexpr auto fenceLimit = std::chrono::seconds(5);

} // namespace

Result<FileWatch> FileWatch::open(const QString &root, const QStringList &paths, const QString &fence)
{
    FileWatch watch;
    watch.m_inotify = FileDescriptor(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    watch.m_root = root.toUtf8();
    watch.m_fence = fence.toUtf8();
    ::mkdir(watch.m_fence.constData(), 0700);
    if (watch.m_inotify.isValid())
        watch.m_fenceWatch =
            ::inotify_add_watch(watch.m_inotify.get(), watch.m_fence.constData(), IN_CREATE | IN_ONLYDIR);
    if (watch.m_fenceWatch < 0) {
        return fail(
            Problem::Kind::Unavailable,
            QStringLiteral("Files can't be watched: %1").arg(QString::fromLocal8Bit(std::strerror(errno))),
            QStringLiteral("Raise fs.inotify.max_user_instances and max_user_watches."), root);
    }
    for (const QString &path : paths)
        watch.add(path.toUtf8(), false);
    return watch;
}

void FileWatch::changed(QByteArray path)
{
    // A name that isn't UTF-8 doesn't survive the way through JSON.
    if (m_changed.size() >= mostChanges || QString::fromUtf8(path).toUtf8() != path) {
        m_overflowed = true;
        m_changed.clear();
    }
    if (!m_overflowed)
        m_changed.insert(std::move(path));
}

// The watch first, then a look at what is there: what appears between the two is reported twice, never lost.
void FileWatch::add(const QByteArray &folder, bool report)
{
    const QByteArray full = m_root + '/' + folder;
    const int number = ::inotify_add_watch(m_inotify.get(), full.constData(), interest);
    if (number < 0) {
        // Gone again, or no folder: the event that says so follows. Out of watches: only a walk can tell.
        if (errno == ENOSPC || errno == ENOMEM)
            m_overflowed = true;
        return;
    }
    const auto known = m_folders.find(number);
    if (known != m_folders.end())
        m_watches.erase(known->second);
    m_folders[number] = folder;
    m_watches[folder] = number;
    const std::unique_ptr<DIR, int (*)(DIR *)> entries(::opendir(full.constData()), ::closedir);
    while (const dirent *item = entries ? ::readdir(entries.get()) : nullptr) {
        const QByteArray name(item->d_name);
        if (name == "." || name == "..")
            continue;
        const QByteArray path = folder + '/' + name;
        if (report)
            changed(path);
        struct stat info
        {
        };
        const bool isFolder = item->d_type == DT_DIR || (item->d_type == DT_UNKNOWN &&
                                                         ::fstatat(::dirfd(entries.get()), item->d_name,
                                                                   &info, AT_SYMLINK_NOFOLLOW) == 0 &&
                                                         S_ISDIR(info.st_mode));
        if (isFolder)
            add(path, report);
    }
}

void FileWatch::forget(const QByteArray &folder)
{
    const QByteArray below = folder + '/';
    for (auto it = m_watches.lower_bound(folder); it != m_watches.end();) {
        if (it->first != folder && !it->first.startsWith(below)) {
            if (it->first > below && !it->first.startsWith(folder))
                break;
            ++it;
            continue;
        }
        ::inotify_rm_watch(m_inotify.get(), it->second);
        m_folders.erase(it->second);
        it = m_watches.erase(it);
    }
}

void FileWatch::handle(int watch, unsigned mask, const QByteArray &name)
{
    if (mask & IN_Q_OVERFLOW) {
        m_overflowed = true;
        return;
    }
    if (watch == m_fenceWatch) {
        // Others may watch beside us and have fences of their own.
        if (name.startsWith(QByteArray::number(::getpid()) + '-'))
            m_fenceSeen = std::max(m_fenceSeen, name.mid(name.indexOf('-') + 1).toInt());
        return;
    }
    const auto found = m_folders.find(watch);
    if (found == m_folders.end())
        return; // of a folder that has moved away: its new place was looked through
    if (mask & IN_IGNORED) {
        m_watches.erase(found->second);
        m_folders.erase(found);
        return;
    }
    const QByteArray path = name.isEmpty() ? found->second : found->second + '/' + name;
    changed(path);
    if (!(mask & IN_ISDIR) || name.isEmpty())
        return;
    if (mask & (IN_MOVED_FROM | IN_DELETE))
        forget(path);
    if (mask & (IN_MOVED_TO | IN_CREATE))
        add(path, true);
}

void FileWatch::drain()
{
    alignas(inotify_event) std::array<char, 64 * 1024> space;
    for (;;) {
        const ssize_t count = ::read(m_inotify.get(), space.data(), space.size());
        if (count <= 0) {
            if (count < 0 && errno == EINTR)
                continue;
            return;
        }
        for (ssize_t at = 0; at < count;) {
            const auto *event = reinterpret_cast<const inotify_event *>(space.data() + at);
            const QByteArray name = event->len ? QByteArray(event->name) : QByteArray();
            handle(event->wd, event->mask, name);
            at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
        }
    }
}

Result<void> FileWatch::drainToFence()
{
    const int number = ++m_fences;
    const QByteArray file = m_fence + '/' + QByteArray::number(::getpid()) + '-' + QByteArray::number(number);
    const FileDescriptor created(::open(file.constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    ::unlink(file.constData());
    if (!created.isValid())
        return fail(Problem::Kind::Unavailable,
                    QStringLiteral("The fence can't be written: %1")
                        .arg(QString::fromLocal8Bit(std::strerror(errno))),
                    QStringLiteral("Check that the disk isn't full."));
    const auto end = std::chrono::steady_clock::now() + fenceLimit;
    for (;;) {
        drain();
        // After an overflow the fence itself may be lost; the list is worth nothing anyway.
        if (m_fenceSeen >= number || m_overflowed)
            return {};
        pollfd entry{m_inotify.get(), POLLIN, 0};
        if (std::chrono::steady_clock::now() >= end)
            return fail(Problem::Kind::Timeout, QStringLiteral("The list of changed files isn't complete"));
        ::poll(&entry, 1, 100);
    }
}

// The first part of `path` that is there but no folder, or isn't there; the path itself when all above it are
// folders. Below a symbolic link the same words would name something else.
QByteArray FileWatch::reachable(const QByteArray &path) const
{
    for (qsizetype slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
        const QByteArray part = path.left(slash);
        if (m_watches.contains(part))
            continue;
        struct stat info
        {
        };
        if (::lstat((m_root + '/' + part).constData(), &info) != 0 || !S_ISDIR(info.st_mode))
            return part;
    }
    return path;
}

FileWatch::Changes FileWatch::take()
{
    Changes changes{{}, m_overflowed};
    for (const QByteArray &path : m_changed)
        changes.paths.insert(reachable(path));
    m_changed.clear();
    m_overflowed = false;
    return changes;
}

} // namespace slipway::init
