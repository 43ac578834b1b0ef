// The hours in which a guarantee counts: around the clock, or hours of weekdays in a time zone, without the
// holidays. Pure.
#pragma once
#include "domain/Instant.h"

#include <QDate>
#include <QJsonObject>

#include <array>
#include <vector>

namespace slipway {

struct Calendar
{
    struct Hours // of a day, in minutes since its beginning; `to` isn't included
    {
        int from = 0;
        int to = 0;
        bool operator==(const Hours &) const = default;
    };
    struct Holiday
    {
        QDate date;
        QString name;
        bool operator==(const Holiday &) const = default;
    };
    QByteArray zone;                        // IANA; empty: the customer's own
    std::array<std::vector<Hours>, 7> week; // Monday first; all empty: around the clock
    std::vector<Holiday> holidays;          // by date, each date once
    bool operator==(const Calendar &) const = default;

    // {"zone":"Europe/Berlin","hours":{"mon":["08:00-12:00","13:00-24:00"],…},"holidays":[{"date","name"}]};
    // a day that isn't named is closed, no hours at all mean around the clock, holidays included. Every wrong
    // field is named by its JSON pointer.
    static Result<Calendar> fromJson(const QJsonObject &object);
    QJsonObject toJson() const;

    bool isAroundTheClock() const;
    bool isHoliday(QDate date) const;
    Calendar inZone(const QByteArray &otherwise) const; // for a calendar without a zone of its own
    // The first moment at which this much of its hours has passed since then.
    Instant after(Instant from, Duration counted) const;
    // How much of its hours lies between; nothing when `to` isn't later.
    Duration between(Instant from, Instant to) const;
    void addHoliday(const Holiday &day); // a date that is one already keeps its first name
};

} // namespace slipway
