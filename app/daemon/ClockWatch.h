// Says at once when somebody sets the wall clock, or when the machine wakes up: what is due by the new time
// needn't wait until the next look. The kernel tells it (timerfd_create(2), TFD_TIMER_CANCEL_ON_SET).
#pragma once
#include "service/ipc/FileDescriptor.h"

#include <functional>
#include <thread>

namespace slipway {

class ClockWatch
{
public:
    // `changed` is called by the watch's own thread.
    explicit ClockWatch(std::function<void()> changed) : m_changed(std::move(changed)) {}
    ~ClockWatch() { stop(); }
    ClockWatch(const ClockWatch &) = delete;
    ClockWatch &operator=(const ClockWatch &) = delete;

    void
    start(); // where the kernel can't tell, it is said, and everybody looks by themselves, as they do anyway
    void stop();

private:
    bool arm() const; // false: it can't be told
    void loop() const;

    std::function<void()> m_changed;
    FileDescriptor m_timer;
    FileDescriptor m_end;
    std::thread m_thread;
};

} // namespace slipway
