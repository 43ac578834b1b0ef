// What was guaranteed: how soon a case of a severity is answered and solved, and what happens to its clocks.
// Targets are absolute times, reckoned from the clock's beginning, its promise and what it was paused for, in
// the hours of a calendar: reckoned again under other hours or another promise, a clock keeps its pauses.
// Pure.
#pragma once
#include "domain/Calendar.h"
#include "domain/Case.h"

namespace slipway {

struct SlaPolicy
{
    struct Promise // zero: none is promised
    {
        Severity severity = Severity::Normal;
        Duration firstResponse{};
        Duration nextResponse{}; // to whatever the customer writes after the first
        Duration resolution{};
        bool operator==(const Promise &) const = default;
    };
    QString calendar; // empty: around the clock
    std::vector<Promise> promises;
    std::vector<int> warnings{50, 80}; // percent of a promise after which staff is warned, rising
    bool operator==(const SlaPolicy &) const = default;

    // {"calendar","promises":[{"severity","first_response":"2h","next_response","resolution"}],
    // "warnings":[50,80]}; every wrong field is named by its JSON pointer.
    static Result<SlaPolicy> fromJson(const QJsonObject &object);
    QJsonObject toJson() const;
    const Promise *of(Severity severity) const;
    static SlaPolicy twoHours(); // what the provider guarantees where nothing else is agreed
};

// A policy with the hours it counts in, in the customer's zone.
struct Agreement
{
    QString plan; // the policy's name
    SlaPolicy policy;
    Calendar calendar;
};

namespace clockName {
inline const QString firstResponse = QStringLiteral("first-response");
inline const QString nextResponse = QStringLiteral("next-response");
inline const QString resolution = QStringLiteral("resolution");
} // namespace clockName

// What is told about a clock at a time: a warning, or that its target has passed.
struct SlaNotice
{
    std::size_t clock = 0; // index
    int percent = 0;       // of its promise; 100: the target has passed
    bool operator==(const SlaNotice &) const = default;
};

// What became of a case since it was opened, or opened again: what a clock needs that begins late.
struct CaseCourse
{
    Instant opened;
    bool isAnswered = false;        // since then, by a person
    std::optional<Instant> asked;   // since when a word of the customer's waits for an answer
    std::vector<ClockPause> pauses; // while the customer was waited for
    std::optional<Instant> waits;   // for the customer, since then
    bool operator==(const CaseCourse &) const = default;
};

struct ReckonedClocks
{
    QStringList begun;              // names of what is promised only now
    std::vector<CaseClock> stopped; // isn't promised any more
};

// Each changes what it has to and leaves the rest.
using Clocks = std::vector<CaseClock>;
void beginClocks(Clocks &clocks, const Agreement &agreement, Severity severity, Instant at); // opened (again)
void beginResolution(Clocks &clocks, const Agreement &agreement, Severity severity, Instant at);
void markAsked(Clocks &clocks, const Agreement &agreement, Severity severity, Instant at); // by the customer
void markResponded(Clocks &clocks, Instant at); // by a person, never by a machine
// What was said then has arrived only now: it answers nothing that was asked since.
void markArrived(Clocks &clocks, Instant said, Instant at);
// What was said at that moment didn't arrive: what it had met is owed again.
void markUnanswered(Clocks &clocks, const Agreement &agreement, Instant said);
void markResolved(Clocks &clocks, const Agreement &agreement, Instant at);
void pauseClocks(Clocks &clocks, Instant at); // while the customer is waited for: only a resolution can wait
void resumeClocks(Clocks &clocks, const Agreement &agreement, Instant at);
// The agreement or the severity of an open case has changed: promises and targets of what isn't met anew. A
// clock that it lacked runs as if it had been promised from the beginning.
ReckonedClocks reckonClocks(Clocks &clocks, const Agreement &agreement, Severity severity,
                            const CaseCourse &course, Instant at);
// What is due to be told by then; marked as told.
std::vector<SlaNotice> takeNotices(Clocks &clocks, const Agreement &agreement, Instant at);

} // namespace slipway
