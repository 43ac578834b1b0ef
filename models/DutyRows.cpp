#include "models/DutyRows.h"

#include "domain/Json.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QLocale>

#include <algorithm>

namespace slipway {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(slipway::DutyRows)
};

std::optional<Instant> timeIn(const QJsonObject &object, const char *field)
{
    const auto time = instantFromText(object.value(QLatin1String(field)).toString());
    return time ? std::optional(*time) : std::nullopt;
}

Instant instantAt(qint64 msecs)
{
    return Instant(std::chrono::milliseconds(msecs));
}

qint64 msecsOf(Instant moment)
{
    return std::chrono::floor<std::chrono::milliseconds>(moment).time_since_epoch().count();
}

} // namespace

std::optional<ShiftRow> ShiftRow::fromJson(const QJsonObject &object)
{
    const auto begins = timeIn(object, "begins");
    const auto ends = timeIn(object, "ends");
    if (!begins || !ends || *begins >= *ends)
        return std::nullopt;
    const auto text = [&](const char *field) { return object.value(QLatin1String(field)).toString(); };
    return ShiftRow{*begins,
                    *ends,
                    text("on_duty"),
                    text("alternate"),
                    text("turn"),
                    object.value(QLatin1String("override")).toInteger(),
                    text("reason"),
                    object.value(QLatin1String("swap")).toInteger(),
                    object.value(QLatin1String("alternate_replaced")).toBool()};
}

std::vector<ShiftRow> shiftsFromJson(const QJsonArray &items)
{
    std::vector<ShiftRow> shifts;
    for (const QJsonValue &item : items) {
        auto shift = ShiftRow::fromJson(item.toObject());
        if (shift && (shifts.empty() || shifts.back().ends <= shift->begins))
            shifts.push_back(std::move(*shift));
    }
    return shifts;
}

DutyNow DutyNow::fromJson(const QJsonObject &object)
{
    DutyNow now;
    now.onDuty = object.value(QLatin1String("on_duty")).toString();
    now.alternate = object.value(QLatin1String("alternate")).toString();
    now.next = object.value(QLatin1String("next")).toString();
    now.until = timeIn(object, "until");
    const QJsonObject rota = object.value(QLatin1String("rota")).toObject();
    now.hasRota = !rota.isEmpty();
    now.zone = rota.value(QLatin1String("zone")).toString(QStringLiteral("UTC")).toLatin1();
    now.people = stringsFromJson(rota.value(QLatin1String("people")));
    now.manager = rota.value(QLatin1String("manager")).toString();
    for (const QJsonValue &value : object.value(QLatin1String("people")).toArray()) {
        const QString name = value.toObject().value(QLatin1String("name")).toString();
        if (!name.isEmpty() && !now.people.contains(name))
            now.people.append(name);
    }
    now.people.removeDuplicates();
    for (const QString &problem : stringsFromJson(object.value(QLatin1String("problems")))) {
        if (!problem.startsWith(QLatin1String("Nobody is on duty")) &&
            problem != QLatin1String("There is no alternate"))
            now.problems.append(problem);
    }
    return now;
}

QTimeZone DutyNow::timeZone() const
{
    const QTimeZone known(zone);
    return known.isValid() ? known : QTimeZone::utc();
}

DutyWeek DutyWeek::of(QDate day, const QTimeZone &zone)
{
    DutyWeek week;
    week.zone = zone;
    const int begins = QLocale().firstDayOfWeek();
    week.first = day.addDays(-((day.dayOfWeek() - begins + 7) % 7));
    for (int i = 0; i < int(week.edges.size()); ++i)
        week.edges[static_cast<std::size_t>(i)] =
            instantAt(week.first.addDays(i).startOfDay(zone).toMSecsSinceEpoch());
    return week;
}

DutyWeek DutyWeek::at(Instant moment, const QTimeZone &zone)
{
    return of(zonedTime(moment, zone).date(), zone);
}

int DutyWeek::hours(int index) const
{
    const auto at = static_cast<std::size_t>(index);
    return static_cast<int>(std::chrono::round<std::chrono::hours>(edges[at + 1] - edges[at]).count());
}

QDateTime zonedTime(Instant moment, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(msecsOf(moment), zone);
}

