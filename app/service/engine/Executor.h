// The thread that owns all runs. It takes what occurred from a mailbox, lets the runs' machines decide,
// writes what follows in one transaction for everything that came together, and only then lets workers act.
#pragma once
#include "service/engine/Engine.h"
#include "service/engine/RunLog.h"
#include "service/engine/RunMachine.h"
#include "service/engine/WorkerPool.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <future>
#include <limits>
#include <map>
#include <mutex>
#include <set>
#include <thread>

namespace slipway {

// Something that occurred to a run, from wherever. Commands wait for a reply; what workers and timers say is
// kept until it could be written.
struct Occurrence
{
    qint64 run = 0; // 0: all runs are to be looked at
    std::function<Result<void>(RunMachine &, Instant)> act;
    std::function<Result<void>(Transaction &, RunModel &)> write; // in the same transaction, may be empty
    std::shared_ptr<std::promise<Result<void>>> reply;
    std::function<void()> arrange; // on the thread, before the run is looked up
    int tries = 0;
    Duration since{}; // it was told, on the monotonic clock
};

class Executor
{
public:
    Executor(Store &store, std::shared_ptr<const ActivityRegistry> activities, RunListener &listener,
             Engine::Options options);
    ~Executor();

    Result<void> start();
    void stop();

    Result<qint64> startRun(const StartRun &request);
    Result<qint64> startRun(Transaction &transaction, const StartRun &request);
    Result<void> command(Occurrence occurrence); // blocks until it is durable
    Result<void> setBrake(bool on, const QString &actor, const QString &reason);
    bool brake() const { return m_brake; }
    void wake();

    Store &store() const { return m_store; }
    const ActivityRegistry &activities() const { return *m_activities; }
    StepContext contextOf(const RunMachine &machine, const StepModel &step) const;
    Result<RunMachine> load(qint64 run) const; // from the store, for looking at it
    QByteArray metrics() const;
    Duration behind() const; // see Engine

private:
    struct InFlight
    {
        std::stop_source stop;
        std::shared_ptr<std::atomic<bool>> timedOut = std::make_shared<std::atomic<bool>>(false);
        QString step;
    };
    struct Entry
    {
        explicit Entry(RunMachine of) : machine(std::move(of)) {}
        RunMachine machine;
        std::map<qint64, InFlight> inFlight; // by ticket
        std::optional<Instant> due;          // as it stands in m_timers
    };
    // A run as it will be once the transaction is through.
    struct Working
    {
        explicit Working(RunMachine of) : machine(std::move(of)) {}
        RunMachine machine;
        std::vector<Occurrence> occurrences;
        std::vector<Change> changes;
        std::vector<Task> tasks;
        bool wantsToken = false;
        bool looksBack = false; // a wait began that may have missed something
    };
    struct Deadline
    {
        qint64 run = 0;
        qint64 ticket = 0;
        bool isGrace = false; // it was told to stop already
    };
    // Workers answer through this; once it is closed their words are lost, and so be it.
    struct Gate
    {
        std::mutex mutex;
        Executor *executor = nullptr;
        void post(Occurrence occurrence);
        void say(qint64 run, const QString &step, const QString &line, const QJsonObject &data);
    };
    using Batch = std::vector<std::unique_ptr<Working>>;

    void post(Occurrence occurrence);
    void serve();
    std::deque<Occurrence> gather();
    void waitForWork(std::unique_lock<std::mutex> &lock);
    void fireTimers(std::deque<Occurrence> &occurrences);
    void passDeadlines(std::deque<Occurrence> &occurrences);
    void process(std::deque<Occurrence> occurrences);
    Batch decide(std::deque<Occurrence> occurrences, Instant now);
    void refuseUnknown(const Occurrence &occurrence);
    Result<void> write(const std::vector<Working *> &batch);
    Result<void> persist(Transaction &transaction, Working &working);
    static Result<qint64> sinceWhen(Reader &reader, Working &working, const StepModel &step);
    Result<void> persistSteps(Transaction &transaction, const RunModel &before, Working &working);
    Result<void> tell(Transaction &transaction, const RunModel &before, Working &working);
    void adopt(Working &working);
    void giveBack(Working &working, const Problem &problem);
    void setTimer(qint64 run, Entry &entry);
    void showPulse();

    void dispatch(Entry &entry, const Task &task);
    void requestStop(Entry &entry, qint64 ticket, InFlight &inFlight);
    void onEvents(const std::vector<Event> &events);
    void takeInputs(const Event &event);
    void setInterest(qint64 run, const std::vector<AwaitedEvent> &events, bool only);
    Result<std::shared_ptr<const Definition>> definitionOf(const RunModel &model,
                                                           const QByteArray &yaml) const;
    Result<void> loadOpenRuns();
    Result<RunModel> modelOf(const StartRun &request) const;
    Result<void> insert(Transaction &transaction, const StartRun &request, RunModel &model);
    void takeOver(const Event &started);
    void keep(RunModel model, std::shared_ptr<const Definition> definition);
    Result<void> recover(qint64 run);
    Result<void> giveUpOn(const RunModel &model, const Problem &problem);
    Result<void> catchUpOnEvents(qint64 run, const RunMachine &machine);

    Store &m_store;
    std::shared_ptr<const ActivityRegistry> m_activities;
    RunListener &m_listener;
    Engine::Options m_options;
    std::shared_ptr<const RunMachine::Ways> m_ways;
    std::shared_ptr<Gate> m_gate = std::make_shared<Gate>();
    std::unique_ptr<RunLog> m_log;
    std::unique_ptr<WorkerPool> m_pool;

    // Owned by the thread.
    std::map<qint64, std::unique_ptr<Entry>> m_runs;
    std::set<std::pair<Instant, qint64>> m_timers;
    std::multimap<Duration, Deadline> m_deadlines;
    std::multimap<Duration, Occurrence> m_retries;
    std::map<qint64, QJsonObject> m_earlyInputs; // that changed before the run was kept

    // Inserted, and perhaps not committed yet: their events tell. A number whose transaction was rolled back
    // is given again, and stands for the later one.
    struct Inserted
    {
        RunModel model;
        std::shared_ptr<const Definition> definition;
    };
    std::mutex m_insertedMutex;
    std::map<qint64, Inserted> m_inserted;

    mutable std::mutex m_definitionMutex;
    mutable std::map<QString, std::shared_ptr<const Definition>> m_definitions; // read once, by digest

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Occurrence> m_mailbox;
    bool m_woken = false;
    bool m_stopping = false;
    std::atomic<bool> m_running{false};
    std::atomic<bool> m_brake{false};
    std::mutex m_interestMutex;
    std::map<AwaitedEvent, std::set<qint64>> m_interest;   // runs by the events that they wait for
    std::map<qint64, std::set<AwaitedEvent>> m_interestOf; // the same by run
    int m_subscription = 0;
    std::thread m_thread;

    // What others see of the thread: when it began what it is at, since when something couldn't be written,
    // and when the next timer is due; none of them while it is `never`.
    static constexpr qint64 never = std::numeric_limits<qint64>::max();
    struct Pulse
    {
        std::atomic<qint64> busySince{never}, retrySince{never}, nextTimer{never};
    } m_pulse;

    struct Counters
    {
        std::atomic<qint64> commits{0}, failedCommits{0}, started{0}, done{0}, failed{0}, unknown{0},
            undone{0};
        std::atomic<qint64> runs{0}, timers{0};
    } m_counters;
};

} // namespace slipway
