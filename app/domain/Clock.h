// The one source of time. Everything that asks for the time gets a clock handed in, so tests travel in it.
#pragma once
#include "domain/Instant.h"

#include <atomic>

namespace slipway {

class Clock
{
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;        // wall clock, UTC
    virtual Duration monotonic() const = 0; // for durations: never jumps, since an arbitrary start
};

class SystemClock final : public Clock
{
public:
    Instant now() const override;
    Duration monotonic() const override;
};

// Stands still until it is moved; safe to read from any thread.
class ManualClock final : public Clock
{
public:
    explicit ManualClock(Instant start = Instant(std::chrono::seconds(1'700'000'000)));
    Instant now() const override;
    Duration monotonic() const override;
    void advance(Duration by); // time passes: both move
    void jump(Duration by);    // somebody sets the wall clock: monotonic stays

private:
    std::atomic<qint64> m_now;
    std::atomic<qint64> m_monotonic{0};
};

} // namespace slipway
