#include "service/support/HolidayFile.h"

#include <libical/ical.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>

namespace slipway {

namespace {

constexpr qsizetype largestFile = 1 << 20;
constexpr std::size_t mostDays = 2000;
constexpr int longestEvent = 60;      // days
constexpr int mostOccurrences = 5000; // of one rule: a weekly one of a century

struct Free
{
    void operator()(icalcomponent *component) const { icalcomponent_free(component); }
};

icaltimetype dayOf(QDate date)
{
    icaltimetype day = icaltime_null_date();
    day.year = date.year();
    day.month = date.month();
    day.day = date.day();
    return day;
}

QDate dateOf(const icaltimetype &time)
{
    return {time.year, time.month, time.day};
}

// Nothing where it isn't a whole day. Some programs write the midnight that a day begins with instead.
std::optional<QDate> wholeDay(const icaltimetype &time)
{
    const bool isMidnight = time.hour == 0 && time.minute == 0 && time.second == 0 && !icaltime_is_utc(time);
    const QDate day = dateOf(time);
    return day.isValid() && (time.is_date || isMidnight) ? std::optional(day) : std::nullopt;
}

QString uidOf(icalcomponent *event)
{
    const char *uid = icalcomponent_get_uid(event);
    return QString::fromUtf8(uid ? uid : "");
}

bool isCancelled(icalcomponent *event)
{
    return icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED;
}

template <class Work>
void forEachProperty(icalcomponent *event, icalproperty_kind kind, Work work)
{
    for (icalproperty *one = icalcomponent_get_first_property(event, kind); one;
         one = icalcomponent_get_next_property(event, kind))
        work(one);
}

template <class Work>
void forEachEvent(icalcomponent *calendar, Work work)
{
    for (icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event;
         event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
        work(event);
}

// Occurrences that an event of their own takes the place of, by the UID that both have.
using Moved = std::map<QString, std::set<QDate>>;

Moved movedIn(icalcomponent *calendar)
{
    Moved moved;
    forEachEvent(calendar, [&](icalcomponent *event) {
        const auto day = wholeDay(icalcomponent_get_recurrenceid(event));
        const QString uid = uidOf(event);
        if (day && !uid.isEmpty())
            moved[uid].insert(*day);
    });
    return moved;
}

// Days on which a rule's occurrences begin. One of hours or less makes no whole days.
void addRule(icalproperty *rule, const icaltimetype &start, QDate today, std::set<QDate> &days)
{
    const icalrecurrencetype how = icalproperty_get_rrule(rule);
    icalrecur_iterator *it = how.freq >= ICAL_DAILY_RECURRENCE ? icalrecur_iterator_new(how, start) : nullptr;
    if (!it)
        return;
    icalrecur_iterator_set_start(it, dayOf(today.addYears(-1))); // a rule that counts begins at its start
    icaltimetype next = icalrecur_iterator_next(it);
    for (int i = 0; i < mostOccurrences && !icaltime_is_null_time(next); ++i) {
        if (dateOf(next) > today.addYears(10))
            break;
        days.insert(dateOf(next));
        next = icalrecur_iterator_next(it);
    }
    icalrecur_iterator_free(it);
}

// Days on which its occurrences begin: by its rule, or its one day, and those that were added; without those
// that were taken out or take place as an event of their own.
std::set<QDate> daysOf(icalcomponent *event, const icaltimetype &start, const Moved &moved, QDate today)
{
    std::set<QDate> days;
    const bool isMoved = !icaltime_is_null_time(icalcomponent_get_recurrenceid(event));
    icalproperty *rule = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
    if (isMoved || !rule)
        days.insert(dateOf(start));
    if (isMoved)
        return days;
    if (rule)
        addRule(rule, start, today, days);
    forEachProperty(event, ICAL_RDATE_PROPERTY, [&](icalproperty *added) {
        if (const auto day = wholeDay(icalproperty_get_rdate(added).time)) // null of a period
            days.insert(*day);
    });
    forEachProperty(event, ICAL_EXDATE_PROPERTY, [&](icalproperty *taken) {
        if (const auto day = wholeDay(icalproperty_get_exdate(taken)))
            days.erase(*day);
    });
    if (const auto elsewhere = moved.find(uidOf(event)); elsewhere != moved.end()) {
        for (const QDate &day : elsewhere->second)
            days.erase(day);
    }
    return days;
}

void addEvent(icalcomponent *event, const Moved &moved, QDate today, std::vector<Calendar::Holiday> &found)
{
    const icaltimetype start = icalcomponent_get_dtstart(event);
    const QDate first = dateOf(start);
    if (found.size() > mostDays || isCancelled(event) || !start.is_date || !first.isValid())
        return;
    const icaltimetype end = icalcomponent_get_dtend(event);
    const QDate last = icaltime_is_null_time(end) ? first : dateOf(end).addDays(-1);
    const int length = std::clamp(static_cast<int>(first.daysTo(last)) + 1, 1, longestEvent);
    const char *summary = icalcomponent_get_summary(event);
    const QString name = QString::fromUtf8(summary ? summary : "").simplified().left(120);
    for (const QDate &begins : daysOf(event, start, moved, today)) {
        for (int i = 0; i < length && found.size() <= mostDays; ++i) {
            const QDate day = begins.addDays(i);
            if (day >= today.addYears(-1))
                found.push_back({day, name});
        }
    }
}

} // namespace

Result<std::vector<Calendar::Holiday>> holidaysIn(const QByteArray &file, QDate today)
{
    if (file.size() > largestFile)
        return fail(Problem::Kind::Invalid, QStringLiteral("The file is larger than a calendar of holidays"),
                    QStringLiteral("At most 1 MB is read."));
    std::vector<Calendar::Holiday> days;
    const std::unique_ptr<icalcomponent, Free> parsed(icalparser_parse_string(file.constData()));
    if (parsed) {
        const Moved moved = movedIn(parsed.get());
        forEachEvent(parsed.get(), [&](icalcomponent *event) { addEvent(event, moved, today, days); });
    }
    if (days.empty())
        return fail(Problem::Kind::Invalid, QStringLiteral("The file names no holidays"),
                    QStringLiteral("Use an iCalendar file with events of whole days (DTSTART;VALUE=DATE)."));
    if (days.size() > mostDays)
        return fail(Problem::Kind::Invalid, QStringLiteral("The file names more than %1 days").arg(mostDays),
                    QStringLiteral("Use one for the holidays of the provider or the customer alone."));
    return days;
}

} // namespace slipway
