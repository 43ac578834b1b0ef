#include "service/support/DutyRepository.h"

#include "domain/Json.h"
#include "service/notify/MailMessage.h"
#include "service/support/SlaRepository.h"

#include <QJsonDocument>

#include <algorithm>

namespace slipway {

namespace {

const QString dutySubject = QStringLiteral("duty/rota");

Result<DutyPerson> personFrom(const Row &row)
{
    DutyPerson person{row.text("name"), row.text("mail")};
    return person.with(
        {{QStringLiteral("methods"), QJsonDocument::fromJson(row.text("methods").toUtf8()).array()}});
}

Result<std::vector<DutyPerson>> peopleWhere(Reader &reader, const QString &where, const QVariantList &values)
{
    std::vector<DutyPerson> people;
    const auto read = reader.query(QStringLiteral("SELECT name, mail, methods FROM duty_person ") + where,
                                   values, [&](const Row &row) -> Result<void> {
                                       auto person = personFrom(row);
                                       if (!person)
                                           return Failure(person.error());
                                       people.push_back(std::move(*person));
                                       return {};
                                   });
    if (!read)
        return Failure(read.error());
    return people;
}

Result<std::optional<DutyPerson>> personWhere(Reader &reader, const QString &where, const QString &value)
{
    auto found = peopleWhere(reader, where, {value});
    if (!found)
        return Failure(found.error());
    return found->empty() ? std::optional<DutyPerson>() : std::move(found->front());
}

QString methodsOf(const DutyPerson &person)
{
    return QString::fromUtf8(toBytes(person.toJson().value(QLatin1String("methods")).toArray()));
}

Result<void> requirePerson(Reader &reader, const QString &name, const QString &where)
{
    const auto known = DutyRepository::person(reader, name);
    if (!known)
        return Failure(known.error());
    if (*known)
        return {};
    QStringList names;
    const auto all = DutyRepository::people(reader);
    for (const DutyPerson &person : all ? *all : std::vector<DutyPerson>())
        names.append(person.name);
    return fail(Problem::Kind::NotFound,
                QStringLiteral("Nobody on the rota is called \"%1\"").arg(name.left(60)),
                names.isEmpty() ? QStringLiteral("Nobody is known yet.")
                                : QStringLiteral("There are: %1.").arg(names.join(QStringLiteral(", "))),
                where);
}

Result<void> requireCalendar(Reader &reader, const QString &name, const QString &where)
{
    const auto known = SlaRepository::find(reader, SlaKind::Calendar, name);
    if (!known || *known)
        return known ? Result<void>() : Failure(known.error());
    return fail(Problem::Kind::NotFound, QStringLiteral("There is no calendar \"%1\"").arg(name.left(60)),
                QStringLiteral("Set it first: slipwayctl sla set calendar %1 FILE, then sla holidays.")
                    .arg(name.left(60)),
                where);
}

Result<void> readOverrides(Reader &reader, Rota &rota)
{
    return reader.query(
        QStringLiteral("SELECT id, person, begins, ends, reason, swap FROM duty_override ORDER BY id"), {},
        [&](const Row &row) -> Result<void> {
            const auto begins = row.instant("begins");
            const auto ends = row.instant("ends");
            if (!begins || !ends)
                return Failure((begins ? ends : begins).error());
            rota.overrides.push_back({row.integer("id"), row.text("person"), *begins, *ends,
                                      row.text("reason"), row.integer("swap")});
            return {};
        });
}

Result<void> readHolidays(Reader &reader, Rota &rota)
{
    for (const QString &name : rota.calendars()) {
        const auto body = SlaRepository::find(reader, SlaKind::Calendar, name);
        if (!body)
            return Failure(body.error());
        if (!*body)
            continue;
        const auto calendar = Calendar::fromJson(**body);
        if (!calendar)
            return Failure(calendar.error());
        for (const Calendar::Holiday &day : calendar->holidays)
            rota.holidays[name].push_back(day.date);
    }
    return {};
}

// A new end for one that has begun; one that is to come is gone, one that is over stays.
Result<void> endOverride(Transaction &transaction, const DutyOverride &one)
{
    if (one.ends <= transaction.now())
        return {};
    const auto written =
        one.begins < transaction.now()
            ? transaction.execute(QStringLiteral("UPDATE duty_override SET ends = ? WHERE id = ?"),
                                  {toText(transaction.now()), one.id})
            : transaction.execute(QStringLiteral("DELETE FROM duty_override WHERE id = ?"), {one.id});
    return written ? Result<void>() : Failure(written.error());
}

Result<qint64> insertOverride(Transaction &transaction, const QString &actor, const DutyOverride &added)
{
    return transaction.insert(
        QStringLiteral("INSERT INTO duty_override (person, begins, ends, reason, author, swap) VALUES "
                       "(?, ?, ?, ?, ?, ?) RETURNING id"),
        {added.person, toText(added.begins), toText(added.ends), added.reason, actor, added.swap});
}

// What of it is still to come and theirs to give, as the rota is now.
Result<DutySwap::Stretch> stretchOf(const Rota &rota, DutySwap::Stretch wanted, Instant now,
                                    const QString &where)
{
    wanted.begins = std::max(wanted.begins, now);
    if (wanted.ends == Instant()) {
        const auto change = rota.nextChange(wanted.begins);
        if (!change)
            return fail(Problem::Kind::Invalid, QStringLiteral("%1's duty has no end").arg(wanted.person),
                        QStringLiteral("Say until when."), where + QStringLiteral("ends"));
        wanted.ends = *change;
    }
    if (wanted.begins >= wanted.ends)
        return fail(Problem::Kind::Invalid, QStringLiteral("The stretch is over, or ends before it begins"),
                    QStringLiteral("Give one that is to come, with a later end."),
                    where + QStringLiteral("ends"));
    for (const DutyShift &shift : rota.shifts(wanted.begins, wanted.ends)) {
        if (shift.onDuty != wanted.person)
            return fail(
                Problem::Kind::Conflict,
                QStringLiteral("%1 isn't on duty from %2 to %3, but %4")
                    .arg(wanted.person, toText(shift.begins), toText(shift.ends),
                         shift.onDuty.isEmpty() ? QStringLiteral("nobody") : shift.onDuty),
                QStringLiteral("Everybody gives what is theirs: \"slipwayctl duty shifts\" shows it."),
                where + QStringLiteral("begins"));
    }
    return wanted;
}

} // namespace

Result<void> DutyRepository::setPerson(Transaction &transaction, const QString &actor,
                                       const DutyPerson &person)
{
    if (person.name.trimmed().isEmpty() || !(isMailAddress(person.mail) || person.mail.isEmpty()) ||
        person.ways().empty())
        return fail(Problem::Kind::Invalid,
                    QStringLiteral("Somebody on duty needs a name, and a mail address or another method"));
    const auto written = transaction.execute(
        QStringLiteral("INSERT INTO duty_person (name, mail, methods) VALUES (?, ?, ?) ON CONFLICT (name) DO "
                       "UPDATE SET mail = excluded.mail, methods = excluded.methods"),
        {person.name, person.mail.toLower(), methodsOf(person)});
    if (!written)
        return Failure(written.error());
    transaction.append(
        {actor, QStringLiteral("duty.person"), QStringLiteral("duty/") + person.name, person.toJson()});
    return {};
}

Result<std::vector<DutyPerson>> DutyRepository::people(Reader &reader)
{
    return peopleWhere(reader, QStringLiteral("ORDER BY name"), {});
}

Result<std::optional<DutyPerson>> DutyRepository::person(Reader &reader, const QString &name)
{
    return personWhere(reader, QStringLiteral("WHERE name = ?"), name);
}

Result<std::optional<DutyPerson>> DutyRepository::personByMail(Reader &reader, const QString &mail)
{
    if (mail.isEmpty()) // who can't be reached by mail has none either
        return std::optional<DutyPerson>();
    return personWhere(reader, QStringLiteral("WHERE mail = ?"), mail.toLower());
}

Result<Rota> DutyRepository::rota(Reader &reader)
{
    Rota rota;
    const auto read = reader.query(QStringLiteral("SELECT rota FROM duty_rota ORDER BY id DESC LIMIT 1"), {},
                                   [&](const Row &row) -> Result<void> {
                                       auto stored = Rota::fromJson(row.object("rota"));
                                       if (!stored)
                                           return Failure(stored.error());
                                       rota = std::move(*stored);
                                       return {};
                                   });
    if (!read)
        return Failure(read.error());
    if (auto overrides = readOverrides(reader, rota); !overrides)
        return Failure(overrides.error());
    if (auto holidays = readHolidays(reader, rota); !holidays)
        return Failure(holidays.error());
    return rota;
}

Result<QByteArray> DutyRepository::zone(Reader &reader)
{
    return rota(reader).map([](const Rota &known) { return known.zone(); });
}

Result<DutyOverride> DutyRepository::removeOverride(Transaction &transaction, const QString &actor, qint64 id)
{
    const auto rota = DutyRepository::rota(transaction);
    if (!rota)
        return Failure(rota.error());
    const auto found = std::find_if(rota->overrides.begin(), rota->overrides.end(),
                                    [id](const DutyOverride &one) { return one.id == id; });
    if (found == rota->overrides.end())
        return fail(Problem::Kind::NotFound, QStringLiteral("There is no override %1").arg(id),
                    QStringLiteral("\"slipwayctl duty shifts\" shows those there are."));
    DutyOverride gone = *found;
    if (gone.ends <= transaction.now())
        return fail(Problem::Kind::Conflict, QStringLiteral("The override %1 is over").arg(id),
                    QStringLiteral("What has been stays known."));
    if (gone.swap > 0)
        return fail(Problem::Kind::Conflict,
                    QStringLiteral("The override %1 is half of the swap %2").arg(id).arg(gone.swap),
                    QStringLiteral("Take the whole back: slipwayctl duty swap --remove %1").arg(gone.swap));
    if (auto ended = endOverride(transaction, gone); !ended)
        return Failure(ended.error());
    if (gone.begins < transaction.now())
        gone.ends = transaction.now();
    transaction.append({actor, QStringLiteral("duty.override-removed"), dutySubject, gone.toJson()});
    return *found;
}

Result<void> DutyRepository::setRota(Transaction &transaction, const QString &actor, const Rota &rota)
{
    const bool isOne = rota.layers.size() == 1 && rota.layers.front().isPlain();
    for (std::size_t i = 0; i < rota.layers.size(); ++i) {
        const RotaLayer &layer = rota.layers[i];
        const QString where = isOne ? QString() : QStringLiteral("/layers/%1").arg(i);
        for (const QString &name : layer.people) {
            if (auto known = requirePerson(transaction, name, where + QStringLiteral("/people")); !known)
                return known;
        }
        if (layer.holidays == RotaLayer::Holidays::Ignored)
            continue;
        if (auto known = requireCalendar(transaction, layer.calendar, where + QStringLiteral("/holidays"));
            !known)
            return known;
    }
    if (!rota.manager.isEmpty()) {
        if (auto known = requirePerson(transaction, rota.manager, QStringLiteral("/manager")); !known)
            return known;
    }
    const auto written =
        transaction.execute(QStringLiteral("INSERT INTO duty_rota (rota, author, at) VALUES (?, ?, ?)"),
                            {QString::fromUtf8(toBytes(rota.toJson())), actor, toText(transaction.now())});
    if (!written)
        return Failure(written.error());
    transaction.append({actor, QStringLiteral("duty.rota"), dutySubject, rota.toJson()});
    return {};
}

Result<DutyOverride> DutyRepository::addOverride(Transaction &transaction, const QString &actor,
                                                 const DutyOverride &added)
{
    if (auto known = requirePerson(transaction, added.person, QStringLiteral("/person")); !known)
        return Failure(known.error());
    if (added.begins >= added.ends)
        return fail(Problem::Kind::Invalid, QStringLiteral("The override ends before it begins"),
                    QStringLiteral("Give a later end."), QStringLiteral("/ends"));
    const auto id = insertOverride(transaction, actor, added);
    if (!id)
        return Failure(id.error());
    DutyOverride kept = added;
    kept.id = *id;
    transaction.append({actor, QStringLiteral("duty.override"), dutySubject, kept.toJson()});
    return kept;
}

Result<DutySwap> DutyRepository::addSwap(Transaction &transaction, const QString &actor,
                                         const DutySwap &wanted)
{
    const auto rota = DutyRepository::rota(transaction);
    if (!rota)
        return Failure(rota.error());
    if (auto known = requirePerson(transaction, wanted.given.person, QStringLiteral("/person")); !known)
        return Failure(known.error());
    if (auto known = requirePerson(transaction, wanted.taken.person, QStringLiteral("/with")); !known)
        return Failure(known.error());
    const auto given = stretchOf(*rota, wanted.given, transaction.now(), QStringLiteral("/"));
    const auto taken = stretchOf(*rota, wanted.taken, transaction.now(), QStringLiteral("/with_"));
    if (!given || !taken)
        return Failure(given ? taken.error() : given.error());
    if (given->person == taken->person)
        return fail(Problem::Kind::Invalid, QStringLiteral("It takes two to swap"),
                    QStringLiteral("Name who takes over, and what they give for it."),
                    QStringLiteral("/with"));
    DutySwap made{0, *given, *taken, wanted.reason};
    const auto first =
        insertOverride(transaction, actor, {0, taken->person, given->begins, given->ends, wanted.reason, 0});
    if (!first)
        return Failure(first.error());
    made.id = *first;
    const auto named =
        transaction.execute(QStringLiteral("UPDATE duty_override SET swap = id WHERE id = ?"), {made.id});
    if (!named)
        return Failure(named.error());
    const auto second = insertOverride(
        transaction, actor, {0, given->person, taken->begins, taken->ends, wanted.reason, made.id});
    if (!second)
        return Failure(second.error());
    transaction.append({actor, QStringLiteral("duty.swap"), dutySubject, made.toJson()});
    return made;
}

Result<DutySwap> DutyRepository::removeSwap(Transaction &transaction, const QString &actor, qint64 id)
{
    const auto rota = DutyRepository::rota(transaction);
    if (!rota)
        return Failure(rota.error());
    const auto swaps = swapsOf(*rota);
    const auto found =
        std::find_if(swaps.begin(), swaps.end(), [id](const DutySwap &one) { return one.id == id; });
    if (found == swaps.end())
        return fail(Problem::Kind::NotFound, QStringLiteral("There is no swap %1").arg(id),
                    QStringLiteral("\"slipwayctl duty show\" names those to come."));
    if (std::max(found->given.ends, found->taken.ends) <= transaction.now())
        return fail(Problem::Kind::Conflict, QStringLiteral("The swap %1 is over").arg(id),
                    QStringLiteral("What has been stays known."));
    for (const DutyOverride &half : rota->overrides) {
        if (half.swap != id)
            continue;
        if (auto ended = endOverride(transaction, half); !ended)
            return Failure(ended.error());
    }
    transaction.append({actor, QStringLiteral("duty.swap-removed"), dutySubject, found->toJson()});
    return *found;
}

std::vector<DutySwap> DutyRepository::swapsOf(const Rota &rota)
{
    std::vector<DutySwap> swaps;
    for (const DutyOverride &first : rota.overrides) {
        if (first.swap != first.id)
            continue;
        const auto second =
            std::find_if(rota.overrides.begin(), rota.overrides.end(),
                         [&](const DutyOverride &one) { return one.swap == first.id && one.id != first.id; });
        if (second != rota.overrides.end())
            swaps.push_back({first.id,
                             {second->person, first.begins, first.ends},
                             {first.person, second->begins, second->ends},
                             first.reason});
    }
    return swaps;
}

} // namespace slipway
