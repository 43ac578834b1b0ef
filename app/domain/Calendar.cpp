#include "domain/Calendar.h"

#include "domain/LocalTime.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace slipway {

namespace {

constexpr std::array<const char *, 7> dayNames{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr int wholeDay = 24 * 60;
constexpr std::size_t mostHolidays = 2000;
constexpr int mostHoursOfDay = 12;
// What a closed calendar can't outlast: its holidays and the days between two of its open weekdays.
constexpr int mostDays = 200 * 366;

Failure wrong(const QString &where, const QString &what, const QString &hint)
{
    return fail(Problem::Kind::Invalid, what, hint, where);
}

QString textOf(const Calendar::Hours &hours)
{
    const auto time = [](int minutes) {
        return QStringLiteral("%1:%2")
            .arg(minutes / 60, 2, 10, QLatin1Char('0'))
            .arg(minutes % 60, 2, 10, QLatin1Char('0'));
    };
    return time(hours.from) + QLatin1Char('-') + time(hours.to);
}

Result<Calendar::Hours> hoursFrom(const QString &text, const QString &where)
{
    static const QRegularExpression shape(QStringLiteral("^(\\d\\d):(\\d\\d)-(\\d\\d):(\\d\\d)$"));
    const auto match = shape.match(text);
    const auto number = [&](int group) { return match.capturedView(group).toInt(); };
    const Calendar::Hours hours{number(1) * 60 + number(2), number(3) * 60 + number(4)};
    if (!match.hasMatch() || number(2) > 59 || number(4) > 59 || hours.to > wholeDay ||
        hours.from >= hours.to)
        return wrong(where, QStringLiteral("\"%1\" are no hours of a day").arg(text.left(40)),
                     QStringLiteral("Use such as 08:00-18:00; 24:00 is the end of the day."));
    return hours;
}

Result<std::vector<Calendar::Hours>> dayFrom(const QJsonValue &value, const QString &where)
{
    std::vector<Calendar::Hours> day;
    for (const QJsonValue &one : value.toArray()) {
        const auto hours = hoursFrom(one.toString(), where);
        if (!hours)
            return Failure(hours.error());
        if (!day.empty() && hours->from < day.back().to)
            return wrong(where,
                         QStringLiteral("%1 begins before the hours before it end").arg(textOf(*hours)),
                         QStringLiteral("Name the hours of a day in their order."));
        day.push_back(*hours);
    }
    if (!value.isArray() || day.size() > mostHoursOfDay)
        return wrong(where, QStringLiteral("The hours of a day are a list of at most %1").arg(mostHoursOfDay),
                     QStringLiteral("Use such as [\"08:00-12:00\", \"13:00-18:00\"]."));
    return day;
}

Result<void> readHolidays(const QJsonArray &days, Calendar &into)
{
    for (const QJsonValue &value : days) {
        const QString text = value.toObject().value(QLatin1String("date")).toString();
        const QDate date = QDate::fromString(text, Qt::ISODate);
        if (!date.isValid())
            return wrong(QStringLiteral("/holidays"), QStringLiteral("\"%1\" is no day").arg(text.left(40)),
                         QStringLiteral("Use such as {\"date\": \"2026-12-25\", \"name\": \"Christmas\"}."));
        into.addHoliday({date, value.toObject().value(QLatin1String("name")).toString().left(120)});
    }
    if (into.holidays.size() > mostHolidays)
        return wrong(QStringLiteral("/holidays"),
                     QStringLiteral("A calendar has at most %1 holidays").arg(mostHolidays),
                     QStringLiteral("Leave out those that are long past."));
    return {};
}

// Its hours on that day, in the zone.
template <class Visit>
void visitDay(const Calendar &calendar, QDate date, const QTimeZone &zone, Visit visit)
{
    if (calendar.isHoliday(date))
        return;
    const auto momentOf = [&](int minutes, auto convert) {
        return minutes == wholeDay ? instantOf(date.addDays(1), QTime(0, 0), zone)
                                   : convert(date, QTime(minutes / 60, minutes % 60), zone);
    };
    for (const Calendar::Hours &hours : calendar.week[static_cast<std::size_t>(date.dayOfWeek() - 1)]) {
        const Instant from = momentOf(hours.from, instantOf);
        const Instant to = momentOf(hours.to, lastInstantOf);
        if (from < to)
            visit(from, to);
    }
}

QTimeZone zoneOf(const Calendar &calendar)
{
    const QTimeZone zone(calendar.zone);
    return zone.isValid() ? zone : QTimeZone::utc();
}

} // namespace

Result<Calendar> Calendar::fromJson(const QJsonObject &object)
{
    Calendar read;
    for (const QString &key : object.keys()) {
        if (key != QLatin1String("zone") && key != QLatin1String("hours") && key != QLatin1String("holidays"))
            return wrong(QLatin1Char('/') + key.left(60),
                         QStringLiteral("A calendar has no \"%1\"").arg(key.left(60)),
                         QStringLiteral("Known are: zone, hours, holidays."));
    }
    read.zone = object.value(QLatin1String("zone")).toString().toUtf8();
    if (!read.zone.isEmpty() && !isTimeZone(read.zone))
        return wrong(QStringLiteral("/zone"),
                     QStringLiteral("\"%1\" is no time zone").arg(QString::fromUtf8(read.zone.left(60))),
                     QStringLiteral("Use such as Europe/Berlin, or none for the customer's own."));
    const QJsonObject hours = object.value(QLatin1String("hours")).toObject();
    for (auto it = hours.begin(); it != hours.end(); ++it) {
        const auto name = std::find_if(dayNames.begin(), dayNames.end(),
                                       [&](const char *known) { return it.key() == QLatin1String(known); });
        const QString where = QStringLiteral("/hours/") + it.key().left(60);
        if (name == dayNames.end())
            return wrong(where, QStringLiteral("\"%1\" is no day of the week").arg(it.key().left(60)),
                         QStringLiteral("Use mon, tue, wed, thu, fri, sat and sun."));
        const auto day = dayFrom(it.value(), where);
        if (!day)
            return Failure(day.error());
        read.week[static_cast<std::size_t>(name - dayNames.begin())] = *day;
    }
    if (!hours.isEmpty() && read.isAroundTheClock())
        return wrong(QStringLiteral("/hours"), QStringLiteral("The calendar is always closed"),
                     QStringLiteral("Name the hours of one day at least, or no hours for around the clock."));
    if (auto holidays = readHolidays(object.value(QLatin1String("holidays")).toArray(), read); !holidays)
        return Failure(holidays.error());
    return read;
}

QJsonObject Calendar::toJson() const
{
    QJsonObject hours;
    for (std::size_t i = 0; i < week.size(); ++i) {
        QJsonArray day;
        for (const Hours &one : week[i])
            day.append(textOf(one));
        if (!day.isEmpty())
            hours.insert(QLatin1String(dayNames[i]), day);
    }
    QJsonArray days;
    for (const Holiday &day : holidays)
        days.append(QJsonObject{{QStringLiteral("date"), day.date.toString(Qt::ISODate)},
                                {QStringLiteral("name"), day.name}});
    return {{QStringLiteral("zone"), QString::fromUtf8(zone)},
            {QStringLiteral("hours"), hours},
            {QStringLiteral("holidays"), days}};
}

bool Calendar::isAroundTheClock() const
{
    return std::all_of(week.begin(), week.end(), [](const auto &day) { return day.empty(); });
}

bool Calendar::isHoliday(QDate date) const
{
    const auto at = std::lower_bound(holidays.begin(), holidays.end(), date,
                                     [](const Holiday &day, QDate wanted) { return day.date < wanted; });
    return at != holidays.end() && at->date == date;
}

Calendar Calendar::inZone(const QByteArray &otherwise) const
{
    Calendar placed = *this;
    if (placed.zone.isEmpty())
        placed.zone = otherwise;
    return placed;
}

Instant Calendar::after(Instant from, Duration counted) const
{
    if (isAroundTheClock() || counted <= Duration::zero())
        return from + std::max(counted, Duration::zero());
    const QTimeZone place = zoneOf(*this);
    std::optional<Instant> reached;
    QDate date = localTime(from, place).date();
    for (int i = 0; i < mostDays && !reached; ++i, date = date.addDays(1)) {
        visitDay(*this, date, place, [&](Instant begins, Instant ends) {
            const Instant begun = std::max(begins, from);
            if (reached || begun >= ends)
                return;
            if (ends - begun >= counted)
                reached = begun + counted;
            else
                counted -= ends - begun;
        });
    }
    return reached.value_or(from + counted);
}

Duration Calendar::between(Instant from, Instant to) const
{
    if (to <= from)
        return Duration::zero();
    if (isAroundTheClock())
        return to - from;
    const QTimeZone place = zoneOf(*this);
    Duration counted{};
    const QDate last = localTime(to, place).date();
    for (QDate date = localTime(from, place).date(); date <= last; date = date.addDays(1)) {
        visitDay(*this, date, place, [&](Instant begins, Instant ends) {
            const Instant begun = std::max(begins, from);
            const Instant ended = std::min(ends, to);
            if (begun < ended)
                counted += ended - begun;
        });
    }
    return counted;
}

void Calendar::addHoliday(const Holiday &day)
{
    const auto at = std::lower_bound(holidays.begin(), holidays.end(), day.date,
                                     [](const Holiday &known, QDate date) { return known.date < date; });
    if (at == holidays.end() || at->date != day.date)
        holidays.insert(at, day);
}

} // namespace slipway
