#include "service/ipc/StreamSide.h"

#include <cerrno>
#include <sys/socket.h>

namespace slipway {

// Drained after it was filled, whoever woke us: an end that is read with nothing to pass on before it would
// never be passed on otherwise, because neither side reports anything again.
bool StreamSide::carryTo(int target)
{
    return drainTo(target) && fill() && drainTo(target);
}

bool StreamSide::fill()
{
    while (!finished && end < buffer.size()) {
        const ssize_t count = ::recv(socket.get(), buffer.data() + end, buffer.size() - end, MSG_DONTWAIT);
        if (count > 0)
            end += static_cast<std::size_t>(count);
        else if (count == 0)
            finished = true;
        else if (errno == EAGAIN)
            return true;
        else if (errno != EINTR)
            return false;
    }
    return true;
}

bool StreamSide::drainTo(int target)
{
    while (waiting() > 0) {
        const ssize_t count = ::send(target, buffer.data() + begin, waiting(), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (count > 0)
            begin += static_cast<std::size_t>(count);
        else if (errno == EAGAIN)
            return true;
        else if (errno != EINTR)
            return false;
    }
    begin = end = 0;
    if (finished && !passedOn) {
        ::shutdown(target, SHUT_WR);
        passedOn = true;
    }
    return true;
}

} // namespace slipway
