// What is stored of a run and its steps, as plain values: the machine decides over them, the records write
// them down. Whatever isn't written down is marked as held in memory only.
#pragma once
#include "domain/Instant.h"
#include "domain/Release.h"
#include "service/engine/Engine.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace slipway {

enum class Phase { Forward, Rollback };
QString toText(Phase phase);
Phase phaseFromText(QStringView text);

// Where the run is going.
enum class Goal {
    Advance,   // on, in its phase
    BackTo,    // undoing the group; then its target waits for a person
    Again,     // the same after a crash; then the target starts by itself
    GiveUp,    // undoing everything of the phase; forward ends aborted, rollback returns to the way forward
    TurnRound, // letting what runs come to its end; then the rollback section begins
};
QString toText(Goal goal);
Goal goalFromText(QStringView text);

struct StepModel
{
    QString id;
    Phase phase = Phase::Forward;
    StepState state = StepState::Pending;
    bool held = false;  // waits for a person's decision
    bool begun = false; // may have had effects that aren't undone
    int attempt = 0;
    int crashRetries = 0;  // of a group's target
    int retries = 0;       // tried again by itself so often since a person last decided
    qint64 completion = 0; // order in which steps came to an end; the way back goes by it
    std::optional<Instant> started;
    std::optional<Instant> finished;
    std::optional<Instant> due; // of a wait, a time-out or, when it failed, of the next try
    QString waitsFor;
    QJsonObject output;
    QJsonObject problem;
    QJsonObject parameters; // `with`, references resolved when it began
    QString by;
    QString reason;
    std::optional<bool> condition; // what `when` gave; asked once in a pass
    int activityVersion = 0;       // as planned when the run began
    qint64 sinceSeq = 0;           // an event wait takes events after this one

    // In memory only: what a worker is at, and under which ticket its answer is taken.
    enum class Doing { Nothing, Apply, Observe, Undo };
    Doing doing = Doing::Nothing;
    qint64 ticket = 0;
    bool stopping = false;
    bool operator==(const StepModel &) const = default;
};

struct RunModel
{
    qint64 id = 0;
    QString subject;
    QString digest;
    RunState state = RunState::Running;
    Phase phase = Phase::Forward;
    Goal goal = Goal::Advance;
    QString target;      // step that BackTo and Again go back to
    QJsonObject because; // the problem that made it turn back
    bool paused = false;
    bool locked = true; // holds the lock of its subject
    qint64 token = 0;
    QString actor; // on whose behalf it acts now
    QString reason;
    QString waitsFor;
    QJsonObject inputs;
    std::optional<Instant> scheduled;
    Instant created;
    std::optional<Instant> ended;
    qint64 completions = 0;
    std::vector<StepModel> steps;
    bool operator==(const RunModel &) const = default;

    StepModel *find(Phase of, const QString &step);
    const StepModel *find(Phase of, const QString &step) const;
    bool isOver() const;
};

bool isEnd(RunState state);
inline bool isSettled(StepState state)
{
    return state == StepState::Done || state == StepState::Skipped;
}

// The steps of a run that begins now, all pending.
std::vector<StepModel> plannedSteps(const Definition &definition,
                                    const std::function<int(const QString &)> &versionOf);

} // namespace slipway
