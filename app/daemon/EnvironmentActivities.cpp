#include "daemon/EnvironmentActivities.h"

#include "service/release/EnvironmentBook.h"
#include "service/store/CatalogRepository.h"

#include <algorithm>

namespace slipway {

namespace {

const QString running = QStringLiteral("running");
const QString failed = QStringLiteral("failed");

// What all of them have in common: they look the environment up, work on the platform, and write down what
// came of it. The platform's calls are idempotent, so an interrupted one is simply done again.
class EnvironmentActivity : public Activity
{
public:
    explicit EnvironmentActivity(EnvironmentParts parts) : m_parts(parts) {}
    Result<Observation> observe(const StepContext &) override { return Observation::notDone(); }
    Result<void> undo(const StepContext &context, const QJsonObject &) override
    {
        return setState(context, failed);
    }

protected:
    struct Subject
    {
        Application application;
        Environment environment;
    };

    Result<Subject> subject(const StepContext &context) const
    {
        const qint64 id = context.inputs.value(QStringLiteral("environment")).toInteger();
        return m_parts.store.read([&](Reader &reader) -> Result<Subject> {
            auto environment = CatalogRepository::environment(reader, id);
            if (!environment)
                return Failure(environment.error());
            auto application = CatalogRepository::application(reader, environment->applicationId);
            if (!application)
                return Failure(application.error());
            return Subject{std::move(*application), std::move(*environment)};
        });
    }

    Result<void> setState(const StepContext &context, const QString &state) const
    {
        const auto found = subject(context);
        if (!found)
            return Failure(found.error());
        return m_parts.store.write([&](Transaction &transaction) {
            return CatalogRepository::setState(transaction, context.actor, found->environment.id, state);
        });
    }

    static Work workOf(const StepContext &context) { return {context.stop, context.token, context.progress}; }

