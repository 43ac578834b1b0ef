#include "service/support/DutyRepository.h"

#include "domain/Json.h"
#include "service/notify/MailMessage.h"

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
    const auto overrides =
        reader.query(QStringLiteral("SELECT id, person, begins, ends, reason FROM duty_override ORDER BY id"),
                     {}, [&](const Row &row) -> Result<void> {
                         const auto begins = row.instant("begins");
                         const auto ends = row.instant("ends");
                         if (!begins || !ends)
                             return Failure((begins ? ends : begins).error());
                         rota.overrides.push_back(
                             {row.integer("id"), row.text("person"), *begins, *ends, row.text("reason")});
                         return {};
                     });
    if (!overrides)
        return Failure(overrides.error());
    return rota;
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
    const bool hasBegun = gone.begins < transaction.now();
    if (hasBegun)
        gone.ends = transaction.now();
    const auto written =
        hasBegun ? transaction.execute(QStringLiteral("UPDATE duty_override SET ends = ? WHERE id = ?"),
                                       {toText(gone.ends), id})
                 : transaction.execute(QStringLiteral("DELETE FROM duty_override WHERE id = ?"), {id});
    if (!written)
        return Failure(written.error());
    transaction.append({actor, QStringLiteral("duty.override-removed"), dutySubject, gone.toJson()});
    return *found;
}

Result<void> DutyRepository::setRota(Transaction &transaction, const QString &actor, const Rota &rota)
{
    QStringList named = rota.people;
    if (!rota.manager.isEmpty())
        named.append(rota.manager);
    for (const QString &name : named) {
        if (auto known = requirePerson(transaction, name, QStringLiteral("/people")); !known)
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
    const auto id = transaction.insert(
        QStringLiteral(
            "INSERT INTO duty_override (person, begins, ends, reason, author) VALUES (?, ?, ?, ?, ?) "
            "RETURNING id"),
        {added.person, toText(added.begins), toText(added.ends), added.reason, actor});
    if (!id)
        return Failure(id.error());
    DutyOverride kept = added;
    kept.id = *id;
    transaction.append({actor, QStringLiteral("duty.override"), dutySubject, kept.toJson()});
    return kept;
}

} // namespace slipway
