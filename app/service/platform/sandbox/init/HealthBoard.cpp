#include "service/platform/sandbox/init/HealthBoard.h"

#include "service/platform/sandbox/init/HealthCheck.h"

#include <algorithm>

namespace slipway::init {

HealthBoard::HealthBoard(const EnvironmentSpec &spec, Workers &workers) : m_spec(spec), m_workers(workers) {}

void HealthBoard::forget(const QString &appliance)
{
    Entry &entry = m_entries[appliance];
    const int generation = entry.generation + 1;
    if (entry.worker)
        m_workers.cancel(entry.worker);
    entry = {};
    entry.generation = generation;
}

bool HealthBoard::isHealthy(const QString &appliance) const
{
    const auto found = m_entries.find(appliance);
    return found != m_entries.end() && found->second.healthy;
}

QString HealthBoard::why(const QString &appliance) const
{
    const auto found = m_entries.find(appliance);
    return found == m_entries.end() ? QString() : found->second.why;
}

void HealthBoard::ask(const ApplianceSpec &appliance, Entry &entry)
{
    const int generation = entry.generation;
    const QString name = appliance.name;
    const auto started = m_workers.start(
        [this, &appliance]() -> Result<QJsonObject> {
            const auto healthy = checkHealth(m_spec, appliance);
            if (!healthy)
                return Failure(healthy.error());
            if (appliance.name != m_spec.version)
                return QJsonObject();
            return QJsonObject{{QStringLiteral("version"), versionOf(m_spec)}};
        },
        [this, name, generation](const Result<QJsonObject> &result) {
            Entry &now = m_entries[name];
            if (now.generation != generation)
                return;
            now.worker = 0;
            now.healthy = result.has_value();
            now.why = result ? QString() : result.error().what;
            if (result && result->contains(QLatin1String("version")))
                m_version = result->value(QLatin1String("version")).toString();
            // Quickly at first: in a cutover every millisecond is one in which requests wait.
            now.next =
                std::chrono::steady_clock::now() + std::chrono::milliseconds(now.attempts < 50 ? 10 : 100);
        });
    entry.attempts++;
    if (started)
        entry.worker = *started;
    else
        entry.next = std::chrono::steady_clock::now() + std::chrono::milliseconds(200);
}

void HealthBoard::tick(Moment now)
{
    for (const QString &name : m_wanted) {
        const ApplianceSpec *appliance = m_spec.appliance(name);
        Entry &entry = m_entries[name];
        if (appliance && !entry.healthy && !entry.worker && entry.next <= now)
            ask(*appliance, entry);
    }
}

std::optional<Moment> HealthBoard::due() const
{
    std::optional<Moment> first;
    for (const QString &name : m_wanted) {
        const auto found = m_entries.find(name);
        if (found == m_entries.end() || found->second.healthy || found->second.worker)
            continue;
        first = first ? std::min(*first, found->second.next) : found->second.next;
    }
    return first;
}

} // namespace slipway::init
