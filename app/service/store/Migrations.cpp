#include "service/store/Migrations.h"

#include "service/store/Connection.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <map>

void slipwayInitResources();

namespace slipway {

namespace {

struct Migration
{
    int number = 0;
    QString name;
    QString sql;
    QString digest;
};

Result<std::vector<Migration>> wanted()
{
    slipwayInitResources();
    static const QRegularExpression pattern(QStringLiteral("^(\\d{4})[-_]([a-z0-9_-]+)\\.sql$"));
    std::vector<Migration> list;
    const QDir folder(QStringLiteral(":/slipway/migrations"));
    for (const QString &file : folder.entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name)) {
        const auto match = pattern.match(file);
        QFile source(folder.filePath(file));
        if (!match.hasMatch() || !source.open(QIODevice::ReadOnly))
            return fail(Problem::Kind::Internal, QStringLiteral("A migration isn't named NNNN-name.sql"), {},
                        file);
        const QByteArray bytes = source.readAll();
        const int number = match.captured(1).toInt();
        if (!list.empty() && list.back().number == number)
            return fail(Problem::Kind::Internal,
                        QStringLiteral("Two migrations have the number %1").arg(number), {}, file);
        list.push_back(
            {number, match.captured(2), QString::fromUtf8(bytes),
             QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex())});
    }
    return list;
}

Result<std::map<int, QString>> applied(Connection &connection)
{
    auto made = connection.run(QStringLiteral("CREATE TABLE IF NOT EXISTS schema_migration ("
                                              "number INTEGER PRIMARY KEY, name TEXT NOT NULL, "
                                              "digest TEXT NOT NULL, applied TEXT NOT NULL)"));
    if (!made)
        return Failure(made.error());
    std::map<int, QString> digests;
    Reader reader(connection);
    auto read = reader.query(QStringLiteral("SELECT number, digest FROM schema_migration"), {},
                             [&](const Row &row) -> Result<void> {
                                 digests.emplace(static_cast<int>(row.integer("number")), row.text("digest"));
                                 return {};
                             });
    if (!read)
        return Failure(read.error());
    return digests;
}

Result<void> apply(Connection &connection, const Migration &migration, Instant now)
{
    const QString place =
        QStringLiteral("migration %1-%2").arg(migration.number, 4, 10, QLatin1Char('0')).arg(migration.name);
    for (const QString &statement : statementsOf(migration.sql)) {
        if (auto run = connection.run(statement); !run)
            return Failure(run.error().at(place));
    }
    auto noted = connection.execute(
        QStringLiteral("INSERT INTO schema_migration (number, name, digest, applied) VALUES (?, ?, ?, ?)"),
        {migration.number, migration.name, migration.digest, toText(now)});
    if (!noted)
        return Failure(noted.error().at(place));
    return {};
}

Result<void> applyMissing(Connection &connection, Instant now)
{
    const auto list = wanted();
    if (!list)
        return Failure(list.error());
    auto done = applied(connection);
    if (!done)
        return Failure(done.error());
    for (const Migration &migration : *list) {
        const auto before = done->find(migration.number);
        if (before == done->end()) {
            if (auto result = apply(connection, migration, now); !result)
                return result;
            continue;
        }
        if (before->second != migration.digest) {
            return fail(Problem::Kind::Conflict,
                        QStringLiteral("The store was made by another build: its migration %1 differs")
                            .arg(migration.number),
                        QStringLiteral("Use the build that made it, or another data folder."));
        }
        done->erase(before);
    }
    if (done->empty())
        return {};
    return fail(
        Problem::Kind::Conflict,
        QStringLiteral("The store was written by a newer Slipway (migration %1)").arg(done->rbegin()->first),
        QStringLiteral("Use the newer version, or another data folder."));
}

} // namespace

QStringList statementsOf(const QString &sql)
{
    static const QRegularExpression token(QStringLiteral("--[^\\n]*|/\\*.*?\\*/|'(?:[^']|'')*'|\"[^\"]*\"|;"),
                                          QRegularExpression::DotMatchesEverythingOption);
    QStringList statements;
    QString current;
    const auto finish = [&] {
        if (!current.trimmed().isEmpty())
            statements.append(current.trimmed());
        current.clear();
    };
    qsizetype from = 0;
    for (auto matches = token.globalMatch(sql); matches.hasNext();) {
        const auto match = matches.next();
        const QChar first = match.capturedView().front();
        if (first == QLatin1Char('\'') || first == QLatin1Char('"'))
            continue;
        current += QStringView(sql).mid(from, match.capturedStart() - from);
        from = match.capturedEnd();
        if (first == QLatin1Char(';'))
            finish();
    }
    current += QStringView(sql).mid(from);
    finish();
    return statements;
}

Result<void> migrate(Connection &connection, Instant now)
{
    if (auto begun = connection.run(QStringLiteral("BEGIN IMMEDIATE")); !begun)
        return begun;
    auto result = applyMissing(connection, now);
    if (result)
        return connection.run(QStringLiteral("COMMIT"));
    // The first problem is the one to tell.
    static_cast<void>(connection.run(QStringLiteral("ROLLBACK")));
    return result;
}

} // namespace slipway
