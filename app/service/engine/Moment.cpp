#include "service/engine/Moment.h"

#include "domain/LocalTime.h"

#include <array>

namespace slipway::moment {

namespace {

const QString now = QStringLiteral("now");
const QString remaining = QStringLiteral("remaining");
const QString hour = QStringLiteral("hour");
const QString weekday = QStringLiteral("weekday");
const QString firstResponse = QStringLiteral("first_response");

} // namespace

QJsonObject of(const QJsonObject &inputs, Instant at, const QByteArray &zone)
{
    static constexpr std::array days{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    const QDateTime local = localTime(at, zone.isEmpty() ? QTimeZone::utc() : QTimeZone(zone));
    QJsonObject left;
    if (const auto target = instantFromText(inputs.value(firstResponse).toString()))
        left.insert(firstResponse,
                    static_cast<qint64>(std::chrono::floor<std::chrono::minutes>(*target - at).count()));
    return {{now, QJsonObject{{hour, local.time().hour()},
                              {weekday, QLatin1String(days.at(
                                            static_cast<std::size_t>(local.date().dayOfWeek() - 1)))}}},
            {remaining, left}};
}

bool isAskedFor(const QString &expression)
{
    return expression.contains(now) || expression.contains(remaining);
}

QStringList membersOf(const QString &name)
{
    if (name == now)
        return {hour, weekday};
    return name == remaining ? QStringList(firstResponse) : QStringList();
}

} // namespace slipway::moment
