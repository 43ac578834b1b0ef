#include "service/engine/Executor.h"

#include "service/engine/Conditions.h"
#include "service/engine/Moment.h"
#include "service/engine/RunRecords.h"
#include "service/store/ThreadEnd.h"

#include <algorithm>

namespace slipway {

namespace {

constexpr std::size_t mostTogether = 256;
constexpr auto mostPatience = std::chrono::seconds(5); // between two tries to write what could not be written
constexpr auto clockLook = std::chrono::seconds(1);    // somebody may set the wall clock and not tell

Failure notRunning()
{
    return fail(Problem::Kind::Unavailable, QStringLiteral("The engine is not running"),
                QStringLiteral("Try again once the service runs again."));
}

} // namespace

Executor::Executor(Store &store, std::shared_ptr<const ActivityRegistry> activities, RunListener &listener,
                   Engine::Options options)
    : m_store(store), m_activities(std::move(activities)), m_listener(listener), m_options(options)
{
    RunMachine::Ways ways;
    ways.holds = [limit = options.conditionLimit](const QString &expression, const QJsonObject &data) {
        return slipway::holds(expression, data, limit);
    };
    ways.evaluate = [limit = options.conditionLimit](const QString &expression, const QJsonObject &data) {
        return slipway::evaluate(expression, data, limit);
    };
    ways.versionOf = [registry = m_activities](const QString &name) {
        const auto activity = registry->find(name);
        return activity ? activity->version() : 0;
    };
    ways.moment = [zone = options.zone](const QJsonObject &inputs, Instant now) -> Result<QJsonObject> {
        const auto where = zone ? zone() : Result<QByteArray>(QByteArray());
        return where ? Result<QJsonObject>(moment::of(inputs, now, *where)) : Failure(where.error());
    };
    m_ways = std::make_shared<const RunMachine::Ways>(std::move(ways));
}

Executor::~Executor()
{
    stop();
}

Result<void> Executor::start()
{
    if (m_running)
        return {};
    m_log = std::make_unique<RunLog>(m_store);
    m_pool = std::make_unique<WorkerPool>(m_options.workers, &leaveStores);
    {
        const std::lock_guard lock(m_gate->mutex);
        m_gate->executor = this;
    }
    m_subscription = m_store.subscribe([this](const std::vector<Event> &events) { onEvents(events); });
    m_stopping = false;
    m_running = true;
    if (auto loaded = loadOpenRuns(); !loaded) {
        stop();
        return loaded;
    }
    m_thread = std::thread([this] { serve(); });
    return {};
}

void Executor::stop()
{
    if (!m_running.exchange(false))
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
    for (auto &[run, entry] : m_runs) {
        for (auto &[ticket, inFlight] : entry->inFlight)
            inFlight.stop.request_stop();
    }
    static_cast<void>(m_pool->stop(mostPatience));
    m_store.unsubscribe(m_subscription);
    {
        const std::lock_guard lock(m_gate->mutex);
        m_gate->executor = nullptr;
    }
    m_log.reset();
    const std::lock_guard lock(m_mutex);
    for (const Occurrence &occurrence : m_mailbox) {
        if (occurrence.reply)
            occurrence.reply->set_value(notRunning());
    }
    m_mailbox.clear();
    m_runs.clear();
}

void Executor::post(Occurrence occurrence)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping) {
            if (occurrence.reply)
                occurrence.reply->set_value(notRunning());
            return;
        }
        occurrence.since = m_store.clock().monotonic();
        m_mailbox.push_back(std::move(occurrence));
    }
    m_wake.notify_one();
}

void Executor::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        m_woken = true;
    }
    m_wake.notify_one();
}

Result<void> Executor::command(Occurrence occurrence)
{
    if (!m_running)
        return notRunning();
    occurrence.reply = std::make_shared<std::promise<Result<void>>>();
    auto answer = occurrence.reply->get_future();
    post(std::move(occurrence));
    return answer.get();
}

void Executor::serve()
{
    for (;;) {
        showPulse();
        std::deque<Occurrence> occurrences = gather();
        m_pulse.busySince = m_store.clock().monotonic().count();
        {
            const std::lock_guard lock(m_mutex);
            if (m_stopping) {
                // Nobody is told twice: what workers said is found out again by observing.
                for (Occurrence &occurrence : occurrences)
                    m_mailbox.push_back(std::move(occurrence));
                return;
            }
        }
        passDeadlines(occurrences);
        if (!occurrences.empty())
            process(std::move(occurrences));
        // In a batch of their own, so that what is overdue happens in the order in which it was due.
        std::deque<Occurrence> timers;
        fireTimers(timers);
        if (!timers.empty())
            process(std::move(timers));
    }
}

