// Remembers which paths below some folders have changed (inotify), until somebody takes the list. A path in
// it was written, created, moved or deleted; what is there now counts.
#pragma once
#include "domain/Problem.h"
#include "service/ipc/FileDescriptor.h"

#include <QByteArray>
#include <QStringList>

#include <map>
#include <set>

namespace slipway::init {

class FileWatch
{
public:
    // Watches everything below `paths` (relative to `root`). `fence` is a folder of our own for the file
    // that proves that the queue is drained.
    static Result<FileWatch> open(const QString &root, const QStringList &paths, const QString &fence);

    int fd() const { return m_inotify.get(); }
    void drain(); // reads what is queued, doesn't wait
    // Waits until everything that happened before the call has been read.
    Result<void> drainToFence();
    // Takes the list; overflowed: it isn't complete, only a walk can tell.
    struct Changes
    {
        std::set<QByteArray> paths;
        bool overflowed = false;
    };
    Changes take();
    qsizetype pending() const { return static_cast<qsizetype>(m_changed.size()); }
    bool hasOverflowed() const { return m_overflowed; }
    std::size_t folders() const { return m_folders.size(); }

private:
    FileWatch() = default;
    void add(const QByteArray &folder, bool report); // recursively
    void forget(const QByteArray &folder);           // and all below
    void changed(QByteArray path);
    QByteArray reachable(const QByteArray &path) const;
    void handle(int watch, unsigned mask, const QByteArray &name);

    static constexpr std::size_t mostChanges = 50'000; // more travel slower than a walk

    FileDescriptor m_inotify;
    QByteArray m_root;
    QByteArray m_fence;
    int m_fenceWatch = -1;
    int m_fences = 0;
    int m_fenceSeen = 0;
    std::map<int, QByteArray> m_folders; // watch → path relative to the root
    std::map<QByteArray, int> m_watches;
    std::set<QByteArray> m_changed;
    bool m_overflowed = false;
};

} // namespace slipway::init
