// Copies between its standard streams and an inherited socket, so that a program which speaks over a remote
// shell can speak over a descriptor instead.
#include "service/platform/sandbox/Modes.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace slipway {

namespace {

struct Direction
{
    int from;
    int to;
    std::vector<char> buffer = std::vector<char>(256 * 1024);
    std::size_t begin = 0;
    std::size_t end = 0;
    bool open = true; // more may come
    bool done = false;

    short wantsIn() const { return open && begin == end ? POLLIN : 0; }
    short wantsOut() const { return begin < end ? POLLOUT : 0; }

    void read()
    {
        const ssize_t count = ::read(from, buffer.data(), buffer.size());
        if (count > 0) {
            begin = 0;
            end = static_cast<std::size_t>(count);
        } else if (count == 0 || (errno != EINTR && errno != EAGAIN)) {
            open = false;
        }
    }
    bool write()
    {
        const ssize_t count = ::write(to, buffer.data() + begin, end - begin);
        if (count > 0)
            begin += static_cast<std::size_t>(count);
        return count >= 0 || errno == EINTR || errno == EAGAIN;
    }
};

void finish(Direction &direction, int socket)
{
    if (direction.open || direction.begin < direction.end || direction.done)
        return;
    direction.done = true;
    if (direction.to == socket)
        ::shutdown(socket, SHUT_WR);
    else
        ::close(direction.to);
}

} // namespace

int relayMain(const QStringList &arguments)
{
    const auto at = arguments.indexOf(QLatin1String("--relay"));
    bool isNumber = false;
    const int socket = arguments.value(at + 1).toInt(&isNumber);
    if (!isNumber || ::fcntl(socket, F_GETFD) < 0)
        return 2;
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, socket})
        ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
    Direction out{STDIN_FILENO, socket};
    Direction in{socket, STDOUT_FILENO};
    // The far side's end is the end: what we would still send has no reader.
    while (!in.done) {
        std::array<pollfd, 4> entries{{{out.wantsIn() ? STDIN_FILENO : -1, POLLIN, 0},
                                       {socket, static_cast<short>(in.wantsIn() | out.wantsOut()), 0},
                                       {in.wantsOut() ? STDOUT_FILENO : -1, POLLOUT, 0},
                                       {-1, 0, 0}}};
        if (::poll(entries.data(), 3, -1) < 0 && errno != EINTR)
            return 1;
        if (entries[0].revents)
            out.read();
        if ((entries[1].revents & (POLLIN | POLLHUP | POLLERR)) && in.wantsIn())
            in.read();
        if ((entries[1].revents & (POLLOUT | POLLERR)) && out.wantsOut() && !out.write())
            return 1;
        if (entries[2].revents && in.wantsOut() && !in.write())
            return 1;
        finish(out, socket);
        finish(in, socket);
    }
    return 0;
}

} // namespace slipway
