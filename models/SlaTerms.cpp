#include "models/SlaTerms.h"

#include <QJsonArray>

namespace slipway {

namespace {

constexpr std::pair<const char *, const char *> clocks[]{
    {"first-response", "first_response"}, {"next-response", "next_response"}, {"resolution", "resolution"}};

template <class Take>
void each(const QJsonObject &object, const char *field, const Take &take)
{
    for (const QJsonValue &value : object.value(QLatin1String(field)).toArray()) {
        const QJsonObject item = value.toObject();
        take(item.value(QLatin1String("name")).toString(), item);
    }
}

ClockChange::Kind kindOf(const ClockRow &clock, Instant after, Instant now)
{
    const bool isMissed = clock.breached || (!clock.paused && *clock.target <= now);
    if (after <= now && !clock.paused)
        return isMissed ? ClockChange::Kind::Same : ClockChange::Kind::Missed;
    if (isMissed)
        return ClockChange::Kind::Saved;
    return after < *clock.target   ? ClockChange::Kind::Sooner
           : after > *clock.target ? ClockChange::Kind::Later
                                   : ClockChange::Kind::Same;
}

} // namespace

SlaTerms SlaTerms::fromJson(const QJsonObject &object)
{
    SlaTerms terms;
    each(object, "policies", [&terms](const QString &name, const QJsonObject &policy) {
        Plan plan;
        plan.calendar = policy.value(QLatin1String("calendar")).toString();
        for (const QJsonValue &value : policy.value(QLatin1String("promises")).toArray()) {
            const QJsonObject promise = value.toObject();
            const QString severity = promise.value(QLatin1String("severity")).toString();
            for (const auto &[clock, field] : clocks) {
                const auto within = durationFromText(promise.value(QLatin1String(field)).toString());
                if (within && *within > Duration::zero())
                    plan.promises[{severity, QLatin1String(clock)}] = *within;
            }
        }
        terms.m_plans.emplace(name, std::move(plan));
    });
    each(object, "calendars", [&terms](const QString &name, QJsonObject body) {
        body.remove(QStringLiteral("name"));
        if (auto calendar = Calendar::fromJson(body))
            terms.m_calendars.emplace(name, std::move(*calendar));
    });
    each(object, "agreements", [&terms](const QString &customer, const QJsonObject &agreement) {
        terms.m_zones.emplace(customer, agreement.value(QLatin1String("zone")).toString().toUtf8());
    });
    return terms;
}

Calendar SlaTerms::calendarOf(const Plan &plan, const QString &customer) const
{
    const auto calendar = m_calendars.find(plan.calendar);
    if (calendar == m_calendars.end())
        return {};
    const auto zone = m_zones.find(customer);
    return calendar->second.inZone(zone == m_zones.end() ? QByteArray() : zone->second);
}

std::optional<std::vector<ClockChange>> SlaTerms::changesBy(const CaseRow &about, const QString &severity,
                                                            Instant now) const
{
    const auto plan = m_plans.find(about.plan);
    if (plan == m_plans.end() ||
        (!plan->second.calendar.isEmpty() && !m_calendars.contains(plan->second.calendar)))
        return std::nullopt;
    const Calendar calendar = calendarOf(plan->second, about.customer);
    std::vector<ClockChange> changes;
    for (const ClockRow &clock : about.clocks) {
        if (clock.met || !clock.started || !clock.target)
            continue;
        const auto promise = plan->second.promises.find({severity, clock.name});
        // What was promised once isn't taken back.
        const Duration within = promise == plan->second.promises.end() ? clock.promised : promise->second;
        const Instant after = calendar.after(*clock.started, within + clock.pausedFor);
        changes.push_back({kindOf(clock, after, now), clock.name, clock.target, after});
    }
    return changes;
}

} // namespace slipway
