// That the paging loop goes round, told in a file for `slipwayd --watch`: the time of its last round on the
// clock that all processes of this machine share. Not durable, on purpose: it costs nothing.
#pragma once
#include "domain/Instant.h"
#include "service/ipc/FileDescriptor.h"

#include <QString>

#include <optional>

namespace slipway {

class Heartbeat
{
public:
    static QString fileIn(const QString &dataFolder);

    explicit Heartbeat(const QString &file); // 0644: whoever watches needs no rights
    void beat(Duration monotonic);
    // Nothing: it never beat, or not since this machine was started.
    static std::optional<Duration> last(const QString &file, Duration now);

private:
    FileDescriptor m_file;
};

} // namespace slipway
