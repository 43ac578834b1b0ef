// Keeps the services of an environment as they are wanted: started in order, restarted when they end by
// themselves, stopped with what they left, paused and continued.
#pragma once
#include "service/platform/sandbox/EnvironmentSpec.h"
#include "service/platform/sandbox/init/HealthBoard.h"
#include "service/platform/sandbox/init/IncidentRing.h"

#include <QJsonArray>

#include <chrono>
#include <functional>
#include <memory>

namespace slipway::init {

struct Service
{
    enum class State { Stopped, Waiting, Running, Stopping, Cleaning };
    const ApplianceSpec *appliance = nullptr;
    const ServiceSpec *spec = nullptr;
    State state = State::Stopped;
    bool wanted = false; // over restarts of init
    bool held = false;   // stopped for a while, within the hold
    int pid = 0;
    int crashes = 0; // in a row
    int restarts = 0;
    bool down = false; // an incident says so, and none yet that it is up again
    QString lastEnd;
    Moment since;
    Moment due; // next attempt, or the end of patience when stopping

    QString id() const { return appliance->name + QLatin1Char('/') + spec->name; }
    // It has ended again and again since it was asked to run: waiting longer is no use.
    bool isHopeless() const { return pid == 0 && crashes >= 4; }
    bool shouldRun() const { return wanted && !held; }
};

class Supervisor
{
public:
    using Filter = std::function<bool(const Service &)>;
    Supervisor(const EnvironmentSpec &spec, HealthBoard &health, IncidentRing &incidents);

    void want(const Filter &which, bool wanted);
    void hold(const Filter &which, bool held);
    // Workers, then applications, stand still; what crashes meanwhile stays down until proceed().
    void pause();
    void proceed();
    bool isPaused() const { return m_paused; }
    void restart(const Filter &which);
    void killNow(); // all of them, at once

    bool ended(int pid, int status);
    void stopped(int pid); // by a signal that was not ours
    void tick(Moment now);
    std::optional<Moment> due() const;

    bool settled(const Filter &which) const; // running or stopped, as wanted
    const std::vector<Service> &services() const { return m_services; }
    std::vector<int> pids() const;
    QStringList wanted() const;
    QJsonArray report() const;
    QString lastWords(const Service &service) const; // the end of its log, for a message; empty: none

private:
    bool mayStart(const Service &service, Moment now);
    void start(Service &service, Moment now);
    void beginStop(Service &service, Moment now);
    bool mayStop(const Service &service) const;
    void clean(Service &service, Moment now);
    std::vector<int> leftOvers(const Service &service) const;
    QString logOf(const Service &service) const;
    FileDescriptor openLog(const Service &service) const;

    const EnvironmentSpec &m_spec;
    HealthBoard &m_health;
    IncidentRing &m_incidents;
    std::vector<Service> m_services;
    bool m_paused = false;
};

} // namespace slipway::init
