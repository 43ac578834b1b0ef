// What was guaranteed: how soon a case of a severity is answered, as absolute times. Pure.
#pragma once
#include "domain/Case.h"

namespace slipway {

struct SlaPolicy
{
    struct Promise
    {
        Severity severity = Severity::Normal;
        Duration firstResponse{};
        Duration resolution{}; // zero: none is promised
        bool operator==(const Promise &) const = default;
    };
    QString name;
    std::vector<Promise> promises;
    bool operator==(const SlaPolicy &) const = default;

    const Promise *of(Severity severity) const;
    static SlaPolicy twoHours(); // "2h": what the provider guarantees where nothing else is agreed
};

// The clocks of a case that is opened at this moment.
std::vector<CaseClock> clocksFor(const SlaPolicy &policy, Severity severity, Instant opened);

// What happens to the clocks. Each changes what it has to and leaves the rest.
void markResponded(std::vector<CaseClock> &clocks, Instant at); // by a person, never by a machine
void markResolved(std::vector<CaseClock> &clocks, Instant at);
void pauseClocks(std::vector<CaseClock> &clocks, Instant at);  // while the customer is waited for
void resumeClocks(std::vector<CaseClock> &clocks, Instant at); // targets move on by the pause
// Those that have passed their target unmet by `at` and weren't noted before; noted now.
QStringList markBreached(std::vector<CaseClock> &clocks, Instant at);

} // namespace slipway
