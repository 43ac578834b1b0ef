// Who is on duty when: layers of people who take turns, and overrides. Pure.
//
// Of the layers that hold the topmost decides, which is the one that is named first; overrides go above all.
#pragma once
#include "service/support/ContactMethod.h"
#include "service/support/RotaLayer.h"

#include <optional>

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
    qint64 swap = 0; // of which it is a half; 0: none
    bool operator==(const DutyOverride &) const = default;
    QJsonObject toJson() const;
};

// Two people exchange two stretches, each of which is theirs: two overrides that are made and taken back in
// one act.
struct DutySwap
{
    struct Stretch
    {
        QString person; // whose it is by turn
        Instant begins;
        Instant ends; // not included
        bool operator==(const Stretch &) const = default;
    };
    qint64 id = 0;
    Stretch given; // what one gives
    Stretch taken; // what the other gives for it
    QString reason;
    bool operator==(const DutySwap &) const = default;
    // {"id","person","begins","ends","with","with_begins","with_ends","reason"}
    QJsonObject toJson() const;
};

// A stretch of time in which who is on duty stays the same.
struct DutyShift
{
    Instant begins;
    Instant ends;                     // not included
    QString onDuty;                   // empty: nobody, a gap
    QString alternate;                // empty: nobody
    QString turn;                     // whose turn it is, were there no overrides
    QString layer;                    // that says so; empty: none holds, or it has no name
    qint64 override = 0;              // that puts them on duty; 0: it is their turn
    QString reason;                   // of the override
    qint64 swap = 0;                  // of which that is a half; 0: none
    bool isAlternateReplaced = false; // they were to be on duty then, and aren't: there is nobody else
    bool operator==(const DutyShift &) const = default;
    QJsonObject toJson() const;
};

// Whom a page is for.
enum class DutyRank { OnDuty, Alternate, Group, Manager };
QString toText(DutyRank rank); // "on-duty"
Result<DutyRank> dutyRankFromText(QStringView text);

struct Rota
{
    std::vector<RotaLayer> layers; // the topmost first
    QString manager;               // empty: nobody
    std::vector<DutyOverride> overrides;
    HolidayDates holidays; // of the calendars that layers name; one that is missing has none
    bool operator==(const Rota &) const = default;

    // Of one layer {"zone","first":"2026-11-23","hand_over":"09:00","days","people":[…],"manager"}; of more
    // {"layers":[…],"manager"}, each with a name, and given back with "zone" and "people" of all of them,
    // which aren't read. Overrides and holidays are kept apart. Every wrong field is named by its JSON
    // pointer.
    static Result<Rota> fromJson(const QJsonObject &object);
    QJsonObject toJson() const;
    static Rota of(RotaLayer layer, const QString &manager = {});

    QByteArray zone() const; // in which it is told: the topmost layer's
    QStringList people() const;
    QStringList calendars() const;

    // Empty: nobody.
    QString onDuty(Instant at) const;
    // Who isn't on duty now, and is: whose layer the deciding one names; else the person of that layer and
    // of those below it that hold too; else the next in turn of them. Who is replaced then comes after all
    // others: it is known that they aren't there.
    QString alternate(Instant at) const;
    QStringList peopleOf(DutyRank rank, Instant at) const;
    // When the one on duty changes next, be it by turn or override; nothing with nobody to change to, or not
    // for a year.
    std::optional<Instant> nextChange(Instant at) const;
    // All of them between two moments, one beginning where the other ends.
    std::vector<DutyShift> shifts(Instant from, Instant to) const;

private:
    const DutyOverride *overrideAt(Instant at) const;           // or null
    const RotaLayer *decidingAt(Instant at) const;              // or null
    DutyShift shiftAt(Instant at) const;                        // its end isn't known yet
    std::vector<Instant> edges(Instant from, Instant to) const; // between them, each once, in order
    // Who isn't on duty and could be called next, the first to be called first.
    QStringList followers(const QString &onDuty, const RotaLayer *deciding, Instant at) const;
    // Whose turn it is, and whom an override had put there that doesn't count any more.
    QStringList replaced(const RotaLayer *deciding, Instant at) const;
};

} // namespace slipway