void Executor::showPulse()
{
    qint64 oldest = never;
    for (const auto &[at, occurrence] : m_retries)
        oldest = std::min(oldest, qint64(occurrence.since.count()));
    m_pulse.retrySince = oldest;
    m_pulse.nextTimer = m_timers.empty() ? never : qint64(m_timers.begin()->first.time_since_epoch().count());
    m_pulse.busySince = never;
}

Duration Executor::behind() const
{
    if (!m_running)
        return {};
    const Duration elapsed = m_store.clock().monotonic();
    Duration most = m_pool->waiting();
    for (const qint64 since : {m_pulse.busySince.load(), m_pulse.retrySince.load()}) {
        if (since != never)
            most = std::max(most, elapsed - Duration(since));
    }
    if (const qint64 due = m_pulse.nextTimer; due != never)
        most = std::max(most, m_store.clock().now() - Instant(Duration(due)));
    const std::lock_guard lock(m_mutex);
    if (!m_mailbox.empty())
        most = std::max(most, elapsed - m_mailbox.front().since);
    return most;
}

std::deque<Occurrence> Executor::gather()
{
    std::unique_lock lock(m_mutex);
    if (m_mailbox.empty() && !m_stopping && !m_woken)
        waitForWork(lock);
    m_woken = false;
    std::deque<Occurrence> taken;
    while (!m_mailbox.empty() && taken.size() < mostTogether) {
        taken.push_back(std::move(m_mailbox.front()));
        m_mailbox.pop_front();
    }
    return taken;
}

void Executor::waitForWork(std::unique_lock<std::mutex> &lock)
{
    const auto ready = [this] { return !m_mailbox.empty() || m_stopping || m_woken; };
    std::optional<Duration> patience;
    const auto shorten = [&patience](Duration to) {
        patience = std::max(Duration(0), patience ? std::min(*patience, to) : to);
    };
    const Duration elapsed = m_store.clock().monotonic();
    if (!m_timers.empty())
        shorten(std::min<Duration>(m_timers.begin()->first - m_store.clock().now(), clockLook));
    if (!m_deadlines.empty())
        shorten(m_deadlines.begin()->first - elapsed);
    if (!m_retries.empty())
        shorten(m_retries.begin()->first - elapsed);
    if (patience)
        m_wake.wait_for(lock, *patience, ready);
    else
        m_wake.wait(lock, ready);
}

void Executor::fireTimers(std::deque<Occurrence> &occurrences)
{
    const Instant now = m_store.clock().now();
    // In the order in which they were due.
    while (!m_timers.empty() && m_timers.begin()->first <= now) {
        const qint64 run = m_timers.begin()->second;
        m_timers.erase(m_timers.begin());
        const auto entry = m_runs.find(run);
        if (entry == m_runs.end())
            continue;
        entry->second->due.reset();
        ++m_counters.timers;
        Occurrence occurrence;
        occurrence.run = run;
        if (entry->second->machine.model().state == RunState::Scheduled) {
            occurrence.act = [](RunMachine &machine, Instant at) -> Result<void> {
                machine.begin(at);
                return {};
            };
            occurrence.write = [](Transaction &transaction, RunModel &model) {
                return records::takeLock(transaction,
                                         {model.subject, model.id, model.actor,
                                          QStringLiteral("run %1").arg(model.id), transaction.now()});
            };
        } else {
            occurrence.act = [](RunMachine &machine, Instant at) -> Result<void> {
                machine.timeReached(at);
                return {};
            };
        }
        occurrences.push_back(std::move(occurrence));
    }
}

void Executor::passDeadlines(std::deque<Occurrence> &occurrences)
{
    const Duration elapsed = m_store.clock().monotonic();
    while (!m_retries.empty() && m_retries.begin()->first <= elapsed) {
        occurrences.push_back(std::move(m_retries.begin()->second));
        m_retries.erase(m_retries.begin());
    }
    while (!m_deadlines.empty() && m_deadlines.begin()->first <= elapsed) {
        const Deadline deadline = m_deadlines.begin()->second;
        m_deadlines.erase(m_deadlines.begin());
        const auto entry = m_runs.find(deadline.run);
        if (entry == m_runs.end())
            continue;
        const auto inFlight = entry->second->inFlight.find(deadline.ticket);
        if (inFlight == entry->second->inFlight.end())
            continue;
        if (!deadline.isGrace) {
            *inFlight->second.timedOut = true;
            requestStop(*entry->second, deadline.ticket, inFlight->second);
            continue;
        }
        Occurrence occurrence;
        occurrence.run = deadline.run;
        occurrence.act = [step = inFlight->second.step,
                          ticket = deadline.ticket](RunMachine &machine, Instant now) -> Result<void> {
            machine.doesNotStop(step, ticket, now);
            return {};
        };
        occurrences.push_back(std::move(occurrence));
    }
}

