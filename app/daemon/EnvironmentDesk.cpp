#include "daemon/EnvironmentDesk.h"

#include "service/platform/sandbox/ApplianceClass.h"
#include "service/platform/sandbox/RecipeCheck.h"
#include "service/release/EnvironmentBook.h"
#include "service/store/CatalogRepository.h"

#include <QFile>
#include <QJsonArray>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <set>

namespace slipway {

namespace {

constexpr auto startLimit = std::chrono::minutes(11); // the process' own time-out and a little

QString subjectOf(const Application &application)
{
    return QStringLiteral("application/") + application.handle();
}

QJsonObject inputsOf(const Environment &environment)
{
    return {{QStringLiteral("environment"), environment.id}};
}

Result<Definition> definitionOf(const QString &process, const ActivityRegistry &activities)
{
    QFile file(QStringLiteral(":/slipway/processes/environment/%1.yaml").arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return fail(Problem::Kind::Internal,
                    QStringLiteral("The process %1 is missing from this build").arg(process));
    const ParsedDefinition parsed = parseDefinition(file.readAll(), file.fileName(), &activities);
    if (!parsed.definition)
        return Failure(parsed.problems.front());
    return *parsed.definition;
}

const Environment *byName(const Application &application, const QString &name)
{
    const auto found = std::find_if(application.environments.begin(), application.environments.end(),
                                    [&](const Environment &environment) { return environment.name == name; });
    return found == application.environments.end() ? nullptr : &*found;
}

Result<Application> readApplication(const Store &store, const QString &handle)
{
    return store.read([&](Reader &reader) { return CatalogRepository::application(reader, handle); });
}

// Wakes when events with given kinds are committed; made before the work begins, so none is missed.
class EventWatch
{
public:
    explicit EventWatch(Store &store)
        : m_store(store), m_handle(store.subscribe([this](const std::vector<Event> &) {
              const std::lock_guard guard(m_mutex);
              ++m_commits;
              m_changed.notify_all();
          }))
    {
    }
    ~EventWatch() { m_store.unsubscribe(m_handle); }
    EventWatch(const EventWatch &) = delete;
    EventWatch &operator=(const EventWatch &) = delete;

    // Looks after every commit until `done` says so; false when `limit` has passed, or when stopped.
    bool until(const std::function<bool()> &done, Duration limit, const std::stop_token &stop)
    {
        const auto end = std::chrono::steady_clock::now() + limit;
        qint64 seen = -1;
        for (;;) {
            {
                std::unique_lock lock(m_mutex);
                if (!m_changed.wait_until(lock, stop, end, [&] { return m_commits != seen; }))
                    return false;
                seen = m_commits;
            }
            if (done())
                return true;
        }
    }

private:
    Store &m_store;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    qint64 m_commits = 0;
    int m_handle;
};

} // namespace

EnvironmentDesk::EnvironmentDesk(Store &store, Engine &engine,
                                 std::shared_ptr<const ActivityRegistry> activities, const DataFolder &folder)
    : m_store(store), m_engine(engine), m_activities(std::move(activities)), m_folder(folder)
{
}

Result<Application> EnvironmentDesk::create(const QJsonObject &request, const QString &actor, bool start)
{
    Application application;
    if (auto may = start ? requireNoBrake() : Result<void>(); !may)
        return Failure(may.error());
    application.customer = request.value(QStringLiteral("customer")).toString();
    application.slug = request.value(QStringLiteral("slug")).toString();
    application.name = request.value(QStringLiteral("name")).toString(application.slug);
    application.recipe = request.value(QStringLiteral("recipe")).toObject();
    if (auto installed = m_folder.installRuntime(); !installed)
        return Failure(installed.error());
    if (auto right = checkRecipe(m_folder, application.recipe); !right)
        return Failure(right.error());
    auto appliances = appliancesOf(application.recipe);
    if (!appliances)
        return Failure(appliances.error());
    const auto first = m_store.write([&](Transaction &transaction) -> Result<Environment> {
        auto added = CatalogRepository::addApplication(transaction, actor, application);
        if (!added)
            return Failure(added.error());
        application = std::move(*added);
        return addFirst(transaction, application, *appliances, actor, start);
    });
    if (!first)
        return Failure(first.error());
    if (start) {
        if (auto begun = run(QStringLiteral("create"), application, inputsOf(*first), actor); !begun)
            return Failure(begun.error());
    }
    return readApplication(m_store, application.handle());
}

Result<std::vector<Appliance>> EnvironmentDesk::appliancesOf(const QJsonObject &recipe) const
{
    std::vector<Appliance> appliances;
    const QJsonArray items = recipe.value(QStringLiteral("appliances")).toArray();
    for (const QJsonValue &value : items) {
        Appliance appliance;
        appliance.name = value.toObject().value(QStringLiteral("name")).toString();
        appliance.className = value.toObject().value(QStringLiteral("class")).toString();
        const auto known = ApplianceClass::load(m_folder.runtime() + QStringLiteral("/share/classes/") +
                                                appliance.className);
        if (!known)
            return Failure(known.error());
        for (const QJsonValue &live : known->document.value(QStringLiteral("live")).toArray()) {
            const QJsonObject volume = live.toObject();
            appliance.volumes.push_back(
                {volume.value(QStringLiteral("name")).toString(),
                 appliance.name + QLatin1Char('/') + volume.value(QStringLiteral("path")).toString(),
                 volume.value(QStringLiteral("kind")).toString()});
        }
        appliances.push_back(std::move(appliance));
    }
    return appliances;
}

Result<Environment> EnvironmentDesk::addFirst(Transaction &transaction, const Application &application,
                                              std::vector<Appliance> appliances, const QString &actor,
                                              bool start)
{
    Environment plan;
    plan.appliances = std::move(appliances);
    auto added = addCopy(transaction, m_folder, actor, application, plan);
    if (!added)
        return added;
    if (auto set = CatalogRepository::setRole(transaction, actor, added->id, EnvironmentRole::Production);
        !set)
        return Failure(set.error());
    if (!start) {
        if (auto set = CatalogRepository::setState(transaction, actor, added->id, QStringLiteral("stopped"));
            !set)
            return Failure(set.error());
    }
    return added;
}

Result<Application> EnvironmentDesk::copyProduction(const Application &application, const QString &actor)
{
    if (auto may = requireNoBrake(); !may)
        return Failure(may.error());
    const Environment *production = application.environmentOf(EnvironmentRole::Production);
    if (!production || production->state != QLatin1String("running")) {
        return fail(Problem::Kind::Conflict,
                    QStringLiteral("Production of %1 isn't running").arg(application.handle()),
                    QStringLiteral("Start it first: slipwayctl app start %1").arg(application.handle()));
    }
    const auto copy = m_store.write([&](Transaction &transaction) {
        return addCopy(transaction, m_folder, actor, application, *production);
    });
    if (!copy)
        return Failure(copy.error());
    if (auto begun = run(QStringLiteral("copy"), application, inputsOf(*copy), actor); !begun) {
        (void)m_store.write([&](Transaction &transaction) {
            return CatalogRepository::setRole(transaction, actor, copy->id, EnvironmentRole::Retired);
        });
        return Failure(begun.error());
    }
    return readApplication(m_store, application.handle());
}

Result<Application> EnvironmentDesk::start(const Application &application, const QString &environment,
                                           const QString &actor)
{
    const Environment *found = byName(application, environment);
    if (found && found->state == QLatin1String("missing") &&
        !QFile::exists(m_folder.environment(found->slot))) {
        return fail(
            Problem::Kind::Conflict,
            QStringLiteral("The data of %1 isn't in this folder: a backup doesn't hold it").arg(environment),
            QStringLiteral("Copy %1 from the folder that the backup was made of, stopped, and start it "
                           "again.")
                .arg(m_folder.environment(found->slot)));
    }
    // What was only written down is built first.
    const bool isBuilt = found && QFile::exists(m_folder.environment(found->slot));
    return workOn(isBuilt ? QStringLiteral("start") : QStringLiteral("create"), application, environment,
                  actor);
}

Result<Application> EnvironmentDesk::stop(const Application &application, const QString &environment,
                                          const QString &actor)
{
    const Environment *found = byName(application, environment);
    if (found && found->state == QLatin1String("stopped") &&
        !QFile::exists(m_folder.environment(found->slot)))
        return application; // never built
    return workOn(QStringLiteral("stop"), application, environment, actor);
}

Result<Application> EnvironmentDesk::remove(const Application &application, const QString &environment,
                                            const QString &actor)
{
    const Environment *found = byName(application, environment);
    if (found && found->role == EnvironmentRole::Production) {
        return fail(Problem::Kind::Conflict,
                    QStringLiteral("%1 is production of %2").arg(environment, application.handle()),
                    QStringLiteral("Only environments beside production can be removed, and an "
                                   "application as a whole whose building failed."));
    }
    if (found && found->role == EnvironmentRole::Standby) {
        return fail(Problem::Kind::Conflict,
                    QStringLiteral("%1 is the way back of a release").arg(environment),
                    QStringLiteral("Finalize that release: then it is removed."));
    }
    return workOn(QStringLiteral("remove"), application, environment, actor);
}

Result<void> EnvironmentDesk::removeApplication(const Application &application, const QString &actor)
{
    if (auto may = m_store.read([&](Reader &reader) { return mayRemove(reader, application); }); !may)
        return may;
    const auto ended =
        runToEnd(QStringLiteral("remove-application"), application,
                 {{QStringLiteral("application"), application.id}}, application.handle(), actor);
    if (!ended)
        return Failure(ended.error());
    const auto after =
        m_store.read([&](Reader &reader) { return CatalogRepository::application(reader, application.id); });
    if (!after)
        return after.error().kind == Problem::Kind::NotFound ? Result<void>() : Failure(after.error());
    return fail(Problem::Kind::Unavailable,
                QStringLiteral("%1 isn't removed: %2").arg(application.handle(), whyFailed(*ended)),
                QStringLiteral("Mend the cause and remove it again."));
}

void EnvironmentDesk::stop()
{
    m_stop.request_stop();
}

// Work that would only begin at some later time isn't what was asked for.
Result<void> EnvironmentDesk::requireNoBrake() const
{
    if (!m_engine.brake())
        return {};
    return fail(Problem::Kind::Conflict, QStringLiteral("The brake is on: nothing new begins"),
                QStringLiteral("Do it once the brake is off: slipwayctl brake off"));
}

std::optional<qint64> EnvironmentDesk::underWay(const QString &process, const Application &application,
                                                const QJsonObject &inputs) const
{
    const auto locks = m_engine.locks();
    if (!locks)
        return std::nullopt;
    for (const Lock &lock : *locks) {
        if (lock.subject != subjectOf(application) ||
            !lock.reason.startsWith(QStringLiteral("environment-%1,").arg(process)))
            continue;
        if (const auto known = m_engine.inputs(lock.runId); known && *known == inputs)
            return lock.runId;
    }
    return std::nullopt;
}

Result<qint64> EnvironmentDesk::run(const QString &process, const Application &application,
                                    const QJsonObject &inputs, const QString &actor)
{
    if (auto may = requireNoBrake(); !may)
        return Failure(may.error());
    auto definition = definitionOf(process, *m_activities);
    if (!definition)
        return Failure(definition.error());
    StartRun request;
    request.definition = std::move(*definition);
    request.subject = subjectOf(application);
    request.inputs = inputs;
    request.actor = actor;
    return m_engine.startRun(request);
}

Result<qint64> EnvironmentDesk::runToEnd(const QString &process, const Application &application,
                                         const QJsonObject &inputs, const QString &what, const QString &actor)
{
    EventWatch watch(m_store);
    auto begun = run(process, application, inputs, actor);
    if (const auto same = begun ? std::nullopt : underWay(process, application, inputs))
        begun = *same;
    if (!begun)
        return begun;
    bool ended = false;
    watch.until(
        [&] {
            const auto locks = m_engine.locks();
            ended = locks && std::none_of(locks->begin(), locks->end(),
                                          [&](const Lock &lock) { return lock.runId == *begun; });
            return ended || m_engine.brake();
        },
        startLimit, m_stop.get_token());
    if (!ended && m_engine.brake()) {
        return fail(Problem::Kind::Conflict,
                    QStringLiteral("The brake was put on while %1 was worked on").arg(what),
                    QStringLiteral("What is left of it goes on once it is off: slipwayctl brake off"));
    }
    if (!ended)
        return fail(Problem::Kind::Timeout, QStringLiteral("%1 isn't done yet").arg(what),
                    QStringLiteral("It goes on; look with slipwayctl app show %1").arg(application.handle()));
    return begun;
}

QString EnvironmentDesk::whyFailed(qint64 run) const
{
    QString why;
    if (const auto steps = m_engine.steps(run)) {
        for (const Step &step : *steps) {
            if (!step.problem.isEmpty())
                why = Problem::fromJson(step.problem, 500).text();
        }
    }
    return why;
}

Result<Application> EnvironmentDesk::workOn(const QString &process, const Application &application,
                                            const QString &environment, const QString &actor)
{
    const Environment *found = byName(application, environment);
    if (!found) {
        QStringList names;
        for (const Environment &known : application.environments)
            names.append(known.name);
        return fail(Problem::Kind::NotFound,
                    QStringLiteral("%1 has no environment \"%2\"").arg(application.handle(), environment),
                    QStringLiteral("It has: %1.").arg(names.join(QStringLiteral(", "))));
    }
    const auto ended = runToEnd(process, application, inputsOf(*found), environment, actor);
    if (!ended)
        return Failure(ended.error());
    auto now = readApplication(m_store, application.handle());
    const Environment *after = now ? byName(*now, environment) : nullptr;
    if (after && after->state == QLatin1String("failed")) {
        return fail(Problem::Kind::Unavailable,
                    QStringLiteral("%1 failed: %2").arg(environment, whyFailed(*ended)),
                    QStringLiteral("See slipwayctl ledger tail, mend the cause and start it again."));
    }
    return now;
}

Result<Application> EnvironmentDesk::settled(const QString &handle, Duration limit) const
{
    EventWatch watch(m_store);
    Result<Application> now = readApplication(m_store, handle);
    const auto isSettled = [&] {
        now = readApplication(m_store, handle);
        return !now || std::none_of(now->environments.begin(), now->environments.end(),
                                    [](const Environment &environment) {
                                        return environment.state == QLatin1String("creating");
                                    });
    };
    if (!watch.until(isSettled, limit, m_stop.get_token()))
        return fail(Problem::Kind::Timeout,
                    QStringLiteral("%1 isn't built after %2").arg(handle, toText(limit)));
    return now;
}

} // namespace slipway
