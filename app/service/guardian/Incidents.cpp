#include "service/guardian/Incidents.h"

#include "domain/Json.h"
#include "service/ipc/Process.h"

#include <algorithm>
#include <cstdio>

namespace slipway {

Incidents::Incidents(QString file, const Clock &clock) : m_file(std::move(file)), m_clock(clock)
{
    const auto bytes = readFile(m_file);
    if (!bytes)
        return; // the first start
    const auto object = objectFromBytes(*bytes, m_file);
    if (!object)
        return;
    m_next = std::max<qint64>(1, object->value(QLatin1String("next")).toInteger());
    const QJsonArray items = object->value(QLatin1String("items")).toArray();
    for (const QJsonValue &item : items) {
        if (auto incident = GuardianIncident::fromJson(item.toObject()))
            m_ring.push_back(std::move(*incident));
    }
}

void Incidents::add(const QString &kind, const QString &subject, const QJsonObject &payload)
{
    const std::lock_guard lock(m_mutex);
    m_ring.push_back({m_next++, m_clock.now(), kind, subject, payload});
    if (m_ring.size() > most)
        m_ring.pop_front();
    QJsonArray items;
    for (const GuardianIncident &incident : m_ring)
        items.append(incident.toJson());
    const QJsonObject object{{QStringLiteral("next"), m_next}, {QStringLiteral("items"), items}};
    // A full disk must not keep the guardian from its work; the ring in memory has the incident.
    if (const auto written = writeFileAtomically(m_file, toBytes(object), 0600); !written)
        std::fprintf(stderr, "guardian: %s\n", qPrintable(written.error().text()));
}

GuardianClient::Incidents Incidents::since(qint64 id) const
{
    const std::lock_guard lock(m_mutex);
    GuardianClient::Incidents found;
    found.next = m_next;
    for (const GuardianIncident &incident : m_ring) {
        if (incident.id >= id)
            found.items.push_back(incident);
    }
    return found;
}

} // namespace slipway