Instant momentOf(const QDateTime &wall, const QTimeZone &zone)
{
    const qint64 asUtc = QDateTime(wall.date(), wall.time(), Qt::UTC).toMSecsSinceEpoch();
    constexpr qint64 day = 24LL * 3600 * 1000;
    const QDateTime before = QDateTime::fromMSecsSinceEpoch(asUtc - day, Qt::UTC);
    const QDateTime after = QDateTime::fromMSecsSinceEpoch(asUtc + day, Qt::UTC);
    const qint64 early = asUtc - std::max(zone.offsetFromUtc(before), zone.offsetFromUtc(after)) * 1000LL;
    const qint64 late = asUtc - std::min(zone.offsetFromUtc(before), zone.offsetFromUtc(after)) * 1000LL;
    for (const qint64 candidate : {early, late}) {
        const QDateTime local = QDateTime::fromMSecsSinceEpoch(candidate, zone);
        if (local.date() == wall.date() && local.time() == wall.time())
            return instantAt(candidate);
    }
    const auto jumps = zone.transitions(before, after);
    return instantAt(jumps.isEmpty() ? late : jumps.front().atUtc.toMSecsSinceEpoch());
}

Instant snapped(Instant moment, const QTimeZone &zone)
{
    constexpr qint64 quarter = 15LL * 60 * 1000;
    const qint64 offset = zone.offsetFromUtc(zonedTime(moment, zone).toUTC()) * 1000LL;
    const qint64 wall = msecsOf(moment) + offset;
    const qint64 whole = (wall + quarter / 2) / quarter * quarter;
    return instantAt(whole - offset);
}

QString zonedText(Instant moment, const QTimeZone &zone)
{
    const QDateTime time = zonedTime(moment, zone);
    const QLocale locale;
    return Words::tr("%1 %2, %3", "short day of the week, day and month, time")
        .arg(locale.dayName(time.date().dayOfWeek(), QLocale::ShortFormat),
             locale.toString(time.date(), Words::tr("d MMM", "format of a day and month")),
             time.time().toString(QStringLiteral("HH:mm")));
}

QString zoneText(Instant moment, const QTimeZone &zone)
{
    const int minutes = zone.offsetFromUtc(zonedTime(moment, zone).toUTC()) / 60;
    QString offset = QStringLiteral("UTC");
    if (minutes != 0) {
        offset += (minutes > 0 ? QStringLiteral("+") : QStringLiteral("−")) +
                  QString::number(std::abs(minutes) / 60);
        if (minutes % 60 != 0)
            offset += QStringLiteral(":%1").arg(std::abs(minutes) % 60, 2, 10, QLatin1Char('0'));
    }
    const QString name = QString::fromLatin1(zone.id());
    return name == QLatin1String("UTC") ? offset
                                        : Words::tr("%1, %2", "time zone, its offset").arg(name, offset);
}

QString longSpan(Duration span)
{
    const qint64 seconds = std::chrono::floor<std::chrono::seconds>(span).count();
    const qint64 minutes = seconds / 60;
    const qint64 hours = minutes / 60;
    const qint64 days = hours / 24;
    if (days > 0)
        return hours % 24 > 0 ? Words::tr("%1 d %2 h").arg(days).arg(hours % 24)
                              : Words::tr("%1 d").arg(days);
    if (hours > 0)
        return minutes % 60 > 0 ? Words::tr("%1 h %2 min").arg(hours).arg(minutes % 60)
                                : Words::tr("%1 h").arg(hours);
    return minutes > 0 ? Words::tr("%1 min").arg(minutes)
                       : Words::tr("%1 s").arg(std::max<qint64>(seconds, 0));
}

QString exactSpan(Duration span)
{
    const qint64 seconds = std::chrono::floor<std::chrono::seconds>(span).count();
    return QStringLiteral("%1:%2:%3")
        .arg(seconds / 3600)
        .arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

std::vector<ShiftRow> turnsOf(const std::vector<ShiftRow> &shifts)
{
    std::vector<ShiftRow> turns;
    for (const ShiftRow &shift : shifts) {
        if (shift.onDuty.isEmpty())
            continue;
        if (!turns.empty() && turns.back().onDuty == shift.onDuty && turns.back().ends == shift.begins)
            turns.back().ends = shift.ends;
        else
            turns.push_back(shift);
    }
    return turns;
}

std::vector<Replaced> replacedBy(const QString &person, Instant from, Instant to,
                                 const std::vector<ShiftRow> &shifts)
{
    std::vector<Replaced> replaced;
    for (const ShiftRow &shift : shifts) {
        const Duration span = std::min(to, shift.ends) - std::max(from, shift.begins);
        if (span <= Duration::zero() || shift.onDuty == person)
            continue;
        const auto known = std::find_if(replaced.begin(), replaced.end(),
                                        [&](const Replaced &one) { return one.who == shift.onDuty; });
        if (known == replaced.end())
            replaced.push_back({shift.onDuty, span});
        else
            known->span += span;
    }
    return replaced;
}

} // namespace slipway
