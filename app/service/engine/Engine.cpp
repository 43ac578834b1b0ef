#include "service/engine/Engine.h"

#include "service/engine/Executor.h"
#include "service/engine/RunRecords.h"

namespace slipway {

struct Engine::Private
{
    Private(Store &store, std::shared_ptr<const ActivityRegistry> activities, RunListener &listener,
            Options options)
        : executor(store, std::move(activities), listener, options)
    {
    }

    // A command that only the machine has to do with.
    Result<void> tell(qint64 run, std::function<Result<void>(RunMachine &, Instant)> act)
    {
        Occurrence occurrence;
        occurrence.run = run;
        occurrence.act = std::move(act);
        return executor.command(std::move(occurrence));
    }

    Result<RunModel> model(qint64 run) const
    {
        return executor.store().read([&](Reader &reader) { return records::loadRun(reader, run); });
    }

    Executor executor;
};

QJsonObject Lock::toJson() const
{
    return {{QStringLiteral("subject"), subject},
            {QStringLiteral("run_id"), runId},
            {QStringLiteral("holder"), holder},
            {QStringLiteral("reason"), reason},
            {QStringLiteral("since"), toText(since)}};
}

Engine::Engine(Store &store, std::shared_ptr<const ActivityRegistry> activities, RunListener &listener,
               Options options)
    : d(std::make_unique<Private>(store, std::move(activities), listener, options))
{
}

Engine::~Engine() = default;

Result<void> Engine::start()
{
    return d->executor.start();
}

void Engine::stop()
{
    d->executor.stop();
}

Result<qint64> Engine::startRun(const StartRun &request)
{
    return d->executor.startRun(request);
}

Result<qint64> Engine::startRun(Transaction &transaction, const StartRun &request)
{
    return d->executor.startRun(transaction, request);
}

Result<void> Engine::signOff(qint64 run, const QString &name, const QString &actor, const QString &role,
                             const QString &note)
{
    const auto given = std::make_shared<SignOff>();
    Occurrence occurrence;
    occurrence.run = run;
    occurrence.act = [=](RunMachine &machine, Instant now) -> Result<void> {
        auto accepted = machine.signOff(name, actor, role, note, now);
        if (!accepted)
            return Failure(accepted.error());
        *given = std::move(*accepted);
        return {};
    };
    occurrence.write = [given, run](Transaction &transaction, RunModel &) {
        return records::insertSignOff(transaction, run, *given);
    };
    return d->executor.command(std::move(occurrence));
}

Result<void> Engine::signal(qint64 run, const QString &name, const QString &actor, const QJsonObject &payload)
{
    return d->tell(
        run, [=](RunMachine &machine, Instant now) { return machine.signal(name, actor, payload, now); });
}

Result<void> Engine::retry(qint64 run, const QString &step, const QString &actor)
{
    return d->tell(run, [=](RunMachine &machine, Instant) { return machine.retry(step, actor); });
}

Result<void> Engine::skip(qint64 run, const QString &step, const QString &actor, const QString &reason)
{
    return d->tell(run,
                   [=](RunMachine &machine, Instant now) { return machine.skip(step, actor, reason, now); });
}

Result<void> Engine::pause(qint64 run, const QString &actor)
{
    return d->tell(run, [=](RunMachine &machine, Instant) { return machine.pause(actor); });
}

Result<void> Engine::resume(qint64 run, const QString &actor)
{
    const auto lost = std::make_shared<bool>(false);
    Occurrence occurrence;
    occurrence.run = run;
    occurrence.act = [=](RunMachine &machine, Instant) {
        *lost = !machine.model().locked;
        return machine.resume(actor);
    };
    occurrence.write = [=](Transaction &transaction, RunModel &model) -> Result<void> {
        if (!*lost)
            return {};
        transaction.append(
            {actor, QStringLiteral("lock.taken"), model.subject, {{QStringLiteral("run"), model.id}}});
        return records::takeLock(transaction, {model.subject, model.id, actor,
                                               QStringLiteral("run %1").arg(model.id), transaction.now()});
    };
    return d->executor.command(std::move(occurrence));
}

Result<void> Engine::abort(qint64 run, const QString &actor, const QString &reason)
{
    return d->tell(run, [=](RunMachine &machine, Instant now) { return machine.abort(actor, reason, now); });
}

Result<void> Engine::rollBack(qint64 run, const QString &actor, const QString &reason)
{
    return d->tell(run, [=](RunMachine &machine, Instant) { return machine.rollBack(actor, reason); });
}

Result<RunState> Engine::state(qint64 run) const
{
    return d->model(run).map([](const RunModel &model) { return model.state; });
}

Result<QJsonObject> Engine::inputs(qint64 run) const
{
    return d->model(run).map([](const RunModel &model) { return model.inputs; });
}

Result<std::vector<Step>> Engine::steps(qint64 run) const
{
    const auto machine = d->executor.load(run);
    if (!machine)
        return Failure(machine.error());
    std::vector<Step> steps;
    for (const StepModel &model : machine->model().steps) {
        const StepDefinition *definition = machine->definition().step(toText(model.phase), model.id);
        if (!definition)
            continue;
        Step step;
        step.id = model.id;
        step.title = definition->title;
        step.phase = toText(model.phase);
        step.activity = definition->activity;
        step.state = model.state;
        step.attempt = model.attempt;
        step.started = model.started;
        step.finished = model.finished;
        step.due = model.due;
        step.waitsFor = model.waitsFor;
        step.output = model.output;
        step.problem = model.problem;
        step.by = model.by;
        step.reason = model.reason;
        step.after = definition->after;
        step.enters = definition->enters;
        step.commits = definition->commits;
        step.finalizes = definition->finalizes;
        steps.push_back(std::move(step));
    }
    return steps;
}

Result<std::map<qint64, std::vector<SignOff>>> Engine::signOffs(const std::vector<qint64> &runs) const
{
    return d->executor.store().read([&](Reader &reader) { return records::signOffs(reader, runs); });
}

Result<std::map<QString, std::vector<Duration>>> Engine::stepTimes(const std::vector<qint64> &runs) const
{
    return d->executor.store().read([&](Reader &reader) { return records::stepTimes(reader, runs); });
}

Result<QStringList> Engine::preview(qint64 run, const QString &step) const
{
    const auto machine = d->executor.load(run);
    if (!machine)
        return Failure(machine.error());
    const RunModel &model = machine->model();
    // A step of the way back can be read before anybody decides for it, one of the way there afterwards.
    const StepModel *found = model.find(model.phase, step);
    if (!found)
        found = model.find(model.phase == Phase::Forward ? Phase::Rollback : Phase::Forward, step);
    const StepDefinition *definition =
        found ? machine->definition().step(toText(found->phase), step) : nullptr;
    if (!found || !definition)
        return fail(Problem::Kind::NotFound, QStringLiteral("The run has no step \"%1\"").arg(step),
                    QStringLiteral("Look at the run's steps."));
    if (definition->wait)
        return QStringList{QStringLiteral("Nothing changes: the run waits here.")};
    const auto activity = d->executor.activities().find(definition->activity);
    if (!activity)
        return fail(Problem::Kind::Conflict,
                    QStringLiteral("There is no activity \"%1\" in this build").arg(definition->activity));
    StepContext context = d->executor.contextOf(*machine, *found);
    const auto with = machine->parametersOf(*found);
    if (!with)
        return Failure(with.error());
    context.with = *with;
    return activity->preview(context);
}

Result<QJsonArray> Engine::log(qint64 run, qint64 since, int limit) const
{
    return RunLog::read(d->executor.store(), run, since, limit);
}

Result<std::vector<Lock>> Engine::locks() const
{
    Result<std::vector<Lock>> list;
    const auto read = d->executor.store().read([&](Reader &reader) -> Result<void> {
        list = records::locks(reader);
        return {};
    });
    if (!read)
        return Failure(read.error());
    return list;
}

Result<void> Engine::breakLock(const QString &subject, const QString &actor, const QString &reason)
{
    if (reason.trimmed().isEmpty())
        return fail(Problem::Kind::Invalid, QStringLiteral("A reason is missing"),
                    QStringLiteral("Say why, in a few words: it is kept."), QStringLiteral("/reason"));
    const auto held = locks();
    if (!held)
        return Failure(held.error());
    const auto lock =
        std::find_if(held->begin(), held->end(), [&](const Lock &one) { return one.subject == subject; });
    if (lock == held->end())
        return fail(Problem::Kind::NotFound, QStringLiteral("Nobody holds the lock of %1").arg(subject),
                    QStringLiteral("Nothing is left to do."));
    Occurrence occurrence;
    occurrence.run = lock->runId;
    occurrence.act = [=](RunMachine &machine, Instant) -> Result<void> {
        machine.lockBroken(actor, reason);
        return {};
    };
    occurrence.write = [=, run = lock->runId](Transaction &transaction, RunModel &) -> Result<void> {
        transaction.append({actor,
                            QStringLiteral("lock.broken"),
                            subject,
                            {{QStringLiteral("run"), run}, {QStringLiteral("reason"), reason}}});
        return records::releaseLock(transaction, subject, run);
    };
    return d->executor.command(std::move(occurrence));
}

Result<void> Engine::setBrake(bool on, const QString &actor, const QString &reason)
{
    return d->executor.setBrake(on, actor, reason);
}

bool Engine::brake() const
{
    return d->executor.brake();
}

void Engine::clockChanged()
{
    d->executor.wake();
}

Duration Engine::behind() const
{
    return d->executor.behind();
}

QByteArray Engine::metrics() const
{
    return d->executor.metrics();
}

} // namespace slipway
