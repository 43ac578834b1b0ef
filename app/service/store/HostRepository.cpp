#include "service/store/HostRepository.h"

#include "service/store/Cursor.h"
#include "service/store/Like.h"

#include <QRegularExpression>

namespace slipway {

namespace {

const QString hostSql =
    QStringLiteral("SELECT id, name, address, port, login, host_key, secret, created FROM host");

Host hostFrom(const Row &row)
{
    return {row.integer("id"),   row.text("name"),
            row.text("address"), static_cast<int>(row.integer("port")),
            row.text("login"),   row.text("host_key"),
            row.text("secret"),  row.instant("created").value_or(Instant())};
}

QString subjectOf(const QString &name)
{
    return QStringLiteral("host/") + name;
}

Result<void> checkText(const char *field, const QString &text, const QRegularExpression &pattern,
                       const QString &hint)
{
    if (pattern.match(text).hasMatch())
        return {};
    return fail(Problem::Kind::Invalid,
                QStringLiteral("\"%1\" can't be the %2 of a host").arg(text.left(100), QLatin1String(field)),
                hint, QLatin1Char('/') + QLatin1String(field));
}

Result<void> checkHost(const Host &host)
{
    static const QRegularExpression name(QStringLiteral("\\A[a-z0-9](?:[a-z0-9.-]{0,60}[a-z0-9])?\\z"));
    static const QRegularExpression address(QStringLiteral("\\A[A-Za-z0-9:][A-Za-z0-9.:%_-]{0,252}\\z"));
    static const QRegularExpression user(QStringLiteral("\\A[A-Za-z_][A-Za-z0-9_.-]{0,31}\\z"));
    if (auto fine =
            checkText("name", host.name, name, QStringLiteral("Use lower case letters, digits, . and -."));
        !fine)
        return fine;
    if (auto fine = checkText("address", host.address, address,
                              QStringLiteral("Give a name that resolves, or an IP address."));
        !fine)
        return fine;
    if (auto fine =
            checkText("user", host.user, user, QStringLiteral("Give the login that steps run as there."));
        !fine)
        return fine;
    if (host.port < 1 || host.port > 65535) {
        return fail(Problem::Kind::Invalid, QStringLiteral("%1 is not a port").arg(host.port),
                    QStringLiteral("Use 1 to 65535."), QStringLiteral("/port"));
    }
    return {};
}

} // namespace

Result<Host> HostRepository::add(Transaction &transaction, const QString &actor, const Host &host)
{
    if (auto fine = checkHost(host); !fine)
        return Failure(fine.error());
    const auto key = publicKeyFromText(host.hostKey);
    if (!key)
        return Failure(key.error().at(QStringLiteral("/host_key")));
    const auto taken =
        transaction.integer(QStringLiteral("SELECT count(*) FROM host WHERE name = ?"), {host.name});
    if (!taken)
        return Failure(taken.error());
    if (*taken > 0) {
        return fail(Problem::Kind::Conflict, QStringLiteral("There is a host \"%1\" already").arg(host.name),
                    QStringLiteral("Remove it first, or use another name."));
    }
    Host added = host;
    added.hostKey = *key;
    added.created = transaction.now();
    const auto id = transaction.insert(
        QStringLiteral("INSERT INTO host (name, address, port, login, host_key, secret, created) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id"),
        {added.name, added.address, added.port, added.user, added.hostKey, added.secret,
         toText(added.created)});
    if (!id)
        return Failure(id.error());
    added.id = *id;
    transaction.append({actor, QStringLiteral("host.added"), subjectOf(added.name), added.toJson()});
    return added;
}

Result<Host> HostRepository::find(Reader &reader, const QString &name)
{
    std::optional<Host> found;
    auto read = reader.query(hostSql + QStringLiteral(" WHERE name = ?"), {name},
                             [&](const Row &row) -> Result<void> {
                                 found = hostFrom(row);
                                 return {};
                             });
    if (!read)
        return Failure(read.error());
    if (!found) {
        return fail(Problem::Kind::NotFound, QStringLiteral("There is no host \"%1\"").arg(name.left(100)),
                    QStringLiteral("\"slipwayctl host list\" shows those there are; \"host add\" adds one."));
    }
    return std::move(*found);
}

Result<Page<Host>> HostRepository::list(Reader &reader, const PageRequest &request)
{
    const auto before = beforeOf(request);
    if (!before)
        return Failure(before.error());
    const int limit = limitOf(request);
    Page<Host> page;
    auto read =
        reader.query(hostSql + QStringLiteral(" WHERE id < ? AND lower(name || ' ' || address || ' ' "
                                              "|| login) LIKE lower(?) ESCAPE '\\' "
                                              "ORDER BY id DESC LIMIT ?"),
                     {*before, likeAnywhere(request.q), limit + 1}, [&](const Row &row) -> Result<void> {
                         page.items.push_back(hostFrom(row));
                         return {};
                     });
    if (!read)
        return Failure(read.error());
    closePage(page, limit);
    return page;
}

Result<void> HostRepository::remove(Transaction &transaction, const QString &actor, const QString &name)
{
    const auto host = find(transaction, name);
    if (!host)
        return Failure(host.error());
    const auto rows = transaction.execute(QStringLiteral("DELETE FROM host WHERE id = ?"), {host->id});
    if (!rows)
        return Failure(rows.error());
    transaction.append({actor, QStringLiteral("host.removed"), subjectOf(name), host->toJson()});
    return {};
}

Result<QStringList> HostRepository::namesWithSecret(Reader &reader, const QString &secret)
{
    QStringList names;
    auto read = reader.query(QStringLiteral("SELECT name FROM host WHERE secret = ? ORDER BY name"), {secret},
                             [&](const Row &row) -> Result<void> {
                                 names.append(row.text("name"));
                                 return {};
                             });
    if (!read)
        return Failure(read.error());
    return names;
}

} // namespace slipway
