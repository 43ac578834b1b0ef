#include "service/store/CatalogRows.h"

#include "domain/Json.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace slipway::catalog {

const QString applicationSql = QStringLiteral(
    "SELECT application.id, application.customer_id, customer.slug AS customer, application.slug, "
    "application.name, application.recipe, application.revision "
    "FROM application JOIN customer ON customer.id = application.customer_id");

const QString environmentSql = QStringLiteral(
    "SELECT environment.id, environment.application_id, environment.name, environment.role, "
    "environment.slot, environment.state, environment.version, environment.quiet, environment.ssh_host, "
    "environment.ssh_port, environment.ssh_user, environment.host_key, address.address, address.port "
    "FROM environment LEFT JOIN address ON address.environment_id = environment.id");

Customer customerFrom(const Row &row)
{
    return {row.integer("id"), row.text("slug"), row.text("name")};
}

Contact contactFrom(const Row &row)
{
    return {row.integer("id"), row.integer("customer_id"), row.text("name"), row.text("mail"),
            stringsFromJson(QJsonDocument::fromJson(row.text("ssh_keys").toUtf8()).array())};
}

Application applicationFrom(const Row &row)
{
    Application application;
    application.id = row.integer("id");
    application.customerId = row.integer("customer_id");
    application.customer = row.text("customer");
    application.slug = row.text("slug");
    application.name = row.text("name");
    application.recipe = row.object("recipe");
    application.revision = row.integer("revision");
    return application;
}

Environment environmentFrom(const Row &row)
{
    Environment environment;
    environment.id = row.integer("id");
    environment.applicationId = row.integer("application_id");
    environment.name = row.text("name");
    environment.role = environmentRoleFromText(row.text("role")).value_or(EnvironmentRole::Retired);
    environment.slot = static_cast<int>(row.integer("slot"));
    environment.address = row.text("address");
    environment.port = static_cast<int>(row.integer("port"));
    environment.state = row.text("state");
    environment.version = row.text("version");
    environment.quiet = row.flag("quiet");
    environment.ssh = {row.text("ssh_host"), static_cast<int>(row.integer("ssh_port")), row.text("ssh_user")};
    environment.ssh.hostKey = row.text("host_key");
    return environment;
}

Result<void> loadAppliances(Reader &reader, Environment &environment)
{
    auto read = reader.query(QStringLiteral("SELECT id, name, class, address, state, health FROM appliance "
                                            "WHERE environment_id = ? ORDER BY id"),
                             {environment.id}, [&](const Row &row) -> Result<void> {
                                 Appliance appliance;
                                 appliance.id = row.integer("id");
                                 appliance.environmentId = environment.id;
                                 appliance.name = row.text("name");
                                 appliance.className = row.text("class");
                                 appliance.address = row.text("address");
                                 appliance.state = row.text("state");
                                 appliance.health = row.text("health");
                                 environment.appliances.push_back(std::move(appliance));
                                 return {};
                             });
    if (!read)
        return read;
    return reader.query(
        QStringLiteral("SELECT volume.appliance_id, volume.name, volume.path, volume.kind "
                       "FROM volume JOIN appliance ON appliance.id = volume.appliance_id "
                       "WHERE appliance.environment_id = ? ORDER BY volume.id"),
        {environment.id}, [&](const Row &row) -> Result<void> {
            for (Appliance &appliance : environment.appliances) {
                if (appliance.id == row.integer("appliance_id"))
                    appliance.volumes.push_back({row.text("name"), row.text("path"), row.text("kind")});
            }
            return {};
        });
}

Result<void> loadEnvironments(Reader &reader, Application &application, bool retired)
{
    return reader.query(environmentSql +
                            QStringLiteral(" WHERE environment.application_id = ? AND (? = 1 OR "
                                           "environment.role <> 'retired') ORDER BY environment.id DESC"),
                        {application.id, retired ? 1 : 0}, [&](const Row &row) -> Result<void> {
                            application.environments.push_back(environmentFrom(row));
                            return loadAppliances(reader, application.environments.back());
                        });
}

Result<void> checkSlug(const QString &slug, const QString &what)
{
    static const QRegularExpression pattern(QStringLiteral("^[a-z][a-z0-9-]{0,38}[a-z0-9]$"));
    if (pattern.match(slug).hasMatch())
        return {};
    return fail(Problem::Kind::Invalid, QStringLiteral("\"%1\" can't name a %2").arg(slug, what),
                QStringLiteral("Use 2 to 40 lower case letters, digits and hyphens, a letter first and no "
                               "hyphen at the end."),
                QStringLiteral("slug"));
}

Result<QString> touchApplication(Transaction &transaction, qint64 environmentId)
{
    auto raised =
        transaction.execute(QStringLiteral("UPDATE application SET revision = revision + 1 WHERE id = "
                                           "(SELECT application_id FROM environment WHERE id = ?)"),
                            {environmentId});
    if (!raised)
        return Failure(raised.error());
    QString handle;
    auto read = transaction.query(
        QStringLiteral("SELECT customer.slug AS customer, application.slug FROM environment "
                       "JOIN application ON application.id = environment.application_id "
                       "JOIN customer ON customer.id = application.customer_id WHERE environment.id = ?"),
        {environmentId}, [&](const Row &row) -> Result<void> {
            handle = row.text("customer") + QLatin1Char('/') + row.text("slug");
            return {};
        });
    if (!read)
        return Failure(read.error());
    if (handle.isEmpty()) {
        return fail(Problem::Kind::NotFound,
                    QStringLiteral("There is no environment with the number %1").arg(environmentId));
    }
    return handle;
}

} // namespace slipway::catalog
