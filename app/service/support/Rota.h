// Who is on duty when: people who take turns in a time zone, and overrides. Pure.
//
// People change over at the same wall-clock time every so many days, whatever the clocks do in between; a
// change-over at a time that the day skips happens at the next one that exists, one that comes twice at the
// first.
#pragma once
#include "domain/LocalTime.h"
#include "service/support/ContactMethod.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <vector>

namespace slipway {

struct DutyPerson
{
    QString name;
    QString mail;                            // by which they are known when they write
    std::vector<ContactMethod> methods = {}; // in the order in which they are tried
    bool operator==(const DutyPerson &) const = default;

    // {"name","mail","methods":[…]}; what isn't named stays as it is here.
    Result<DutyPerson> with(const QJsonObject &object) const;
    QJsonObject toJson() const;
    // The methods; of somebody without any, mail.
    std::vector<ContactMethod> ways() const;
};

struct DutyOverride
{
    qint64 id = 0;
    QString person;
    Instant begins;
    Instant ends; // not included
    QString reason;
    bool operator==(const DutyOverride &) const = default;
    QJsonObject toJson() const;
};

// A stretch of time in which who is on duty stays the same.
struct DutyShift
{
    Instant begins;
    Instant ends;        // not included
    QString onDuty;      // empty: nobody, a gap
    QString alternate;   // empty: nobody
    QString turn;        // whose turn it is, were there no overrides
    qint64 override = 0; // that puts them on duty; 0: it is their turn
    QString reason;      // of the override
    bool operator==(const DutyShift &) const = default;
    QJsonObject toJson() const;
};

// Whom a page is for.
enum class DutyRank { OnDuty, Alternate, Group, Manager };
QString toText(DutyRank rank); // "on-duty"
Result<DutyRank> dutyRankFromText(QStringView text);

struct Rota
{
    QByteArray zone = "UTC"; // IANA
    QDate first;             // the first person's turn begins on this day
    QTime handOver = QTime(9, 0);
    int days = 7; // a turn
    QStringList people;
    QString manager; // empty: nobody
    std::vector<DutyOverride> overrides;
    bool operator==(const Rota &) const = default;

    // {"zone","first":"2026-11-23","hand_over":"09:00","days","people":[…],"manager"}; overrides are kept
    // apart. Every wrong field is named by its JSON pointer.
    static Result<Rota> fromJson(const QJsonObject &object);
    QJsonObject toJson() const;

    // Empty: nobody.
    QString onDuty(Instant at) const;
    // The one whose turn is next, and who isn't on duty now.
    QString alternate(Instant at) const;
    QStringList peopleOf(DutyRank rank, Instant at) const;
    // When the one on duty changes next, be it by turn or override; nothing with nobody to change to.
    std::optional<Instant> nextChange(Instant at) const;
    // All of them between two moments, one beginning where the other ends.
    std::vector<DutyShift> shifts(Instant from, Instant to) const;

private:
    const DutyOverride *overrideAt(Instant at) const; // or null
    DutyShift shiftAt(Instant at) const;              // its end isn't known yet
    qint64 turnAt(Instant at) const;
    Instant beginOf(qint64 turn) const;
    QString byTurn(qint64 turn) const;
};

} // namespace slipway
