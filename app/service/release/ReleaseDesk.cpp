#include "service/release/ReleaseDesk.h"

namespace slipway {

namespace {

// The state that people see, from what the run has come to. `live`: the swap has happened and was not taken
// back.
Result<ReleaseState> stateAfter(const Release &release, const RunChange &change, bool live)
{
    switch (change.state) {
    case RunState::Done:
        return ReleaseState::Finalized;
    case RunState::RolledBack:
        return ReleaseState::RolledBack;
    case RunState::Aborted:
        return ReleaseState::Aborted;
    case RunState::Failed:
        return ReleaseState::Failed;
    case RunState::Scheduled:
        return ReleaseState::Draft;
    default:
        break;
    }
    if (!change.reached.isEmpty())
        return releaseStateFromText(change.reached);
    if (!change.entered.isEmpty())
        return releaseStateFromText(change.entered);
    const bool back = change.phase == QLatin1String("rollback") || change.state == RunState::RollingBack;
    if (live && !back)
        return ReleaseState::Live;
    const bool goesOn = change.state == RunState::Running || change.state == RunState::RollingBack;
    // What stands because of the brake holds nothing any more: the brake has seen to that.
    if (release.state == ReleaseState::Frozen && change.left.isEmpty() && goesOn)
        return change.waitsFor.isEmpty() ? ReleaseState::Frozen : ReleaseState::Waiting;
    return change.state == RunState::Waiting || change.state == RunState::Paused ? ReleaseState::Waiting
                                                                                 : ReleaseState::Running;
}

} // namespace

Result<QJsonObject> ReleaseDesk::about(Reader &reader, qint64 run, Definition::For purpose)
{
    if (purpose != Definition::For::Release)
        return QJsonObject();
    const auto release = ReleaseRepository::idByRun(reader, run);
    if (!release)
        return Failure(release.error());
    return *release == 0 ? QJsonObject() : QJsonObject{{QStringLiteral("release"), *release}};
}

Result<void> ReleaseDesk::onChange(Transaction &transaction, const RunChange &change)
{
    if (change.purpose != Definition::For::Release)
        return {};
    const auto found = ReleaseRepository::byRun(transaction, change.runId);
    if (!found)
        return Failure(found.error());
    if (!*found) // before its row is written
        return {};
    const Release &before = **found;
    const auto wasLive = ReleaseRepository::isLive(transaction, before.id);
    if (!wasLive)
        return Failure(wasLive.error());
    const auto state = stateAfter(before, change, *wasLive);
    if (!state)
        return Failure(state.error());

    // Whatever state the way there or back names once its swap is done: live says which of both it was.
    if (!change.reached.isEmpty() && (*state == ReleaseState::Live) != *wasLive) {
        const auto set = ReleaseRepository::setLive(transaction, before.id, *state == ReleaseState::Live);
        if (!set)
            return set;
    }
    Release after = before;
    after.state = *state;
    after.waitsFor = isEnd(*state) ? QString() : change.waitsFor;
    if (!change.step.isEmpty())
        after.currentStep = change.step;
    if (after == before && change.entered.isEmpty())
        return {};
    if (after.state != before.state || !change.entered.isEmpty()) {
        transaction.append({change.actor,
                            QStringLiteral("release.") + toText(after.state),
                            QStringLiteral("release/%1").arg(before.id),
                            {{QStringLiteral("application"), before.application},
                             {QStringLiteral("from"), toText(before.state)},
                             {QStringLiteral("step"), after.currentStep},
                             {QStringLiteral("waits_for"), after.waitsFor}}});
    }
    return ReleaseRepository::update(transaction, after);
}

} // namespace slipway
