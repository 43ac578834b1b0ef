// How a run turns back: what is undone, in which order, and where it goes on from there.
#include "service/engine/RunMachine.h"

#include <algorithm>

namespace slipway {

bool RunMachine::isToBeUndone(const StepModel &step) const
{
    if (step.phase != m_model.phase)
        return false;
    switch (m_model.goal) {
    case Goal::GiveUp:
        return true;
    case Goal::BackTo:
    case Goal::Again:
        return isAfter(step.phase, step.id, m_model.target);
    case Goal::Advance:
    case Goal::TurnRound:
        return false;
    }
    return false;
}

void RunMachine::turnBack(Goal goal, const QString &target, const QJsonObject &because)
{
    m_model.goal = goal;
    m_model.target = target;
    m_model.because = because;
    for (StepModel &step : m_model.steps) {
        if (!isToBeUndone(step) || step.state == StepState::Undoing)
            continue;
        step.held = false;
        step.waitsFor.clear();
    }
}

// Whatever the service's death has cut short inside a group that may be tried again by itself. What holds
// requests or keeps writers quiet has lapsed meanwhile, so even what is done in it isn't worth going on with.
void RunMachine::findInterruptedGroup()
{
    m_interrupted.clear();
    if (m_model.goal != Goal::Advance)
        return;
    for (const StepModel &step : m_model.steps) {
        const OnFailure &way = definitionOf(step).onFailure;
        if (step.phase != m_model.phase || way.mode != OnFailure::Mode::BackTo || way.retryAfterCrash == 0 ||
            isSettled(step.state))
            continue;
        const StepModel *target = m_model.find(step.phase, way.target);
        const bool anyHeld =
            std::any_of(m_model.steps.begin(), m_model.steps.end(), [&](const StepModel &one) {
                return one.phase == step.phase && isInGroup(one, way.target) && one.held;
            });
        // Once somebody is waited for, it is theirs to decide.
        if (target && target->begun && !anyHeld) {
            m_interrupted = way.target;
            return;
        }
    }
}

bool RunMachine::goAgain()
{
    if (m_interrupted.isEmpty())
        return false;
    StepModel *target = m_model.find(m_model.phase, m_interrupted);
    int limit = 0;
    bool committed = false;
    bool asked = false;
    for (const StepModel &step : m_model.steps) {
        if (step.phase != m_model.phase || !isInGroup(step, m_interrupted))
            continue;
        if (step.doing != StepModel::Doing::Nothing)
            return false; // still being observed
        const StepDefinition &definition = definitionOf(step);
        limit = std::max(limit, definition.onFailure.retryAfterCrash);
        committed = committed || (definition.commits && step.state == StepState::Done);
        asked = asked || step.held;
    }
    const QString group = std::exchange(m_interrupted, {});
    // Beyond the commit there is only forward; and a step that can't tell is for a person.
    if (committed || asked || m_model.goal != Goal::Advance)
        return true;
    const Problem died{Problem::Kind::Unavailable, QStringLiteral("The service ended in the middle of it"),
                       group, QStringLiteral("Everything since is undone; retry it when it suits.")};
    ++target->crashRetries;
    turnBack(target->crashRetries <= limit ? Goal::Again : Goal::BackTo, group, died.toJson());
    return true;
}

bool RunMachine::undoSteps(Instant now, bool blocked)
{
    if (m_model.goal == Goal::Advance || m_model.goal == Goal::TurnRound)
        return false;
    if (cannotUndo(now))
        return true;
    bool busy = false;
    for (StepModel &step : m_model.steps) {
        if (!isToBeUndone(step))
            continue;
        const bool forward = step.doing == StepModel::Doing::Apply || step.doing == StepModel::Doing::Observe;
        if (forward && !definitionOf(step).commits)
            askToStop(step);
        busy = busy || step.doing != StepModel::Doing::Nothing || step.held;
    }
    if (busy)
        return false;
    StepModel *step = nextToUndo();
    if (!step) {
        groupUndone();
        if (m_model.goal == Goal::GiveUp)
            endAs(RunState::Aborted, now);
        return true;
    }
    if (blocked)
        return false;
    if (step->state != StepState::Undoing) {
        step->state = StepState::Undoing;
        change(*step, QStringLiteral("step.undoing"));
    }
    give(*step, StepModel::Doing::Undo);
    return true;
}

// A step that commits may have come through while a sibling failed: then there is no way back any more. One
// that was begun and isn't known not to have happened counts as having come through.
bool RunMachine::cannotUndo(Instant)
{
    const bool over = std::any_of(m_model.steps.begin(), m_model.steps.end(), [&](const StepModel &step) {
        return isToBeUndone(step) && step.begun && step.doing == StepModel::Doing::Nothing &&
               definitionOf(step).commits;
    });
    if (!over)
        return false;
    m_model.goal = Goal::Advance;
    for (StepModel &step : m_model.steps) {
        const bool stuck = step.state == StepState::Failed || step.state == StepState::Unknown;
        if (step.phase == m_model.phase && stuck && !step.held && step.doing == StepModel::Doing::Nothing)
            hold(step, QStringLiteral("operations: retry or skip \"%1\"").arg(definitionOf(step).title));
    }
    return true;
}

// The newest first: whatever never came to an end, then by the order in which they ended.
StepModel *RunMachine::nextToUndo()
{
    StepModel *next = nullptr;
    const auto rank = [](const StepModel &step) {
        if (step.state == StepState::Undoing)
            return std::numeric_limits<qint64>::max();
        return step.completion == 0 ? std::numeric_limits<qint64>::max() - 1 : step.completion;
    };
    for (StepModel &step : m_model.steps) {
        if (isToBeUndone(step) && step.begun && (!next || rank(step) >= rank(*next)))
            next = &step;
    }
    return next;
}

void RunMachine::undone(const QString &name, qint64 ticket, const Result<void> &result, Instant now)
{
    StepModel *step = answering(name, ticket, StepModel::Doing::Undo);
    if (!step)
        return;
    if (!result) {
        step->problem = result.error().toJson();
        hold(*step,
             QStringLiteral("operations: retry or skip undoing \"%1\"").arg(definitionOf(*step).title));
        return;
    }
    step->state = StepState::Undone;
    step->begun = false;
    step->finished = now;
    step->completion = 0;
    step->due.reset();
    change(*step, QStringLiteral("step.undone"));
}

void RunMachine::reset(StepModel &step)
{
    if (step.state != StepState::Undone)
        step.state = StepState::Pending;
    step.held = false;
    step.retries = 0;
    step.output = {};
    step.condition.reset();
    step.due.reset();
    step.waitsFor.clear();
    step.completion = 0;
}

void RunMachine::groupUndone()
{
    const Goal goal = m_model.goal;
    if (goal == Goal::GiveUp && m_model.phase == Phase::Forward)
        return;
    for (StepModel &step : m_model.steps) {
        if (isToBeUndone(step))
            reset(step);
    }
    StepModel *target = m_model.find(m_model.phase, m_model.target);
    m_model.goal = Goal::Advance;
    if (goal == Goal::BackTo && target) {
        target->state = StepState::Waiting;
        target->problem = m_model.because;
        hold(*target, QStringLiteral("operations: retry or abort \"%1\"").arg(definitionOf(*target).title));
    }
    if (goal == Goal::GiveUp) {
        m_model.phase = Phase::Forward;
        m_wantsToken = true;
        runChange(QStringLiteral("run.rollback-given-up"), {},
                  {{QStringLiteral("problem"), m_model.because}});
        for (StepModel &step : m_model.steps) {
            const bool stuck = step.state == StepState::Failed || step.state == StepState::Unknown;
            if (step.phase == Phase::Forward && stuck && !step.held)
                hold(step, QStringLiteral("operations: retry or skip \"%1\"").arg(definitionOf(step).title));
        }
    }
    m_model.target.clear();
}

bool RunMachine::turn()
{
    if (m_model.goal != Goal::TurnRound)
        return false;
    for (StepModel &step : m_model.steps) {
        if (step.doing != StepModel::Doing::Nothing)
            askToStop(step);
    }
    if (anyBusy())
        return false;
    for (StepModel &step : m_model.steps) {
        if (step.state == StepState::Waiting)
            step.state = StepState::Pending;
        step.held = false;
        step.waitsFor.clear();
    }
    m_model.phase = Phase::Rollback;
    m_model.goal = Goal::Advance;
    m_wantsToken = true;
    return true;
}

bool RunMachine::end(Instant now)
{
    if (m_model.goal != Goal::Advance || anyBusy())
        return false;
    const bool all = std::all_of(m_model.steps.begin(), m_model.steps.end(), [this](const StepModel &step) {
        return step.phase != m_model.phase || isSettled(step.state);
    });
    if (all)
        endAs(m_model.phase == Phase::Rollback ? RunState::RolledBack : RunState::Done, now);
    return all;
}

void RunMachine::endAs(RunState state, Instant now)
{
    m_model.state = state;
    m_model.ended = now;
    m_model.waitsFor.clear();
    m_model.locked = false;
    for (StepModel &step : m_model.steps) {
        step.held = false;
        step.waitsFor.clear();
        step.due.reset();
        if (step.state == StepState::Waiting)
            step.state = StepState::Pending;
    }
    QJsonObject detail{{QStringLiteral("state"), toText(state)}};
    if (!m_model.reason.isEmpty())
        detail.insert(QStringLiteral("reason"), m_model.reason);
    if (!m_model.because.isEmpty() && state == RunState::Aborted)
        detail.insert(QStringLiteral("problem"), m_model.because);
    runChange(QStringLiteral("run.ended"), {}, detail);
}

} // namespace slipway
