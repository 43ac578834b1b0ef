#include "service/support/HolidayFile.h"

#include <libical/ical.h>

#include <algorithm>
#include <memory>

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

struct Found
{
    QString name;
    int length = 1; // days
    QDate from;     // those before aren't wanted
    std::vector<Calendar::Holiday> *days = nullptr;
};

void addOccurrence(QDate first, const Found &found)
{
    for (int i = 0; i < found.length && found.days->size() <= mostDays; ++i) {
        if (first.addDays(i) >= found.from)
            found.days->push_back({first.addDays(i), found.name});
    }
}

QDate dateOf(const icaltimetype &time)
{
    return {time.year, time.month, time.day};
}

// Every occurrence of a rule, or its one day.
void addEvent(icalcomponent *event, QDate today, std::vector<Calendar::Holiday> &days)
{
    const icaltimetype start = icalcomponent_get_dtstart(event);
    if (icaltime_is_null_time(start) || !start.is_date)
        return;
    const QDate first = dateOf(start);
    const icaltimetype end = icalcomponent_get_dtend(event);
    const int length = icaltime_is_null_time(end) ? 1 : static_cast<int>(first.daysTo(dateOf(end)));
    const char *summary = icalcomponent_get_summary(event);
    const Found found{QString::fromUtf8(summary ? summary : "").simplified().left(120),
                      std::clamp(length, 1, longestEvent), today.addYears(-1), &days};
    icalproperty *rule = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
    if (!rule) {
        addOccurrence(first, found);
        return;
    }
    icalrecur_iterator *it = icalrecur_iterator_new(icalproperty_get_rrule(rule), start);
    if (!it)
        return;
    icalrecur_iterator_set_start(it, dayOf(today.addYears(-1))); // a rule that counts begins at its start
    icaltimetype next = icalrecur_iterator_next(it);
    for (int i = 0; i < mostOccurrences && !icaltime_is_null_time(next); ++i) {
        if (dateOf(next) > today.addYears(10))
            break;
        addOccurrence(dateOf(next), found);
        next = icalrecur_iterator_next(it);
    }
    icalrecur_iterator_free(it);
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
        for (icalcomponent *event = icalcomponent_get_first_component(parsed.get(), ICAL_VEVENT_COMPONENT);
             event; event = icalcomponent_get_next_component(parsed.get(), ICAL_VEVENT_COMPONENT))
            addEvent(event, today, days);
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
