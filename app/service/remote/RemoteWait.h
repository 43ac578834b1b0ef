// How long something far away may take: until a deadline, or until somebody asks to stop. Its descriptor
// becomes readable then, so that whoever polls wakes at once.
#pragma once
#include "domain/Instant.h"
#include "service/ipc/FileDescriptor.h"

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>

namespace slipway {

class RemoteWait
{
public:
    using Time = std::chrono::steady_clock::time_point;

    RemoteWait(std::stop_token stop, Duration limit);
    RemoteWait(const RemoteWait &) = delete;
    RemoteWait &operator=(const RemoteWait &) = delete;

    bool isStopped() const { return m_stop.stop_requested(); }
    bool isLate() const { return std::chrono::steady_clock::now() >= m_deadline; }
    bool isOver() const { return isStopped() || isLate(); }
    Time deadline() const { return m_deadline; }
    const std::stop_token &stop() const { return m_stop; }
    Duration remaining() const;

    int descriptor() const { return m_event.get(); }
    // Until `socket` has one of `events`, or it is over.
    void forSocket(int socket, short events) const;
    // Milliseconds for poll() until `until`; rounded up, so that nobody spins.
    static int pollTime(Time until);

private:
    FileDescriptor m_event;
    Time m_deadline;
    std::stop_token m_stop;
    std::optional<std::stop_callback<std::function<void()>>> m_ring;
};

} // namespace slipway
