// How much of a span of time something ran, from what the ledger says of its states. Pure.
#pragma once
#include "domain/Instant.h"

namespace slipway {

// From is in it, until isn't.
struct Span
{
    Instant from;
    Instant until;
};

class RunningTime
{
public:
    explicit RunningTime(const Span &span) : m_span(span) {}

    // In the ledger's order. Where the clock was set back, no time counts twice: what changed is taken to
    // have done so no earlier than what changed before it.
    void change(Instant at, bool runs);
    Duration until(Instant now) const;

private:
    Duration within(Instant from, Instant until) const;

    Span m_span;
    bool m_runs = false;
    Instant m_since = Instant::min(); // the last change
    Duration m_counted{0};            // before that
};

} // namespace slipway
