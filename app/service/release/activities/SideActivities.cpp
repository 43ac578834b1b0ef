#include "service/release/activities/SideActivities.h"

#include "service/release/activities/SwapActivity.h"
#include "service/release/EnvironmentBook.h"
#include "service/store/CatalogRepository.h"
#include "service/store/Store.h"

namespace slipway {

namespace {

Result<CutoverRecord> lastSwap(Store &store, const Release &release)
{
    const auto record =
        store.read([&](Reader &reader) { return ReleaseRepository::latestCutover(reader, release.id); });
    if (!record)
        return Failure(record.error());
    if (!*record)
        return fail(Problem::Kind::Conflict, QStringLiteral("There was no swap"));
    return **record;
}

} // namespace

Result<QStringList> WakeActivity::preview(const StepContext &context)
{
    const auto production = environment(context, QStringLiteral("production"));
    if (!production)
        return Failure(production.error());
    return QStringList{
        QStringLiteral("%1 is no longer quiet: its mail leaves, its jobs run, and it may reach outside.")
            .arg(production->name)};
}

Result<Observation> WakeActivity::observe(const StepContext &)
{
    return Observation::notDone(); // idempotent
}

Result<QJsonObject> WakeActivity::apply(const StepContext &context)
{
    const auto rel = release(context);
    if (!rel)
        return Failure(rel.error());
    const auto record = lastSwap(m_parts.store, *rel);
    if (!record)
        return Failure(record.error());
    // Where the store refused right after the swap, the catalog is still to be brought up to it.
    if (const auto written = recordSwap(m_parts, context, *record, {}); !written)
        return Failure(written.error());
    const auto production = environment(context, QStringLiteral("production"));
    if (!production)
        return Failure(production.error());
    const Work task = work(context);
    if (const auto awake = m_parts.platform.setQuiet(*production, false, task); !awake)
        return Failure(awake.error());
    const auto saved = write([&](Transaction &transaction) {
        return CatalogRepository::setQuiet(transaction, context.actor, production->id, false);
    });
    if (!saved)
        return Failure(saved.error());
    return QJsonObject{{QStringLiteral("production"), production->name}};
}

Result<void> WakeActivity::undo(const StepContext &, const QJsonObject &)
{
    return {};
}

Result<QStringList> ReverseActivity::preview(const StepContext &context)
{
    const auto production = environment(context, QStringLiteral("production"));
    const auto standby = environment(context, QStringLiteral("standby"));
    if (!production)
        return Failure(production.error());
    if (!standby)
        return Failure(standby.error());
    return QStringList{
        QStringLiteral(
            "%1 stands by: its databases and files follow %2, so that a roll back keeps every write.")
            .arg(standby->name, production->name)};
}

Result<Observation> ReverseActivity::observe(const StepContext &)
{
    return Observation::notDone();
}

Result<QJsonObject> ReverseActivity::apply(const StepContext &context)
{
    const auto rel = release(context);
    const auto production = environment(context, QStringLiteral("production"));
    const auto standby = environment(context, QStringLiteral("standby"));
    if (!rel)
        return Failure(rel.error());
    if (!production)
        return Failure(production.error());
    if (!standby)
        return Failure(standby.error());
    const auto record = lastSwap(m_parts.store, *rel);
    if (!record)
        return Failure(record.error());
    const Work task = work(context);
    if (const auto stands = m_parts.platform.standBy(*standby, task); !stands)
        return Failure(stands.error());
    endJournal(context, rel->id);
    const auto report = m_parts.platform.follow(*standby, *production, task);
    if (!report)
        return Failure(report.error());
    const auto saved = write([&](Transaction &transaction) -> Result<void> {
        return CatalogRepository::setQuiet(transaction, context.actor, standby->id, true);
    });
    if (!saved)
        return Failure(saved.error());
    qint64 readyMs = 0;
    if (record->swappedAt)
        readyMs = (m_parts.clock.now() - *record->swappedAt) / std::chrono::milliseconds(1);
    return QJsonObject{{QStringLiteral("ready_ms"), readyMs},
                       {QStringLiteral("streaming"), report->streaming},
                       {QStringLiteral("lag_bytes"), report->lagBytes},
                       {QStringLiteral("detail"), report->detail}};
}

Result<void> ReverseActivity::undo(const StepContext &context, const QJsonObject &)
{
    const auto production = environment(context, QStringLiteral("production"));
    const auto standby = environment(context, QStringLiteral("standby"));
    if (!production)
        return Failure(production.error());
    if (!standby)
        return Failure(standby.error());
    return m_parts.platform.unfollow(*standby, *production, work(context));
}

Result<QStringList> RestActivity::preview(const StepContext &context)
{
    const auto out = environment(context, QStringLiteral("standby"));
    if (!out)
        return Failure(out.error());
    return QStringList{
        QStringLiteral("%1 stops, and is kept as it is until the next release.").arg(shown(*out))};
}

Result<Observation> RestActivity::observe(const StepContext &)
{
    return Observation::notDone();
}

Result<QJsonObject> RestActivity::apply(const StepContext &context)
{
    const auto rel = release(context);
    const auto out = environment(context, QStringLiteral("standby"));
    if (!rel)
        return Failure(rel.error());
    if (!out)
        return Failure(out.error());
    const Work task = work(context);
    if (const auto stands = m_parts.platform.standBy(*out, task); !stands)
        return Failure(stands.error());
    endJournal(context, rel->id);
    if (const auto quiet = m_parts.platform.setQuiet(*out, true, task); !quiet)
        return Failure(quiet.error());
    if (const auto stopped = m_parts.platform.stop(*out, task); !stopped)
        return Failure(stopped.error());
    const auto saved = write([&](Transaction &transaction) -> Result<void> {
        const auto test =
            CatalogRepository::setRole(transaction, context.actor, out->id, EnvironmentRole::Test);
        if (!test)
            return test;
        const auto quieted = CatalogRepository::setQuiet(transaction, context.actor, out->id, true);
        if (!quieted)
            return quieted;
        // As they are now: what was seen before the work began may have changed meanwhile.
        const auto now = CatalogRepository::environment(transaction, out->id);
        return now ? CatalogRepository::setStopped(transaction, context.actor, *now) : Failure(now.error());
    });
    if (!saved)
        return Failure(saved.error());
    return QJsonObject{{QStringLiteral("environment"), out->name}};
}

Result<void> RestActivity::undo(const StepContext &, const QJsonObject &)
{
    return {};
}

Result<QStringList> RetireActivity::preview(const StepContext &context)
{
    const auto out = environment(context, QStringLiteral("standby"));
    if (!out)
        return Failure(out.error());
    return QStringList{
        QStringLiteral("%1 is removed with all its data. After this there is no way back.").arg(shown(*out))};
}

Result<Observation> RetireActivity::observe(const StepContext &context)
{
    const auto out = environment(context, QStringLiteral("standby"));
    if (!out)
        return Failure(out.error());
    return out->role == EnvironmentRole::Retired
               ? Observation::done({{QStringLiteral("environment"), out->name}})
               : Observation::notDone();
}

Result<QJsonObject> RetireActivity::apply(const StepContext &context)
{
    const auto production = environment(context, QStringLiteral("production"));
    const auto out = environment(context, QStringLiteral("standby"));
    if (!production)
        return Failure(production.error());
    if (!out)
        return Failure(out.error());
    if (out->role == EnvironmentRole::Production) {
        return fail(Problem::Kind::Conflict, QStringLiteral("%1 is production").arg(shown(*out)),
                    QStringLiteral("Nothing is removed."), context.step);
    }
    if (out->role != EnvironmentRole::Retired) {
        const Work task = work(context);
        if (const auto loose = m_parts.platform.unfollow(*out, *production, task); !loose)
            return Failure(loose.error());
        const auto gone =
            removeEnvironment(m_parts.store, m_parts.gateway, m_parts.platform, *out, context.actor, task);
        if (!gone)
            return Failure(gone.error());
    }
    return QJsonObject{{QStringLiteral("environment"), out->name}};
}

Result<void> RetireActivity::undo(const StepContext &, const QJsonObject &)
{
    return fail(Problem::Kind::Conflict, QStringLiteral("What was retired can't be brought back"),
                QStringLiteral("Restore it from a backup."));
}

} // namespace slipway
