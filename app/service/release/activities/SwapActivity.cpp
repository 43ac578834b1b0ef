#include "service/release/activities/SwapActivity.h"

#include "domain/Pause.h"
#include "service/gateway/Gateway.h"
#include "service/release/CutoverKeeper.h"
#include "service/store/CatalogRepository.h"
#include "service/store/Store.h"

using namespace std::chrono_literals;

namespace slipway {

namespace {

Result<void> exchange(Transaction &transaction, const QString &actor, const CutoverRecord &record)
{
    const auto stands =
        CatalogRepository::setRole(transaction, actor, record.serving, EnvironmentRole::Standby);
    if (!stands)
        return stands;
    const auto serves =
        CatalogRepository::setRole(transaction, actor, record.follower, EnvironmentRole::Production);
    if (!serves)
        return serves;
    return CatalogRepository::swapAddresses(transaction, actor, record.serving, record.follower);
}

} // namespace

Result<void> recordSwap(const ReleaseParts &parts, const StepContext &context, CutoverRecord record,
                        std::optional<qint64> heldMs)
{
    if (record.outcome == QLatin1String("swapped"))
        return {};
    return parts.store.write(
        [&](Transaction &transaction) -> Result<void> {
            if (const auto exchanged = exchange(transaction, context.actor, record); !exchanged)
                return exchanged;
            record.outcome = QStringLiteral("swapped");
            record.swappedAt = transaction.now();
            // Found swapped after a restart it was held at most this long, whatever the clock was set to
            // since.
            record.heldMs =
                heldMs
                    ? *heldMs
                    : qint64(std::clamp<Duration>(transaction.now() - record.heldAt, 0s, record.limit) / 1ms);
            if (const auto updated = ReleaseRepository::updateCutover(transaction, record); !updated)
                return updated;
            auto release = ReleaseRepository::byId(transaction, record.releaseId);
            if (!release)
                return Failure(release.error());
            release->measured.insert(QStringLiteral("held_ms"), *record.heldMs);
            transaction.append({context.actor,
                                QStringLiteral("application.swapped"),
                                context.subject,
                                {{QStringLiteral("address"), record.address},
                                 {QStringLiteral("other"), record.other},
                                 {QStringLiteral("production"), record.follower},
                                 {QStringLiteral("standby"), record.serving},
                                 {QStringLiteral("release"), record.releaseId},
                                 {QStringLiteral("held_ms"), *record.heldMs}}});
            return ReleaseRepository::update(transaction, *release);
        },
        Store::Priority::Urgent);
}

Result<QStringList> SwapActivity::preview(const StepContext &)
{
    return QStringList{
        QStringLiteral("Both addresses change sides in one commit; waiting requests go on to the new side."),
        QStringLiteral("From here on there is no abort: the way back is a roll back.")};
}

Result<bool> SwapActivity::isSwapped(const StepContext &context, const CutoverRecord &record) const
{
    const auto follower = environmentById(record.follower);
    if (!follower)
        return Failure(follower.error());
    // A gateway that was killed is back within two seconds.
    constexpr int tries = 100;
    Result<GatewayRoute> route = m_parts.gateway.route(record.address);
    for (int i = 0; !route && i < tries && !pauseFor(50ms, context.stop); ++i)
        route = m_parts.gateway.route(record.address);
    if (!route)
        return Failure(route.error());
    return route->slot == follower->slot;
}

Result<Observation> SwapActivity::observe(const StepContext &context)
{
    const auto record = latestCutover(context);
    if (!record)
        return Failure(record.error());
    if (!*record || (*record)->outcome == QLatin1String("kept"))
        return Observation::notDone();
    if ((*record)->outcome == QLatin1String("swapped")) {
        // There and back are two cutovers: the last one counts only for the phase that began it.
        if ((*record)->step != context.with.value(QStringLiteral("hold")).toString())
            return Observation::notDone();
        return Observation::done({{QStringLiteral("token"), (*record)->token},
                                  {QStringLiteral("held_ms"), (*record)->heldMs.value_or(0)}});
    }
    const auto swapped = isSwapped(context, **record);
    if (!swapped)
        return Observation::cannotTell(
            QStringLiteral("The gateway doesn't answer: %1").arg(swapped.error().what));
    if (!*swapped)
        return Observation::notDone();
    return Observation::done(finish(context, **record, {}));
}

QJsonObject SwapActivity::finish(const StepContext &context, CutoverRecord record,
                                 std::optional<qint64> heldMs) const
{
    // What has happened has happened: a store that refuses now is asked again by the next step.
    const auto written = recordSwap(m_parts, context, record, heldMs);
    if (!written)
        context.say(QStringLiteral("The swap isn't in the catalog yet: %1").arg(written.error().what));
    endJournal(context, record.releaseId);
    QJsonObject output{{QStringLiteral("token"), record.token}, {QStringLiteral("recorded"), bool(written)}};
    if (heldMs)
        output.insert(QStringLiteral("held_ms"), *heldMs);
    return output;
}

Result<QJsonObject> SwapActivity::apply(const StepContext &context)
{
    const auto cutover = held(context);
    if (!cutover)
        return Failure(cutover.error());
    const CutoverRecord record = (*cutover)->record();
    const Duration left = (*cutover)->left();
    const auto began = m_parts.clock.monotonic();
    if ((*cutover)->isOver())
        return Failure((*cutover)->tooLate(QStringLiteral("The cutover")));
    const auto swapped = m_parts.gateway.swap(record.address, record.other, record.token);
    const auto took = m_parts.clock.monotonic() - began;
    if (!swapped) {
        const auto truth = isSwapped(context, record);
        if (!truth || !*truth)
            return Failure(swapped.error());
        context.say(QStringLiteral("The gateway's answer was lost, but it has swapped"));
    }
    return finish(context, record, qint64((record.limit - left + took) / 1ms));
}

} // namespace slipway
