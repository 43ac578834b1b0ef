#include "service/remote/RemoteWait.h"

#include <algorithm>
#include <array>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace slipway {

RemoteWait::RemoteWait(std::stop_token stop, Duration limit)
    : m_event(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      m_deadline(std::chrono::steady_clock::now() + limit),
      m_stop(std::move(stop))
{
    m_ring.emplace(m_stop, [descriptor = m_event.get()] { ::eventfd_write(descriptor, 1); });
}

Duration RemoteWait::remaining() const
{
    return std::max(Duration::zero(),
                    std::chrono::duration_cast<Duration>(m_deadline - std::chrono::steady_clock::now()));
}

void RemoteWait::forSocket(int socket, short events) const
{
    std::array<pollfd, 2> watched{{{socket, events, 0}, {m_event.get(), POLLIN, 0}}};
    ::poll(watched.data(), watched.size(), pollTime(m_deadline));
}

int RemoteWait::pollTime(Time until)
{
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    return static_cast<int>(std::clamp<qint64>(left.count(), 0, 60'000));
}

} // namespace slipway
