// A request of a customer and what becomes of it: the case, its messages, the clocks of what was guaranteed,
// and the pages by which somebody on duty is called.
#pragma once
#include "domain/Instant.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <vector>

namespace slipway {

enum class CaseState { New, Open, WaitingForCustomer, WaitingForRelease, Solved, Closed };
QString toText(CaseState state); // "waiting-for-customer"
Result<CaseState> caseStateFromText(QStringView text);
bool isOver(CaseState state); // solved, closed

enum class Severity { Critical, High, Normal, Low }; // most urgent first
QString toText(Severity severity);
Result<Severity> severityFromText(QStringView text);

// While the customer was waited for; a time of its own, in which fewer or more hours may count one day.
struct ClockPause
{
    Instant from;
    Instant to; // not included
    bool operator==(const ClockPause &) const = default;
};

// One guarantee of a case. Times are absolute: nothing is counted down.
struct CaseClock
{
    enum class State { Running, Paused, Met, Breached };
    QString name;  // "first-response", "next-response", "resolution"
    int round = 1; // how often the case had a clock of this name by then
    Instant started;
    Instant target;
    std::optional<Instant> met;
    std::optional<Instant> breached; // when it was noticed; a breached clock may still be met later
    std::optional<Instant> paused;   // since then
    Duration promised{};             // from its beginning to its target, pauses left out, in hours that count
    std::vector<ClockPause> pauses;  // that are over, in order
    Duration pausedBefore{};         // of pauses whose times nobody kept, in hours that counted then
    Duration pausedFor{};            // all of them in hours that count, without the pause that lasts
    int told = 0;                    // percent of the promise staff was warned at last
    std::optional<Instant> notice;   // when staff is to be told of it next
    QString cause;                   // of the breach
    bool operator==(const CaseClock &) const = default;

    State state() const;
    QJsonObject toJson() const;
};
QString toText(CaseClock::State state);

struct CaseMessage
{
    enum class Kind { Customer, Staff, Note };
    qint64 id = 0;
    qint64 caseId = 0;
    Kind kind = Kind::Customer;
    QString author; // mail address or user
    Instant at;
    QString text;
    QString messageId;    // of the mail it came or went by, without angle brackets; or empty
    bool machine = false; // an automatic reply: it never counts as anybody's answer
    bool operator==(const CaseMessage &) const = default;
    QJsonObject toJson() const;
};
QString toText(CaseMessage::Kind kind);
Result<CaseMessage::Kind> caseMessageKindFromText(QStringView text);

struct Case
{
    qint64 id = 0;
    QString subject;
    CaseState state = CaseState::New;
    Severity severity = Severity::Normal;
    QString customer;    // slug; empty: by nobody we know
    QString application; // handle, or empty
    QString contact;     // mail address that is answered
    QString owner;       // who works at it, or empty
    QString plan;        // by whose policy its clocks run
    QStringList tags;
    Instant created;
    Instant updated;
    std::optional<Instant> acknowledged; // from then on nobody is paged
    QString acknowledgedBy;
    qint64 runId = 0; // of its paging
    qint64 revision = 1;
    std::vector<CaseClock> clocks;
    bool operator==(const Case &) const = default;

    QString handle() const; // "case/12": subject of its events
    // The nearest that still runs, or null.
    const CaseClock *nextClock() const;
    std::optional<Instant> deadline() const; // its target
    QJsonObject toJson() const;
};

// One call to one person by one way.
struct CasePage
{
    qint64 id = 0;
    qint64 caseId = 0;
    qint64 runId = 0; // of the process that asked for it
    QString step;
    QString to;     // a person
    QString method; // "mail"
    QString address;
    Instant due;                      // when it was to be sent
    std::optional<Instant> claimed;   // whoever carries it took it in hand, the first time
    std::optional<Instant> sent;      // when it was handed over last
    std::optional<Instant> accepted;  // the server has taken it
    std::optional<Instant> refused;   // for good
    std::optional<Instant> bounced;   // taken, and it came back
    QString why;                      // of a refusal, or that it wasn't needed any more
    std::optional<Instant> withdrawn; // acknowledged before it was sent
    std::optional<Instant> acknowledged;
    int attempts = 0;
    bool operator==(const CasePage &) const = default;

    std::optional<qint64> latenessMs() const; // from due to accepted
    QJsonObject toJson() const;
};

} // namespace slipway
