#include "service/store/Connection.h"

#include <QSqlError>
#include <QSqlRecord>

#include <atomic>

namespace slipway {

namespace {

// SQLite's primary result codes (the low byte of what the driver reports).
enum Code { Error = 1, Busy = 5, Locked = 6, ReadOnly = 8, Io = 10, Corrupt = 11, Full = 13, CantOpen = 14 };
constexpr int constraint = 19;
constexpr int notADatabase = 26;
constexpr std::size_t mostStatements = 256;

QString freshName()
{
    static std::atomic<quint64> count{0};
    return QStringLiteral("slipway-%1").arg(++count);
}

QString textOf(const QSqlError &error)
{
    return error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
}

} // namespace

Connection::Connection(QString name, QString file) : m_name(std::move(name)), m_file(std::move(file)) {}

Connection::~Connection()
{
    m_statements.clear();
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<Connection>> Connection::open(const QString &file, Use use, Duration busyLimit)
{
    std::unique_ptr<Connection> connection(new Connection(freshName(), file));
    connection->m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection->m_name);
    QSqlDatabase &database = connection->m_database;
    if (!database.isValid()) {
        return fail(Problem::Kind::Unavailable, QStringLiteral("Qt's driver for SQLite is missing"),
                    QStringLiteral("Install the package libqt6sql6-sqlite."), file);
    }
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(busyLimit).count();
    database.setDatabaseName(file);
    database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(milliseconds));
    if (!database.open())
        return Failure(connection->problemOf(database.lastError(), {}));
    QStringList settings{
        QStringLiteral("PRAGMA journal_mode = WAL"), QStringLiteral("PRAGMA synchronous = FULL"),
        QStringLiteral("PRAGMA foreign_keys = ON"), QStringLiteral("PRAGMA temp_store = MEMORY"),
        // What is erased leaves no bytes behind in the file.
        QStringLiteral("PRAGMA secure_delete = ON"), QStringLiteral("PRAGMA journal_size_limit = 67108864")};
    if (use == Use::Read)
        settings = {
            QStringLiteral("PRAGMA query_only = ON"), QStringLiteral("PRAGMA temp_store = MEMORY"),
            QStringLiteral("PRAGMA cache_size = -512")}; // KiB; there is one for each thread that reads
    for (const QString &setting : settings) {
        if (auto set = connection->run(setting); !set)
            return Failure(set.error());
    }
    return connection;
}

Result<Connection::Answer> Connection::execute(const QString &sql, const QVariantList &values)
{
    std::unique_ptr<Statement> statement;
    // Taken out while it runs: a nested use of the same text prepares one of its own.
    if (auto cached = m_statements.find(sql); cached != m_statements.end()) {
        statement = std::move(cached->second);
        m_statements.erase(cached);
    } else {
        statement = std::make_unique<Statement>(Statement{QSqlQuery(m_database), {}});
        statement->query.setForwardOnly(true);
        if (!statement->query.prepare(sql))
            return Failure(problemOf(statement->query.lastError(), sql));
    }
    QSqlQuery &query = statement->query;
    for (int i = 0; i < values.size(); ++i) {
        const QVariant &value = values.at(i);
        // The driver would bind a null QString as NULL, which is never what its writer meant.
        if (value.typeId() == QMetaType::QString && value.toString().isNull())
            query.bindValue(i, QStringLiteral(""));
        else
            query.bindValue(i, value);
    }
    if (!query.exec()) {
        const Problem problem = problemOf(query.lastError(), sql);
        query.finish();
        return Failure(problem);
    }
    return Answer(*this, sql, std::move(statement));
}

Result<void> Connection::run(const QString &sql)
{
    return execute(sql).map([](const Answer &) {});
}

void Connection::giveBack(const QString &sql, std::unique_ptr<Statement> statement)
{
    statement->query.finish();
    if (m_statements.size() >= mostStatements)
        m_statements.clear();
    m_statements.insert_or_assign(sql, std::move(statement));
}

Connection::Answer::~Answer()
{
    if (m_statement)
        m_owner->giveBack(m_sql, std::move(m_statement));
}

Result<bool> Connection::Answer::next()
{
    if (query().next())
        return true;
    if (query().lastError().isValid())
        return Failure(m_owner->problemOf(query().lastError(), m_sql));
    return false;
}

// Asked of the driver once for each statement: a record costs more than most rows.
const std::vector<QByteArray> &Connection::Answer::columns()
{
    std::vector<QByteArray> &columns = m_statement->columns;
    if (columns.empty()) {
        const QSqlRecord record = query().record();
        for (int i = 0; i < record.count(); ++i)
            columns.push_back(record.fieldName(i).toUtf8());
    }
    return columns;
}

Problem Connection::problemOf(const QSqlError &error, const QString &sql) const
{
    const int code = error.nativeErrorCode().toInt() & 0xff;
    const QString text = textOf(error);
    const auto problem = [&](Problem::Kind kind, const QString &what, const QString &hint) {
        return Problem{kind, what, m_file, hint};
    };
    switch (code) {
    case Busy:
    case Locked:
        return problem(Problem::Kind::Unavailable, QStringLiteral("The store is locked by another program"),
                       QStringLiteral("End what has slipway.db open (\"fuser -v\" names it) and try again."));
    case Full:
        return problem(
            Problem::Kind::Unavailable, QStringLiteral("The disk of the store is full: nothing was written"),
            QStringLiteral("Free some space on that disk and try again; nothing needs to be repaired."));
    case Io:
    case ReadOnly:
    case CantOpen:
        return problem(Problem::Kind::Unavailable,
                       QStringLiteral("The store can't be read or written: %1").arg(text),
                       QStringLiteral("Check free space, file size limits, the owner of the data folder and "
                                      "the disk, then try again."));
    case Corrupt:
    case notADatabase:
        return problem(
            Problem::Kind::Internal, QStringLiteral("The store's file is damaged: %1").arg(text),
            QStringLiteral("Stop the service and restore the last backup into an empty data folder."));
    case constraint:
        return problem(Problem::Kind::Conflict, QStringLiteral("The store refuses this: %1").arg(text), {});
    default:
        return problem(Problem::Kind::Internal, QStringLiteral("A statement failed: %1 (%2)").arg(text, sql),
                       {});
    }
}

} // namespace slipway
