// What people and other processes tell a run. A refused command changes nothing.
#include "service/engine/RunMachine.h"

#include <algorithm>

namespace slipway {

namespace {

Failure refused(const QString &what, const QString &hint)
{
    return fail(Problem::Kind::Conflict, what, hint);
}

Failure over(const RunModel &model)
{
    return refused(QStringLiteral("The run has ended: %1").arg(toText(model.state)),
                   QStringLiteral("Start a new one."));
}

Failure reasonMissing()
{
    return fail(Problem::Kind::Invalid, QStringLiteral("A reason is missing"),
                QStringLiteral("Say why, in a few words: it is kept."), QStringLiteral("/reason"));
}

} // namespace

Result<SignOff> RunMachine::signOff(const QString &name, const QString &actor, const QString &role,
                                    const QString &note, Instant now)
{
    if (m_model.isOver())
        return over(m_model);
    StepModel *found = nullptr;
    QString signedBy;
    for (StepModel &step : m_model.steps) {
        const std::optional<Wait> &wait = definitionOf(step).wait;
        if (step.phase != m_model.phase || !wait || wait->what != Wait::For::SignOff || wait->name != name)
            continue;
        if (step.state == StepState::Waiting && !step.held)
            found = &step;
        else if (step.state == StepState::Done)
            signedBy = step.by;
    }
    if (!found && !signedBy.isEmpty())
        return refused(QStringLiteral("\"%1\" is signed off already, by %2").arg(name, signedBy),
                       QStringLiteral("Nothing is left to do."));
    if (!found)
        return refused(QStringLiteral("Nobody waits for the sign-off \"%1\" now").arg(name),
                       m_model.waitsFor.isEmpty()
                           ? QStringLiteral("Try again when it does.")
                           : QStringLiteral("It waits for: %1.").arg(m_model.waitsFor));
    const QString by = definitionOf(*found).wait->by;
    const bool stands = role == by || (by == QLatin1String("operations") && role == QLatin1String("admin"));
    if (!stands)
        return fail(Problem::Kind::Forbidden,
                    QStringLiteral("\"%1\" is for the role %2 to sign off").arg(name, by),
                    QStringLiteral("Ask somebody with that role."));
    SignOff given;
    given.step = found->id;
    given.who = actor;
    given.role = role;
    given.note = note;
    given.at = now;
    found->by = actor;
    found->reason = note;
    m_model.actor = actor;
    change(*found, QStringLiteral("signoff.given"), actor,
           {{QStringLiteral("name"), name}, {QStringLiteral("role"), role}, {QStringLiteral("note"), note}});
    finish(*found,
           {{QStringLiteral("who"), actor},
            {QStringLiteral("role"), role},
            {QStringLiteral("note"), note},
            {QStringLiteral("at"), toText(now)}},
           now);
    return given;
}

Result<void> RunMachine::signal(const QString &name, const QString &actor, const QJsonObject &payload,
                                Instant now)
{
    if (m_model.isOver())
        return over(m_model);
    for (StepModel &step : m_model.steps) {
        const std::optional<Wait> &wait = definitionOf(step).wait;
        if (step.phase != m_model.phase || step.state != StepState::Waiting || step.held || !wait ||
            wait->what != Wait::For::Signal || wait->name != name)
            continue;
        step.by = actor;
        change(step, QStringLiteral("signal.given"), actor, {{QStringLiteral("name"), name}});
        finish(step, payload, now);
        return {};
    }
    return refused(QStringLiteral("Nobody waits for the signal \"%1\" now").arg(name),
                   QStringLiteral("Send it when the run waits for it."));
}

StepModel *RunMachine::heldStep(const QString &name, Problem &why)
{
    QStringList names;
    StepModel *found = nullptr;
    for (StepModel &step : m_model.steps) {
        if (step.phase != m_model.phase || (!step.held && !isTriedAgain(step)))
            continue;
        names.append(step.id);
        if (name.isEmpty() || step.id == name)
            found = &step;
    }
    if (m_model.isOver())
        why = over(m_model).value();
    else if (!found)
        why =
            refused(name.isEmpty() ? QStringLiteral("No step waits for a decision")
                                   : QStringLiteral("The step \"%1\" does not wait for a decision").arg(name),
                    names.isEmpty() ? QStringLiteral("Look at the run's steps.")
                                    : QStringLiteral("These do: %1.").arg(names.join(QStringLiteral(", "))))
                .value();
    else if (name.isEmpty() && names.size() > 1)
        why = refused(QStringLiteral("More than one step waits for a decision"),
                      QStringLiteral("Name one of: %1.").arg(names.join(QStringLiteral(", "))))
                  .value();
    else
        return found;
    return nullptr;
}

Result<void> RunMachine::retry(const QString &name, const QString &actor)
{
    Problem why;
    StepModel *step = heldStep(name, why);
    if (!step)
        return Failure(why);
    const bool backwards = step->state == StepState::Undoing || isToBeUndone(*step);
    if (!anyBusy())
        m_wantsToken = true;
    step->held = false;
    step->due.reset();
    step->waitsFor.clear();
    step->by = actor;
    m_model.actor = actor;
    change(*step, QStringLiteral("step.retried"), actor);
    if (backwards)
        return {};
    step->state = StepState::Pending;
    step->crashRetries = 0;
    step->retries = 0;
    const StepDefinition &definition = definitionOf(*step);
    // Whoever retries after an upgrade goes on with the new build.
    if (!definition.activity.isEmpty())
        step->activityVersion = m_ways->versionOf(definition.activity);
    if (StepModel *target = m_model.find(step->phase, definition.onFailure.target))
        target->crashRetries = 0;
    return {};
}

Result<void> RunMachine::skip(const QString &name, const QString &actor, const QString &reason, Instant now)
{
    if (reason.trimmed().isEmpty())
        return reasonMissing();
    Problem why;
    StepModel *step = m_model.find(m_model.phase, name);
    const bool waits = step && !m_model.isOver() && step->state == StepState::Waiting;
    if (!waits)
        step = heldStep(name, why);
    if (!step)
        return Failure(why);
    const StepDefinition &definition = definitionOf(*step);
    const QJsonObject detail{{QStringLiteral("reason"), reason}};
    step->held = false;
    step->waitsFor.clear();
    step->by = actor;
    step->reason = reason;
    step->finished = now;
    step->due.reset();
    m_model.actor = actor;
    if (step->state == StepState::Undoing || isToBeUndone(*step)) {
        step->state = StepState::Undone;
        step->begun = false;
        step->completion = 0;
        change(*step, QStringLiteral("step.undone"), actor, detail);
        return {};
    }
    step->state = StepState::Skipped;
    step->completion = ++m_model.completions;
    change(*step, QStringLiteral("step.skipped"), actor, detail);
    // Somebody who skips the commit after an attempt says that it happened.
    if (definition.commits && step->begun)
        m_changes.back().reached = definition.reaches;
    settleGroups();
    return {};
}

Result<void> RunMachine::pause(const QString &actor)
{
    if (m_model.isOver())
        return over(m_model);
    if (m_model.state == RunState::Scheduled)
        return refused(QStringLiteral("The run has not begun"), QStringLiteral("Abort it instead."));
    if (m_model.paused)
        return {};
    m_model.paused = true;
    runChange(QStringLiteral("run.paused"), actor);
    return {};
}

Result<void> RunMachine::resume(const QString &actor)
{
    if (m_model.isOver())
        return over(m_model);
    if (!m_model.paused)
        return refused(QStringLiteral("The run is not paused"), QStringLiteral("Nothing is left to do."));
    m_model.paused = false;
    m_model.actor = actor;
    if (!m_model.locked)
        m_wantsToken = true;
    m_model.locked = true;
    runChange(QStringLiteral("run.resumed"), actor);
    return {};
}

Result<void> RunMachine::abort(const QString &actor, const QString &reason, Instant now)
{
    if (m_model.isOver())
        return over(m_model);
    if (m_model.goal == Goal::GiveUp)
        return {};
    if (m_model.goal == Goal::TurnRound)
        return refused(QStringLiteral("The run is about to roll back"),
                       QStringLiteral("Abort the way back once it has begun, before it commits."));
    if (isCommitted(m_model.phase))
        return refused(QStringLiteral("It has gone live: there is nothing to abort any more"),
                       QStringLiteral("Roll it back instead."));
    const bool committing =
        std::any_of(m_model.steps.begin(), m_model.steps.end(), [this](const StepModel &step) {
            return step.phase == m_model.phase && step.begun && definitionOf(step).commits;
        });
    if (committing)
        return refused(QStringLiteral("The step that goes live is under way"),
                       QStringLiteral("Wait for its result; then abort or roll back."));
    m_model.actor = actor;
    m_model.reason = reason;
    m_model.paused = false;
    runChange(QStringLiteral("run.aborting"), actor, {{QStringLiteral("reason"), reason}});
    if (m_model.state == RunState::Scheduled)
        endAs(RunState::Aborted, now);
    else
        turnBack(Goal::GiveUp, {}, {});
    return {};
}

Result<void> RunMachine::rollBack(const QString &actor, const QString &reason)
{
    if (m_model.isOver())
        return over(m_model);
    if (reason.trimmed().isEmpty())
        return reasonMissing();
    if (m_model.phase == Phase::Rollback || m_model.goal == Goal::TurnRound)
        return refused(QStringLiteral("The run is rolling back already"), QStringLiteral("Wait for it."));
    if (!isCommitted(Phase::Forward))
        return refused(QStringLiteral("It has not gone live: there is nothing to roll back"),
                       QStringLiteral("Abort it instead."));
    if (m_model.goal != Goal::Advance)
        return refused(QStringLiteral("Steps are being undone"),
                       QStringLiteral("Roll back when that is over."));
    const bool final = std::any_of(m_model.steps.begin(), m_model.steps.end(), [this](const StepModel &step) {
        return step.begun && definitionOf(step).finalizes;
    });
    if (final)
        return refused(QStringLiteral("It is finalized: the old side is given up"),
                       QStringLiteral("Release the earlier version anew."));
    m_model.goal = Goal::TurnRound;
    m_model.actor = actor;
    m_model.reason = reason;
    m_model.paused = false;
    runChange(QStringLiteral("run.rolling-back"), actor, {{QStringLiteral("reason"), reason}});
    return {};
}

void RunMachine::lockBroken(const QString &actor, const QString &reason)
{
    if (m_model.isOver())
        return;
    m_model.locked = false;
    m_model.paused = true;
    runChange(QStringLiteral("run.paused"), actor, {{QStringLiteral("reason"), reason}});
}

} // namespace slipway
