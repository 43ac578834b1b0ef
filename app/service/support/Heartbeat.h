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
    // Nothing: it never beat. One that doesn't change may be from before this machine was started.
    static std::optional<Duration> last(const QString &file);

private:
    FileDescriptor m_file;
};

} // namespace slipway
