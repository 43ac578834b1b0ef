// The part of the catalog's repository that is about environments.
#include "domain/Json.h"
#include "service/ipc/DataFolder.h"
#include "service/store/CatalogRepository.h"
#include "service/store/CatalogRows.h"

#include <algorithm>
#include <set>

namespace slipway {

namespace {

Result<Environment> only(Reader &reader, const QString &condition, const QVariantList &values,
                         const QString &what)
{
    std::optional<Environment> found;
    auto read =
        reader.query(catalog::environmentSql + condition, values, [&](const Row &row) -> Result<void> {
            found = catalog::environmentFrom(row);
            return {};
        });
    if (!read)
        return Failure(read.error());
    if (!found)
        return fail(Problem::Kind::NotFound, QStringLiteral("There is no environment %1").arg(what));
    if (auto filled = catalog::loadAppliances(reader, *found); !filled)
        return Failure(filled.error());
    return std::move(*found);
}

// Writes one change of an environment (unless it is written already) and tells it.
Result<void> change(Transaction &transaction, const QString &actor, qint64 environmentId, const QString &kind,
                    const QString &sql, const QVariantList &values, QJsonObject payload)
{
    const auto handle = catalog::touchApplication(transaction, environmentId);
    if (!handle)
        return Failure(handle.error());
    if (!sql.isEmpty()) {
        if (const auto changed = transaction.execute(sql, values); !changed)
            return Failure(changed.error());
    }
    QString name;
    auto read = transaction.query(QStringLiteral("SELECT name FROM environment WHERE id = ?"),
                                  {environmentId}, [&](const Row &row) -> Result<void> {
                                      name = row.text("name");
                                      return {};
                                  });
    if (!read)
        return read;
    payload.insert(QStringLiteral("environment_id"), environmentId);
    payload.insert(QStringLiteral("environment"), name);
    transaction.append({actor, kind, QStringLiteral("application/") + *handle, payload});
    return {};
}

// The same for an appliance.
Result<void> changeAppliance(Transaction &transaction, const QString &actor, qint64 applianceId,
                             const QString &kind, const QString &sql, const QVariantList &values,
                             const QJsonObject &payload)
{
    const auto changed = transaction.execute(sql, values);
    if (!changed)
        return Failure(changed.error());
    if (*changed == 0) {
        return fail(Problem::Kind::NotFound,
                    QStringLiteral("There is no appliance with the number %1").arg(applianceId));
    }
    transaction.append({actor, kind, QStringLiteral("appliance/%1").arg(applianceId), payload});
    return {};
}

Result<void> insertAppliances(Transaction &transaction, Environment &environment)
{
    for (Appliance &appliance : environment.appliances) {
        const auto id = transaction.insert(
            QStringLiteral("INSERT INTO appliance (environment_id, name, class, address, state, health) "
                           "VALUES (?, ?, ?, ?, ?, ?) RETURNING id"),
            {environment.id, appliance.name, appliance.className, appliance.address, appliance.state,
             appliance.health});
        if (!id)
            return Failure(id.error());
        appliance.id = *id;
        appliance.environmentId = environment.id;
        for (const Volume &volume : appliance.volumes) {
            const auto added = transaction.execute(
                QStringLiteral("INSERT INTO volume (appliance_id, name, path, kind) VALUES (?, ?, ?, ?)"),
                {appliance.id, volume.name, volume.path, volume.kind});
            if (!added)
                return Failure(added.error());
        }
    }
    return {};
}

Result<void> insertRow(Transaction &transaction, Environment &environment)
{
    const auto id = transaction.insert(
        QStringLiteral("INSERT INTO environment (application_id, name, role, slot, state, version, quiet, "
                       "ssh_host, ssh_port, ssh_user, host_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                       "RETURNING id"),
        {environment.applicationId, environment.name, toText(environment.role), environment.slot,
         environment.state, environment.version, environment.quiet ? 1 : 0, environment.ssh.host,
         environment.ssh.port, environment.ssh.user, environment.ssh.hostKey});
    if (!id)
        return Failure(id.error());
    environment.id = *id;
    return {};
}

Result<void> giveAddress(Transaction &transaction, qint64 environmentId, const QString &address, int port)
{
    auto taken = transaction.execute(
        QStringLiteral("UPDATE address SET environment_id = NULL WHERE environment_id = ?"), {environmentId});
    if (!taken)
        return Failure(taken.error());
    if (address.isEmpty())
        return {};
    const auto given = transaction.execute(
        QStringLiteral("INSERT INTO address (address, port, environment_id) VALUES (?, ?, ?) "
                       "ON CONFLICT (address) DO UPDATE SET port = excluded.port, "
                       "environment_id = excluded.environment_id WHERE address.environment_id IS NULL"),
        {address, port, environmentId});
    if (!given)
        return Failure(given.error());
    if (*given == 0) {
        return fail(Problem::Kind::Conflict,
                    QStringLiteral("The address %1 belongs to another environment").arg(address));
    }
    return {};
}

} // namespace

Result<int> CatalogRepository::freeSlot(Reader &reader)
{
    std::set<int> taken;
    auto read = reader.query(QStringLiteral("SELECT slot FROM environment WHERE slot IS NOT NULL"), {},
                             [&](const Row &row) -> Result<void> {
                                 taken.insert(static_cast<int>(row.integer("slot")));
                                 return {};
                             });
    if (!read)
        return Failure(read.error());
    for (int slot = 1; slot <= DataFolder::slots; ++slot) {
        if (!taken.contains(slot))
            return slot;
    }
    return fail(Problem::Kind::Conflict,
                QStringLiteral("All %1 places for environments are taken").arg(DataFolder::slots),
                QStringLiteral("Finalize or abort releases that are done: their old side is then retired."));
}

Result<QString> CatalogRepository::freeAddress(Reader &reader, const QStringList &candidates)
{
    std::set<QString> taken;
    auto read = reader.query(QStringLiteral("SELECT address FROM address WHERE environment_id IS NOT NULL"),
                             {}, [&](const Row &row) -> Result<void> {
                                 taken.insert(row.text("address"));
                                 return {};
                             });
    if (!read)
        return Failure(read.error());
    for (const QString &address : candidates) {
        if (!taken.contains(address))
            return address;
    }
    return fail(Problem::Kind::Conflict, QStringLiteral("All public addresses are taken"),
                QStringLiteral("Finalize or abort releases that are done: their old side is then retired."));
}

Result<QString> CatalogRepository::freeName(Reader &reader, qint64 applicationId)
{
    QString slug;
    std::set<QString> taken;
    auto read = reader.query(QStringLiteral("SELECT application.slug, environment.name FROM application "
                                            "LEFT JOIN environment "
                                            "ON environment.application_id = application.id "
                                            "WHERE application.id = ?"),
                             {applicationId}, [&](const Row &row) -> Result<void> {
                                 slug = row.text("slug");
                                 taken.insert(row.text("name"));
                                 return {};
                             });
    if (!read)
        return Failure(read.error());
    if (slug.isEmpty()) {
        return fail(Problem::Kind::NotFound,
                    QStringLiteral("There is no application with the number %1").arg(applicationId));
    }
    for (int number = 1;; ++number) {
        const QString name = QStringLiteral("%1-%2").arg(slug).arg(number);
        if (!taken.contains(name))
            return name;
    }
}

Result<Environment> CatalogRepository::addEnvironment(Transaction &transaction, const QString &actor,
                                                      const Environment &environment)
{
    Environment added = environment;
    if (added.slot == 0) {
        const auto slot = freeSlot(transaction);
        if (!slot)
            return Failure(slot.error());
        added.slot = *slot;
    }
    if (added.slot < 1 || added.slot > DataFolder::slots) {
        return fail(Problem::Kind::Invalid, QStringLiteral("%1 is not a slot").arg(added.slot),
                    QStringLiteral("Slots are 1 to %1.").arg(DataFolder::slots));
    }
    if (auto inserted = insertRow(transaction, added); !inserted)
        return Failure(inserted.error());
    if (auto given = giveAddress(transaction, added.id, added.address, added.port); !given)
        return Failure(given.error());
    if (auto inserted = insertAppliances(transaction, added); !inserted)
        return Failure(inserted.error());
    const auto handle = catalog::touchApplication(transaction, added.id);
    if (!handle)
        return Failure(handle.error());
    transaction.append({actor, QStringLiteral("environment.created"),
                        QStringLiteral("application/") + *handle, added.toJson()});
    return added;
}

Result<Environment> CatalogRepository::environment(Reader &reader, qint64 id)
{
    return only(reader, QStringLiteral(" WHERE environment.id = ?"), {id}, QString::number(id));
}

Result<Environment> CatalogRepository::environmentInSlot(Reader &reader, int slot)
{
    return only(reader, QStringLiteral(" WHERE environment.slot = ?"), {slot},
                QStringLiteral("in slot %1").arg(slot));
}

Result<Environment> CatalogRepository::environmentAt(Reader &reader, const QString &address)
{
    return only(reader, QStringLiteral(" WHERE address.address = ?"), {address},
                QStringLiteral("at %1").arg(address));
}

Result<std::vector<Environment>> CatalogRepository::environments(Reader &reader)
{
    std::vector<Environment> list;
    auto read = reader.query(catalog::environmentSql + QStringLiteral(" WHERE environment.role <> 'retired' "
                                                                      "ORDER BY environment.id DESC"),
                             {}, [&](const Row &row) -> Result<void> {
                                 list.push_back(catalog::environmentFrom(row));
                                 return catalog::loadAppliances(reader, list.back());
                             });
    if (!read)
        return Failure(read.error());
    return list;
}

Result<void> CatalogRepository::setRole(Transaction &transaction, const QString &actor, qint64 environmentId,
                                        EnvironmentRole role)
{
    const bool retires = role == EnvironmentRole::Retired;
    if (retires) {
        if (auto freed = giveAddress(transaction, environmentId, {}, 0); !freed)
            return freed;
    }
    return change(transaction, actor, environmentId, QStringLiteral("environment.role"),
                  retires ? QStringLiteral("UPDATE environment SET role = ?, slot = NULL, ssh_host = '', "
                                           "ssh_port = 0, ssh_user = '' WHERE id = ?")
                          : QStringLiteral("UPDATE environment SET role = ? WHERE id = ?"),
                  {toText(role), environmentId}, {{QStringLiteral("role"), toText(role)}});
}

Result<void> CatalogRepository::setState(Transaction &transaction, const QString &actor, qint64 environmentId,
                                         const QString &state)
{
    return change(transaction, actor, environmentId, QStringLiteral("environment.state"),
                  QStringLiteral("UPDATE environment SET state = ? WHERE id = ?"), {state, environmentId},
                  {{QStringLiteral("state"), state}});
}

Result<void> CatalogRepository::setStopped(Transaction &transaction, const QString &actor,
                                           const Environment &environment)
{
    const QString stopped = QStringLiteral("stopped");
    const QString unknown = QStringLiteral("unknown");
    for (const Appliance &appliance : environment.appliances) {
        if (appliance.state == stopped && appliance.health == unknown)
            continue;
        if (auto set = setAppliance(transaction, actor, appliance.id, stopped, unknown); !set)
            return set;
    }
    return setState(transaction, actor, environment.id, stopped);
}

Result<void> CatalogRepository::setQuiet(Transaction &transaction, const QString &actor, qint64 environmentId,
                                         bool quiet)
{
    return change(transaction, actor, environmentId, QStringLiteral("environment.quiet"),
                  QStringLiteral("UPDATE environment SET quiet = ? WHERE id = ?"),
                  {quiet ? 1 : 0, environmentId}, {{QStringLiteral("quiet"), quiet}});
}

Result<void> CatalogRepository::setVersion(Transaction &transaction, const QString &actor,
                                           qint64 environmentId, const QString &version)
{
    return change(transaction, actor, environmentId, QStringLiteral("environment.version"),
                  QStringLiteral("UPDATE environment SET version = ? WHERE id = ?"), {version, environmentId},
                  {{QStringLiteral("version"), version}});
}

Result<void> CatalogRepository::setSsh(Transaction &transaction, const QString &actor, qint64 environmentId,
                                       const SshEndpoint &endpoint)
{
    const bool opens = !endpoint.host.isEmpty();
    return change(
        transaction, actor, environmentId,
        opens ? QStringLiteral("environment.opened") : QStringLiteral("environment.closed"),
        QStringLiteral("UPDATE environment SET ssh_host = ?, ssh_port = ?, ssh_user = ?, "
                       "host_key = CASE WHEN ? = '' THEN host_key ELSE ? END WHERE id = ?"),
        {endpoint.host, endpoint.port, endpoint.user, endpoint.hostKey, endpoint.hostKey, environmentId},
        opens ? QJsonObject{{QStringLiteral("host"), endpoint.host},
                            {QStringLiteral("port"), endpoint.port},
                            {QStringLiteral("user"), endpoint.user}}
              : QJsonObject{});
}

Result<void> CatalogRepository::setAddress(Transaction &transaction, const QString &actor,
                                           qint64 environmentId, const QString &address, int port)
{
    if (auto given = giveAddress(transaction, environmentId, address, port); !given)
        return given;
    return change(transaction, actor, environmentId, QStringLiteral("environment.address"), {}, {},
                  {{QStringLiteral("address"), address}, {QStringLiteral("port"), port}});
}

Result<void> CatalogRepository::swapAddresses(Transaction &transaction, const QString &actor, qint64 firstId,
                                              qint64 secondId)
{
    auto first = environment(transaction, firstId);
    auto second = environment(transaction, secondId);
    if (!first || !second)
        return Failure(first ? second.error() : first.error());
    if (first->address.isEmpty() || second->address.isEmpty() || firstId == secondId) {
        return fail(Problem::Kind::Conflict,
                    QStringLiteral("%1 and %2 have no two addresses to swap").arg(first->name, second->name));
    }
    for (const qint64 id : {firstId, secondId}) {
        if (auto freed = giveAddress(transaction, id, {}, 0); !freed)
            return freed;
    }
    if (auto given = giveAddress(transaction, firstId, second->address, second->port); !given)
        return given;
    if (auto given = giveAddress(transaction, secondId, first->address, first->port); !given)
        return given;
    const auto handle = catalog::touchApplication(transaction, firstId);
    if (!handle)
        return Failure(handle.error());
    transaction.append({actor,
                        QStringLiteral("addresses.swapped"),
                        QStringLiteral("application/") + *handle,
                        {{first->name, second->address}, {second->name, first->address}}});
    return {};
}

Result<void> CatalogRepository::addRefusedOutbound(Transaction &transaction, qint64 environmentId,
                                                   qint64 refused)
{
    const auto added = transaction.execute(
        QStringLiteral("INSERT INTO outbound_refusal (environment_id, refused, last) VALUES (?, ?, ?) "
                       "ON CONFLICT (environment_id) DO UPDATE SET "
                       "refused = outbound_refusal.refused + excluded.refused, last = excluded.last"),
        {environmentId, refused, toText(transaction.now())});
    return added ? Result<void>() : Result<void>(Failure(added.error()));
}

Result<std::vector<CatalogRepository::RefusedOutbound>>
CatalogRepository::refusedOutbound(Reader &reader, qint64 applicationId)
{
    std::vector<RefusedOutbound> list;
    const auto read = reader.query(
        QStringLiteral("SELECT environment.id, customer.slug || '/' || application.slug AS handle, "
                       "environment.name, outbound_refusal.refused, outbound_refusal.last "
                       "FROM outbound_refusal JOIN environment ON environment.id = environment_id "
                       "JOIN application ON application.id = environment.application_id "
                       "JOIN customer ON customer.id = application.customer_id "
                       "WHERE environment.role <> 'retired' AND (? = 0 OR application.id = ?) "
                       "ORDER BY environment.id"),
        {applicationId, applicationId}, [&](const Row &row) -> Result<void> {
            list.push_back({row.integer("id"), row.text("handle"), row.text("name"), row.integer("refused"),
                            row.text("last")});
            return {};
        });
    return read ? Result<std::vector<RefusedOutbound>>(std::move(list)) : Failure(read.error());
}

Result<void> CatalogRepository::setAppliance(Transaction &transaction, const QString &actor,
                                             qint64 applianceId, const QString &state, const QString &health)
{
    return changeAppliance(transaction, actor, applianceId, QStringLiteral("appliance.state"),
                           QStringLiteral("UPDATE appliance SET state = ?, health = ? WHERE id = ?"),
                           {state, health, applianceId},
                           {{QStringLiteral("state"), state}, {QStringLiteral("health"), health}});
}

Result<void> CatalogRepository::setApplianceAddress(Transaction &transaction, const QString &actor,
                                                    qint64 applianceId, const QString &address)
{
    return changeAppliance(transaction, actor, applianceId, QStringLiteral("appliance.address"),
                           QStringLiteral("UPDATE appliance SET address = ? WHERE id = ?"),
                           {address, applianceId}, {{QStringLiteral("address"), address}});
}

} // namespace slipway
