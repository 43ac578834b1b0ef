// Runs processes durably. One thread owns all runs; activities run on workers. Every method may be called
// from any thread; commands block until they are durable (their effects follow asynchronously).
#pragma once
#include "domain/Event.h"
#include "domain/Release.h"
#include "service/engine/Activity.h"
#include "service/engine/Definition.h"
#include "service/store/Store.h"

#include <map>
#include <memory>

namespace slipway {

enum class RunState {
    Scheduled,
    Running,
    Waiting,
    Paused,
    Undoing,
    RollingBack,
    Done,
    RolledBack,
    Aborted,
    Failed
};
QString toText(RunState state);
Result<RunState> runStateFromText(QStringView text);

// What changed in a run, told to the desk that owns it inside the same transaction.
struct RunChange
{
    qint64 runId = 0;
    Definition::For purpose = Definition::For::Release;
    QString subject;
    RunState state = RunState::Running;
    QString step; // the step this is about, or empty
    QString phase;
    StepState stepState = StepState::Pending;
    QString entered;  // `enters` of a step whose intent is being written now, or empty
    QString reached;  // `reaches` of a step that is done now, or empty
    QString left;     // `enters` of a step that is undone now, or empty
    QString waitsFor; // what a person is waited for, or empty
    QString actor;
    QJsonObject output;
};

inline const QString inputsChanged = QStringLiteral("run.inputs"); // the event of Engine::setInputs

class RunListener
{
public:
    virtual ~RunListener() = default;
    virtual Result<void> onChange(Transaction &transaction, const RunChange &change) = 0;
    // What the events of a run carry besides its number, so that they lead to whose run it is; asked for
    // inside the transaction that writes them.
    virtual Result<QJsonObject> about(Reader &, qint64 /*run*/, Definition::For) { return QJsonObject(); }
};

struct StartRun
{
    Definition definition;
    QString subject; // one run at a time holds its lock
    QJsonObject inputs;
    QString actor;
    std::optional<Instant> at;
    // The lock passes from this run, which has heard that it is over and may not have ended yet.
    qint64 instead = 0;
    // Written in the same transaction, with the new run's id: the owner's own row (a release).
    std::function<Result<void>(Transaction &, qint64 runId)> with;
};

struct Lock
{
    QString subject;
    qint64 runId = 0;
    QString holder;
    QString reason;
    Instant since;
    QJsonObject toJson() const;
};

class Engine
{
public:
    struct Options
    {
        int workers = 16; // activities at once; more runs than that take turns, fairly
        Duration conditionLimit = std::chrono::milliseconds(100);
        // In which conditions of processes for cases see what hour it is; empty: UTC.
        std::function<Result<QByteArray>()> zone;
    };
    Engine(Store &store, std::shared_ptr<const ActivityRegistry> activities, RunListener &listener,
           Options options);
    ~Engine(); // stops: cancels workers and joins; unfinished steps are unknown to the next start

    // Loads every unfinished run: unfinished steps become unknown and are observed, overdue timers fire
    // oldest first.
    Result<void> start();
    void stop();

    Result<qint64> startRun(const StartRun &request);
    // What its inputs say has changed: in the transaction of that change, which says so in the ledger, too.
    // Waits for a time that they give are due anew. Only what is given changes; a run that is over is left.
    static Result<void> setInputs(Transaction &transaction, qint64 run, const QJsonObject &changed,
                                  const QString &actor);
    // The same as part of what is written there: it begins once that is committed, or not at all.
    Result<qint64> startRun(Transaction &transaction, const StartRun &request);
    Result<void> signOff(qint64 run, const QString &name, const QString &actor, const QString &role,
                         const QString &note);
    Result<void> signal(qint64 run, const QString &name, const QString &actor, const QJsonObject &payload);
    Result<void> retry(qint64 run, const QString &step,
                       const QString &actor); // step empty: the one that waits for a person
    Result<void> skip(qint64 run, const QString &step, const QString &actor, const QString &reason);
    Result<void> pause(qint64 run, const QString &actor);
    Result<void> resume(qint64 run, const QString &actor);
    Result<void> abort(qint64 run, const QString &actor, const QString &reason);
    Result<void> rollBack(qint64 run, const QString &actor, const QString &reason);

    Result<RunState> state(qint64 run) const;
    Result<QJsonObject> inputs(qint64 run) const;
    Result<std::vector<Step>> steps(qint64 run) const;
    // By run, in one query; a run without any isn't in it.
    Result<std::map<qint64, std::vector<SignOff>>> signOffs(const std::vector<qint64> &runs) const;
    // What the steps of these runs took, by step: those of the way there that are done, waits as well.
    Result<std::map<QString, std::vector<Duration>>> stepTimes(const std::vector<qint64> &runs) const;
    Result<QStringList> preview(qint64 run, const QString &step) const;
    Result<QJsonArray> log(qint64 run, qint64 since, int limit) const; // {id, at, step, line, data}
    Result<std::vector<Lock>> locks() const;
    Result<void> breakLock(const QString &subject, const QString &actor, const QString &reason);

    // The brake: no new effects start while it is on; what runs finishes. Survives restarts.
    Result<void> setBrake(bool on, const QString &actor, const QString &reason);
    bool brake() const;

    // The wall clock was set, or a test's was moved: timers are looked at again at once. Nobody is lost who
    // isn't told: the clock is looked at every second.
    void clockChanged();

    // How long the oldest thing that is due has been left undone: what was told to the engine, a timer, a
    // write that doesn't succeed, a step that no worker takes. Zero for one that is idle, or has all its
    // steps at work.
    Duration behind() const;

    // Prometheus text of the engine's own counters.
    QByteArray metrics() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace slipway
