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
constexpr int mostMethods = 20;
constexpr qsizetype mostLayers = 20;
constexpr Duration lookAhead = std::chrono::days(30); // at once
constexpr Duration lookNoFurther = std::chrono::days(400);

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
            {QStringLiteral("reason"), reason},
            {QStringLiteral("swap"), swap > 0 ? QJsonValue(swap) : QJsonValue()}};
}

QJsonObject DutySwap::toJson() const
{
    return {{QStringLiteral("id"), id},
            {QStringLiteral("person"), given.person},
            {QStringLiteral("begins"), toText(given.begins)},
            {QStringLiteral("ends"), toText(given.ends)},
            {QStringLiteral("with"), taken.person},
            {QStringLiteral("with_begins"), toText(taken.begins)},
            {QStringLiteral("with_ends"), toText(taken.ends)},
            {QStringLiteral("reason"), reason}};
}

QJsonObject DutyShift::toJson() const
{
    return {{QStringLiteral("begins"), toText(begins)},
            {QStringLiteral("ends"), toText(ends)},
            {QStringLiteral("on_duty"), onDuty},
            {QStringLiteral("alternate"), alternate},
            {QStringLiteral("alternate_replaced"), isAlternateReplaced},
            {QStringLiteral("turn"), turn},
            {QStringLiteral("layer"), layer},
            {QStringLiteral("override"), override > 0 ? QJsonValue(override) : QJsonValue()},
            {QStringLiteral("swap"), swap > 0 ? QJsonValue(swap) : QJsonValue()},
            {QStringLiteral("reason"), reason}};
}

namespace {

// Each has a name of its own, and names another one as its alternate's.
Result<void> checkNames(const std::vector<RotaLayer> &layers)
{
    const auto knows = [&](const QString &name, auto end) {
        return std::any_of(layers.begin(), end, [&](const RotaLayer &one) { return one.name == name; });
    };
    for (auto layer = layers.begin(); layer != layers.end(); ++layer) {
        const QString where = QStringLiteral("/layers/%1").arg(layer - layers.begin());
        if (layers.size() > 1 && (layer->name.isEmpty() || knows(layer->name, layer)))
            return fail(Problem::Kind::Invalid, QStringLiteral("Each layer needs a name of its own"),
                        QStringLiteral("Give such as {\"name\": \"nights\", …}."),
                        where + QStringLiteral("/name"));
        if (!layer->alternate.isEmpty() &&
            (layer->alternate == layer->name || !knows(layer->alternate, layers.end())))
            return fail(Problem::Kind::Invalid,
                        QStringLiteral("\"%1\" is no other layer").arg(layer->alternate.left(60)),
                        QStringLiteral("Name the one whose person is called second."),
                        where + QStringLiteral("/alternate"));
    }
    if (std::none_of(layers.begin(), layers.end(), [](const RotaLayer &one) { return one.isDuty; }))
        return fail(Problem::Kind::Invalid, QStringLiteral("No layer puts anybody on duty"),
                    QStringLiteral("Leave out \"duty\" in one of them."), QStringLiteral("/layers/0/duty"));
    return {};
}

Result<Rota> layeredFrom(const QJsonObject &object)
{
    static const QStringList known{QStringLiteral("layers"), QStringLiteral("manager"),
                                   QStringLiteral("zone"), QStringLiteral("people")};
    for (const QString &key : object.keys()) {
        if (!known.contains(key))
            return fail(Problem::Kind::Invalid,
                        QStringLiteral("A rota with layers has no \"%1\"").arg(key.left(60)),
                        QStringLiteral("Say it in one of the layers."), QLatin1Char('/') + key.left(60));
    }
    const QJsonArray list = object.value(QLatin1String("layers")).toArray();
    if (list.isEmpty() || list.size() > mostLayers)
        return wrong("layers", QStringLiteral("A rota has 1 to %1 layers").arg(mostLayers),
                     QStringLiteral("Write [{\"name\": \"nights\", \"first\": \"2026-11-23\", …}, …]."));
    Rota rota;
    for (qsizetype i = 0; i < list.size(); ++i) {
        auto layer = RotaLayer::fromJson(list.at(i).toObject());
        if (!layer) {
            Problem placed = layer.error();
            placed.where.prepend(QStringLiteral("/layers/%1").arg(i));
            return Failure(std::move(placed));
        }
        rota.layers.push_back(std::move(*layer));
    }
    if (auto checked = checkNames(rota.layers); !checked)
        return Failure(checked.error());
    rota.manager = object.value(QLatin1String("manager")).toString();
    return rota;
}

// Of those who follow, the first who isn't known to be away.
QString firstOf(const QStringList &followers, const QStringList &replaced)
{
    const auto there = std::find_if(followers.begin(), followers.end(),
                                    [&](const QString &name) { return !replaced.contains(name); });
    return there == followers.end() ? followers.value(0) : *there;
}

} // namespace

