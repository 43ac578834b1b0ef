#include "service/support/Sla.h"

#include <algorithm>

namespace slipway {

using namespace std::chrono_literals;

namespace {

const QString firstResponse = QStringLiteral("first-response");
const QString resolution = QStringLiteral("resolution");

void meet(std::vector<CaseClock> &clocks, const QString &name, Instant at)
{
    for (CaseClock &clock : clocks) {
        if (clock.name != name || clock.met)
            continue;
        if (clock.paused)
            clock.target += at - *clock.paused;
        clock.paused.reset();
        clock.met = at;
        if (at > clock.target && !clock.breached)
            clock.breached = at;
    }
}

} // namespace

const SlaPolicy::Promise *SlaPolicy::of(Severity severity) const
{
    const auto found = std::find_if(promises.begin(), promises.end(),
                                    [severity](const Promise &one) { return one.severity == severity; });
    return found == promises.end() ? nullptr : &*found;
}

SlaPolicy SlaPolicy::twoHours()
{
    return {QStringLiteral("2h"),
            {{Severity::Critical, 2h, 8h},
             {Severity::High, 2h, 24h},
             {Severity::Normal, 2h, 72h},
             {Severity::Low, 8h, 0h}}};
}

std::vector<CaseClock> clocksFor(const SlaPolicy &policy, Severity severity, Instant opened)
{
    std::vector<CaseClock> clocks;
    const SlaPolicy::Promise *promise = policy.of(severity);
    if (!promise)
        return clocks;
    for (const auto &[name, within] :
         {std::pair(firstResponse, promise->firstResponse), std::pair(resolution, promise->resolution)}) {
        if (within > Duration::zero())
            clocks.push_back({name, opened, opened + within, {}, {}, {}});
    }
    return clocks;
}

void markResponded(std::vector<CaseClock> &clocks, Instant at)
{
    meet(clocks, firstResponse, at);
}

void markResolved(std::vector<CaseClock> &clocks, Instant at)
{
    meet(clocks, firstResponse, at);
    meet(clocks, resolution, at);
}

void pauseClocks(std::vector<CaseClock> &clocks, Instant at)
{
    for (CaseClock &clock : clocks) {
        if (!clock.met && !clock.paused && !clock.breached)
            clock.paused = at;
    }
}

void resumeClocks(std::vector<CaseClock> &clocks, Instant at)
{
    for (CaseClock &clock : clocks) {
        if (!clock.paused)
            continue;
        clock.target += at - *clock.paused;
        clock.paused.reset();
    }
}

QStringList markBreached(std::vector<CaseClock> &clocks, Instant at)
{
    QStringList names;
    for (CaseClock &clock : clocks) {
        if (clock.met || clock.paused || clock.breached || clock.target > at)
            continue;
        clock.breached = at;
        names.append(clock.name);
    }
    return names;
}

} // namespace slipway
