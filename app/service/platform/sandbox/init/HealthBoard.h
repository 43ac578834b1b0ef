// Which appliances are healthy, as far as somebody wants to know: while one is being waited for, it is asked
// again and again by a worker, otherwise never.
#pragma once
#include "service/platform/sandbox/EnvironmentSpec.h"
#include "service/platform/sandbox/init/Workers.h"

#include <chrono>
#include <optional>
#include <set>

namespace slipway::init {

using Moment = std::chrono::steady_clock::time_point;

class HealthBoard
{
public:
    HealthBoard(const EnvironmentSpec &spec, Workers &workers);

    void forget(const QString &appliance); // it has changed: what is known no longer counts
    // Once a round of the loop: first nobody wants to know, then those who do say so, then tick().
    void beginRound() { m_wanted.clear(); }
    void want(const QString &appliance) { m_wanted.insert(appliance); }
    bool isHealthy(const QString &appliance) const;
    QString why(const QString &appliance) const;  // the last reason
    QString version() const { return m_version; } // as of the last check that went well
    void tick(Moment now);
    std::optional<Moment> due() const;

private:
    struct Entry
    {
        bool healthy = false;
        QString why;
        int worker = 0;
        int attempts = 0;
        int generation = 0;
        Moment next;
    };
    void ask(const ApplianceSpec &appliance, Entry &entry);

    const EnvironmentSpec &m_spec;
    Workers &m_workers;
    std::map<QString, Entry> m_entries;
    std::set<QString> m_wanted;
    QString m_version;
};

} // namespace slipway::init
