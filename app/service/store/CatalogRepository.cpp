#include "service/store/CatalogRepository.h"

#include "domain/Json.h"
#include "service/store/CatalogRows.h"
#include "service/store/Cursor.h"
#include "service/store/Like.h"

namespace slipway {

namespace {

Failure noSuch(const QString &what, const QString &name)
{
    return fail(Problem::Kind::NotFound, QStringLiteral("There is no %1 \"%2\"").arg(what, name),
                QStringLiteral("Look at the list for the names there are."));
}

QString subjectOf(const Application &application)
{
    return QStringLiteral("application/") + application.handle();
}

// The first value that a query gives, made by `from`.
template <class T, class From>
Result<std::optional<T>> first(Reader &reader, const QString &sql, const QVariantList &values, From from)
{
    std::optional<T> found;
    auto read = reader.query(sql, values, [&](const Row &row) -> Result<void> {
        if (!found)
            found = from(row);
        return {};
    });
    if (!read)
        return Failure(read.error());
    return found;
}

Result<Application> loaded(Reader &reader, const QString &condition, const QVariantList &values,
                           const QString &name, bool retired)
{
    auto found =
        first<Application>(reader, catalog::applicationSql + condition, values, catalog::applicationFrom);
    if (!found)
        return Failure(found.error());
    if (!*found)
        return noSuch(QStringLiteral("application"), name);
    if (auto filled = catalog::loadEnvironments(reader, **found, retired); !filled)
        return Failure(filled.error());
    return std::move(**found);
}

} // namespace

Result<Customer> CatalogRepository::addCustomer(Transaction &transaction, const QString &actor,
                                                const QString &slug, const QString &name)
{
    if (auto fine = catalog::checkSlug(slug, QStringLiteral("customer")); !fine)
        return Failure(fine.error());
    const auto taken =
        transaction.integer(QStringLiteral("SELECT count(*) FROM customer WHERE slug = ?"), {slug});
    if (!taken)
        return Failure(taken.error());
    if (*taken > 0)
        return fail(Problem::Kind::Conflict, QStringLiteral("There is a customer \"%1\" already").arg(slug));
    const auto id = transaction.insert(
        QStringLiteral("INSERT INTO customer (slug, name) VALUES (?, ?) RETURNING id"), {slug, name});
    if (!id)
        return Failure(id.error());
    Customer customer{*id, slug, name};
    transaction.append(
        {actor, QStringLiteral("customer.created"), QStringLiteral("customer/") + slug, customer.toJson()});
    return customer;
}

Result<Customer> CatalogRepository::customer(Reader &reader, const QString &slug)
{
    auto found = first<Customer>(reader, QStringLiteral("SELECT id, slug, name FROM customer WHERE slug = ?"),
                                 {slug}, catalog::customerFrom);
    if (!found)
        return Failure(found.error());
    if (!*found)
        return noSuch(QStringLiteral("customer"), slug);
    return std::move(**found);
}

Result<Page<Customer>> CatalogRepository::customers(Reader &reader, const PageRequest &request)
{
    const auto before = beforeOf(request);
    if (!before)
        return Failure(before.error());
    const int limit = limitOf(request);
    Page<Customer> page;
    auto read =
        reader.query(QStringLiteral("SELECT id, slug, name FROM customer WHERE id < ? AND "
                                    "lower(slug || ' ' || name) LIKE lower(?) ESCAPE '\\' "
                                    "ORDER BY id DESC LIMIT ?"),
                     {*before, likeAnywhere(request.q), limit + 1}, [&](const Row &row) -> Result<void> {
                         page.items.push_back(catalog::customerFrom(row));
                         return {};
                     });
    if (!read)
        return Failure(read.error());
    closePage(page, limit);
    return page;
}

Result<Contact> CatalogRepository::addContact(Transaction &transaction, const QString &actor,
                                              const Contact &contact)
{
    auto owner =
        first<Customer>(transaction, QStringLiteral("SELECT id, slug, name FROM customer WHERE id = ?"),
                        {contact.customerId}, catalog::customerFrom);
    if (!owner)
        return Failure(owner.error());
    if (!*owner)
        return noSuch(QStringLiteral("customer"), QString::number(contact.customerId));
    const auto id =
        transaction.insert(QStringLiteral("INSERT INTO contact (customer_id, name, mail, ssh_keys) "
                                          "VALUES (?, ?, ?, ?) RETURNING id"),
                           {contact.customerId, contact.name, contact.mail,
                            QString::fromUtf8(toBytes(toJson(contact.sshKeys)))});
    if (!id)
        return Failure(id.error());
    Contact added = contact;
    added.id = *id;
    transaction.append({actor, QStringLiteral("contact.created"),
                        QStringLiteral("customer/") + (*owner)->slug, added.toJson()});
    return added;
}

Result<void> CatalogRepository::setSshKeys(Transaction &transaction, const QString &actor, qint64 contactId,
                                           const QStringList &keys)
{
    auto owner = first<Customer>(transaction,
                                 QStringLiteral("SELECT customer.id, customer.slug, customer.name "
                                                "FROM contact JOIN customer "
                                                "ON customer.id = contact.customer_id WHERE contact.id = ?"),
                                 {contactId}, catalog::customerFrom);
    if (!owner)
        return Failure(owner.error());
    if (!*owner)
        return noSuch(QStringLiteral("contact"), QString::number(contactId));
    const auto changed = transaction.execute(QStringLiteral("UPDATE contact SET ssh_keys = ? WHERE id = ?"),
                                             {QString::fromUtf8(toBytes(toJson(keys))), contactId});
    if (!changed)
        return Failure(changed.error());
    transaction.append({actor,
                        QStringLiteral("contact.keys"),
                        QStringLiteral("customer/") + (*owner)->slug,
                        {{QStringLiteral("id"), contactId}, {QStringLiteral("ssh_keys"), toJson(keys)}}});
    return {};
}

Result<std::vector<Contact>> CatalogRepository::contacts(Reader &reader, qint64 customerId)
{
    std::vector<Contact> contacts;
    auto read = reader.query(QStringLiteral("SELECT id, customer_id, name, mail, ssh_keys FROM contact "
                                            "WHERE customer_id = ? ORDER BY id DESC"),
                             {customerId}, [&](const Row &row) -> Result<void> {
                                 contacts.push_back(catalog::contactFrom(row));
                                 return {};
                             });
    if (!read)
        return Failure(read.error());
    return contacts;
}

Result<Application> CatalogRepository::addApplication(Transaction &transaction, const QString &actor,
                                                      const Application &application)
{
    if (auto fine = catalog::checkSlug(application.slug, QStringLiteral("application")); !fine)
        return Failure(fine.error());
    const auto owner = customer(transaction, application.customer);
    if (!owner)
        return Failure(owner.error());
    Application added = application;
    added.customerId = owner->id;
    added.revision = 1;
    added.environments.clear();
    const auto taken = transaction.integer(
        QStringLiteral("SELECT count(*) FROM application WHERE customer_id = ? AND slug = ?"),
        {owner->id, added.slug});
    if (!taken)
        return Failure(taken.error());
    if (*taken > 0) {
        return fail(Problem::Kind::Conflict,
                    QStringLiteral("There is an application \"%1\" already").arg(added.handle()));
    }
    const auto id = transaction.insert(
        QStringLiteral("INSERT INTO application (customer_id, slug, name, recipe, revision) "
                       "VALUES (?, ?, ?, ?, 1) RETURNING id"),
        {owner->id, added.slug, added.name, QString::fromUtf8(toBytes(added.recipe))});
    if (!id)
        return Failure(id.error());
    added.id = *id;
    transaction.append({actor,
                        QStringLiteral("application.created"),
                        subjectOf(added),
                        {{QStringLiteral("id"), added.id},
                         {QStringLiteral("name"), added.name},
                         {QStringLiteral("recipe"), added.recipe}}});
    return added;
}

Result<Application> CatalogRepository::application(Reader &reader, const QString &handle, bool retired)
{
    const QStringList parts = handle.split(QLatin1Char('/'));
    if (parts.size() != 2) {
        return fail(Problem::Kind::Invalid, QStringLiteral("\"%1\" doesn't name an application").arg(handle),
                    QStringLiteral("Write it as customer/application, such as northwind/shop."));
    }
    return loaded(reader, QStringLiteral(" WHERE customer.slug = ? AND application.slug = ?"),
                  {parts.at(0), parts.at(1)}, handle, retired);
}

Result<Application> CatalogRepository::application(Reader &reader, qint64 id, bool retired)
{
    return loaded(reader, QStringLiteral(" WHERE application.id = ?"), {id}, QString::number(id), retired);
}

Result<Page<Application>> CatalogRepository::applications(Reader &reader, const PageRequest &request,
                                                          const QString &customer)
{
    const auto before = beforeOf(request);
    if (!before)
        return Failure(before.error());
    const int limit = limitOf(request);
    Page<Application> page;
    auto read = reader.query(
        catalog::applicationSql +
            QStringLiteral(
                " WHERE application.id < ? AND (? = '' OR customer.slug = ?) AND "
                "lower(customer.slug || '/' || application.slug || ' ' || application.name || "
                "' ' || customer.name) LIKE lower(?) ESCAPE '\\' ORDER BY application.id DESC LIMIT ?"),
        {*before, customer, customer, likeAnywhere(request.q), limit + 1},
        [&](const Row &row) -> Result<void> {
            page.items.push_back(catalog::applicationFrom(row));
            return catalog::loadEnvironments(reader, page.items.back(), false);
        });
    if (!read)
        return Failure(read.error());
    closePage(page, limit);
    return page;
}

Result<void> CatalogRepository::setRecipe(Transaction &transaction, const QString &actor,
                                          qint64 applicationId, const QJsonObject &recipe)
{
    const auto changed = transaction.execute(
        QStringLiteral("UPDATE application SET recipe = ?, revision = revision + 1 WHERE id = ?"),
        {QString::fromUtf8(toBytes(recipe)), applicationId});
    if (!changed)
        return Failure(changed.error());
    const auto now = application(transaction, applicationId);
    if (!now)
        return Failure(now.error());
    transaction.append(
        {actor, QStringLiteral("application.recipe"), subjectOf(*now), {{QStringLiteral("recipe"), recipe}}});
    return {};
}

Result<bool> CatalogRepository::hasRun(Reader &reader, const Application &application)
{
    bool ran = false;
    const auto read = reader.query(
        QStringLiteral("SELECT payload FROM event WHERE subject = ? AND kind = 'environment.state'"),
        {subjectOf(application)}, [&](const Row &row) -> Result<void> {
            const QJsonObject payload = row.object("payload");
            const qint64 id = payload.value(QLatin1String("environment_id")).toInteger();
            // An earlier application may have had the name.
            ran = ran || (payload.value(QLatin1String("state")) == QLatin1String("running") &&
                          std::any_of(application.environments.begin(), application.environments.end(),
                                      [id](const Environment &one) { return one.id == id; }));
            return {};
        });
    return read ? Result<bool>(ran) : Result<bool>(Failure(read.error()));
}

Result<void> CatalogRepository::removeApplication(Transaction &transaction, const QString &actor,
                                                  qint64 applicationId)
{
    const auto gone = application(transaction, applicationId, true);
    if (!gone)
        return Failure(gone.error());
    QJsonArray names;
    for (const Environment &environment : gone->environments) {
        if (environment.role != EnvironmentRole::Retired) {
            return fail(Problem::Kind::Conflict,
                        QStringLiteral("%1 still has %2").arg(gone->handle(), environment.name));
        }
        names.append(environment.name);
    }
    const QString environments = QStringLiteral("SELECT id FROM environment WHERE application_id = ?");
    const QString appliances =
        QStringLiteral("SELECT id FROM appliance WHERE environment_id IN (%1)").arg(environments);
    for (const QString &sql :
         {QStringLiteral("DELETE FROM volume WHERE appliance_id IN (%1)").arg(appliances),
          QStringLiteral("DELETE FROM appliance WHERE environment_id IN (%1)").arg(environments),
          QStringLiteral("DELETE FROM outbound_refusal WHERE environment_id IN (%1)").arg(environments),
          QStringLiteral("DELETE FROM environment WHERE application_id = ?"),
          QStringLiteral("DELETE FROM application WHERE id = ?")}) {
        if (const auto deleted = transaction.execute(sql, {applicationId}); !deleted)
            return Failure(deleted.error());
    }
    transaction.append({actor,
                        QStringLiteral("application.removed"),
                        subjectOf(*gone),
                        {{QStringLiteral("id"), gone->id},
                         {QStringLiteral("name"), gone->name},
                         {QStringLiteral("environments"), names}}});
    return {};
}

Result<void> CatalogRepository::requireRevision(Reader &reader, qint64 applicationId, qint64 revision)
{
    const auto now =
        reader.integer(QStringLiteral("SELECT revision FROM application WHERE id = ?"), {applicationId});
    if (!now)
        return Failure(now.error());
    if (*now == revision)
        return {};
    return fail(
        Problem::Kind::PreconditionFailed,
        QStringLiteral("The application was changed: it is at revision %1, not %2").arg(*now).arg(revision),
        QStringLiteral("Look at it again, then repeat the change with the new revision."));
}

Result<QJsonObject> CatalogRepository::setting(Reader &reader, const QString &name)
{
    auto found = first<QJsonObject>(reader, QStringLiteral("SELECT value FROM setting WHERE name = ?"),
                                    {name}, [](const Row &row) { return row.object("value"); });
    if (!found)
        return Failure(found.error());
    return found->value_or(QJsonObject());
}

Result<void> CatalogRepository::setSetting(Transaction &transaction, const QString &actor,
                                           const QString &name, const QJsonObject &value)
{
    const auto set =
        transaction.execute(QStringLiteral("INSERT INTO setting (name, value) VALUES (?, ?) "
                                           "ON CONFLICT (name) DO UPDATE SET value = excluded.value"),
                            {name, QString::fromUtf8(toBytes(value))});
    if (!set)
        return Failure(set.error());
    transaction.append({actor, QStringLiteral("setting.changed"), QStringLiteral("setting/") + name, value});
    return {};
}

} // namespace slipway
