#include "daemon/IncidentRecorder.h"

#include "service/store/CatalogRepository.h"

#include <algorithm>

namespace slipway {

namespace {

const QString settingName = QStringLiteral("incidents");
const QString actor = QStringLiteral("service");
const QString guardianName = QStringLiteral("guardian");
const QString platformName = QStringLiteral("platform");

// Which environment has a slot. It may be gone by the time its incident is read.
const Environment *ofSlot(const std::vector<Environment> &environments, int slot)
{
    const auto found = std::find_if(environments.begin(), environments.end(),
                                    [&](const Environment &known) { return known.slot == slot; });
    return found == environments.end() ? nullptr : &*found;
}

const Appliance *byName(const Environment &environment, const QString &name)
{
    const auto found = std::find_if(environment.appliances.begin(), environment.appliances.end(),
                                    [&](const Appliance &known) { return known.name == name; });
    return found == environment.appliances.end() ? nullptr : &*found;
}

NewEvent eventOf(Reader &reader, const std::vector<Environment> &environments,
                 const Platform::Incident &incident)
{
    NewEvent event{QStringLiteral("environment"), incident.kind, QStringLiteral("slot/%1").arg(incident.slot),
                   incident.payload};
    event.payload.insert(QStringLiteral("slot"), incident.slot);
    const Environment *environment = ofSlot(environments, incident.slot);
    if (!environment)
        return event;
    event.payload.insert(QStringLiteral("environment"), environment->name);
    event.payload.insert(QStringLiteral("environment_id"), environment->id);
    const auto application = CatalogRepository::application(reader, environment->applicationId);
    if (application)
        event.payload.insert(QStringLiteral("application"), application->handle());
    if (const Appliance *appliance = byName(*environment, incident.appliance)) {
        event.subject = QStringLiteral("appliance/%1").arg(appliance->id);
        event.payload.insert(QStringLiteral("appliance"), appliance->name);
    } else if (application) {
        event.subject = QStringLiteral("application/") + application->handle();
    }
    return event;
}

// "slot/5" of the guardian's, which knows nothing of applications.
NewEvent eventOf(Reader &reader, const std::vector<Environment> &environments,
                 const GuardianIncident &incident)
{
    QJsonObject payload = incident.payload;
    payload.insert(QStringLiteral("at"), toText(incident.at));
    NewEvent event{guardianName, incident.kind, incident.subject, payload};
    if (!incident.subject.startsWith(QLatin1String("slot/")))
        return event;
    event = eventOf(reader, environments,
                    Platform::Incident{incident.kind, incident.subject.mid(5).toInt(), {}, payload});
    event.actor = guardianName;
    return event;
}

// What was told before an environment was stopped may be read after it: its appliances stay stopped.
Result<void> apply(Transaction &transaction, const std::vector<Environment> &environments,
                   const NewEvent &event)
{
    const Environment *environment =
        ofSlot(environments, event.payload.value(QStringLiteral("slot")).toInt());
    if (environment && event.kind == QLatin1String("outbound.refused")) {
        return CatalogRepository::addRefusedOutbound(
            transaction, environment->id, event.payload.value(QStringLiteral("refused")).toInteger());
    }
    if (environment && environment->state == QLatin1String("stopped"))
        return {};
    const bool down = event.kind == QLatin1String("appliance.down");
    const bool up = event.kind == QLatin1String("appliance.up");
    if (!event.subject.startsWith(QLatin1String("appliance/")) || (!down && !up))
        return {};
    return CatalogRepository::setAppliance(transaction, event.actor, event.subject.mid(10).toLongLong(),
                                           down ? QStringLiteral("failed") : QStringLiteral("running"),
                                           down ? QStringLiteral("unhealthy") : QStringLiteral("healthy"));
}

} // namespace

IncidentRecorder::IncidentRecorder(Store &store, Platform &platform, GuardianIncidents guardian)
    : m_store(store), m_platform(platform), m_guardian(std::move(guardian))
{
}

Result<void> IncidentRecorder::record()
{
    QJsonObject seen;
    const auto read = m_store.read([&](Reader &reader) -> Result<void> {
        if (const auto setting = CatalogRepository::setting(reader, settingName))
            seen = *setting;
        return {};
    });
    if (!read)
        return read;
    const auto inside = m_platform.incidents(seen.value(platformName).toInteger());
    const auto outside = m_guardian(seen.value(guardianName).toInteger());
    QJsonObject next = seen;
    if (inside)
        next.insert(platformName, inside->next);
    if (outside)
        next.insert(guardianName, outside->next);
    const bool isNew = (inside && !inside->items.empty()) || (outside && !outside->items.empty());
    if (!isNew)
        return {};
    return m_store.write([&](Transaction &transaction) -> Result<void> {
        const auto environments = CatalogRepository::environments(transaction);
        if (!environments)
            return Failure(environments.error());
        std::vector<NewEvent> events;
        if (outside) {
            for (const GuardianIncident &incident : outside->items)
                events.push_back(eventOf(transaction, *environments, incident));
        }
        if (inside) {
            for (const Platform::Incident &incident : inside->items)
                events.push_back(eventOf(transaction, *environments, incident));
        }
        // Both say when it was; written one way, so that texts compare as times.
        std::stable_sort(events.begin(), events.end(), [](const NewEvent &one, const NewEvent &other) {
            const auto at = QStringLiteral("at");
            return one.payload.value(at).toString() < other.payload.value(at).toString();
        });
        for (const NewEvent &event : events) {
            if (auto applied = apply(transaction, *environments, event); !applied)
                return applied;
            transaction.append(event);
        }
        return CatalogRepository::setSetting(transaction, actor, settingName, next);
    });
}

} // namespace slipway
