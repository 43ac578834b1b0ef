// A release as people see it: its state, its steps, who signed what. The process behind it is a run of the
// engine; the release desk keeps this in step with the run, in the same transaction.
#pragma once
#include "domain/Instant.h"

#include <QJsonArray>
#include <QJsonObject>

#include <optional>
#include <vector>

namespace slipway {

enum class ReleaseState { Draft, Waiting, Running, Frozen, Live, Finalized, RolledBack, Aborted, Failed };
QString toText(ReleaseState state); // "rolled-back"
Result<ReleaseState> releaseStateFromText(QStringView text);
bool isEnd(ReleaseState state); // finalized, rolled-back, aborted, failed

enum class StepState { Pending, Running, Waiting, Done, Failed, Unknown, Skipped, Undoing, Undone };
QString toText(StepState state);
Result<StepState> stepStateFromText(QStringView text);

// The wire form of one step of a run.
struct Step
{
    QString id; // as in the definition
    QString title;
    QString phase;    // "forward" or "rollback"
    QString activity; // or empty for a wait
    StepState state = StepState::Pending;
    int attempt = 0;
    std::optional<Instant> started;
    std::optional<Instant> finished;
    std::optional<Instant> due; // when its time-out or timer falls
    QString waitsFor;           // who or what, for a person to read: "customer signs off readiness"
    QJsonObject output;         // what apply or observe returned
    QJsonObject problem;        // the problem detail of the last failure
    QString by;                 // who skipped, signed or retried it
    QString reason;
    QStringList after;
    QString enters;         // state of the release from its beginning on: "frozen"
    bool commits = false;   // once it is done there is no abort, only the way back
    bool finalizes = false; // once it has begun there is no way back

    bool operator==(const Step &) const = default;
    QJsonObject toJson() const;
    static Result<Step> fromJson(const QJsonObject &object);
};

struct SignOff
{
    QString step;
    QString who;
    QString role; // as whom: customer, operations
    QString note;
    Instant at;
    bool operator==(const SignOff &) const = default;
    QJsonObject toJson() const;
};

struct Release
{
    qint64 id = 0;
    QString application; // handle
    QString pipeline;
    QString digest; // of the definition it is pinned to
    ReleaseState state = ReleaseState::Draft;
    qint64 runId = 0;
    QString requestedBy;
    Instant created;
    Instant updated;
    QString waitsFor; // summary for lists
    QString currentStep;
    QJsonObject inputs;
    QJsonObject measured; // downtime_ms, held_ms, requests, failed_requests, longest_gap_ms, worst_ms
    qint64 revision = 1;  // for If-Match
    std::vector<SignOff> signOffs;

    bool operator==(const Release &) const = default;
    QJsonObject toJson() const;
};

} // namespace slipway
