// One direction of a connection that is carried between two sockets: read here, wait in the buffer, be
// written to the other. Never blocks.
#pragma once
#include "service/ipc/FileDescriptor.h"

#include <cstddef>
#include <vector>

namespace slipway {

struct StreamSide
{
    FileDescriptor socket;
    std::vector<char> buffer; // read here, not yet written to the other
    std::size_t begin = 0;
    std::size_t end = 0;
    bool finished = false; // no more will come
    bool passedOn = false; // and the other was told

    std::size_t waiting() const { return end - begin; }
    bool hasRoom() const { return !finished && end < buffer.size(); }
    // False when the connection is broken.
    bool fill();
    bool drainTo(int target);
};

} // namespace slipway
