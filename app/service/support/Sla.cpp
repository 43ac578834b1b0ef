#include "service/support/Sla.h"

#include <algorithm>

namespace slipway {

using namespace std::chrono_literals;

namespace {

bool isResponse(const CaseClock &clock)
{
    return clock.name == clockName::firstResponse || clock.name == clockName::nextResponse;
}

Duration promised(const SlaPolicy &policy, const QString &name, Severity severity)
{
    const SlaPolicy::Promise *promise = policy.of(severity);
    if (!promise)
        return Duration::zero();
    return name == clockName::firstResponse  ? promise->firstResponse
           : name == clockName::nextResponse ? promise->nextResponse
                                             : promise->resolution;
}

Instant timeAt(const CaseClock &clock, const Calendar &calendar, int percent)
{
    return calendar.after(clock.started, clock.promised * percent / 100 + clock.pausedFor);
}

int nextPercent(const CaseClock &clock, const SlaPolicy &policy)
{
    for (const int percent : policy.warnings) {
        if (percent > clock.told)
            return percent;
    }
    return 100;
}

// The last warning whose time has come.
int passedBy(const CaseClock &clock, const Agreement &agreement, Instant at)
{
    int passed = 0;
    for (const int percent : agreement.policy.warnings) {
        if (timeAt(clock, agreement.calendar, percent) <= at)
            passed = percent;
    }
    return passed;
}

// Other hours may count now than when it was paused.
void countPauses(CaseClock &clock, const Calendar &calendar)
{
    clock.pausedFor = clock.pausedBefore;
    for (const ClockPause &pause : clock.pauses)
        clock.pausedFor += calendar.between(pause.from, pause.to);
}

// Its target, and when something is to be told of it next.
void reckon(CaseClock &clock, const Agreement &agreement)
{
    countPauses(clock, agreement.calendar);
    clock.target = timeAt(clock, agreement.calendar, 100);
    clock.notice.reset();
    if (!clock.met && !clock.paused && !clock.breached)
        clock.notice = timeAt(clock, agreement.calendar, nextPercent(clock, agreement.policy));
}

int lastRound(const Clocks &clocks, const QString &name)
{
    int round = 0;
    for (const CaseClock &clock : clocks) {
        if (clock.name == name)
            round = std::max(round, clock.round);
    }
    return round;
}

void begin(Clocks &clocks, const QString &name, const Agreement &agreement, Severity severity, Instant at)
{
    const Duration within = promised(agreement.policy, name, severity);
    if (within <= Duration::zero())
        return;
    CaseClock clock;
    clock.name = name;
    clock.round = lastRound(clocks, name) + 1;
    clock.started = at;
    clock.promised = within;
    reckon(clock, agreement);
    clocks.push_back(clock);
}

// By what is promised now.
void renew(CaseClock &clock, const Agreement &agreement, Duration within, Instant at)
{
    clock.promised = within;
    countPauses(clock, agreement.calendar);
    const Instant by = clock.paused.value_or(at); // it hasn't run since
    // What had passed under the old promise may be in time under the new one; then it is no breach yet.
    if (clock.breached && timeAt(clock, agreement.calendar, 100) > by) {
        clock.breached.reset();
        clock.cause.clear();
    }
    clock.told = passedBy(clock, agreement, by);
    reckon(clock, agreement);
}

// What is promised for an open case and doesn't run.
void beginLacking(Clocks &clocks, const Agreement &agreement, Severity severity, const CaseCourse &course)
{
    const bool isOwed = std::any_of(clocks.begin(), clocks.end(),
                                    [](const CaseClock &clock) { return isResponse(clock) && !clock.met; });
    const bool hadFirst = std::any_of(clocks.begin(), clocks.end(), [&](const CaseClock &clock) {
        return clock.name == clockName::firstResponse && clock.started >= course.opened;
    });
    if (course.asked && !isOwed) {
        if (course.isAnswered || hadFirst)
            begin(clocks, clockName::nextResponse, agreement, severity, *course.asked);
        else
            begin(clocks, clockName::firstResponse, agreement, severity, course.opened);
    }
    const bool isSolving = std::any_of(clocks.begin(), clocks.end(), [](const CaseClock &clock) {
        return clock.name == clockName::resolution && !clock.met;
    });
    const std::size_t before = clocks.size();
    if (!isSolving)
        begin(clocks, clockName::resolution, agreement, severity, course.opened);
    if (clocks.size() == before)
        return;
    clocks.back().pauses = course.pauses;
    clocks.back().paused = course.waits;
    reckon(clocks.back(), agreement);
}

void meet(CaseClock &clock, Instant at)
{
    if (clock.met)
        return;
    clock.notice.reset();
    clock.met = at;
    if (at > clock.target && !clock.breached)
        clock.breached = at;
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
    SlaPolicy policy;
    policy.promises = {{Severity::Critical, 2h, 2h, 8h},
                       {Severity::High, 2h, 4h, 24h},
                       {Severity::Normal, 2h, 8h, 72h},
                       {Severity::Low, 8h, 24h, 0h}};
    return policy;
}

void beginClocks(Clocks &clocks, const Agreement &agreement, Severity severity, Instant at)
{
    begin(clocks, clockName::firstResponse, agreement, severity, at);
    beginResolution(clocks, agreement, severity, at);
}

void beginResolution(Clocks &clocks, const Agreement &agreement, Severity severity, Instant at)
{
    begin(clocks, clockName::resolution, agreement, severity, at);
}

void markAsked(Clocks &clocks, const Agreement &agreement, Severity severity, Instant at)
{
    const bool isOwed = std::any_of(clocks.begin(), clocks.end(),
                                    [](const CaseClock &clock) { return isResponse(clock) && !clock.met; });
    if (!isOwed) // the oldest thing that wasn't answered counts
        begin(clocks, clockName::nextResponse, agreement, severity, at);
}

void markResponded(Clocks &clocks, Instant at)
{
    for (CaseClock &clock : clocks) {
        if (isResponse(clock))
            meet(clock, at);
    }
}

void markArrived(Clocks &clocks, Instant said, Instant at)
{
    for (CaseClock &clock : clocks) {
        if (isResponse(clock) && clock.started <= said)
            meet(clock, at);
    }
}

void markUnanswered(Clocks &clocks, const Agreement &agreement, Instant said)
{
    for (CaseClock &clock : clocks) {
        if (!isResponse(clock) || clock.met != said)
            continue;
        clock.met.reset();
        reckon(clock, agreement);
    }
}

void markResolved(Clocks &clocks, const Agreement &agreement, Instant at)
{
    resumeClocks(clocks, agreement, at);
    for (CaseClock &clock : clocks)
        meet(clock, at);
}

void pauseClocks(Clocks &clocks, Instant at)
{
    for (CaseClock &clock : clocks) {
        if (clock.name != clockName::resolution || clock.met || clock.paused || clock.breached)
            continue;
        clock.paused = at;
        clock.notice.reset();
    }
}

void resumeClocks(Clocks &clocks, const Agreement &agreement, Instant at)
{
    for (CaseClock &clock : clocks) {
        if (!clock.paused)
            continue;
        if (at > *clock.paused)
            clock.pauses.push_back({*clock.paused, at});
        clock.paused.reset();
        reckon(clock, agreement);
    }
}

ReckonedClocks reckonClocks(Clocks &clocks, const Agreement &agreement, Severity severity,
                            const CaseCourse &course, Instant at)
{
    ReckonedClocks reckoned;
    Clocks kept;
    for (CaseClock &clock : clocks) {
        const Duration within = promised(agreement.policy, clock.name, severity);
        if (!clock.met && within <= Duration::zero()) {
            reckoned.stopped.push_back(clock);
            continue;
        }
        if (!clock.met)
            renew(clock, agreement, within, at);
        kept.push_back(clock);
    }
    clocks = std::move(kept);
    const std::size_t before = clocks.size();
    beginLacking(clocks, agreement, severity, course);
    for (std::size_t i = before; i < clocks.size(); ++i)
        reckoned.begun.append(clocks[i].name);
    return reckoned;
}

std::vector<SlaNotice> takeNotices(Clocks &clocks, const Agreement &agreement, Instant at)
{
    std::vector<SlaNotice> notices;
    for (std::size_t i = 0; i < clocks.size(); ++i) {
        CaseClock &clock = clocks[i];
        if (!clock.notice || *clock.notice > at)
            continue;
        // Whatever was slept through is told once, by the last of it.
        clock.told = clock.target <= at ? 100 : passedBy(clock, agreement, at);
        if (clock.told == 100)
            clock.breached = at;
        reckon(clock, agreement);
        notices.push_back({i, clock.told});
    }
    return notices;
}

} // namespace slipway
