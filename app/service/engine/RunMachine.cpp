#include "service/engine/RunMachine.h"

#include "domain/Json.h"

#include <algorithm>
#include <limits>

namespace slipway {

RunMachine::RunMachine(std::shared_ptr<const Definition> definition, RunModel model,
                       std::shared_ptr<const Ways> ways)
    : m_definition(std::move(definition)), m_model(std::move(model)), m_ways(std::move(ways))
{
}

const StepDefinition &RunMachine::definitionOf(const StepModel &step) const
{
    const StepDefinition *found = m_definition->step(toText(step.phase), step.id);
    Q_ASSERT(found); // the stored steps were planned from this very definition
    return *found;
}

bool RunMachine::isCommitted(Phase phase) const
{
    return std::any_of(m_model.steps.begin(), m_model.steps.end(), [&](const StepModel &step) {
        const bool happened =
            step.state == StepState::Done || (step.state == StepState::Skipped && step.begun);
        return step.phase == phase && happened && definitionOf(step).commits;
    });
}

bool RunMachine::anyBusy() const
{
    return std::any_of(m_model.steps.begin(), m_model.steps.end(),
                       [](const StepModel &step) { return step.doing != StepModel::Doing::Nothing; });
}

bool RunMachine::isInGroup(const StepModel &step, const QString &target) const
{
    const OnFailure &way = definitionOf(step).onFailure;
    return step.id == target || (way.mode == OnFailure::Mode::BackTo && way.target == target);
}

bool RunMachine::isAfter(Phase phase, const QString &step, const QString &target) const
{
    if (step == target)
        return true;
    const StepDefinition *definition = m_definition->step(toText(phase), step);
    return definition && std::any_of(definition->after.begin(), definition->after.end(),
                                     [&](const QString &name) { return isAfter(phase, name, target); });
}

StepModel *RunMachine::answering(const QString &name, qint64 ticket, StepModel::Doing doing)
{
    StepModel *step = m_model.find(m_model.phase, name);
    if (!step || step->doing != doing || step->ticket != ticket)
        return nullptr;
    step->doing = StepModel::Doing::Nothing;
    step->stopping = false;
    return step;
}

void RunMachine::change(const StepModel &step, const QString &kind, const QString &actor, QJsonObject detail)
{
    const StepDefinition &definition = definitionOf(step);
    Change change;
    change.kind = kind;
    change.step = step.id;
    change.phase = step.phase;
    change.actor = actor.isEmpty() ? QStringLiteral("service") : actor;
    change.detail = std::move(detail);
    if (kind == QLatin1String("step.started"))
        change.entered = definition.enters;
    if (kind == QLatin1String("step.done"))
        change.reached = definition.reaches;
    if (kind == QLatin1String("step.undone"))
        change.left = definition.enters;
    m_changes.push_back(std::move(change));
}

void RunMachine::runChange(const QString &kind, const QString &actor, QJsonObject detail)
{
    Change change;
    change.kind = kind;
    change.phase = m_model.phase;
    change.actor = actor.isEmpty() ? QStringLiteral("service") : actor;
    change.detail = std::move(detail);
    m_changes.push_back(std::move(change));
}

void RunMachine::give(StepModel &step, StepModel::Doing doing)
{
    step.doing = doing;
    step.stopping = false;
    step.ticket = ++m_tickets;
    Task task;
    task.phase = step.phase;
    task.step = step.id;
    task.ticket = step.ticket;
    task.kind = doing == StepModel::Doing::Apply     ? Task::Kind::Apply
                : doing == StepModel::Doing::Observe ? Task::Kind::Observe
                                                     : Task::Kind::Undo;
    m_tasks.push_back(task);
}

void RunMachine::askToStop(StepModel &step)
{
    if (step.stopping)
        return;
    step.stopping = true;
    m_tasks.push_back({Task::Kind::Stop, step.phase, step.id, step.ticket});
}

void RunMachine::begin(Instant)
{
    if (m_model.state != RunState::Scheduled)
        return;
    m_model.state = RunState::Running;
    m_model.locked = true;
    m_model.waitsFor.clear();
    m_wantsToken = true;
    runChange(QStringLiteral("run.started"), m_model.actor);
}

void RunMachine::recovered(Instant now)
{
    for (StepModel &step : m_model.steps)
        step.doing = StepModel::Doing::Nothing;
    if (m_model.isOver() || m_model.state == RunState::Scheduled)
        return;
    m_wantsToken = true;
    for (StepModel &step : m_model.steps) {
        if (step.phase != m_model.phase || step.held)
            continue;
        if (step.state == StepState::Running) {
            step.state = StepState::Unknown;
            change(step, QStringLiteral("step.unknown"), {},
                   {{QStringLiteral("why"), QStringLiteral("the service ended while it ran")}});
        }
        if (step.state != StepState::Unknown)
            continue;
        const QString activity = definitionOf(step).activity;
        if (m_ways->versionOf(activity) == step.activityVersion) {
            give(step, StepModel::Doing::Observe);
            continue;
        }
        const Result<Observation> why = Observation::cannotTell(
            QStringLiteral("%1 is another version now than the one that began it").arg(activity));
        give(step, StepModel::Doing::Observe);
        m_tasks.pop_back();
        observed(step.id, step.ticket, why, now);
    }
    findInterruptedGroup();
    reckonWaits(now); // its inputs may have changed unheard
}

void RunMachine::applied(const QString &name, qint64 ticket, const Result<QJsonObject> &result, Instant now)
{
    StepModel *step = answering(name, ticket, StepModel::Doing::Apply);
    if (!step)
        return;
    if (result) {
        finish(*step, *result, now);
        return;
    }
    if (!definitionOf(*step).commits) {
        failStep(*step, result.error(), now);
        return;
    }
    // An error from the one step without a way back may have come after its effect: look before deciding.
    step->state = StepState::Unknown;
    step->problem = result.error().toJson();
    change(*step, QStringLiteral("step.unknown"), {}, {{QStringLiteral("problem"), step->problem}});
    give(*step, StepModel::Doing::Observe);
}

void RunMachine::observed(const QString &name, qint64 ticket, const Result<Observation> &result, Instant now)
{
    StepModel *step = answering(name, ticket, StepModel::Doing::Observe);
    if (!step)
        return;
    const Observation seen = result ? *result : Observation::cannotTell(result.error().text());
    if (seen.answer == Observation::Answer::Done) {
        finish(*step, seen.output, now);
        return;
    }
    const bool commits = definitionOf(*step).commits;
    const bool interrupted = !m_interrupted.isEmpty() && isInGroup(*step, m_interrupted) && !commits;
    const bool goesBack = interrupted || (m_model.goal != Goal::Advance && isToBeUndone(*step) && !commits);
    if (seen.answer == Observation::Answer::NotDone && commits)
        step->begun = false;
    if (seen.answer == Observation::Answer::NotDone && !step->problem.isEmpty()) {
        failStep(*step, Problem::fromJson(step->problem, 500), now);
    } else if (seen.answer == Observation::Answer::NotDone || goesBack) {
        // Not repeated blindly: begun stays set, so that whatever it left is undone if the run turns back.
        step->state = StepState::Pending;
        step->due.reset();
    } else {
        const QString why =
            seen.why.isEmpty() ? QStringLiteral("It cannot be told whether it happened") : seen.why;
        step->problem = Problem{Problem::Kind::Conflict, why, step->id,
                                QStringLiteral("Look at the target; then retry or skip the step.")}
                            .toJson();
        step->due.reset();
        hold(*step, QStringLiteral("operations: is \"%1\" done? Skip it if so, retry it if not")
                        .arg(definitionOf(*step).title));
    }
}

void RunMachine::doesNotStop(const QString &name, qint64 ticket, Instant)
{
    StepModel *step = m_model.find(m_model.phase, name);
    if (!step || step->ticket != ticket || step->doing == StepModel::Doing::Nothing)
        return;
    const bool undoing = step->doing == StepModel::Doing::Undo;
    step->doing = StepModel::Doing::Nothing;
    step->stopping = false;
    step->problem = Problem{Problem::Kind::Timeout, QStringLiteral("It was told to stop and did not"),
                            step->id, QStringLiteral("Look at the target; then retry or skip the step.")}
                        .toJson();
    if (!undoing) {
        step->state = StepState::Unknown;
        change(*step, QStringLiteral("step.unknown"), {}, {{QStringLiteral("problem"), step->problem}});
    }
    hold(*step, QStringLiteral("operations: retry or skip \"%1\", which does not stop")
                    .arg(definitionOf(*step).title));
}

bool RunMachine::isTimed(const StepModel &step) const
{
    const bool waits = step.state == StepState::Waiting || step.state == StepState::Failed;
    return step.phase == m_model.phase && waits && !step.held && step.due && !isToBeUndone(step);
}

// It failed, and is due to be tried again by itself.
bool RunMachine::isTriedAgain(const StepModel &step) const
{
    return step.state == StepState::Failed && isTimed(step);
}

void RunMachine::timeReached(Instant now)
{
    std::vector<StepModel *> due;
    for (StepModel &step : m_model.steps) {
        if (isTimed(step) && *step.due <= now)
            due.push_back(&step);
    }
    std::stable_sort(due.begin(), due.end(), [](auto *a, auto *b) { return *a->due < *b->due; });
    for (StepModel *step : due) {
        if (!isTimed(*step))
            continue; // left out by one that came before it
        const StepDefinition &definition = definitionOf(*step);
        if (step->state == StepState::Failed) {
            step->state = StepState::Pending;
            step->due.reset();
            step->waitsFor.clear();
        } else if (definition.wait && definition.wait->what == Wait::For::Time)
            finish(*step, {{QStringLiteral("due"), toText(*step->due)}}, now);
        else
            failStep(*step,
                     {Problem::Kind::Timeout, QStringLiteral("Nothing came in time: %1").arg(step->waitsFor),
                      step->id, QStringLiteral("Retry the step to wait once more.")},
                     now);
    }
}

bool RunMachine::awaits(const StepModel &step, const Event &event) const
{
    const std::optional<Wait> &wait = definitionOf(step).wait;
    return waitsForEvent(step) && !step.held && wait->event == event.kind && event.seq > step.sinceSeq &&
           (!wait->own || event.subject == m_model.subject);
}

void RunMachine::eventHappened(const Event &event, Instant now)
{
    if (std::none_of(m_model.steps.begin(), m_model.steps.end(),
                     [&](const StepModel &step) { return awaits(step, event); }))
        return;
    QJsonObject payload = objectFromBytes(event.payload, QStringLiteral("The event")).value_or(QJsonObject());
    QJsonObject visible = payload;
    visible.insert(QStringLiteral("kind"), event.kind);
    visible.insert(QStringLiteral("subject"), event.subject);
    visible.insert(QStringLiteral("actor"), event.actor);
    for (StepModel &step : m_model.steps) {
        if (!awaits(step, event))
            continue;
        const std::optional<Wait> &wait = definitionOf(step).wait;
        QJsonObject known = data(step.phase);
        known.remove(QStringLiteral("run"));
        known.insert(QStringLiteral("event"), visible);
        const Result<bool> matches =
            wait->match.isEmpty() ? Result<bool>(true) : m_ways->holds(wait->match, known);
        if (!matches)
            failStep(step, matches.error(), now);
        else if (*matches)
            finish(step, payload, now);
    }
}

std::optional<Instant> RunMachine::nextDue() const
{
    if (m_model.state == RunState::Scheduled)
        return m_model.scheduled;
    std::optional<Instant> next;
    for (const StepModel &step : m_model.steps) {
        if (isTimed(step) && (!next || *step.due < *next))
            next = step.due;
    }
    return next;
}

bool RunMachine::waitsForEvent(const StepModel &step) const
{
    const std::optional<Wait> &wait = definitionOf(step).wait;
    return step.phase == m_model.phase && step.state == StepState::Waiting && wait &&
           wait->what == Wait::For::Event;
}

std::vector<AwaitedEvent> RunMachine::eventsWaitedFor() const
{
    std::vector<AwaitedEvent> kinds;
    for (const StepModel &step : m_model.steps) {
        const std::optional<Wait> &wait = definitionOf(step).wait;
        if (waitsForEvent(step))
            kinds.push_back({wait->event, wait->own ? m_model.subject : QString()});
    }
    return kinds;
}

qint64 RunMachine::heardUpTo() const
{
    qint64 seq = std::numeric_limits<qint64>::max();
    for (const StepModel &step : m_model.steps) {
        if (waitsForEvent(step))
            seq = std::min(seq, step.sinceSeq);
    }
    return seq;
}

QJsonObject RunMachine::data(Phase phase) const
{
    QJsonObject outputs;
    for (const StepModel &step : m_model.steps) {
        const bool visible = step.phase == Phase::Forward || phase == Phase::Rollback;
        if (visible && (step.state == StepState::Done || !step.output.isEmpty()))
            outputs.insert(step.id, step.output);
    }
    return {{QStringLiteral("inputs"), m_model.inputs},
            {QStringLiteral("steps"), outputs},
            {QStringLiteral("run"), QJsonObject{{QStringLiteral("id"), m_model.id},
                                                {QStringLiteral("subject"), m_model.subject},
                                                {QStringLiteral("actor"), m_model.actor}}}};
}

bool RunMachine::isUrgent() const
{
    if (m_model.goal != Goal::Advance || m_model.phase == Phase::Rollback ||
        m_definition->purpose == Definition::For::Case)
        return true;
    return std::any_of(m_model.steps.begin(), m_model.steps.end(), [this](const StepModel &step) {
        const OnFailure &way = definitionOf(step).onFailure;
        if (step.phase != m_model.phase || way.mode != OnFailure::Mode::BackTo || isSettled(step.state))
            return false;
        const StepModel *target = m_model.find(step.phase, way.target);
        return target && target->begun;
    });
}

} // namespace slipway
