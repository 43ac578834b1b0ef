#include "daemon/Revival.h"

#include "service/release/EnvironmentBook.h"
#include "service/release/ReleaseRepository.h"
#include "service/store/CatalogRepository.h"

#include <QtGlobal>

#include <algorithm>
#include <functional>
#include <map>

namespace slipway {

namespace {

// The application's customer may be inside: after a stop the door is opened again as it was.
Result<void> openDoor(Store &store, Platform &platform, const Environment &environment, const Work &work)
{
    if (environment.ssh.host.isEmpty())
        return {};
    const auto keys = store.read([&](Reader &reader) -> Result<QStringList> {
        const auto application = CatalogRepository::application(reader, environment.applicationId);
        if (!application)
            return Failure(application.error());
        return sshKeysOf(reader, *application);
    });
    if (!keys)
        return Failure(keys.error());
    const auto opened = platform.openAccess(environment, *keys, work);
    return opened ? Result<void>() : Result<void>(Failure(opened.error()));
}

Result<void> revive(Store &store, Platform &platform, const Environment &environment,
                    const std::stop_token &stop)
{
    const Work work{stop, 0, {}};
    if (environment.role == EnvironmentRole::Standby)
        return platform.standBy(environment, work);
    if (auto started = platform.start(environment, work); !started)
        return started;
    return openDoor(store, platform, environment, work);
}

bool isRunning(const Environment &environment)
{
    return environment.state == QLatin1String("running");
}

// What was unhealthy when everything was stopped is meant to run all the same.
bool isWanted(const Environment &environment)
{
    if (environment.state == QLatin1String("missing"))
        return false;
    return isRunning(environment) || environment.state == QLatin1String("failed") ||
           environment.role == EnvironmentRole::Standby;
}

// A standby's databases follow production's, which must be up; what is only tried out comes last.
int turnOf(const Environment &environment)
{
    if (environment.role == EnvironmentRole::Production)
        return 0;
    return environment.role == EnvironmentRole::Standby ? 1 : 2;
}

} // namespace

Result<std::set<int>> keptSlots(GuardianClient &guardian)
{
    const auto status = guardian.status();
    if (!status)
        return Failure(status.error());
    std::set<int> slots;
    const QJsonArray environments = status->value(QStringLiteral("environments")).toArray();
    for (const QJsonValue &environment : environments)
        slots.insert(environment.toObject().value(QStringLiteral("slot")).toInt());
    return slots;
}

Revival::Revival(Store &store, Platform &platform) : m_store(store), m_platform(platform) {}

Result<void> Revival::start(const std::set<int> &kept)
{
    const auto all = m_store.read([](Reader &reader) { return CatalogRepository::environments(reader); });
    if (!all)
        return Failure(all.error());
    std::map<qint64, std::vector<Environment>> wanted; // by application
    for (const Environment &environment : *all) {
        if (isWanted(environment) && !kept.contains(environment.slot))
            wanted[environment.applicationId].push_back(environment);
    }
    for (auto &[application, environments] : wanted) {
        std::stable_sort(
            environments.begin(), environments.end(),
            [](const Environment &one, const Environment &other) { return turnOf(one) < turnOf(other); });
        m_running += std::count_if(environments.begin(), environments.end(), isRunning);
        m_others += std::count_if(environments.begin(), environments.end(), std::not_fn(isRunning));
    }
    for (auto &[application, environments] : wanted) {
        m_threads.emplace_back([this, list = std::move(environments)](const std::stop_token &stop) {
            for (const Environment &environment : list)
                revive(environment, stop);
        });
    }
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, patience, [this] { return m_running == 0 && m_others == 0; });
    m_changed.wait_for(lock, runningLimit, [this] { return m_running == 0; });
    return {};
}

void Revival::revive(const Environment &environment, const std::stop_token &stop)
{
    if (auto revived = slipway::revive(m_store, m_platform, environment, stop); !revived)
        qWarning("slipwayd: %s", qUtf8Printable(revived.error().at(environment.name).text()));
    const std::lock_guard guard(m_mutex);
    --(isRunning(environment) ? m_running : m_others);
    m_changed.notify_all();
}

} // namespace slipway
