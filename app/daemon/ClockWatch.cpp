#include "daemon/ClockWatch.h"

#include <QtGlobal>

#include <cerrno>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

namespace slipway {

namespace {
constexpr time_t later = 365 * 24 * 3600; // s; the timer isn't there for its own sake
}

void ClockWatch::start()
{
    if (m_thread.joinable())
        return;
    m_timer = FileDescriptor(::timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK));
    m_end = FileDescriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!m_timer.isValid() || !m_end.isValid() || !arm()) {
        qWarning("slipwayd: the kernel doesn't tell when the clock is set; it is looked at every second");
        return;
    }
    m_thread = std::thread([this] { loop(); });
}

void ClockWatch::stop()
{
    if (!m_thread.joinable())
        return;
    ::eventfd_write(m_end.get(), 1);
    m_thread.join();
}

// Where the clock was set since the last look, that is told here, too, and once.
bool ClockWatch::arm() const
{
    itimerspec when{};
    int failed = 0;
    do {
        when.it_value.tv_sec = ::time(nullptr) + later;
        failed =
            ::timerfd_settime(m_timer.get(), TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &when, nullptr);
    } while (failed != 0 && errno == ECANCELED);
    return failed == 0;
}

void ClockWatch::loop() const
{
    for (;;) {
        pollfd both[] = {{m_timer.get(), POLLIN, 0}, {m_end.get(), POLLIN, 0}};
        if (::poll(both, 2, -1) < 0) {
            if (errno == EINTR)
                continue;
            return;
        }
        if (both[1].revents != 0)
            return;
        quint64 times = 0;
        if (::read(m_timer.get(), &times, sizeof(times)) < 0 && errno != ECANCELED)
            continue;
        // Before it is told: a change that comes meanwhile is told again.
        const bool goesOn = arm();
        m_changed();
        if (!goesOn)
            return;
    }
}

} // namespace slipway
