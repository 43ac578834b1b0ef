// What people decide about a release: sign-offs, and what is done where it waits.
#include "service/release/ReleaseService.h"
#include "service/store/CatalogRepository.h"

namespace slipway {

namespace {

const auto approvalName = QStringLiteral("approval");
const auto finalizeName = QStringLiteral("finalize");

} // namespace

Result<Release> ReleaseService::forEdit(qint64 id, const ReleaseEdit &edit) const
{
    auto release = get(id);
    if (release && edit.revision && *edit.revision != release->revision) {
        return fail(Problem::Kind::PreconditionFailed,
                    QStringLiteral("Release %1 has changed: it is at revision %2, not %3")
                        .arg(id)
                        .arg(release->revision)
                        .arg(*edit.revision),
                    QStringLiteral("Look at it again, then decide."));
    }
    return release;
}

Result<Release> ReleaseService::after(const Result<void> &done, qint64 id) const
{
    return done ? get(id) : Failure(done.error());
}

Result<Definition> ReleaseService::definitionOf(const Release &release) const
{
    const auto pipeline =
        m_store.read([&](Reader &reader) { return PipelineRepository::byDigest(reader, release.digest); });
    if (!pipeline)
        return Failure(pipeline.error());
    // Not held against the activities of today: it was when the release began.
    ParsedDefinition parsed = parseDefinition(pipeline->yaml, release.pipeline, nullptr);
    if (!parsed.definition)
        return Failure(parsed.problems.front());
    return *parsed.definition;
}

Result<std::vector<StepDefinition>> ReleaseService::openSignOffs(const Release &release) const
{
    const auto definition = definitionOf(release);
    const auto current = m_engine.steps(release.runId);
    if (!definition)
        return Failure(definition.error());
    if (!current)
        return Failure(current.error());
    std::vector<StepDefinition> open;
    for (const Step &step : *current) {
        const StepDefinition *known = definition->step(step.phase, step.id);
        if (step.state == StepState::Waiting && known && known->wait &&
            known->wait->what == Wait::For::SignOff)
            open.push_back(*known);
    }
    return open;
}

Result<void> ReleaseService::notByOneself(const Release &release, const QString &actor) const
{
    if (actor != release.requestedBy)
        return {};
    return fail(Problem::Kind::Forbidden,
                QStringLiteral("%1 started this release and can't approve it").arg(actor),
                QStringLiteral("Somebody else of operations approves: slipwayctl release approve %1.")
                    .arg(release.id));
}

Result<Release> ReleaseService::sign(const Release &release, const QString &name, const QString &role,
                                     const QString &note, const QString &actor)
{
    if (name == approvalName) {
        if (const auto others = notByOneself(release, actor); !others)
            return Failure(others.error());
    }
    return after(m_engine.signOff(release.runId, name, actor, role, note), release.id);
}

// What it is at or waits for, to go on a sentence with; empty where it is at nothing.
QString ReleaseService::underWay(const Release &release) const
{
    if (!release.waitsFor.isEmpty())
        return QStringLiteral("; it waits: ") + release.waitsFor;
    const auto steps = m_engine.steps(release.runId);
    QStringList titles;
    for (const Step &step : steps ? *steps : std::vector<Step>()) {
        if (step.state == StepState::Running)
            titles.append(QStringLiteral("\"%1\"").arg(step.title));
    }
    return titles.isEmpty() ? QString() : QStringLiteral("; under way: ") + titles.join(QStringLiteral(", "));
}

Result<Release> ReleaseService::signOff(qint64 id, const QString &name, Role role, const QString &note,
                                        const ReleaseEdit &edit)
{
    const auto release = forEdit(id, edit);
    if (!release)
        return release;
    const auto open = openSignOffs(*release);
    if (!open)
        return Failure(open.error());
    QStringList waiting;
    for (const StepDefinition &step : *open) {
        if (!name.isEmpty() && step.wait->name != name && step.id != name)
            continue;
        waiting.append(QStringLiteral("%1 by %2").arg(step.wait->name, step.wait->by));
        // An administrator may sign for operations, never for a customer.
        const bool may = step.wait->by == toText(role) ||
                         (role == Role::Admin && step.wait->by == toText(Role::Operations));
        if (may)
            return sign(*release, step.wait->name, step.wait->by, note, edit.actor);
    }
    if (waiting.isEmpty()) {
        return fail(Problem::Kind::Conflict,
                    name.isEmpty()
                        ? QStringLiteral("Release %1 waits for no sign-off").arg(id)
                        : QStringLiteral("Release %1 doesn't wait for the sign-off %2").arg(id).arg(name),
                    QStringLiteral("It is %1%2. See: slipwayctl release show %3.")
                        .arg(toText(release->state), underWay(*release))
                        .arg(id));
    }
    return fail(Problem::Kind::Forbidden,
                QStringLiteral("%1 can't sign this off: waited for is %2")
                    .arg(toText(role), waiting.join(QStringLiteral(", "))),
                QStringLiteral("Sign as who is asked: slipwayctl release signoff %1 --as ROLE.").arg(id));
}

Result<Release> ReleaseService::approve(qint64 id, const QString &note, const ReleaseEdit &edit)
{
    return signOff(id, approvalName, Role::Operations, note, edit);
}

Result<Release> ReleaseService::finalize(qint64 id, const QString &note, const ReleaseEdit &edit)
{
    const auto release = forEdit(id, edit);
    if (!release)
        return release;
    if (release->state != ReleaseState::Live) {
        return fail(Problem::Kind::Conflict,
                    QStringLiteral("Release %1 is %2, not live").arg(id).arg(toText(release->state)),
                    QStringLiteral("Only what is live can be finalized."));
    }
    const auto state = m_engine.state(release->runId);
    if (!state)
        return Failure(state.error());
    if (*state == RunState::Paused) {
        return fail(Problem::Kind::Conflict, QStringLiteral("Release %1 is paused").arg(id),
                    QStringLiteral("Resume it first: slipwayctl release resume %1.").arg(id),
                    QStringLiteral("paused"));
    }
    if (const auto good = refuseIfDown(*release); !good)
        return Failure(good.error());
    return signOff(id, finalizeName, Role::Operations, note, edit);
}

// Nobody gives up the way back while what serves is down; who wants to all the same says so by skipping.
Result<void> ReleaseService::refuseIfDown(const Release &release) const
{
    const auto application = m_store.read(
        [&](Reader &reader) { return CatalogRepository::application(reader, release.application); });
    if (!application)
        return Failure(application.error());
    const Environment *production = application->environmentOf(EnvironmentRole::Production);
    if (!production || production->state != QLatin1String("failed"))
        return {};
    return fail(
        Problem::Kind::Conflict,
        QStringLiteral("Production of %1 (%2) is down: the way back may be needed")
            .arg(release.application, production->name),
        QStringLiteral("Roll back, or mend it first. To give up the way back all the same: slipwayctl "
                       "release skip %1 finalize --reason TEXT.")
            .arg(release.id));
}

Result<Release> ReleaseService::retry(qint64 id, const QString &step, const ReleaseEdit &edit)
{
    const auto release = forEdit(id, edit);
    return release ? after(m_engine.retry(release->runId, step, edit.actor), id) : release;
}

Result<Release> ReleaseService::skip(qint64 id, const QString &step, const QString &reason,
                                     const ReleaseEdit &edit)
{
    const auto release = forEdit(id, edit);
    if (!release)
        return release;
    const auto open = openSignOffs(*release);
    if (!open)
        return Failure(open.error());
    // Who skips an approval gives it.
    for (const StepDefinition &asked : *open) {
        if (asked.id != step || asked.wait->name != approvalName)
            continue;
        if (const auto others = notByOneself(*release, edit.actor); !others)
            return Failure(others.error());
    }
    return after(m_engine.skip(release->runId, step, edit.actor, reason), id);
}

Result<Release> ReleaseService::pause(qint64 id, const ReleaseEdit &edit)
{
    const auto release = forEdit(id, edit);
    return release ? after(m_engine.pause(release->runId, edit.actor), id) : release;
}

Result<Release> ReleaseService::resume(qint64 id, const ReleaseEdit &edit)
{
    const auto release = forEdit(id, edit);
    return release ? after(m_engine.resume(release->runId, edit.actor), id) : release;
}

Result<Release> ReleaseService::abort(qint64 id, const QString &reason, const ReleaseEdit &edit)
{
    const auto release = forEdit(id, edit);
    return release ? after(m_engine.abort(release->runId, edit.actor, reason), id) : release;
}

Result<Release> ReleaseService::rollBack(qint64 id, const QString &reason, const ReleaseEdit &edit)
{
    const auto release = forEdit(id, edit);
    if (!release)
        return release;
    if (reason.trimmed().isEmpty()) {
        return fail(Problem::Kind::Invalid, QStringLiteral("A roll back needs a reason"),
                    QStringLiteral("Say why: --reason TEXT."), QStringLiteral("/reason"));
    }
    return after(m_engine.rollBack(release->runId, edit.actor, reason), id);
}

} // namespace slipway
