#include "service/release/activities/CloneActivity.h"

#include "service/gateway/Gateway.h"
#include "service/release/CodeRecord.h"
#include "service/release/EnvironmentBook.h"
#include "service/store/CatalogRepository.h"
#include "service/store/Store.h"

namespace slipway {

namespace {

const auto productionCode = QStringLiteral("production-code.json");

Result<Environment> productionOf(const Application &application)
{
    const Environment *production = application.environmentOf(EnvironmentRole::Production);
    if (production == nullptr) {
        return fail(
            Problem::Kind::Conflict,
            QStringLiteral("%1 has no production environment").arg(application.handle()),
            QStringLiteral("Create and start it first: slipwayctl app start %1.").arg(application.handle()));
    }
    return *production;
}

} // namespace

Result<QStringList> CloneActivity::preview(const StepContext &context)
{
    const auto app = application(context);
    if (!app)
        return Failure(app.error());
    const auto production = productionOf(*app);
    if (!production)
        return Failure(production.error());
    return QStringList{
        QStringLiteral("A copy of %1 is made while it serves: its files and its databases.")
            .arg(shown(*production)),
        QStringLiteral("The copy is quiet: its mail is caught, its jobs don't run, it can't reach out."),
        QStringLiteral("Test environments that ended releases of %1 left behind are removed.")
            .arg(app->handle())};
}

Result<Observation> CloneActivity::observe(const StepContext &context)
{
    const auto rel = release(context);
    const auto app = application(context);
    if (!rel)
        return Failure(rel.error());
    if (!app)
        return Failure(app.error());
    const auto id =
        m_parts.store.read([&](Reader &reader) { return ReleaseRepository::environment(reader, rel->id); });
    if (!id)
        return Failure(id.error());
    if (!*id)
        return Observation::notDone();
    const auto target = environmentById(**id);
    if (!target)
        return Failure(target.error());
    if (target->state != QLatin1String("running"))
        return Observation::notDone();
    const auto health = m_parts.platform.health(*target);
    const auto production = productionOf(*app);
    if (!health || !health->healthy || !production)
        return Observation::notDone();
    const auto output = outputOf(context, *target, *production);
    return output ? Observation::done(*output) : Observation::notDone();
}

Result<void> CloneActivity::retireLeftovers(const StepContext &context, const Application &application)
{
    const auto ids = m_parts.store.read(
        [&](Reader &reader) { return ReleaseRepository::leftovers(reader, application.handle()); });
    if (!ids)
        return Failure(ids.error());
    for (const Environment &environment : application.environments) {
        const bool left = std::find(ids->begin(), ids->end(), environment.id) != ids->end();
        if (!left || environment.role != EnvironmentRole::Test)
            continue;
        context.say(QStringLiteral("Removing %1, left by an earlier release").arg(shown(environment)));
        const auto gone = removeEnvironment(m_parts.store, m_parts.gateway, m_parts.platform, environment,
                                            context.actor, work(context));
        if (!gone)
            return gone;
    }
    return {};
}

Result<Environment> CloneActivity::reserve(const StepContext &context, const Application &application,
                                           const Environment &production, const Release &release)
{
    return m_parts.store.write([&](Transaction &transaction) -> Result<Environment> {
        const auto known = ReleaseRepository::environment(transaction, release.id);
        if (!known)
            return Failure(known.error());
        if (*known) {
            auto found = CatalogRepository::environment(transaction, **known);
            if (!found)
                return found;
            if (found->role != EnvironmentRole::Retired)
                return found;
        }
        auto added = addCopy(transaction, m_parts.folder, context.actor, application, production);
        if (!added)
            return added;
        if (auto set = ReleaseRepository::setEnvironment(transaction, release.id, added->id); !set)
            return Failure(set.error());
        return added;
    });
}

// A copy that fills the disk would take production's database down with it.
Result<void> CloneActivity::requireRoom(const Environment &production)
{
    const auto disk = m_parts.platform.disk(production);
    if (!disk)
        return Failure(disk.error());
    const qint64 free = disk->value(QStringLiteral("free_bytes")).toInteger();
    const qint64 needed = disk->value(QStringLiteral("needed_bytes")).toInteger();
    if (free >= needed)
        return {};
    return fail(Problem::Kind::Unavailable,
                QStringLiteral("There is too little disk for a copy of %1: %2 MB free, %3 MB needed")
                    .arg(shown(production))
                    .arg(free / 1000000)
                    .arg(needed / 1000000),
                QStringLiteral("Make room, then retry."));
}

Result<QJsonObject> CloneActivity::apply(const StepContext &context)
{
    const auto rel = release(context);
    auto app = application(context);
    if (!rel)
        return Failure(rel.error());
    if (!app)
        return Failure(app.error());
    const auto production = productionOf(*app);
    if (!production)
        return Failure(production.error());
    if (const auto retired = retireLeftovers(context, *app); !retired)
        return Failure(retired.error());
    if (const auto room = requireRoom(*production); !room)
        return Failure(room.error());
    auto target = reserve(context, *app, *production, *rel);
    if (!target)
        return Failure(target.error());

    // Taken before the copy: whoever patches production from now on is found out.
    const auto code = m_parts.platform.codeManifest(*production, work(context));
    if (!code)
        return Failure(code.error());
    if (const auto kept = writeManifest(fileOf(*rel, productionCode), *code); !kept)
        return Failure(kept.error());

    context.say(QStringLiteral("Copying %1 to %2").arg(shown(*production), shown(*target)));
    if (const auto copied = m_parts.platform.clone(*app, *target, *production, work(context)); !copied)
        return Failure(copied.error());
    if (const auto started = m_parts.platform.start(*target, work(context)); !started)
        return Failure(started.error());
    if (const auto routed = m_parts.gateway.setRoute(target->address, target->slot, token(context)); !routed)
        return Failure(routed.error());
    const auto health = m_parts.platform.health(*target);
    if (!health)
        return Failure(health.error());
    target->version = health->version;
    const auto saved = write([&](Transaction &transaction) -> Result<void> {
        const auto versioned =
            CatalogRepository::setVersion(transaction, context.actor, target->id, health->version);
        if (!versioned)
            return versioned;
        return CatalogRepository::setState(transaction, context.actor, target->id, QStringLiteral("running"));
    });
    if (!saved)
        return Failure(saved.error());
    return outputOf(context, *target, *production);
}

Result<QJsonObject> CloneActivity::outputOf(const StepContext &context, const Environment &target,
                                            const Environment &production)
{
    const auto rel = release(context);
    if (!rel)
        return Failure(rel.error());
    const auto code = readManifest(fileOf(*rel, productionCode));
    if (!code)
        return Failure(code.error());
    return QJsonObject{
        {QStringLiteral("environment"), target.id},    {QStringLiteral("name"), target.name},
        {QStringLiteral("url"), target.url()},         {QStringLiteral("version"), target.version},
        {QStringLiteral("production"), production.id}, {QStringLiteral("code"), code->digest}};
}

Result<void> CloneActivity::undo(const StepContext &context, const QJsonObject &)
{
    const auto rel = release(context);
    if (!rel)
        return Failure(rel.error());
    const auto target = m_parts.store.read([&](Reader &reader) -> Result<std::optional<Environment>> {
        const auto id = ReleaseRepository::environment(reader, rel->id);
        if (!id)
            return Failure(id.error());
        if (!*id)
            return std::nullopt;
        return CatalogRepository::environment(reader, **id);
    });
    if (!target)
        return Failure(target.error());
    if (!*target || (*target)->role == EnvironmentRole::Retired)
        return {};
    return removeEnvironment(m_parts.store, m_parts.gateway, m_parts.platform, **target, context.actor,
                             work(context));
}

} // namespace slipway
