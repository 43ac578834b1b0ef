// The rota as the service told it, read as tolerantly as Rows, and weeks in its time zone. Pure.
#pragma once
#include "domain/Instant.h"

#include <QDate>
#include <QJsonObject>
#include <QStringList>
#include <QTimeZone>

#include <array>
#include <optional>
#include <vector>

namespace slipway {

// A stretch of time in which who is on duty stays the same.
struct ShiftRow
{
    Instant begins;
    Instant ends;
    QString onDuty; // empty: nobody
    QString alternate;
    QString turn;        // whose turn it is, were there no overrides
    qint64 override = 0; // 0: it is their turn
    QString reason;
    qint64 swap = 0;                  // of which the override is a half; 0: none
    bool isAlternateReplaced = false; // they were to be on duty then: there is nobody else
    bool operator==(const ShiftRow &) const = default;
    static std::optional<ShiftRow> fromJson(const QJsonObject &object);
};
std::vector<ShiftRow> shiftsFromJson(const QJsonArray &items);

// Who is on duty at a moment, and who takes turns.
struct DutyNow
{
    QString onDuty;
    QString alternate;
    QString next;
    std::optional<Instant> until; // nothing: nobody is to take over
    QByteArray zone = "UTC";
    QStringList people; // in the order of their turns, then the others that are known
    QString manager;
    QStringList problems; // as the service words them; without those that the week shows
    bool hasRota = false;
    bool operator==(const DutyNow &) const = default;
    static DutyNow fromJson(const QJsonObject &object);
    QTimeZone timeZone() const; // UTC where this machine doesn't know it
};

// Seven days of a zone, and where they begin and end: one on which the clocks change has 23 or 25 hours.
struct DutyWeek
{
    QTimeZone zone = QTimeZone::utc();
    QDate first;
    std::array<Instant, 8> edges{};

    static DutyWeek of(QDate day, const QTimeZone &zone); // that has this day in it
    static DutyWeek at(Instant moment, const QTimeZone &zone);
    QDate day(int index) const { return first.addDays(index); }
    int hours(int index) const;
    bool has(Instant moment) const { return edges.front() <= moment && moment < edges.back(); }
};

QDateTime zonedTime(Instant moment, const QTimeZone &zone);
// The wall-clock time of a zone as a moment; one that comes twice is the first, one that never comes the next
// that exists.
Instant momentOf(const QDateTime &wall, const QTimeZone &zone);
// To the nearest quarter of an hour of the wall clock.
Instant snapped(Instant moment, const QTimeZone &zone);
QString zonedText(Instant moment, const QTimeZone &zone); // "Mon 30 Nov 09:00", as the locale writes it
QString zoneText(Instant moment, const QTimeZone &zone);  // "Europe/Berlin, UTC+1"
QString longSpan(Duration span);                          // "2 d 14 h", "3 h 15 min", "40 s"
QString exactSpan(Duration span);                         // "0:14:32", "27:00:00"

// Whole turns, the nearest first: stretches between which only the alternate changes are one; gaps are none.
std::vector<ShiftRow> turnsOf(const std::vector<ShiftRow> &shifts);

// Who would be replaced by `person` between two moments, and for how long in all; who is on duty anyway isn't
// replaced. An empty name stands for a gap that is closed.
struct Replaced
{
    QString who;
    Duration span{};
    bool operator==(const Replaced &) const = default;
};
std::vector<Replaced> replacedBy(const QString &person, Instant from, Instant to,
                                 const std::vector<ShiftRow> &shifts);

} // namespace slipway