    EnvironmentParts m_parts;
};

class CreateEnvironment final : public EnvironmentActivity
{
public:
    using EnvironmentActivity::EnvironmentActivity;
    QString name() const override { return QStringLiteral("environment.create"); }
    Result<QStringList> preview(const StepContext &) override
    {
        return QStringList{QStringLiteral("Builds the environment from the application's recipe.")};
    }
    Result<QJsonObject> apply(const StepContext &context) override
    {
        const auto found = subject(context);
        if (!found)
            return Failure(found.error());
        const auto created = m_parts.platform.create(found->application, found->environment, workOf(context));
        if (!created)
            return Failure(created.error());
        return QJsonObject{};
    }
};

class CopyEnvironment final : public EnvironmentActivity
{
public:
    using EnvironmentActivity::EnvironmentActivity;
    QString name() const override { return QStringLiteral("environment.copy"); }
    Result<QStringList> preview(const StepContext &) override
    {
        return QStringList{
            QStringLiteral("Copies production, which goes on serving, into a quiet test environment.")};
    }
    Result<QJsonObject> apply(const StepContext &context) override
    {
        const auto found = subject(context);
        if (!found)
            return Failure(found.error());
        const Environment *production = found->application.environmentOf(EnvironmentRole::Production);
        if (!production) {
            return fail(Problem::Kind::Conflict,
                        QStringLiteral("%1 has no production").arg(found->application.handle()),
                        QStringLiteral("Create the application's production first."));
        }
        const auto copied =
            m_parts.platform.clone(found->application, found->environment, *production, workOf(context));
        if (!copied)
            return Failure(copied.error());
        return QJsonObject{{QStringLiteral("from"), production->name}};
    }
};

class StartEnvironment final : public EnvironmentActivity
{
public:
    using EnvironmentActivity::EnvironmentActivity;
    QString name() const override { return QStringLiteral("environment.start"); }
    Result<QStringList> preview(const StepContext &context) override
    {
        const auto found = subject(context);
        if (!found)
            return Failure(found.error());
        return QStringList{QStringLiteral("Starts %1 and leads %2 to it.")
                               .arg(found->environment.name, found->environment.url())};
    }
    Result<QJsonObject> apply(const StepContext &context) override
    {
        const auto found = subject(context);
        if (!found)
            return Failure(found.error());
        const Environment &environment = found->environment;
        const bool quiet = environment.role != EnvironmentRole::Production;
        if (auto set = m_parts.platform.setQuiet(environment, quiet, workOf(context)); !set)
            return Failure(set.error());
        if (auto started = m_parts.platform.start(environment, workOf(context)); !started)
            return Failure(started.error());
        const auto health = m_parts.platform.health(environment);
        if (!health)
            return Failure(health.error());
        if (auto led = m_parts.gateway.setRoute(environment.address, environment.slot, context.token); !led)
            return Failure(led.error());
        const auto written = m_parts.store.write([&](Transaction &transaction) -> Result<void> {
            if (environment.quiet != quiet) {
                if (auto set = CatalogRepository::setQuiet(transaction, context.actor, environment.id, quiet);
                    !set)
                    return set;
            }
            return recordHealth(transaction, context.actor, environment, *health);
        });
        if (!written)
            return Failure(written.error());
        return QJsonObject{{QStringLiteral("url"), environment.url()},
                           {QStringLiteral("version"), health->version}};
    }
};

class StopEnvironment final : public EnvironmentActivity
{
public:
    using EnvironmentActivity::EnvironmentActivity;
    QString name() const override { return QStringLiteral("environment.stop"); }
    Result<QStringList> preview(const StepContext &context) override
    {
        const auto found = subject(context);
        if (!found)
            return Failure(found.error());
        return QStringList{QStringLiteral("%1 answers no more; %2 is stopped.")
                               .arg(found->environment.url(), found->environment.name)};
    }
    Result<QJsonObject> apply(const StepContext &context) override
    {
        const auto found = subject(context);
        if (!found)
            return Failure(found.error());
        if (auto led = m_parts.gateway.setRoute(found->environment.address, 0, context.token); !led)
            return Failure(led.error());
        if (auto ended = m_parts.platform.stop(found->environment, workOf(context)); !ended)
            return Failure(ended.error());
        const auto written = m_parts.store.write([&](Transaction &transaction) -> Result<void> {
            const auto now = CatalogRepository::environment(transaction, found->environment.id);
            return now ? CatalogRepository::setStopped(transaction, context.actor, *now)
                       : Failure(now.error());
        });
        if (!written)
            return Failure(written.error());
        return QJsonObject{};
    }
};

class RemoveEnvironment final : public EnvironmentActivity
{
public:
    using EnvironmentActivity::EnvironmentActivity;
    QString name() const override { return QStringLiteral("environment.remove"); }
    Result<QStringList> preview(const StepContext &context) override
    {
        const auto found = subject(context);
        if (!found)
            return Failure(found.error());
        return QStringList{QStringLiteral("%1 is removed with all its data. There is no way back.")
                               .arg(found->environment.name)};
    }
    Result<QJsonObject> apply(const StepContext &context) override
    {
        const auto found = subject(context);
        if (!found)
            return Failure(found.error());
        const auto gone = removeEnvironment(m_parts.store, m_parts.gateway, m_parts.platform,
                                            found->environment, context.actor, workOf(context));
        if (!gone)
            return Failure(gone.error());
        return QJsonObject{};
    }
};

// Removed as a whole, when it was never built. Nothing is to be undone: what still stands is failed as
// before.
class RemoveApplication final : public Activity
{
public:
    explicit RemoveApplication(EnvironmentParts parts) : m_parts(parts) {}
    QString name() const override { return QStringLiteral("application.remove"); }
    Result<QStringList> preview(const StepContext &context) override
    {
        const auto found = subject(context);
        if (!found)
            return Failure(found.error());
        return QStringList{
            QStringLiteral("%1 is removed with all its environments and their data. There is no way back.")
                .arg(found->handle())};
    }
    Result<Observation> observe(const StepContext &context) override
    {
        const auto found = subject(context);
        if (found)
            return Observation::notDone();
        return found.error().kind == Problem::Kind::NotFound ? Result<Observation>(Observation::done({}))
                                                             : Failure(found.error());
    }
    Result<QJsonObject> apply(const StepContext &context) override
    {
        const auto found = subject(context);
        if (!found)
            return Failure(found.error());
        const auto gone = removeApplication(m_parts.store, m_parts.gateway, m_parts.platform, *found,
                                            context.actor, {context.stop, context.token, context.progress});
        if (!gone)
            return Failure(gone.error());
        return QJsonObject{};
    }
    Result<void> undo(const StepContext &, const QJsonObject &) override { return {}; }

private:
    Result<Application> subject(const StepContext &context) const
    {
        const qint64 id = context.inputs.value(QStringLiteral("application")).toInteger();
        return m_parts.store.read([&](Reader &reader) { return CatalogRepository::application(reader, id); });
    }

    EnvironmentParts m_parts;
};

} // namespace

void addEnvironmentActivities(ActivityRegistry &registry, EnvironmentParts parts)
{
    registry.add(std::make_shared<CreateEnvironment>(parts));
    registry.add(std::make_shared<CopyEnvironment>(parts));
    registry.add(std::make_shared<StartEnvironment>(parts));
    registry.add(std::make_shared<StopEnvironment>(parts));
    registry.add(std::make_shared<RemoveEnvironment>(parts));
    registry.add(std::make_shared<RemoveApplication>(parts));
}

Result<void> recordHealth(Transaction &transaction, const QString &actor, const Environment &known,
                          const EnvironmentHealth &health)
{
    const QString state = health.healthy ? running : failed;
    if (known.state != state) {
        if (auto set = CatalogRepository::setState(transaction, actor, known.id, state); !set)
            return set;
    }
    if (!health.version.isEmpty() && known.version != health.version) {
        if (auto set = CatalogRepository::setVersion(transaction, actor, known.id, health.version); !set)
            return set;
    }
    return recordAppliances(transaction, actor, known, health);
}

Result<void> recordAppliances(Transaction &transaction, const QString &actor, const Environment &known,
                              const EnvironmentHealth &health)
{
    for (const Appliance &appliance : known.appliances) {
        const auto seen = std::find_if(health.appliances.begin(), health.appliances.end(),
                                       [&](const Appliance &other) { return other.name == appliance.name; });
        if (seen == health.appliances.end() ||
            (seen->state == appliance.state && seen->health == appliance.health))
            continue;
        if (auto set =
                CatalogRepository::setAppliance(transaction, actor, appliance.id, seen->state, seen->health);
            !set)
            return set;
    }
    return {};
}

} // namespace slipway
