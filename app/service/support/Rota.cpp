#include "service/support/Rota.h"

#include "domain/Json.h"

#include <algorithm>
#include <array>
#include <utility>

namespace slipway {

namespace {

constexpr std::array<std::pair<DutyRank, const char *>, 4> ranks{{{DutyRank::OnDuty, "on-duty"},
                                                                  {DutyRank::Alternate, "alternate"},
                                                                  {DutyRank::Group, "group"},
                                                                  {DutyRank::Manager, "manager"}}};
constexpr int longestTurn = 366;
constexpr int mostPeople = 200;
constexpr int mostMethods = 20;

Failure wrong(const char *field, const QString &what, const QString &hint)
{
    return fail(Problem::Kind::Invalid, what, hint, QLatin1Char('/') + QLatin1String(field));
}

} // namespace

QString toText(DutyRank rank)
{
    for (const auto &[known, name] : ranks) {
        if (known == rank)
            return QLatin1String(name);
    }
    return {};
}

Result<DutyRank> dutyRankFromText(QStringView text)
{
    for (const auto &[known, name] : ranks) {
        if (text == QLatin1String(name))
            return known;
    }
    return fail(Problem::Kind::Invalid, QStringLiteral("Nobody is called \"%1\" here").arg(text.left(60)),
                QStringLiteral("Use on-duty, alternate, group or manager."));
}

Result<DutyPerson> DutyPerson::with(const QJsonObject &object) const
{
    static const QStringList known{QStringLiteral("name"), QStringLiteral("mail"), QStringLiteral("methods")};
    for (const QString &key : object.keys()) {
        if (!known.contains(key))
            return fail(Problem::Kind::Invalid, QStringLiteral("A person has no \"%1\"").arg(key.left(60)),
                        QStringLiteral("They have: %1.").arg(known.join(QStringLiteral(", "))),
                        QLatin1Char('/') + key.left(60));
    }
    DutyPerson person = *this;
    person.name = object.value(QLatin1String("name")).toString(name);
    person.mail = object.value(QLatin1String("mail")).toString(mail).toLower();
    if (!object.contains(QLatin1String("methods")))
        return person;
    const QJsonArray list = object.value(QLatin1String("methods")).toArray();
    if (!object.value(QLatin1String("methods")).isArray() || list.size() > mostMethods)
        return wrong("methods", QStringLiteral("A person has up to %1 methods").arg(mostMethods),
                     QStringLiteral("Write [{\"kind\": \"mail\", \"to\": \"eva@provider.example\"}, …]."));
    person.methods.clear();
    for (qsizetype i = 0; i < list.size(); ++i) {
        auto method = ContactMethod::fromJson(list.at(i).toObject());
        if (!method)
            return Failure(method.error().at(QStringLiteral("/methods/%1").arg(i)));
        person.methods.push_back(std::move(*method));
    }
    return person;
}

QJsonObject DutyPerson::toJson() const
{
    QJsonArray list;
    for (const ContactMethod &method : methods)
        list.append(method.toJson());
    return {
        {QStringLiteral("name"), name}, {QStringLiteral("mail"), mail}, {QStringLiteral("methods"), list}};
}

std::vector<ContactMethod> DutyPerson::ways() const
{
    if (methods.empty() && !mail.isEmpty())
        return {ContactMethod::byMail(mail)};
    return methods;
}

QJsonObject DutyOverride::toJson() const
{
    return {{QStringLiteral("id"), id},
            {QStringLiteral("person"), person},
            {QStringLiteral("begins"), toText(begins)},
            {QStringLiteral("ends"), toText(ends)},
            {QStringLiteral("reason"), reason}};
}

QJsonObject DutyShift::toJson() const
{
    return {{QStringLiteral("begins"), toText(begins)},
            {QStringLiteral("ends"), toText(ends)},
            {QStringLiteral("on_duty"), onDuty},
            {QStringLiteral("alternate"), alternate},
            {QStringLiteral("turn"), turn},
            {QStringLiteral("override"), override > 0 ? QJsonValue(override) : QJsonValue()},
            {QStringLiteral("reason"), reason}};
}

Result<Rota> Rota::fromJson(const QJsonObject &object)
{
    static const QStringList known{QStringLiteral("zone"),      QStringLiteral("first"),
                                   QStringLiteral("hand_over"), QStringLiteral("days"),
                                   QStringLiteral("people"),    QStringLiteral("manager")};
    for (const QString &key : object.keys()) {
        if (!known.contains(key))
            return fail(Problem::Kind::Invalid, QStringLiteral("A rota has no \"%1\"").arg(key.left(60)),
                        QStringLiteral("It has: %1.").arg(known.join(QStringLiteral(", "))),
                        QLatin1Char('/') + key.left(60));
    }
    Rota rota;
    rota.zone = object.value(QLatin1String("zone")).toString(QStringLiteral("UTC")).toUtf8();
    if (!QTimeZone(rota.zone).isValid())
        return wrong("zone",
                     QStringLiteral("\"%1\" is no time zone").arg(QString::fromUtf8(rota.zone.left(60))),
                     QStringLiteral("Use a name such as Europe/Berlin."));
    rota.first = QDate::fromString(object.value(QLatin1String("first")).toString(), Qt::ISODate);
    if (!rota.first.isValid())
        return wrong("first", QStringLiteral("It isn't said on which day the first turn begins"),
                     QStringLiteral("Use a day such as 2026-11-23."));
    rota.handOver = QTime::fromString(
        object.value(QLatin1String("hand_over")).toString(QStringLiteral("09:00")), QStringLiteral("HH:mm"));
    if (!rota.handOver.isValid())
        return wrong("hand_over", QStringLiteral("It isn't said when people hand over"),
                     QStringLiteral("Use a time such as 09:00."));
    rota.days = object.value(QLatin1String("days")).toInt(object.contains(QLatin1String("days")) ? 0 : 7);
    if (rota.days < 1 || rota.days > longestTurn)
        return wrong("days", QStringLiteral("A turn takes 1 to %1 days").arg(longestTurn), {});
    rota.people = stringsFromJson(object.value(QLatin1String("people")));
    if (rota.people.isEmpty() || rota.people.size() > mostPeople || rota.people.contains(QString()))
        return wrong("people", QStringLiteral("A rota needs people"),
                     QStringLiteral("Name those who take turns, in order."));
    rota.manager = object.value(QLatin1String("manager")).toString();
    return rota;
}

QJsonObject Rota::toJson() const
{
    return {{QStringLiteral("zone"), QString::fromUtf8(zone)},
            {QStringLiteral("first"), first.toString(Qt::ISODate)},
            {QStringLiteral("hand_over"), handOver.toString(QStringLiteral("HH:mm"))},
            {QStringLiteral("days"), days},
            {QStringLiteral("people"), slipway::toJson(people)},
            {QStringLiteral("manager"), manager}};
}

Instant Rota::beginOf(qint64 turn) const
{
    return instantOf(first.addDays(turn * days), handOver, QTimeZone(zone));
}

qint64 Rota::turnAt(Instant at) const
{
    const QDate day = localTime(at, QTimeZone(zone)).date();
    const qint64 since = first.daysTo(day);
    qint64 turn = since >= 0 ? since / days : -((-since + days - 1) / days);
    while (beginOf(turn) > at) // before the hour of the change-over
        --turn;
    return turn;
}

QString Rota::byTurn(qint64 turn) const
{
    if (people.isEmpty())
        return {};
    const qint64 count = people.size();
    return people.at(static_cast<qsizetype>(((turn % count) + count) % count));
}

// The one that was made last counts.
const DutyOverride *Rota::overrideAt(Instant at) const
{
    const auto found = std::find_if(overrides.rbegin(), overrides.rend(), [at](const DutyOverride &one) {
        return one.begins <= at && at < one.ends;
    });
    return found == overrides.rend() ? nullptr : &*found;
}

QString Rota::onDuty(Instant at) const
{
    if (const DutyOverride *instead = overrideAt(at))
        return instead->person;
    return people.isEmpty() ? QString() : byTurn(turnAt(at));
}

QString Rota::alternate(Instant at) const
{
    if (people.isEmpty())
        return {};
    const QString now = onDuty(at);
    const qint64 turn = turnAt(at);
    for (qint64 next = 0; next <= people.size(); ++next) {
        const QString candidate = byTurn(turn + next);
        if (candidate != now)
            return candidate;
    }
    return {};
}

QStringList Rota::peopleOf(DutyRank rank, Instant at) const
{
    QStringList found;
    switch (rank) {
    case DutyRank::OnDuty:
        found = {onDuty(at)};
        break;
    case DutyRank::Alternate:
        found = {alternate(at)};
        break;
    case DutyRank::Group:
        found = people;
        break;
    case DutyRank::Manager:
        found = {manager};
        break;
    }
    found.removeAll(QString());
    found.removeDuplicates();
    return found;
}

std::optional<Instant> Rota::nextChange(Instant at) const
{
    const QString now = onDuty(at);
    std::vector<Instant> edges;
    for (const DutyOverride &one : overrides) {
        edges.push_back(one.begins);
        edges.push_back(one.ends);
    }
    if (!people.isEmpty()) {
        const qint64 turn = turnAt(at);
        for (qint64 next = 1; next <= people.size() + 1; ++next)
            edges.push_back(beginOf(turn + next));
    }
    std::sort(edges.begin(), edges.end());
    for (const Instant &edge : edges) {
        if (edge > at && onDuty(edge) != now)
            return edge;
    }
    return std::nullopt;
}

DutyShift Rota::shiftAt(Instant at) const
{
    DutyShift shift;
    shift.begins = at;
    shift.onDuty = onDuty(at);
    shift.alternate = alternate(at);
    if (!people.isEmpty())
        shift.turn = byTurn(turnAt(at));
    if (const DutyOverride *instead = overrideAt(at)) {
        shift.override = instead->id;
        shift.reason = instead->reason;
    }
    return shift;
}

std::vector<DutyShift> Rota::shifts(Instant from, Instant to) const
{
    std::vector<Instant> edges{from};
    const auto add = [&](Instant edge) {
        if (edge > from && edge < to)
            edges.push_back(edge);
    };
    for (const DutyOverride &one : overrides) {
        add(one.begins);
        add(one.ends);
    }
    if (!people.isEmpty()) {
        for (qint64 turn = turnAt(from) + 1; beginOf(turn) < to; ++turn)
            add(beginOf(turn));
    }
    std::sort(edges.begin(), edges.end());
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    std::vector<DutyShift> shifts;
    for (const Instant &edge : edges) {
        DutyShift shift = shiftAt(edge);
        if (!shifts.empty()) {
            shifts.back().ends = edge;
            DutyShift same = shift;
            same.begins = shifts.back().begins;
            same.ends = shifts.back().ends;
            if (same == shifts.back()) // the edge of an override that doesn't count here
                continue;
        }
        shifts.push_back(std::move(shift));
    }
    shifts.back().ends = to;
    return shifts;
}

} // namespace slipway
