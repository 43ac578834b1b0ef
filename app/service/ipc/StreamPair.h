// Carries bytes both ways between two sockets until both have finished, one breaks, or nothing was said for
// too long. Blocks: for a thread or a process of its own.
#pragma once
#include "domain/Instant.h"
#include "service/ipc/StreamSide.h"

#include <QByteArray>

namespace slipway {

class StreamPair
{
public:
    // `fromFirst`: bytes of the first that were read already.
    StreamPair(FileDescriptor first, FileDescriptor second, const QByteArray &fromFirst = {});
    void run(Duration idle);
    void end(); // from another thread: nothing passes any more

private:
    StreamSide m_first;
    StreamSide m_second;
};

} // namespace slipway
