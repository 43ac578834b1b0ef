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
    // Writes what waits, reads what there is and writes that as well, as far as neither side blocks; once
    // there is no more to come and nothing waits, the target is told. False when the connection is broken.
    bool carryTo(int target);

private:
    bool fill();
    bool drainTo(int target);
};

} // namespace slipway
