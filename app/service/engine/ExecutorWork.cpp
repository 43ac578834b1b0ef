// What the executor gives to workers and what comes back from them.
#include "service/engine/Executor.h"

namespace slipway {

namespace {

constexpr auto grace = std::chrono::seconds(10); // between being told to stop and being given up on

// An activity's exception ends at its boundary, as a problem.
template <class Answer>
Result<Answer> guarded(const QString &activity, const std::function<Result<Answer>()> &call)
{
    QString what;
    try {
        return call();
    } catch (const std::exception &error) {
        what = QString::fromLocal8Bit(error.what());
    } catch (...) {
        what = QStringLiteral("something that is no std::exception");
    }
    return fail(Problem::Kind::Internal, QStringLiteral("%1 threw: %2").arg(activity, what),
                QStringLiteral("This is a bug: report it with the run's log."));
}

Result<QJsonObject> applyAndVerify(Activity &activity, const StepContext &context)
{
    return guarded<QJsonObject>(activity.name(), [&]() -> Result<QJsonObject> {
        auto output = activity.apply(context);
        if (!output)
            return output;
        if (auto verified = activity.verify(context, *output); !verified)
            return Failure(verified.error());
        return output;
    });
}

Result<Observation> observeAndVerify(Activity &activity, const StepContext &context)
{
    return guarded<Observation>(activity.name(), [&]() -> Result<Observation> {
        auto seen = activity.observe(context);
        if (!seen || seen->answer != Observation::Answer::Done)
            return seen;
        // Something that is there but wrong is neither done nor not done.
        if (auto verified = activity.verify(context, seen->output); !verified)
            return Observation::cannotTell(verified.error().text());
        return seen;
    });
}

// What a worker does for a step, and what the machine is told of it afterwards.
class Errand
{
public:
    using Told = std::function<Result<void>(RunMachine &, Instant)>;

    Task task;
    StepContext context;
    std::shared_ptr<Activity> activity; // none: this build hasn't it
    QString name;                       // of the activity
    QJsonObject output;                 // of the step, which an undo takes back
    std::shared_ptr<std::atomic<bool>> timedOut;

    Told carriedOut() const
    {
        switch (task.kind) {
        case Task::Kind::Apply:
            return told(&RunMachine::applied,
                        late(activity ? applyAndVerify(*activity, context) : Result<QJsonObject>(gone())));
        case Task::Kind::Observe:
            return told(&RunMachine::observed,
                        activity ? observeAndVerify(*activity, context) : Result<Observation>(gone()));
        default:
            return told(&RunMachine::undone, late(activity ? undo() : Result<void>(gone())));
        }
    }

private:
    Result<void> undo() const
    {
        return guarded<void>(activity->name(), [&] { return activity->undo(context, output); });
    }

    Failure gone() const
    {
        return fail(Problem::Kind::Conflict,
                    QStringLiteral("There is no activity \"%1\" in this build").arg(name),
                    QStringLiteral("Start the build that has it."));
    }

    template <class Answer>
    Result<Answer> late(Result<Answer> answer) const
    {
        if (answer || !*timedOut)
            return answer;
        const Problem &problem = answer.error();
        return Failure(
            {Problem::Kind::Timeout,
             QStringLiteral("It took longer than %1: %2").arg(toText(*context.timeout), problem.what),
             problem.where, problem.hint});
    }

