#include "service/platform/sandbox/init/IncidentRing.h"

#include "domain/Instant.h"
#include "domain/Json.h"

#include <algorithm>
#include <ctime>

namespace slipway::init {

namespace {

constexpr std::size_t mostIncidents = 1000;
constexpr qint64 mostBytes = 512 * 1024;
constexpr auto fileName = "incidents";

qint64 numberOf(const QJsonObject &incident)
{
    return incident.value(QLatin1String("number")).toString().toLongLong();
}

} // namespace

qint64 microsecondsSinceBoot()
{
    timespec now{};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    return static_cast<qint64>(now.tv_sec) * 1'000'000 + now.tv_nsec / 1000;
}

IncidentRing::IncidentRing(const StateFile &files) : m_files(files) {}

void IncidentRing::load()
{
    const auto bytes = m_files.readFile(fileName);
    if (!bytes)
        return;
    const qint64 now = microsecondsSinceBoot();
    for (const QByteArray &line : bytes->split('\n')) {
        const auto incident = objectFromBytes(line, QStringLiteral("an incident"));
        // A number from before the last boot says nothing now.
        if (incident && numberOf(*incident) > m_last && numberOf(*incident) <= now) {
            m_last = numberOf(*incident);
            m_ring.push_back(*incident);
        }
    }
    while (m_ring.size() > mostIncidents)
        m_ring.pop_front();
}

void IncidentRing::add(const QString &kind, const QString &appliance, QJsonObject payload)
{
    m_last = std::max(m_last + 1, microsecondsSinceBoot());
    payload.insert(QStringLiteral("at"), toText(std::chrono::time_point_cast<std::chrono::microseconds>(
                                             std::chrono::system_clock::now())));
    const QJsonObject incident{{QStringLiteral("number"), QString::number(m_last)},
                               {QStringLiteral("kind"), kind},
                               {QStringLiteral("appliance"), appliance},
                               {QStringLiteral("payload"), payload}};
    m_ring.push_back(incident);
    if (m_ring.size() > mostIncidents)
        m_ring.pop_front();
    m_files.appendLine(fileName, toBytes(incident), mostBytes, [this] {
        QByteArray all;
        for (const QJsonObject &entry : m_ring)
            all += toBytes(entry) + '\n';
        return all;
    });
}

QJsonArray IncidentRing::between(qint64 since, qint64 until) const
{
    QJsonArray list;
    for (const QJsonObject &incident : m_ring) {
        if (numberOf(incident) > since && numberOf(incident) <= until)
            list.append(incident);
    }
    return list;
}

} // namespace slipway::init
