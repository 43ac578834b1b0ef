// Calendars as other programs write them: whatever they hold, only whole days come of them, of the time that
// counts, within bounds, and the same each time.
#include "fuzz/Fuzz.h"
#include "service/support/HolidayFile.h"

#include <algorithm>

using namespace slipway;

namespace {

const QDate today(2026, 11, 27);

QString check(const QByteArray &input)
{
    const auto days = holidaysIn(input, today);
    if (!days) {
        const bool isSaid = !days.error().what.isEmpty() && !days.error().hint.isEmpty();
        return isSaid ? QString() : QStringLiteral("refused without a word");
    }
    if (days->empty() || days->size() > 2000)
        return QStringLiteral("%1 days").arg(days->size());
    const bool areFine = std::all_of(days->begin(), days->end(), [](const Calendar::Holiday &day) {
        return day.date.isValid() && day.date >= today.addYears(-1) && day.name.size() <= 120;
    });
    if (!areFine)
        return QStringLiteral("a day that doesn't count");
    if (const auto again = holidaysIn(input, today); !again || *again != *days)
        return QStringLiteral("another time other days");
    return {};
}

QByteArray calendarOf(const QByteArray &lines)
{
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\n" + lines +
           "END:VEVENT\r\nEND:VCALENDAR\r\n";
}

} // namespace

int main(int argc, char **argv)
{
    const QByteArray yearly = "DTSTART;VALUE=DATE:20001225\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:Christmas\r\n";
    const QByteArray next = "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:a\r\n";
    FuzzTarget target;
    target.name = QStringLiteral("holidays");
    target.seeds = {
        calendarOf("DTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261227\r\n"),
        calendarOf(yearly),
        calendarOf(yearly + "EXDATE;VALUE=DATE:20271225,20281225\r\n"),
        calendarOf(yearly + "EXDATE;TZID=Europe/Berlin:20271225T000000\r\n"),
        calendarOf(yearly + "RDATE;VALUE=DATE:20261224,20261231\r\n"),
        calendarOf(yearly + "RDATE;VALUE=PERIOD:20270101T000000Z/PT1H\r\n"),
        calendarOf(yearly + next + "RECURRENCE-ID;VALUE=DATE:20271225\r\nDTSTART;VALUE=DATE:20271227\r\n"),
        calendarOf(yearly + next +
                   "RECURRENCE-ID;VALUE=DATE:20271225\r\nDTSTART;VALUE=DATE:20271225\r\n"
                   "STATUS:CANCELLED\r\n"),
        calendarOf(yearly + "STATUS:CANCELLED\r\n" + next + yearly)};
    target.words = {"\r\n",
                    "BEGIN:VEVENT\r\n",
                    "END:VEVENT\r\n",
                    "UID:a\r\n",
                    "DTSTART;VALUE=DATE:20270101\r\n",
                    "DTEND;VALUE=DATE:",
                    "RRULE:FREQ=",
                    "DAILY",
                    "SECONDLY",
                    ";COUNT=",
                    ";UNTIL=",
                    ";INTERVAL=",
                    ";BYDAY=-1FR",
                    ";BYSETPOS=",
                    "EXDATE;VALUE=DATE:",
                    "EXDATE:",
                    "RDATE;VALUE=DATE:",
                    "RDATE;VALUE=PERIOD:",
                    "RECURRENCE-ID;VALUE=DATE:",
                    "RECURRENCE-ID;RANGE=THISANDFUTURE:",
                    "STATUS:CANCELLED\r\n",
                    "20271225",
                    "T000000",
                    "Z",
                    ",",
                    "99999999",
                    "-1",
                    "\xff"};
    target.longest = 4 * 1024;
    target.run = check;
    return fuzz(target, argc, argv);
}
