// Decides what happens next in a run: which steps start, which are skipped, in which order they are undone,
// what a person is waited for. Pure: it is told what occurred and what time it is, changes its model and says
// what to write into the ledger and what to do; it does nothing itself.
#pragma once
#include "service/engine/RunModel.h"

#include <functional>
#include <memory>

namespace slipway {

// Something that changed, for the ledger and the desk.
struct Change
{
    QString kind; // "step.done", "run.paused"
    QString step; // empty: about the run
    Phase phase = Phase::Forward;
    QString entered; // see RunChange
    QString reached;
    QString left;
    QString actor;
    QJsonObject detail; // goes into the event's payload
};

// Something for a worker, or a running worker to be stopped.
struct Task
{
    enum class Kind { Apply, Observe, Undo, Stop };
    Kind kind = Kind::Apply;
    Phase phase = Phase::Forward;
    QString step;
    qint64 ticket = 0;
    bool operator==(const Task &) const = default;
};

// A kind of event that a run waits for; of this subject only, where it isn't empty.
struct AwaitedEvent
{
    QString kind;
    QString subject;
    bool operator==(const AwaitedEvent &) const = default;
    bool operator<(const AwaitedEvent &other) const
    {
        return kind == other.kind ? subject < other.subject : kind < other.kind;
    }
};

class RunMachine
{
public:
    // What it needs to know of the world, all of it without effects.
    struct Ways
    {
        std::function<Result<bool>(const QString &expression, const QJsonObject &data)> holds;
        std::function<Result<QJsonValue>(const QString &expression, const QJsonObject &data)> evaluate;
        std::function<int(const QString &activity)> versionOf; // 0: there is no such activity
        // What a process for cases sees of the time, see Moment.h.
        std::function<Result<QJsonObject>(const QJsonObject &inputs, Instant now)> moment;
    };

    RunMachine(std::shared_ptr<const Definition> definition, RunModel model,
               std::shared_ptr<const Ways> ways);

    const RunModel &model() const { return m_model; }
    RunModel &model() { return m_model; }
    const Definition &definition() const { return *m_definition; }

    // What occurred. Answers with an old ticket are ignored.
    void begin(Instant now);     // a scheduled run is due
    void recovered(Instant now); // the service has started again: nobody is at it any more
    void applied(const QString &step, qint64 ticket, const Result<QJsonObject> &result, Instant now);
    void observed(const QString &step, qint64 ticket, const Result<Observation> &result, Instant now);
    void undone(const QString &step, qint64 ticket, const Result<void> &result, Instant now);
    void doesNotStop(const QString &step, qint64 ticket, Instant now); // a worker that ignores its stop token
    void timeReached(Instant now);
    void eventHappened(const Event &event, Instant now);
    void inputsChanged(const QJsonObject &changed, Instant now);
    Result<SignOff> signOff(const QString &name, const QString &actor, const QString &role,
                            const QString &note, Instant now);
    Result<void> signal(const QString &name, const QString &actor, const QJsonObject &payload, Instant now);
    Result<void> retry(const QString &step, const QString &actor);
    Result<void> skip(const QString &step, const QString &actor, const QString &reason, Instant now);
    Result<void> pause(const QString &actor);
    Result<void> resume(const QString &actor);
    Result<void> abort(const QString &actor, const QString &reason, Instant now);
    Result<void> rollBack(const QString &actor, const QString &reason);
    void lockBroken(const QString &actor, const QString &reason);

    // Goes on as far as it can; with the brake on nothing starts that has effects, but people are still
    // paged.
    void advance(Instant now, bool brake);

    // What came of it since the last call.
    std::vector<Change> takeChanges() { return std::exchange(m_changes, {}); }
    std::vector<Task> takeTasks() { return std::exchange(m_tasks, {}); }
    bool takeTokenWish() { return std::exchange(m_wantsToken, false); }

    std::optional<Instant> nextDue() const; // of its waits
    std::vector<AwaitedEvent> eventsWaitedFor() const;
    qint64 heardUpTo() const; // the ledger's seq up to which all of these waits have heard
    // What conditions and references see.
    QJsonObject data(Phase phase) const;
    // What the step gets: as it was when it began, or as it would be now.
    Result<QJsonObject> parametersOf(const StepModel &step) const;
    // Whether it stands inside something that must not queue behind long work: a group that holds something.
    bool isUrgent() const;

private:
    const StepDefinition &definitionOf(const StepModel &step) const;
    bool isCommitted(Phase phase) const;
    bool anyBusy() const;
    bool isInGroup(const StepModel &step, const QString &target) const;
    bool isAfter(Phase phase, const QString &step, const QString &target) const;
    bool isToBeUndone(const StepModel &step) const;
    bool waitsForEvent(const StepModel &step) const;
    bool awaits(const StepModel &step, const Event &event) const;
    bool isTimed(const StepModel &step) const;
    bool isTriedAgain(const StepModel &step) const;
    bool mayTryAgain(const StepModel &step, const Problem &problem) const;
    StepModel *answering(const QString &step, qint64 ticket, StepModel::Doing doing);
    StepModel *heldStep(const QString &step, Problem &why);

    void change(const StepModel &step, const QString &kind, const QString &actor = {},
                QJsonObject detail = {});
    void runChange(const QString &kind, const QString &actor, QJsonObject detail = {});
    void give(StepModel &step, StepModel::Doing doing);
    void askToStop(StepModel &step);

    bool startSteps(Instant now, bool blocked);
    bool isReady(const StepModel &step) const;
    void start(StepModel &step, Instant now);
    bool passesCondition(StepModel &step, Instant now);
    Result<bool> holdsNow(const StepModel &step, const QString &when, Instant now) const;
    void startWait(StepModel &step, Instant now);
    Result<Instant> dueOf(const StepModel &step, Instant now) const;
    void reckonWaits(Instant now);
    void startActivity(StepModel &step, Instant now);
    void finish(StepModel &step, const QJsonObject &output, Instant now);
    void leaveOutTheRest(const StepModel &end, Instant now);
    void failStep(StepModel &step, const Problem &problem, Instant now);
    void hold(StepModel &step, const QString &waitsFor);
    void turnBack(Goal goal, const QString &target, const QJsonObject &because);
    void settleGroups();

    void findInterruptedGroup();
    bool goAgain();
    bool undoSteps(Instant now, bool blocked);
    bool cannotUndo(Instant now);
    StepModel *nextToUndo();
    void groupUndone();
    void reset(StepModel &step);
    bool turn();
    bool end(Instant now);
    void endAs(RunState state, Instant now);
    void summarize();

    std::shared_ptr<const Definition> m_definition;
    RunModel m_model;
    std::shared_ptr<const Ways> m_ways;
    std::vector<Change> m_changes;
    std::vector<Task> m_tasks;
    bool m_wantsToken = false;
    bool m_brake = false;
    qint64 m_tickets = 0;
    QString m_interrupted; // target of the group that the service's death has interrupted
};

} // namespace slipway
