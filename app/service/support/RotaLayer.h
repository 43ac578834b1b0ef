// One layer of a rota: people who take turns in a time zone, and the times in which the layer holds. Pure.
//
// Turns and times are those of the wall clock, whatever the clocks do in between: a change-over at a time
// that the day skips happens at the next one that exists, one that comes twice at the first; a time in which
// a layer holds ends at the last. So no change of the clocks makes a hole between two layers that meet.
#pragma once
#include "domain/LocalTime.h"
#include "domain/Problem.h"

#include <QJsonObject>
#include <QStringList>

#include <array>
#include <functional>
#include <map>
#include <vector>

namespace slipway {

// The holidays of each calendar that layers name, in order.
using HolidayDates = std::map<QString, std::vector<QDate>>;

struct RotaLayer
{
    // Hours of some weekdays, in minutes since the day's beginning; `to` isn't included, and one that isn't
    // later than `from` is of the next day.
    struct Hours
    {
        std::array<bool, 7> days{true, true, true, true, true, true, true}; // Monday first
        int from = 0;
        int to = 24 * 60;
        bool operator==(const Hours &) const = default;
    };
    enum class Holidays { Ignored, Off, Only };

    QString name;            // empty only in a rota of one layer
    QByteArray zone = "UTC"; // IANA
    QDate first;             // the first person's turn begins on this day
    QTime handOver = QTime(9, 0);
    int hours = 7 * 24; // a turn, by the wall clock
    QStringList people;
    std::vector<Hours> when; // empty: always
    Holidays holidays = Holidays::Ignored;
    QString calendar;   // whose holidays, each a day of this layer's zone
    QString alternate;  // the layer whose person is the alternate while this one decides; empty: see Rota
    bool isDuty = true; // or it is only there to be named as an alternate
    bool operator==(const RotaLayer &) const = default;

    // {"name","zone","first":"2026-11-23","hand_over":"09:00","days" or "hours","people":[…],
    // "when":[{"days":["mon",…],"from":"18:00","to":"08:00"}],
    // "holidays":{"calendar":"office","layer":"off" or "only"},"alternate","duty":true}. Every wrong field is
    // named by its JSON pointer.
    static Result<RotaLayer> fromJson(const QJsonObject &object);
    QJsonObject toJson() const; // what is as usual isn't named
    // Nothing but people who take turns of whole days.
    bool isPlain() const;
    bool holdsAlways() const { return when.empty() && holidays == Holidays::Ignored; }

    bool holds(Instant at, const HolidayDates &dates) const;
    qint64 turnAt(Instant at) const; // the layer needn't hold
    Instant beginOf(qint64 turn) const;
    QString personOf(qint64 turn) const; // empty: it has nobody
    // Every moment between two at which its person or whether it holds may change; in no order.
    void visitEdges(Instant from, Instant to, const HolidayDates &dates,
                    const std::function<void(Instant)> &visit) const;

private:
    bool isHoliday(QDate date, const HolidayDates &dates) const;
    void visitHours(QDate from, QDate to, const QTimeZone &place,
                    const std::function<void(Instant, Instant)> &visit) const;
};

} // namespace slipway
