// What people do with environments outside of a release: build an application's first one, copy production,
// start, stop, remove; and remove an application that was never built. Each is a run of the engine
// (resources/processes/environment), so it takes the application's lock, survives a crash, and is in the
// ledger.
#pragma once
#include "domain/Catalog.h"
#include "service/engine/Engine.h"
#include "service/ipc/DataFolder.h"

#include <stop_token>

namespace slipway {

class EnvironmentDesk
{
public:
    EnvironmentDesk(Store &store, Engine &engine, std::shared_ptr<const ActivityRegistry> activities,
                    const DataFolder &folder);

    // Application with one production environment that is "creating"; NotFound for an unknown customer.
    // With `start` false the environment is only written down and stays stopped.
    Result<Application> create(const QJsonObject &request, const QString &actor, bool start = true);
    Result<Application> copyProduction(const Application &application, const QString &actor);
    // `environment` by name. Return once it runs healthily, or has stopped.
    Result<Application> start(const Application &application, const QString &environment,
                              const QString &actor);
    Result<Application> stop(const Application &application, const QString &environment,
                             const QString &actor);
    // With all its data; refused for production, and for a standby as long as its release isn't finalized.
    Result<Application> remove(const Application &application, const QString &environment,
                               const QString &actor);
    // All of it, where its building failed; refused for what has ever run.
    Result<void> removeApplication(const Application &application, const QString &actor);
    // Whoever waits for something to end is answered that it goes on; nobody waits any more.
    void stop();
    // Waits until no environment of the application is "creating".
    Result<Application> settled(const QString &handle, Duration limit) const;

private:
    Result<std::vector<Appliance>> appliancesOf(const QJsonObject &recipe) const;
    Result<Environment> addFirst(Transaction &transaction, const Application &application,
                                 std::vector<Appliance> appliances, const QString &actor, bool start);
    Result<qint64> run(const QString &process, const Application &application, const QJsonObject &inputs,
                       const QString &actor);
    // The run that has ended, well or not. `what` is worked on, in words.
    Result<qint64> runToEnd(const QString &process, const Application &application, const QJsonObject &inputs,
                            const QString &what, const QString &actor);
    Result<Application> workOn(const QString &process, const Application &application,
                               const QString &environment, const QString &actor);
    QString whyFailed(qint64 run) const;

    // The run that does just this already: asked again after a restart, one waits for it.
    std::optional<qint64> underWay(const QString &process, const Application &application,
                                   const QJsonObject &inputs) const;
    Result<void> requireNoBrake() const;

    Store &m_store;
    Engine &m_engine;
    std::shared_ptr<const ActivityRegistry> m_activities;
    const DataFolder &m_folder;
    std::stop_source m_stop;
};

} // namespace slipway