    template <class Method, class Answer>
    Told told(Method method, Answer answer) const
    {
        return [step = task.step, ticket = task.ticket, method,
                answer = std::move(answer)](RunMachine &machine, Instant now) -> Result<void> {
            (machine.*method)(step, ticket, answer, now);
            return {};
        };
    }
};

} // namespace

void Executor::Gate::post(Occurrence occurrence)
{
    const std::lock_guard lock(mutex);
    if (executor)
        executor->post(std::move(occurrence));
}

void Executor::Gate::say(qint64 run, const QString &step, const QString &line, const QJsonObject &data)
{
    const std::lock_guard lock(mutex);
    if (executor && executor->m_log)
        executor->m_log->add(run, step, line, data);
}

StepContext Executor::contextOf(const RunMachine &machine, const StepModel &step) const
{
    const RunModel &model = machine.model();
    const StepDefinition *definition = machine.definition().step(toText(step.phase), step.id);
    StepContext context;
    context.runId = model.id;
    context.subject = model.subject;
    context.step = step.id;
    context.attempt = step.attempt;
    context.token = model.token;
    context.actor = model.actor;
    context.with = step.parameters;
    context.inputs = model.inputs;
    context.outputs = machine.data(step.phase).value(QStringLiteral("steps")).toObject();
    context.timeout = definition ? definition->timeout : std::nullopt;
    context.progress = [gate = m_gate, run = model.id, id = step.id](
                           const QString &line, const QJsonObject &data) { gate->say(run, id, line, data); };
    return context;
}

void Executor::dispatch(Entry &entry, const Task &task)
{
    const RunModel &model = entry.machine.model();
    const qint64 run = model.id;
    if (task.kind == Task::Kind::Stop) {
        const auto inFlight = entry.inFlight.find(task.ticket);
        if (inFlight != entry.inFlight.end())
            requestStop(entry, task.ticket, inFlight->second);
        return;
    }
    const StepModel *step = model.find(task.phase, task.step);
    const StepDefinition *definition = entry.machine.definition().step(toText(task.phase), task.step);
    if (!step || !definition || step->ticket != task.ticket)
        return;
    InFlight &inFlight = entry.inFlight[task.ticket];
    inFlight.step = task.step;
    StepContext context = contextOf(entry.machine, *step);
    context.stop = inFlight.stop.get_token();
    if (definition->timeout)
        m_deadlines.emplace(m_store.clock().monotonic() + *definition->timeout,
                            Deadline{run, task.ticket, false});
    const Errand errand{
        task,         context,          m_activities->find(definition->activity), definition->activity,
        step->output, inFlight.timedOut};
    m_pool->submit(run, entry.machine.isUrgent(), [gate = m_gate, errand, run] {
        Occurrence occurrence;
        occurrence.run = run;
        occurrence.act = errand.carriedOut();
        gate->post(std::move(occurrence));
    });
}

void Executor::requestStop(Entry &entry, qint64 ticket, InFlight &inFlight)
{
    // The grace counts from before the word is given: who has heard it has at most that long.
    m_deadlines.emplace(m_store.clock().monotonic() + grace,
                        Deadline{entry.machine.model().id, ticket, true});
    inFlight.stop.request_stop();
}

void Executor::onEvents(const std::vector<Event> &events)
{
    for (const Event &event : events) {
        if (event.kind == QLatin1String("run.started") || event.kind == QLatin1String("run.scheduled"))
            takeOver(event);
        if (event.kind == inputsChanged)
            takeInputs(event);
        std::set<qint64> runs;
        {
            const std::lock_guard lock(m_interestMutex);
            for (const AwaitedEvent &key :
                 {AwaitedEvent{event.kind, {}}, AwaitedEvent{event.kind, event.subject}}) {
                if (const auto found = m_interest.find(key); found != m_interest.end())
                    runs.insert(found->second.begin(), found->second.end());
            }
        }
        for (const qint64 run : runs) {
            Occurrence occurrence;
            occurrence.run = run;
            occurrence.act = [event](RunMachine &machine, Instant now) -> Result<void> {
                machine.eventHappened(event, now);
                return {};
            };
            post(std::move(occurrence));
        }
    }
}

void Executor::setInterest(qint64 run, const std::vector<AwaitedEvent> &events, bool only)
{
    const std::lock_guard lock(m_interestMutex);
    std::set<AwaitedEvent> &known = m_interestOf[run];
    if (only) {
        for (const AwaitedEvent &event : known) {
            const auto found = m_interest.find(event);
            found->second.erase(run);
            if (found->second.empty())
                m_interest.erase(found);
        }
        known.clear();
    }
    for (const AwaitedEvent &event : events) {
        known.insert(event);
        m_interest[event].insert(run);
    }
    if (known.empty())
        m_interestOf.erase(run);
}

QByteArray Executor::metrics() const
{
    QByteArray text;
    const auto put = [&text](const char *name, const char *type, const char *help, qint64 value) {
        text += QByteArray("# HELP slipway_engine_") + name + ' ' + help + "\n# TYPE slipway_engine_" + name +
                ' ' + type + "\nslipway_engine_" + name + ' ' + QByteArray::number(value) + '\n';
    };
    put("runs_open", "gauge", "Runs that have not ended.", m_counters.runs);
    put("workers_busy", "gauge", "Activities at work.", m_pool ? m_pool->busy() : 0);
    put("workers_queued", "gauge", "Activities that wait for a worker.", m_pool ? m_pool->queued() : 0);
    put("behind_ms", "gauge", "For how long the oldest thing that is due has been left undone.",
        behind() / std::chrono::milliseconds(1));
    put("brake", "gauge", "1 while the brake is on.", m_brake ? 1 : 0);
    put("steps_started_total", "counter", "Attempts of steps begun.", m_counters.started);
    put("steps_done_total", "counter", "Steps done.", m_counters.done);
    put("steps_failed_total", "counter", "Attempts of steps that failed.", m_counters.failed);
    put("steps_unknown_total", "counter", "Steps whose result was unknown.", m_counters.unknown);
    put("steps_undone_total", "counter", "Steps undone.", m_counters.undone);
    put("timers_fired_total", "counter", "Timers that were due.", m_counters.timers);
    put("commits_total", "counter", "Transactions of the engine.", m_counters.commits);
    put("commits_failed_total", "counter", "Transactions that could not be written.",
        m_counters.failedCommits);
    return text;
}

} // namespace slipway
