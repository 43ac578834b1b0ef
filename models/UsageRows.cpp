#include "models/UsageRows.h"

#include <QJsonArray>

namespace slipway {

namespace {

Duration timeOf(const QJsonObject &object, const char *field)
{
    return std::chrono::milliseconds(object.value(QLatin1String(field)).toInteger());
}

} // namespace

EnvironmentUsageRow EnvironmentUsageRow::fromJson(const QJsonObject &object)
{
    EnvironmentUsageRow row;
    row.application = object.value(QLatin1String("application")).toString();
    row.environment = object.value(QLatin1String("environment")).toString();
    row.role = object.value(QLatin1String("role")).toString();
    row.appliances = object.value(QLatin1String("appliances")).toInt();
    row.running = timeOf(object, "running_ms");
    return row;
}

UsageRow UsageRow::fromJson(const QJsonObject &object)
{
    UsageRow row;
    row.month = QDate::fromString(object.value(QLatin1String("month")).toString(), QStringLiteral("yyyy-MM"));
    if (const auto until = instantFromText(object.value(QLatin1String("counted_until")).toString()))
        row.countedUntil = *until;
    for (const QJsonValue &value : object.value(QLatin1String("environments")).toArray())
        row.environments.push_back(EnvironmentUsageRow::fromJson(value.toObject()));
    row.applianceTime = timeOf(object, "appliance_ms");
    row.releases = object.value(QLatin1String("releases")).toInteger();
    row.cases = object.value(QLatin1String("cases")).toInteger();
    return row;
}

} // namespace slipway
