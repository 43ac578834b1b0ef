#include "service/ipc/StreamPair.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <poll.h>
#include <sys/socket.h>

namespace slipway {

namespace {

constexpr qsizetype bufferSize = 64 * 1024;

} // namespace

StreamPair::StreamPair(FileDescriptor first, FileDescriptor second, const QByteArray &fromFirst)
{
    m_first.socket = std::move(first);
    m_second.socket = std::move(second);
    m_first.buffer.resize(static_cast<std::size_t>(std::max(bufferSize, fromFirst.size())));
    m_second.buffer.resize(static_cast<std::size_t>(bufferSize));
    std::copy(fromFirst.begin(), fromFirst.end(), m_first.buffer.begin());
    m_first.end = static_cast<std::size_t>(fromFirst.size());
}

void StreamPair::end()
{
    for (const StreamSide *side : {&m_first, &m_second})
        ::shutdown(side->socket.get(), SHUT_RDWR);
}

void StreamPair::run(Duration idle)
{
    const auto patience = std::chrono::duration_cast<std::chrono::milliseconds>(idle).count();
    const auto wanted = [](const StreamSide &side, const StreamSide &other) {
        return static_cast<short>((side.hasRoom() ? POLLIN : 0) | (other.waiting() > 0 ? POLLOUT : 0));
    };
    while (!(m_first.passedOn && m_second.passedOn)) {
        std::array<pollfd, 2> entries{{{m_first.socket.get(), wanted(m_first, m_second), 0},
                                       {m_second.socket.get(), wanted(m_second, m_first), 0}}};
        // A hung-up socket reports without being asked; one that is neither read nor written is left out.
        for (pollfd &entry : entries)
            entry.fd = entry.events == 0 ? -1 : entry.fd;
        const int ready = ::poll(entries.data(), entries.size(), static_cast<int>(patience));
        if (ready == 0 || (ready < 0 && errno != EINTR))
            return;
        for (const bool first : {true, false}) {
            StreamSide &side = first ? m_first : m_second;
            StreamSide &other = first ? m_second : m_first;
            const short events = entries[first ? 0 : 1].revents;
            if ((events & (POLLIN | POLLHUP | POLLERR)) != 0 && !side.carryTo(other.socket.get()))
                return;
            if ((events & POLLOUT) != 0 && !other.carryTo(side.socket.get()))
                return;
        }
    }
}

} // namespace slipway
