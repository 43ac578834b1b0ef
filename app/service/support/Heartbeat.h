// That paging goes on, told in a file for `slipwayd --watch`: the time up to which everything that was due
// has been attended to, on the clock that all processes of this machine share. While the loop stands still,
// or the engine behind it, or whoever carries pages by other methods or looks at the clocks, that time
// doesn't advance. Not durable, on purpose: it costs nothing.
#pragma once
#include "domain/Instant.h"
#include "service/ipc/FileDescriptor.h"

#include <QString>

#include <atomic>
#include <optional>

namespace slipway {

class Heartbeat
{
public:
    static QString fileIn(const QString &dataFolder);

    Heartbeat(const QString &file, Duration monotonic); // 0644: whoever watches needs no rights
    // By one thread. behind: for how long the oldest thing that is due has been left undone.
    void beat(Duration monotonic, Duration behind);
    Duration age(Duration monotonic) const; // from any thread: of what was last told
    // Nothing: it never beat. One that doesn't change may be from before this machine was started.
    static std::optional<Duration> last(const QString &file);

private:
    FileDescriptor m_file;
    std::atomic<qint64> m_mark; // as last told
};

} // namespace slipway
