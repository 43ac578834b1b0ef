#include "service/support/RotaLayer.h"

#include "domain/Json.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace slipway {

namespace {

constexpr std::array<const char *, 7> dayNames{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr int wholeDay = 24 * 60;
constexpr int longestTurn = 366;
constexpr int mostPeople = 200;
constexpr int mostHours = 50;
constexpr qsizetype longestName = 60;

Failure wrong(const QString &where, const QString &what, const QString &hint)
{
    return fail(Problem::Kind::Invalid, what, hint, QLatin1Char('/') + where);
}

QString timeText(int minutes)
{
    return QStringLiteral("%1:%2")
        .arg(minutes / 60, 2, 10, QLatin1Char('0'))
        .arg(minutes % 60, 2, 10, QLatin1Char('0'));
}

std::optional<int> minutesFrom(const QJsonValue &value, int otherwise)
{
    static const QRegularExpression shape(QStringLiteral("\\A(\\d\\d):([0-5]\\d)\\z"));
    if (value.isUndefined())
        return otherwise;
    const auto match = shape.match(value.toString());
    const int minutes = match.capturedView(1).toInt() * 60 + match.capturedView(2).toInt();
    return match.hasMatch() && minutes <= wholeDay ? std::optional(minutes) : std::nullopt;
}

Result<void> checkKnown(const QJsonObject &object, const QStringList &known, const QString &what,
                        const QString &where)
{
    for (const QString &key : object.keys()) {
        if (!known.contains(key))
            return wrong(where + key.left(longestName),
                         QStringLiteral("%1 has no \"%2\"").arg(what, key.left(longestName)),
                         QStringLiteral("It has: %1.").arg(known.join(QStringLiteral(", "))));
    }
    return {};
}

Result<std::array<bool, 7>> daysFrom(const QJsonValue &value, const QString &where)
{
    std::array<bool, 7> days{};
    for (const QJsonValue &one : value.toArray()) {
        const QString name = one.toString();
        const auto at = std::find_if(dayNames.begin(), dayNames.end(),
                                     [&](const char *known) { return name == QLatin1String(known); });
        if (at == dayNames.end())
            return wrong(where, QStringLiteral("\"%1\" is no day of the week").arg(name.left(longestName)),
                         QStringLiteral("Use mon, tue, wed, thu, fri, sat and sun."));
        days[static_cast<std::size_t>(at - dayNames.begin())] = true;
    }
    if (std::find(days.begin(), days.end(), true) == days.end())
        return wrong(
            where, QStringLiteral("It isn't said on which days"),
            QStringLiteral("Name them, such as [\"mon\", \"tue\"]; without \"days\" it is every day."));
    return days;
}

Result<RotaLayer::Hours> hoursFrom(const QJsonValue &value, const QString &where)
{
    const QJsonObject object = value.toObject();
    static const QStringList known{QStringLiteral("days"), QStringLiteral("from"), QStringLiteral("to")};
    if (!value.isObject())
        return wrong(where, QStringLiteral("It isn't said when the layer holds"),
                     QStringLiteral("Use {\"days\": [\"mon\"], \"from\": \"18:00\", \"to\": \"08:00\"}."));
    if (auto checked = checkKnown(object, known, QStringLiteral("A time"), where + QLatin1Char('/'));
        !checked)
        return Failure(checked.error());
    RotaLayer::Hours hours;
    if (object.contains(QLatin1String("days"))) {
        const auto days = daysFrom(object.value(QLatin1String("days")), where + QStringLiteral("/days"));
        if (!days)
            return Failure(days.error());
        hours.days = *days;
    }
    const auto from = minutesFrom(object.value(QLatin1String("from")), 0);
    const auto to = minutesFrom(object.value(QLatin1String("to")), wholeDay);
    const bool isFromWrong = !from || *from == wholeDay;
    if (isFromWrong || !to)
        return wrong(where + (isFromWrong ? QStringLiteral("/from") : QStringLiteral("/to")),
                     QStringLiteral("It is no time of a day"),
                     QStringLiteral("Use such as 18:00; 24:00 is the end of the day."));
    hours.from = *from;
    hours.to = *to;
    return hours;
}

QJsonObject jsonOf(const RotaLayer::Hours &hours)
{
    QJsonObject object{{QStringLiteral("from"), timeText(hours.from)},
                       {QStringLiteral("to"), timeText(hours.to)}};
    QJsonArray days;
    for (std::size_t i = 0; i < dayNames.size(); ++i) {
        if (hours.days[i])
            days.append(QLatin1String(dayNames[i]));
    }
    if (days.size() < 7)
        object.insert(QStringLiteral("days"), days);
    return object;
}

Result<void> readTurns(const QJsonObject &object, RotaLayer &layer)
{
    layer.zone = object.value(QLatin1String("zone")).toString(QStringLiteral("UTC")).toUtf8();
    if (!isTimeZone(layer.zone))
        return wrong(QStringLiteral("zone"),
                     QStringLiteral("\"%1\" is no time zone").arg(QString::fromUtf8(layer.zone.left(60))),
                     QStringLiteral("Use a name such as Europe/Berlin."));
    layer.first = QDate::fromString(object.value(QLatin1String("first")).toString(), Qt::ISODate);
    if (!layer.first.isValid())
        return wrong(QStringLiteral("first"),
                     QStringLiteral("It isn't said on which day the first turn begins"),
                     QStringLiteral("Use a day such as 2026-11-23."));
    layer.handOver = QTime::fromString(
        object.value(QLatin1String("hand_over")).toString(QStringLiteral("09:00")), QStringLiteral("HH:mm"));
    if (!layer.handOver.isValid())
        return wrong(QStringLiteral("hand_over"), QStringLiteral("It isn't said when people hand over"),
                     QStringLiteral("Use a time such as 09:00."));
    const bool isByHours = object.contains(QLatin1String("hours"));
    if (isByHours && object.contains(QLatin1String("days")))
        return wrong(QStringLiteral("hours"), QStringLiteral("A turn takes days or hours, not both"),
                     QStringLiteral("Leave out one of them."));
    const char *field = isByHours ? "hours" : "days";
    const int unit = isByHours ? 1 : 24;
    const int most = longestTurn * 24 / unit;
    const int length =
        object.value(QLatin1String(field)).toInt(object.contains(QLatin1String(field)) ? 0 : 7);
    if (length < 1 || length > most)
        return wrong(QLatin1String(field),
                     QStringLiteral("A turn takes 1 to %1 %2").arg(most).arg(QLatin1String(field)), {});
    layer.hours = length * unit;
    layer.people = stringsFromJson(object.value(QLatin1String("people")));
    if (layer.people.isEmpty() || layer.people.size() > mostPeople || layer.people.contains(QString()))
        return wrong(QStringLiteral("people"), QStringLiteral("A rota needs people"),
                     QStringLiteral("Name those who take turns, in order."));
    return {};
}

Result<void> readWhen(const QJsonValue &value, RotaLayer &layer)
{
    const QJsonArray list = value.toArray();
    if (!value.isUndefined() && (!value.isArray() || list.isEmpty() || list.size() > mostHours))
        return wrong(QStringLiteral("when"),
                     QStringLiteral("When the layer holds is a list of 1 to %1").arg(mostHours),
                     QStringLiteral("Without \"when\" it holds always."));
    for (qsizetype i = 0; i < list.size(); ++i) {
        const auto hours = hoursFrom(list.at(i), QStringLiteral("when/%1").arg(i));
        if (!hours)
            return Failure(hours.error());
        layer.when.push_back(*hours);
    }
    return {};
}

Result<void> readHolidays(const QJsonValue &value, RotaLayer &layer)
{
    if (value.isUndefined())
        return {};
    static const QStringList known{QStringLiteral("calendar"), QStringLiteral("layer")};
    const QJsonObject object = value.toObject();
    if (auto checked = checkKnown(object, known, QStringLiteral("It"), QStringLiteral("holidays/")); !checked)
        return checked;
    layer.calendar = object.value(QLatin1String("calendar")).toString();
    const QString then = object.value(QLatin1String("layer")).toString();
    layer.holidays = then == QLatin1String("off")    ? RotaLayer::Holidays::Off
                     : then == QLatin1String("only") ? RotaLayer::Holidays::Only
                                                     : RotaLayer::Holidays::Ignored;
    if (layer.calendar.isEmpty() || layer.holidays == RotaLayer::Holidays::Ignored)
        return wrong(QStringLiteral("holidays"),
                     QStringLiteral("It isn't said what happens on whose holidays"),
                     QStringLiteral("Use {\"calendar\": \"office\", \"layer\": \"off\"}, or \"only\"."));
    return {};
}

} // namespace

Result<RotaLayer> RotaLayer::fromJson(const QJsonObject &object)
{
    static const QStringList known{
        QStringLiteral("name"),      QStringLiteral("zone"), QStringLiteral("first"),
        QStringLiteral("hand_over"), QStringLiteral("days"), QStringLiteral("hours"),
        QStringLiteral("people"),    QStringLiteral("when"), QStringLiteral("holidays"),
        QStringLiteral("alternate"), QStringLiteral("duty")};
    if (auto checked = checkKnown(object, known, QStringLiteral("A layer"), {}); !checked)
        return Failure(checked.error());
    RotaLayer layer;
    layer.name = object.value(QLatin1String("name")).toString().trimmed();
    layer.alternate = object.value(QLatin1String("alternate")).toString();
    layer.isDuty = object.value(QLatin1String("duty")).toBool(true);
    if (layer.name.size() > longestName)
        return wrong(QStringLiteral("name"), QStringLiteral("The name is longer than %1").arg(longestName),
                     {});
    if (auto read = readTurns(object, layer); !read)
        return Failure(read.error());
    if (auto read = readWhen(object.value(QLatin1String("when")), layer); !read)
        return Failure(read.error());
    if (auto read = readHolidays(object.value(QLatin1String("holidays")), layer); !read)
        return Failure(read.error());
    return layer;
}

QJsonObject RotaLayer::toJson() const
{
    QJsonObject object{{QStringLiteral("zone"), QString::fromUtf8(zone)},
                       {QStringLiteral("first"), first.toString(Qt::ISODate)},
                       {QStringLiteral("hand_over"), handOver.toString(QStringLiteral("HH:mm"))},
                       {QStringLiteral("people"), slipway::toJson(people)}};
    if (hours % 24 == 0)
        object.insert(QStringLiteral("days"), hours / 24);
    else
        object.insert(QStringLiteral("hours"), hours);
    if (!name.isEmpty())
        object.insert(QStringLiteral("name"), name);
    if (!when.empty()) {
        QJsonArray list;
        for (const Hours &one : when)
            list.append(jsonOf(one));
        object.insert(QStringLiteral("when"), list);
    }
    if (holidays != Holidays::Ignored)
        object.insert(
            QStringLiteral("holidays"),
            QJsonObject{{QStringLiteral("calendar"), calendar},
                        {QStringLiteral("layer"),
                         holidays == Holidays::Off ? QStringLiteral("off") : QStringLiteral("only")}});
    if (!alternate.isEmpty())
        object.insert(QStringLiteral("alternate"), alternate);
    if (!isDuty)
        object.insert(QStringLiteral("duty"), false);
    return object;
}

bool RotaLayer::isPlain() const
{
    return name.isEmpty() && hours % 24 == 0 && holdsAlways() && alternate.isEmpty() && isDuty;
}

bool RotaLayer::isHoliday(QDate date, const HolidayDates &dates) const
{
    const auto of = dates.find(calendar);
    return of != dates.end() && std::binary_search(of->second.begin(), of->second.end(), date);
}

// The hours that begin on these days.
void RotaLayer::visitHours(QDate from, QDate to, const QTimeZone &place,
                           const std::function<void(Instant, Instant)> &visit) const
{
    const auto timeOf = [](int minutes) { return QTime(minutes / 60 % 24, minutes % 60); };
    for (QDate date = from; date <= to; date = date.addDays(1)) {
        for (const Hours &one : when) {
            if (!one.days[static_cast<std::size_t>(date.dayOfWeek() - 1)])
                continue;
            const bool endsNextDay = one.to <= one.from || one.to == wholeDay;
            const Instant begins = instantOf(date, timeOf(one.from), place);
            const Instant ends = lastInstantOf(endsNextDay ? date.addDays(1) : date, timeOf(one.to), place);
            if (begins < ends)
                visit(begins, ends);
        }
    }
}

bool RotaLayer::holds(Instant at, const HolidayDates &dates) const
{
    if (holdsAlways())
        return true;
    const QTimeZone place(zone);
    const QDate today = localTime(at, place).date();
    if (holidays != Holidays::Ignored && isHoliday(today, dates) != (holidays == Holidays::Only))
        return false;
    bool isWithin = when.empty();
    visitHours(today.addDays(-1), today, place,
               [&](Instant begins, Instant ends) { isWithin = isWithin || (begins <= at && at < ends); });
    return isWithin;
}

Instant RotaLayer::beginOf(qint64 turn) const
{
    const QDateTime wall = QDateTime(first, handOver, Qt::UTC).addSecs(turn * hours * 3600);
    return instantOf(wall.date(), wall.time(), QTimeZone(zone));
}

qint64 RotaLayer::turnAt(Instant at) const
{
    const QDateTime local = localTime(at, QTimeZone(zone));
    const QDateTime wall(local.date(), local.time(), Qt::UTC);
    const qint64 length = hours * 3600LL;
    const qint64 since = QDateTime(first, handOver, Qt::UTC).secsTo(wall);
    qint64 turn = since >= 0 ? since / length : -((-since + length - 1) / length);
    // Where the clocks were changed the wall says less than all.
    while (beginOf(turn) > at)
        --turn;
    while (beginOf(turn + 1) <= at)
        ++turn;
    return turn;
}

QString RotaLayer::personOf(qint64 turn) const
{
    if (people.isEmpty())
        return {};
    const qint64 count = people.size();
    return people.at(static_cast<qsizetype>(((turn % count) + count) % count));
}

void RotaLayer::visitEdges(Instant from, Instant to, const HolidayDates &dates,
                           const std::function<void(Instant)> &visit) const
{
    if (std::any_of(people.begin(), people.end(),
                    [&](const QString &one) { return one != people.front(); })) {
        for (qint64 turn = turnAt(from) + 1;; ++turn) {
            const Instant begins = beginOf(turn);
            if (begins >= to)
                break;
            visit(begins);
        }
    }
    if (holdsAlways())
        return;
    const QTimeZone place(zone);
    const QDate firstDay = localTime(from, place).date();
    const QDate lastDay = localTime(to, place).date();
    visitHours(firstDay.addDays(-1), lastDay, place, [&](Instant begins, Instant ends) {
        visit(begins);
        visit(ends);
    });
    const auto of = dates.find(calendar);
    if (holidays == Holidays::Ignored || of == dates.end())
        return;
    const auto begin = std::lower_bound(of->second.begin(), of->second.end(), firstDay.addDays(-1));
    for (auto date = begin; date != of->second.end() && *date <= lastDay; ++date) {
        visit(instantOf(*date, QTime(0, 0), place));
        visit(instantOf(date->addDays(1), QTime(0, 0), place));
    }
}

} // namespace slipway
