// What the executor writes and reads: runs as they are started, changed and found again.
#include "domain/Json.h"
#include "service/engine/Executor.h"
#include "service/engine/RunRecords.h"

#include <algorithm>

namespace slipway {

namespace {

RunChange runChangeOf(const RunModel &model, Definition::For purpose)
{
    RunChange change;
    change.runId = model.id;
    change.purpose = purpose;
    change.subject = model.subject;
    change.state = model.state;
    change.phase = toText(model.phase);
    change.waitsFor = model.waitsFor;
    change.actor = model.actor;
    return change;
}

// `about`: whose run it is.
NewEvent eventOf(const RunModel &model, const Change &change, const QJsonObject &about)
{
    QJsonObject payload = about;
    for (auto field = change.detail.begin(); field != change.detail.end(); ++field)
        payload.insert(field.key(), field.value());
    payload.insert(QStringLiteral("run"), model.id);
    if (!change.step.isEmpty()) {
        payload.insert(QStringLiteral("step"), change.step);
        payload.insert(QStringLiteral("phase"), toText(change.phase));
    }
    return {change.actor, change.kind, model.subject, payload};
}

Result<void> takeLock(Transaction &transaction, const RunModel &model, const QString &definition)
{
    const QString reason = QStringLiteral("%1, run %2").arg(definition).arg(model.id);
    auto taken =
        records::takeLock(transaction, {model.subject, model.id, model.actor, reason, transaction.now()});
    if (taken)
        transaction.append({model.actor,
                            QStringLiteral("lock.taken"),
                            model.subject,
                            {{QStringLiteral("run"), model.id}, {QStringLiteral("reason"), reason}}});
    return taken;
}

} // namespace

Result<RunModel> Executor::modelOf(const StartRun &request) const
{
    if (!m_running)
        return fail(Problem::Kind::Unavailable, QStringLiteral("The engine is not running"),
                    QStringLiteral("Try again once the service runs again."));
    const auto inputs = checkInputs(request.definition, request.inputs);
    if (!inputs)
        return Failure(inputs.error());
    RunModel model;
    model.subject = request.subject;
    model.digest = request.definition.digest;
    model.actor = request.actor;
    model.inputs = *inputs;
    model.created = m_store.clock().now();
    model.scheduled = request.at;
    model.state = request.at && *request.at > model.created ? RunState::Scheduled : RunState::Running;
    model.locked = model.state != RunState::Scheduled;
    if (!model.locked)
        model.waitsFor = toText(*request.at);
    model.steps = plannedSteps(request.definition, m_ways->versionOf);
    return model;
}

Result<qint64> Executor::startRun(const StartRun &request)
{
    auto model = modelOf(request);
    if (!model)
        return Failure(model.error());
    const auto written = m_store.write(
        [&](Transaction &transaction) -> Result<void> { return insert(transaction, request, *model); });
    return written ? Result<qint64>(model->id) : Failure(written.error());
}

Result<qint64> Executor::startRun(Transaction &transaction, const StartRun &request)
{
    auto model = modelOf(request);
    if (!model)
        return Failure(model.error());
    const auto inserted = insert(transaction, request, *model);
    return inserted ? Result<qint64>(model->id) : Failure(inserted.error());
}

// It is committed: from here on the thread has it.
void Executor::takeOver(const Event &started)
{
    const auto payload = objectFromBytes(started.payload, QStringLiteral("an event"));
    const qint64 run = payload ? payload->value(QLatin1String("run")).toInteger() : 0;
    const auto inserted = std::make_shared<Inserted>();
    {
        const std::lock_guard lock(m_insertedMutex);
        const auto found = m_inserted.find(run);
        if (found == m_inserted.end())
            return;
        *inserted = std::move(found->second);
        m_inserted.erase(found);
    }
    Occurrence occurrence;
    occurrence.run = run;
    occurrence.arrange = [this, inserted] { keep(std::move(inserted->model), inserted->definition); };
    post(std::move(occurrence));
}

Result<void> Executor::insert(Transaction &transaction, const StartRun &request, RunModel &model)
{
    if (auto stored = records::storeDefinition(transaction, request.definition); !stored)
        return stored;
    const auto token = records::nextToken(transaction);
    if (!token)
        return Failure(token.error());
    model.token = *token;
    const auto id = records::insertRun(transaction, model);
    if (!id)
        return Failure(id.error());
    model.id = *id;
    int position = 0;
    for (const StepModel &step : model.steps) {
        if (auto inserted = records::insertStep(transaction, model.id, position++, step); !inserted)
            return inserted;
    }
    if (model.locked) {
        if (auto passed = records::releaseLock(transaction, model.subject, request.instead); !passed)
            return passed;
        if (auto taken = takeLock(transaction, model, request.definition.name); !taken)
            return taken;
    }
    if (request.with) {
        if (auto owned = request.with(transaction, model.id); !owned)
            return owned;
    }
    const auto about = m_listener.about(transaction, model.id, request.definition.purpose);
    if (!about)
        return Failure(about.error());
    Change begun;
    begun.kind = model.locked ? QStringLiteral("run.started") : QStringLiteral("run.scheduled");
    begun.actor = model.actor;
    begun.detail = {{QStringLiteral("definition"), request.definition.name},
                    {QStringLiteral("digest"), model.digest}};
    transaction.append(eventOf(model, begun, *about));
    {
        const std::lock_guard lock(m_insertedMutex);
        m_inserted.insert_or_assign(model.id,
                                    Inserted{model, std::make_shared<const Definition>(request.definition)});
    }
    return m_listener.onChange(transaction, runChangeOf(model, request.definition.purpose));
}

void Executor::keep(RunModel model, std::shared_ptr<const Definition> definition)
{
    const qint64 run = model.id;
    const auto early = m_earlyInputs.extract(run);
    auto entry = std::make_unique<Entry>(RunMachine(std::move(definition), std::move(model), m_ways));
    if (early)
        entry->machine.inputsChanged(early.mapped(), m_store.clock().now());
    setTimer(run, *entry);
    m_runs.insert_or_assign(run, std::move(entry));
    m_counters.runs = static_cast<qint64>(m_runs.size());
}

Result<void> Executor::write(const std::vector<Working *> &batch)
{
    const bool urgent = std::any_of(batch.begin(), batch.end(),
                                    [](const Working *working) { return working->machine.isUrgent(); });
    const auto written = m_store.write(
        [&](Transaction &transaction) -> Result<void> {
            for (Working *working : batch) {
                if (auto persisted = persist(transaction, *working); !persisted)
                    return persisted;
            }
            return {};
        },
        urgent ? Store::Priority::Urgent : Store::Priority::Normal);
    ++(written ? m_counters.commits : m_counters.failedCommits);
    return written;
}

Result<void> Executor::persist(Transaction &transaction, Working &working)
{
    RunModel &model = working.machine.model();
    const RunModel &before = m_runs.at(model.id)->machine.model();
    for (const Occurrence &occurrence : working.occurrences) {
        if (!occurrence.write)
            continue;
        if (auto done = occurrence.write(transaction, model); !done)
            return done;
    }
    if (working.wantsToken) {
        const auto token = records::nextToken(transaction);
        if (!token)
            return Failure(token.error());
        model.token = *token;
    }
    if (auto steps = persistSteps(transaction, before, working); !steps)
        return steps;
    if (!(model == before)) {
        if (auto updated = records::updateRun(transaction, model); !updated)
            return updated;
    }
    if (model.isOver()) {
        if (auto released = records::releaseLock(transaction, model.subject, model.id); !released)
            return released;
    }
    return tell(transaction, before, working);
}

// What a step that waits from now on has heard already: for a wait of time or a signature it doesn't matter.
// An event of the run's own may have come since the run was started, before its wait began: it is looked for.
Result<qint64> Executor::sinceWhen(Reader &reader, Working &working, const StepModel &step)
{
    const StepDefinition *definition = working.machine.definition().step(toText(step.phase), step.id);
    if (definition && definition->wait && definition->wait->what != Wait::For::Event)
        return 0;
    if (!definition || !definition->wait || !definition->wait->own)
        return reader.integer(QStringLiteral("SELECT max(seq) FROM event"));
    working.looksBack = true;
    const RunModel &model = working.machine.model();
    qint64 since = 0;
    const auto read = reader.query(
        QStringLiteral("SELECT seq, payload FROM event WHERE subject = ? AND kind = 'run.started'"),
        {model.subject}, [&](const Row &row) -> Result<void> {
            if (row.object("payload").value(QLatin1String("run")).toInteger() == model.id)
                since = row.integer("seq");
            return {};
        });
    return read ? Result<qint64>(since) : Failure(read.error());
}

Result<void> Executor::persistSteps(Transaction &transaction, const RunModel &before, Working &working)
{
    RunModel &model = working.machine.model();
    for (std::size_t i = 0; i < model.steps.size(); ++i) {
        StepModel &step = model.steps[i];
        if (step == before.steps[i])
            continue;
        const bool waitsAnew = step.state == StepState::Waiting && step.attempt != before.steps[i].attempt;
        if (waitsAnew) {
            const auto since = sinceWhen(transaction, working, step);
            if (!since)
                return Failure(since.error());
            step.sinceSeq = *since;
        }
        if (auto updated = records::updateStep(transaction, model.id, step); !updated)
            return updated;
    }
    return {};
}

Result<void> Executor::tell(Transaction &transaction, const RunModel &before, Working &working)
{
    const RunModel &model = working.machine.model();
    const Definition::For purpose = working.machine.definition().purpose;
    const auto about = working.changes.empty() ? Result<QJsonObject>(QJsonObject())
                                               : m_listener.about(transaction, model.id, purpose);
    if (!about)
        return Failure(about.error());
    for (const Change &change : working.changes) {
        transaction.append(eventOf(model, change, *about));
        if (change.kind == QLatin1String("step.started"))
            ++m_counters.started;
        else if (change.kind == QLatin1String("step.done"))
            ++m_counters.done;
        else if (change.kind == QLatin1String("step.failed"))
            ++m_counters.failed;
        else if (change.kind == QLatin1String("step.unknown"))
            ++m_counters.unknown;
        else if (change.kind == QLatin1String("step.undone"))
            ++m_counters.undone;
        if (change.step.isEmpty())
            continue;
        const StepModel *step = model.find(change.phase, change.step);
        RunChange told = runChangeOf(model, purpose);
        told.step = change.step;
        told.phase = toText(change.phase);
        told.stepState = step->state;
        told.entered = change.entered;
        told.reached = change.reached;
        told.left = change.left;
        told.waitsFor = step->waitsFor;
        told.actor = change.actor;
        told.output = step->output;
        if (auto heard = m_listener.onChange(transaction, told); !heard)
            return heard;
    }
    if (model.isOver())
        transaction.append({QStringLiteral("service"),
                            QStringLiteral("lock.released"),
                            model.subject,
                            {{QStringLiteral("run"), model.id}}});
    // After what was said of single steps, the run as a whole: another of them may be the one that waits.
    if (working.changes.empty() && model.state == before.state && model.waitsFor == before.waitsFor)
        return {};
    return m_listener.onChange(transaction, runChangeOf(model, purpose));
}

Result<RunMachine> Executor::load(qint64 run) const
{
    std::optional<RunModel> model;
    QByteArray yaml;
    const auto read = m_store.read([&](Reader &reader) -> Result<void> {
        auto loaded = records::loadRun(reader, run);
        if (!loaded)
            return Failure(loaded.error());
        auto text = records::definitionOf(reader, loaded->digest);
        if (!text)
            return Failure(text.error());
        yaml = *text;
        model = std::move(*loaded);
        return {};
    });
    if (!read)
        return Failure(read.error());
    const auto definition = definitionOf(*model, yaml);
    if (!definition)
        return Failure(definition.error());
    return RunMachine(*definition, std::move(*model), m_ways);
}

Result<std::shared_ptr<const Definition>> Executor::definitionOf(const RunModel &model,
                                                                 const QByteArray &yaml) const
{
    constexpr std::size_t mostKept = 64;
    {
        const std::lock_guard lock(m_definitionMutex);
        const auto known = m_definitions.find(model.digest);
        if (known != m_definitions.end())
            return known->second;
    }
    // Activities may be gone from this build; that is for the steps that need them to say.
    ParsedDefinition parsed = parseDefinition(yaml, QStringLiteral("run %1").arg(model.id), nullptr);
    if (!parsed.definition)
        return Failure(parsed.problems.front());
    auto definition = std::make_shared<const Definition>(std::move(*parsed.definition));
    const std::lock_guard lock(m_definitionMutex);
    if (m_definitions.size() >= mostKept)
        m_definitions.clear();
    m_definitions.insert_or_assign(model.digest, definition);
    return definition;
}

Result<void> Executor::loadOpenRuns()
{
    const auto open = m_store.read([&](Reader &reader) -> Result<std::vector<qint64>> {
        const auto on = records::brake(reader);
        if (!on)
            return Failure(on.error());
        m_brake = *on;
        return records::openRuns(reader);
    });
    if (!open)
        return Failure(open.error());
    for (const qint64 run : *open) {
        if (auto recovered = recover(run); !recovered)
            return recovered;
    }
    return {};
}

Result<void> Executor::recover(qint64 run)
{
    auto machine = load(run);
    if (!machine) {
        const auto model = m_store.read([&](Reader &reader) { return records::loadRun(reader, run); });
        return model ? giveUpOn(*model, machine.error()) : Failure(model.error());
    }
    if (auto caughtUp = catchUpOnEvents(run, *machine); !caughtUp)
        return caughtUp;
    auto entry = std::make_unique<Entry>(std::move(*machine));
    setTimer(run, *entry);
    setInterest(run, entry->machine.eventsWaitedFor(), true);
    m_runs.insert_or_assign(run, std::move(entry));
    m_counters.runs = static_cast<qint64>(m_runs.size());
    Occurrence occurrence;
    occurrence.run = run;
    occurrence.act = [](RunMachine &of, Instant now) -> Result<void> {
        of.recovered(now);
        return {};
    };
    const std::lock_guard lock(m_mutex);
    m_mailbox.push_front(std::move(occurrence));
    return {};
}

// A run whose definition this build cannot read is nobody's to carry on.
Result<void> Executor::giveUpOn(const RunModel &model, const Problem &problem)
{
    return m_store.write([&](Transaction &transaction) -> Result<void> {
        RunModel failed = model;
        failed.state = RunState::Failed;
        failed.ended = transaction.now();
        failed.because = problem.toJson();
        failed.locked = false;
        if (auto updated = records::updateRun(transaction, failed); !updated)
            return updated;
        if (auto released = records::releaseLock(transaction, failed.subject, failed.id); !released)
            return released;
        transaction.append({QStringLiteral("service"),
                            QStringLiteral("run.ended"),
                            failed.subject,
                            {{QStringLiteral("run"), failed.id},
                             {QStringLiteral("state"), toText(failed.state)},
                             {QStringLiteral("problem"), failed.because}}});
        return m_listener.onChange(transaction, runChangeOf(failed, Definition::For::Release));
    });
}

// What came into the ledger while nobody listened.
Result<void> Executor::catchUpOnEvents(qint64 run, const RunMachine &machine)
{
    std::vector<Event> missed;
    const auto read = m_store.read([&](Reader &reader) -> Result<void> {
        for (const AwaitedEvent &awaited : machine.eventsWaitedFor()) {
            auto events = records::eventsSince(reader, awaited.kind, awaited.subject, machine.heardUpTo());
            if (!events)
                return Failure(events.error());
            missed.insert(missed.end(), events->begin(), events->end());
        }
        return {};
    });
    if (!read)
        return read;
    for (const Event &event : missed) {
        Occurrence occurrence;
        occurrence.run = run;
        occurrence.act = [event](RunMachine &of, Instant now) -> Result<void> {
            of.eventHappened(event, now);
            return {};
        };
        const std::lock_guard lock(m_mutex);
        m_mailbox.push_back(std::move(occurrence));
    }
    return {};
}

Result<void> Executor::setBrake(bool on, const QString &actor, const QString &reason)
{
    const auto written = m_store.write(
        [&](Transaction &transaction) -> Result<void> {
            if (auto set = records::setBrake(transaction, on, actor, reason); !set)
                return set;
            transaction.append({actor,
                                on ? QStringLiteral("brake.on") : QStringLiteral("brake.off"),
                                QStringLiteral("service"),
                                {{QStringLiteral("reason"), reason}}});
            return {};
        },
        Store::Priority::Urgent);
    if (!written)
        return written;
    m_brake = on;
    // Once this returns nothing starts any more that had not started before.
    return m_running ? command({}) : Result<void>();
}

} // namespace slipway