void Executor::process(std::deque<Occurrence> occurrences)
{
    const Instant now = m_store.clock().now();
    Batch batch = decide(std::move(occurrences), now);
    if (batch.empty())
        return;
    std::vector<Working *> all;
    for (const auto &working : batch)
        all.push_back(working.get());
    const auto together = write(all);
    for (Working *working : all) {
        // One that can't be written must not take the others with it.
        const auto written = together || all.size() == 1 ? together : write({working});
        if (written)
            adopt(*working);
        else
            giveBack(*working, written.error());
    }
}

Executor::Batch Executor::decide(std::deque<Occurrence> occurrences, Instant now)
{
    Batch batch;
    std::map<qint64, Working *> byRun;
    const auto workingOf = [&](qint64 run) -> Working * {
        if (const auto known = byRun.find(run); known != byRun.end())
            return known->second;
        const auto entry = m_runs.find(run);
        if (entry == m_runs.end())
            return nullptr;
        batch.push_back(std::make_unique<Working>(entry->second->machine));
        byRun.emplace(run, batch.back().get());
        return batch.back().get();
    };
    for (Occurrence &occurrence : occurrences) {
        if (occurrence.arrange)
            occurrence.arrange();
        if (occurrence.run == 0) {
            for (const auto &[run, entry] : m_runs)
                workingOf(run);
            if (occurrence.reply)
                occurrence.reply->set_value({});
            continue;
        }
        Working *working = workingOf(occurrence.run);
        if (!working) {
            refuseUnknown(occurrence);
            continue;
        }
        const auto accepted = occurrence.act ? occurrence.act(working->machine, now) : Result<void>();
        if (accepted)
            working->occurrences.push_back(std::move(occurrence));
        else if (occurrence.reply)
            occurrence.reply->set_value(accepted);
    }
    for (const auto &working : batch) {
        working->machine.advance(now, m_brake);
        working->changes = working->machine.takeChanges();
        working->tasks = working->machine.takeTasks();
        working->wantsToken = working->machine.takeTokenWish();
        setInterest(working->machine.model().id, working->machine.eventsWaitedFor(), false);
    }
    return batch;
}

void Executor::refuseUnknown(const Occurrence &occurrence)
{
    if (!occurrence.reply)
        return; // a late word of a worker about a run that has ended
    const auto machine = load(occurrence.run);
    if (!machine)
        occurrence.reply->set_value(Failure(machine.error()));
    else
        occurrence.reply->set_value(
            fail(Problem::Kind::Conflict,
                 QStringLiteral("The run has ended: %1").arg(toText(machine->model().state)),
                 QStringLiteral("Start a new one.")));
}

void Executor::adopt(Working &working)
{
    const qint64 run = working.machine.model().id;
    const auto found = m_runs.find(run);
    for (const Occurrence &occurrence : working.occurrences) {
        if (occurrence.reply)
            occurrence.reply->set_value({});
    }
    Entry &entry = *found->second;
    entry.machine = std::move(working.machine);
    std::set<qint64> awaited;
    for (const StepModel &step : entry.machine.model().steps) {
        if (step.doing != StepModel::Doing::Nothing)
            awaited.insert(step.ticket);
    }
    std::erase_if(entry.inFlight, [&](const auto &item) { return !awaited.contains(item.first); });
    setInterest(run, entry.machine.eventsWaitedFor(), true);
    if (entry.machine.model().isOver()) {
        setInterest(run, {}, true);
        if (entry.due)
            m_timers.erase({*entry.due, run});
        m_runs.erase(found);
        m_counters.runs = static_cast<qint64>(m_runs.size());
        return;
    }
    setTimer(run, entry);
    for (const Task &task : working.tasks)
        dispatch(entry, task);
    if (working.looksBack) {
        if (const auto caughtUp = catchUpOnEvents(run, entry.machine); !caughtUp)
            qWarning("slipwayd: run %lld: %s", static_cast<long long>(run),
                     qUtf8Printable(caughtUp.error().text()));
    }
}

void Executor::giveBack(Working &working, const Problem &problem)
{
    for (Occurrence &occurrence : working.occurrences) {
        if (occurrence.reply) {
            occurrence.reply->set_value(Failure(problem));
            continue;
        }
        const Duration delay = std::min<Duration>(
            std::chrono::milliseconds(100) * (1 << std::min(occurrence.tries, 6)), mostPatience);
        ++occurrence.tries;
        if (occurrence.since == Duration())
            occurrence.since = m_store.clock().monotonic();
        m_retries.emplace(m_store.clock().monotonic() + delay, std::move(occurrence));
    }
    const auto entry = m_runs.find(working.machine.model().id);
    if (entry != m_runs.end())
        setInterest(entry->first, entry->second->machine.eventsWaitedFor(), false);
}

void Executor::setTimer(qint64 run, Entry &entry)
{
    if (entry.due)
        m_timers.erase({*entry.due, run});
    entry.due = entry.machine.nextDue();
    if (entry.due)
        m_timers.emplace(*entry.due, run);
}

} // namespace slipway
