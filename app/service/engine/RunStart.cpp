// How steps of a run begin and end, and what it is that the run waits for.
#include "service/engine/Moment.h"
#include "service/engine/References.h"
#include "service/engine/RunMachine.h"

#include <algorithm>

namespace slipway {

void RunMachine::advance(Instant now, bool brake)
{
    if (m_model.isOver() || m_model.state == RunState::Scheduled)
        return;
    m_brake = brake && m_definition->purpose == Definition::For::Release;
    const bool blocked = m_model.paused || !m_model.locked;
    bool moved = true;
    while (moved && !m_model.isOver())
        moved =
            goAgain() || turn() || undoSteps(now, blocked || m_brake) || startSteps(now, blocked) || end(now);
    summarize();
}

bool RunMachine::isReady(const StepModel &step) const
{
    if (step.phase != m_model.phase || step.held ||
        (step.state != StepState::Pending && step.state != StepState::Undone))
        return false;
    const QStringList &after = definitionOf(step).after;
    return std::all_of(after.begin(), after.end(), [&](const QString &name) {
        const StepModel *before = m_model.find(step.phase, name);
        return before && isSettled(before->state);
    });
}

bool RunMachine::startSteps(Instant now, bool blocked)
{
    if (m_model.goal != Goal::Advance || !m_interrupted.isEmpty() || blocked)
        return false;
    bool moved = false;
    for (StepModel &step : m_model.steps) {
        if (m_model.goal != Goal::Advance || !isReady(step))
            continue;
        if (m_brake && !definitionOf(step).wait)
            continue;
        start(step, now);
        moved = true;
    }
    return moved;
}

void RunMachine::start(StepModel &step, Instant now)
{
    step.started = now;
    step.finished.reset();
    step.completion = 0;
    step.reason.clear();
    if (!passesCondition(step, now))
        return;
    if (definitionOf(step).wait)
        startWait(step, now);
    else
        startActivity(step, now);
}

Result<bool> RunMachine::holdsNow(const StepModel &step, const QString &when, Instant now) const
{
    QJsonObject known = data(step.phase);
    known.remove(QStringLiteral("run"));
    if (m_definition->purpose == Definition::For::Case && moment::isAskedFor(when)) {
        const auto seen = m_ways->moment(m_model.inputs, now);
        if (!seen)
            return Failure(seen.error());
        for (auto one = seen->begin(); one != seen->end(); ++one)
            known.insert(one.key(), one.value());
    }
    return m_ways->holds(when, known);
}

bool RunMachine::passesCondition(StepModel &step, Instant now)
{
    const QString &when = definitionOf(step).when;
    if (when.isEmpty())
        return true;
    if (!step.condition) {
        const Result<bool> value = holdsNow(step, when, now);
        if (!value) {
            failStep(step, value.error(), now);
            return false;
        }
        step.condition = *value;
    }
    if (*step.condition)
        return true;
    step.state = StepState::Skipped;
    step.finished = now;
    step.completion = ++m_model.completions;
    step.reason = QStringLiteral("the condition %1 was false").arg(when);
    change(step, QStringLiteral("step.skipped"), {}, {{QStringLiteral("reason"), step.reason}});
    settleGroups();
    return false;
}

Result<Instant> RunMachine::dueOf(const StepModel &step, Instant now) const
{
    const StepDefinition &definition = definitionOf(step);
    if (const auto time = instantFromText(definition.wait->until.trimmed()))
        return *time - definition.wait->before;
    const auto duration = durationFromText(definition.wait->until);
    if (!duration) {
        QJsonObject known = data(step.phase);
        known.remove(QStringLiteral("run"));
        const auto value = m_ways->evaluate(definition.wait->until, known);
        if (!value)
            return Failure(value.error());
        const auto time = instantFromText(value->toString());
        return time ? Result<Instant>(*time - definition.wait->before) : time;
    }
    // One timer after another counts from when that one was due: a late wake-up doesn't add up.
    Instant base = now;
    if (definition.after.size() == 1) {
        const StepModel *before = m_model.find(step.phase, definition.after.front());
        const std::optional<Wait> &wait = definitionOf(*before).wait;
        if (wait && wait->what == Wait::For::Time && before->state == StepState::Done && before->due)
            base = *before->due;
    }
    return base + *duration;
}

void RunMachine::startWait(StepModel &step, Instant now)
{
    const StepDefinition &definition = definitionOf(step);
    const Wait &wait = *definition.wait;
    step.due.reset();
    if (wait.what == Wait::For::Time) {
        const auto due = dueOf(step, now);
        if (!due) {
            failStep(step, due.error(), now);
            return;
        }
        step.due = *due;
    } else if (definition.timeout) {
        step.due = now + *definition.timeout;
    }
    ++step.attempt;
    step.state = StepState::Waiting;
    step.problem = {};
    switch (wait.what) {
    case Wait::For::SignOff:
        step.waitsFor = QStringLiteral("%1 signs off %2").arg(wait.by, wait.name);
        break;
    case Wait::For::Signal:
        step.waitsFor = QStringLiteral("the signal %1").arg(wait.name);
        break;
    case Wait::For::Event:
        step.waitsFor = QStringLiteral("the event %1").arg(wait.event);
        break;
    case Wait::For::Time:
        step.waitsFor = QStringLiteral("%1").arg(toText(*step.due));
        break;
    }
    change(step, QStringLiteral("step.waiting"), {}, {{QStringLiteral("waits_for"), step.waitsFor}});
}

Result<QJsonObject> RunMachine::parametersOf(const StepModel &step) const
{
    if (step.begun)
        return step.parameters;
    return resolveReferences(definitionOf(step).with, data(step.phase));
}

void RunMachine::startActivity(StepModel &step, Instant now)
{
    const StepDefinition &definition = definitionOf(step);
    const int version = m_ways->versionOf(definition.activity);
    if (version == 0 || version != step.activityVersion) {
        const QString what =
            version == 0
                ? QStringLiteral("There is no activity \"%1\" in this build").arg(definition.activity)
                : QStringLiteral("The run was planned with version %1 of %2; this build has version %3")
                      .arg(step.activityVersion)
                      .arg(definition.activity)
                      .arg(version);
        failStep(step,
                 {Problem::Kind::Conflict, what, step.id,
                  QStringLiteral("Retry the step to go on with this build, or abort the run.")},
                 now);
        return;
    }
    const auto parameters = resolveReferences(definition.with, data(step.phase));
    if (!parameters) {
        failStep(step, parameters.error(), now);
        return;
    }
    ++step.attempt;
    step.begun = true;
    step.state = StepState::Running;
    step.parameters = *parameters;
    step.problem = {};
    step.output = {};
    step.waitsFor.clear();
    step.due.reset();
    if (definition.timeout)
        step.due = now + *definition.timeout;
    change(step, QStringLiteral("step.started"), {}, {{QStringLiteral("attempt"), step.attempt}});
    give(step, StepModel::Doing::Apply);
}

void RunMachine::finish(StepModel &step, const QJsonObject &output, Instant now)
{
    step.state = StepState::Done;
    step.finished = now;
    step.completion = ++m_model.completions;
    step.output = output;
    step.problem = {};
    step.waitsFor.clear();
    step.held = false;
    step.retries = 0;
    if (definitionOf(step).wait == std::nullopt)
        step.due.reset();
    change(step, QStringLiteral("step.done"), {}, {{QStringLiteral("attempt"), step.attempt}});
    if (definitionOf(step).ends)
        leaveOutTheRest(step, now);
    settleGroups();
}

// What runs comes to its end; what waits or hasn't begun isn't needed any more.
void RunMachine::leaveOutTheRest(const StepModel &end, Instant now)
{
    for (StepModel &step : m_model.steps) {
        const bool isOpen = step.state == StepState::Pending || step.state == StepState::Waiting ||
                            step.state == StepState::Failed ||
                            (step.state == StepState::Unknown && step.held);
        if (step.phase != end.phase || !isOpen)
            continue;
        step.state = StepState::Skipped;
        step.held = false;
        step.due.reset();
        step.waitsFor.clear();
        step.finished = now;
        step.completion = ++m_model.completions;
        step.reason = QStringLiteral("\"%1\" has come").arg(definitionOf(end).title);
        change(step, QStringLiteral("step.skipped"), {}, {{QStringLiteral("reason"), step.reason}});
    }
}

void RunMachine::failStep(StepModel &step, const Problem &problem, Instant now)
{
    const StepDefinition &definition = definitionOf(step);
    step.state = StepState::Failed;
    step.finished = now;
    step.completion = ++m_model.completions;
    step.problem = (problem.where.isEmpty() ? problem.at(step.id) : problem).toJson();
    step.due.reset();
    step.waitsFor.clear();
    QJsonObject detail{{QStringLiteral("attempt"), step.attempt}, {QStringLiteral("problem"), step.problem}};
    if (mayTryAgain(step, problem)) {
        step.due = now + definition.retry.pause;
        step.waitsFor = QStringLiteral("another try of \"%1\" at %2 (%3 of %4)")
                            .arg(definition.title, toText(*step.due))
                            .arg(++step.retries)
                            .arg(definition.retry.times);
        detail.insert(QStringLiteral("again_at"), toText(*step.due));
        change(step, QStringLiteral("step.failed"), {}, detail);
        return;
    }
    change(step, QStringLiteral("step.failed"), {}, detail);
    const QString decision = QStringLiteral("operations: retry, skip or abort \"%1\"").arg(definition.title);
    if (m_model.goal != Goal::Advance) {
        if (!isToBeUndone(step))
            hold(step, decision);
        return;
    }
    // The whole group goes back anyway.
    if (!m_interrupted.isEmpty() && isInGroup(step, m_interrupted))
        return;
    if (definition.onFailure.mode == OnFailure::Mode::BackTo)
        turnBack(Goal::BackTo, definition.onFailure.target, step.problem);
    else if (definition.onFailure.mode == OnFailure::Mode::Abort && !isCommitted(m_model.phase))
        turnBack(Goal::GiveUp, {}, step.problem);
    else
        hold(step, decision);
}

// What a person would do, too, for something that may be there again in a moment. Nobody else decided about
// it.
bool RunMachine::mayTryAgain(const StepModel &step, const Problem &problem) const
{
    const bool forMoment = problem.kind == Problem::Kind::Unavailable ||
                           problem.kind == Problem::Kind::Timeout || problem.kind == Problem::Kind::Internal;
    const bool grouped = !m_interrupted.isEmpty() && isInGroup(step, m_interrupted);
    return forMoment && m_model.goal == Goal::Advance && !grouped &&
           step.retries < definitionOf(step).retry.times;
}

void RunMachine::hold(StepModel &step, const QString &waitsFor)
{
    step.held = true;
    step.due.reset();
    step.waitsFor = waitsFor;
    change(step, QStringLiteral("step.waiting"), {},
           {{QStringLiteral("waits_for"), waitsFor}, {QStringLiteral("problem"), step.problem}});
}

// A group that came through has used up none of its retries.
void RunMachine::settleGroups()
{
    for (StepModel &target : m_model.steps) {
        if (target.crashRetries == 0 || target.phase != m_model.phase)
            continue;
        const bool through =
            std::all_of(m_model.steps.begin(), m_model.steps.end(), [&](const StepModel &step) {
                return step.phase != target.phase || !isInGroup(step, target.id) || isSettled(step.state);
            });
        if (through)
            target.crashRetries = 0;
    }
}

void RunMachine::summarize()
{
    if (m_model.isOver() || m_model.state == RunState::Scheduled)
        return;
    const StepModel *waiting = nullptr;
    const StepModel *triedAgain = nullptr;
    for (const StepModel &step : m_model.steps) {
        if (isTriedAgain(step) && (!triedAgain || *step.due < *triedAgain->due))
            triedAgain = &step;
        const bool waits = step.held || (step.state == StepState::Waiting && !isToBeUndone(step));
        if (step.phase == m_model.phase && waits && (!waiting || (step.held && !waiting->held)))
            waiting = &step;
    }
    const bool undoes =
        m_model.goal == Goal::BackTo || m_model.goal == Goal::Again || m_model.goal == Goal::GiveUp;
    const bool back = m_model.goal == Goal::TurnRound || m_model.phase == Phase::Rollback;
    m_model.waitsFor = waiting ? waiting->waitsFor : triedAgain ? triedAgain->waitsFor : QString();
    if (m_model.paused) {
        m_model.state = RunState::Paused;
        m_model.waitsFor = QStringLiteral("somebody resumes it");
    } else if (waiting && !anyBusy()) {
        m_model.state = RunState::Waiting;
    } else if (undoes) {
        m_model.state = RunState::Undoing;
    } else {
        m_model.state = back ? RunState::RollingBack : RunState::Running;
    }
    const bool stands = !anyBusy() && !waiting && !m_model.paused;
    if (stands && m_brake)
        m_model.waitsFor = QStringLiteral("the brake is taken off");
}

} // namespace slipway