Result<Rota> Rota::fromJson(const QJsonObject &object)
{
    if (object.contains(QLatin1String("layers")))
        return layeredFrom(object);
    static const QStringList known{QStringLiteral("zone"),      QStringLiteral("first"),
                                   QStringLiteral("hand_over"), QStringLiteral("days"),
                                   QStringLiteral("people"),    QStringLiteral("manager")};
    for (const QString &key : object.keys()) {
        if (!known.contains(key))
            return fail(Problem::Kind::Invalid, QStringLiteral("A rota has no \"%1\"").arg(key.left(60)),
                        QStringLiteral("It has: %1; or layers.").arg(known.join(QStringLiteral(", "))),
                        QLatin1Char('/') + key.left(60));
    }
    QJsonObject own = object;
    own.remove(QStringLiteral("manager"));
    auto layer = RotaLayer::fromJson(own);
    if (!layer)
        return Failure(layer.error());
    return of(std::move(*layer), object.value(QLatin1String("manager")).toString());
}

QJsonObject Rota::toJson() const
{
    QJsonObject object;
    if (layers.size() == 1 && layers.front().isPlain()) {
        object = layers.front().toJson();
    } else {
        QJsonArray list;
        for (const RotaLayer &layer : layers)
            list.append(layer.toJson());
        object = {{QStringLiteral("layers"), list},
                  {QStringLiteral("zone"), QString::fromUtf8(zone())},
                  {QStringLiteral("people"), slipway::toJson(people())}};
    }
    object.insert(QStringLiteral("manager"), manager);
    return object;
}

Rota Rota::of(RotaLayer layer, const QString &manager)
{
    Rota rota;
    rota.layers.push_back(std::move(layer));
    rota.manager = manager;
    return rota;
}

QByteArray Rota::zone() const
{
    return layers.empty() ? QByteArrayLiteral("UTC") : layers.front().zone;
}

QStringList Rota::people() const
{
    QStringList all;
    for (const RotaLayer &layer : layers)
        all += layer.people;
    all.removeDuplicates();
    return all;
}

QStringList Rota::calendars() const
{
    QStringList all;
    for (const RotaLayer &layer : layers) {
        if (layer.holidays != RotaLayer::Holidays::Ignored)
            all.append(layer.calendar);
    }
    all.removeDuplicates();
    return all;
}

// The one that was made last counts.
const DutyOverride *Rota::overrideAt(Instant at) const
{
    const auto found = std::find_if(overrides.rbegin(), overrides.rend(), [at](const DutyOverride &one) {
        return one.begins <= at && at < one.ends;
    });
    return found == overrides.rend() ? nullptr : &*found;
}

const RotaLayer *Rota::decidingAt(Instant at) const
{
    const auto found = std::find_if(layers.begin(), layers.end(), [&](const RotaLayer &layer) {
        return layer.isDuty && !layer.people.isEmpty() && layer.holds(at, holidays);
    });
    return found == layers.end() ? nullptr : &*found;
}

QString Rota::onDuty(Instant at) const
{
    if (const DutyOverride *instead = overrideAt(at))
        return instead->person;
    const RotaLayer *deciding = decidingAt(at);
    return deciding ? deciding->personOf(deciding->turnAt(at)) : QString();
}

QString Rota::alternate(Instant at) const
{
    const RotaLayer *deciding = decidingAt(at);
    return firstOf(followers(onDuty(at), deciding, at), replaced(deciding, at));
}

