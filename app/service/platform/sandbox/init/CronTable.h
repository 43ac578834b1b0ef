// What the classes run from time to time. Nothing of it runs in a quiet environment; in the hold it stands
// still with everything else that writes.
#pragma once
#include "service/platform/sandbox/EnvironmentSpec.h"

#include <chrono>
#include <optional>
#include <vector>

namespace slipway::init {

class CronTable
{
public:
    using Moment = std::chrono::steady_clock::time_point;
    explicit CronTable(const EnvironmentSpec &spec);

    void allow(bool allowed, Moment now); // the first time comes a whole period later
    void pause();                         // what runs stands still, nothing new begins
    void proceed();
    void end(); // what runs is ended
    void tick(Moment now);
    std::optional<Moment> due() const;
    bool ended(int pid);
    std::vector<int> pids() const;

private:
    struct Entry
    {
        const ApplianceSpec *appliance = nullptr;
        const CronSpec *spec = nullptr;
        Moment next;
        int pid = 0;
    };
    void start(Entry &entry);

    const EnvironmentSpec &m_spec;
    std::vector<Entry> m_entries;
    bool m_allowed = false;
    bool m_paused = false;
};

} // namespace slipway::init
