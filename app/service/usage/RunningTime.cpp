#include "service/usage/RunningTime.h"

#include <algorithm>

namespace slipway {

void RunningTime::change(Instant at, bool runs)
{
    at = std::max(at, m_since);
    if (m_runs)
        m_counted += within(m_since, at);
    m_since = at;
    m_runs = runs;
}

Duration RunningTime::until(Instant now) const
{
    return m_runs ? m_counted + within(m_since, now) : m_counted;
}

Duration RunningTime::within(Instant from, Instant until) const
{
    return std::max(Duration::zero(), std::min(until, m_span.until) - std::max(from, m_span.from));
}

} // namespace slipway