QStringList Rota::replaced(const RotaLayer *deciding, Instant at) const
{
    QStringList found;
    const DutyOverride *counts = overrideAt(at);
    if (!counts)
        return found;
    if (deciding)
        found.append(deciding->personOf(deciding->turnAt(at)));
    for (const DutyOverride &one : overrides) {
        if (&one != counts && one.begins <= at && at < one.ends)
            found.append(one.person);
    }
    return found;
}

QStringList Rota::followers(const QString &onDuty, const RotaLayer *deciding, Instant at) const
{
    QStringList found;
    if (!deciding)
        return found;
    for (const RotaLayer &layer : layers) {
        if (layer.name == deciding->alternate && !layer.name.isEmpty() && layer.holds(at, holidays))
            found.append(layer.personOf(layer.turnAt(at)));
    }
    std::vector<const RotaLayer *> candidates;
    for (const RotaLayer *layer = deciding; layer != layers.data() + layers.size(); ++layer) {
        if (layer == deciding || (layer->isDuty && layer->holds(at, holidays)))
            candidates.push_back(layer);
    }
    for (const RotaLayer *layer : candidates)
        found.append(layer->personOf(layer->turnAt(at)));
    for (const RotaLayer *layer : candidates) {
        const qint64 turn = layer->turnAt(at);
        for (qint64 next = 1; next <= layer->people.size(); ++next)
            found.append(layer->personOf(turn + next));
    }
    found.removeAll(onDuty);
    found.removeAll(QString());
    found.removeDuplicates();
    return found;
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
        found = people();
        break;
    case DutyRank::Manager:
        found = {manager};
        break;
    }
    found.removeAll(QString());
    found.removeDuplicates();
    return found;
}

std::vector<Instant> Rota::edges(Instant from, Instant to) const
{
    std::vector<Instant> found;
    const auto add = [&](Instant edge) {
        if (edge > from && edge < to)
            found.push_back(edge);
    };
    for (const DutyOverride &one : overrides) {
        add(one.begins);
        add(one.ends);
    }
    for (const RotaLayer &layer : layers)
        layer.visitEdges(from, to, holidays, add);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

std::optional<Instant> Rota::nextChange(Instant at) const
{
    const QString now = onDuty(at);
    Duration furthest = lookNoFurther;
    for (const RotaLayer &layer : layers) {
        if (layer.holdsAlways()) // however long its turns are
            furthest =
                std::max<Duration>(furthest, std::chrono::hours(layer.hours * (layer.people.size() + 1)));
    }
    const Instant last = at + furthest;
    Duration ahead = lookAhead;
    for (Instant from = at; from < last; from += ahead, ahead *= 2) {
        // The end itself belongs to the next stretch, which doesn't look at its beginning.
        for (const Instant &edge : edges(from, from + ahead + Duration(1))) {
            if (onDuty(edge) != now)
                return edge;
        }
    }
    return std::nullopt;
}

DutyShift Rota::shiftAt(Instant at) const
{
    DutyShift shift;
    shift.begins = at;
    const RotaLayer *deciding = decidingAt(at);
    if (deciding) {
        shift.turn = deciding->personOf(deciding->turnAt(at));
        shift.layer = deciding->name;
    }
    shift.onDuty = shift.turn;
    if (const DutyOverride *instead = overrideAt(at)) {
        shift.onDuty = instead->person;
        shift.override = instead->id;
        shift.reason = instead->reason;
        shift.swap = instead->swap;
    }
    const QStringList away = replaced(deciding, at);
    shift.alternate = firstOf(followers(shift.onDuty, deciding, at), away);
    shift.isAlternateReplaced = away.contains(shift.alternate);
    return shift;
}

std::vector<DutyShift> Rota::shifts(Instant from, Instant to) const
{
    std::vector<DutyShift> shifts{shiftAt(from)};
    for (const Instant &edge : edges(from, to)) {
        DutyShift shift = shiftAt(edge);
        shifts.back().ends = edge;
        DutyShift same = shift;
        same.begins = shifts.back().begins;
        same.ends = shifts.back().ends;
        if (same != shifts.back()) // or it is the edge of what doesn't count here
            shifts.push_back(std::move(shift));
    }
    shifts.back().ends = to;
    return shifts;
}

} // namespace slipway
