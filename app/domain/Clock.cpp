#include "domain/Clock.h"

namespace slipway {

Instant SystemClock::now() const
{
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

Duration SystemClock::monotonic() const
{
    return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch());
}

ManualClock::ManualClock(Instant start) : m_now(start.time_since_epoch().count()) {}

Instant ManualClock::now() const
{
    return Instant(Duration(m_now.load()));
}

Duration ManualClock::monotonic() const
{
    return Duration(m_monotonic.load());
}

void ManualClock::advance(Duration by)
{
    m_now += by.count();
    m_monotonic += by.count();
}

void ManualClock::jump(Duration by)
{
    m_now += by.count();
}

} // namespace slipway
