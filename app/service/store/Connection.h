// One connection to the database: its settings, its prepared statements, and how its errors are told.
// Belongs to the thread that opened it.
#pragma once
#include "domain/Instant.h"
#include "domain/Problem.h"
#include "service/store/Transaction.h"

#include <QSqlDatabase>
#include <QSqlQuery>

#include <memory>
#include <unordered_map>
#include <vector>

class QSqlError;

namespace slipway {

class Connection
{
public:
    enum class Use { Write, Read };
    static Result<std::unique_ptr<Connection>> open(const QString &file, Use use, Duration busyLimit);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    // A prepared statement, and what its columns are called once somebody has asked.
    struct Statement
    {
        QSqlQuery query;
        std::vector<QByteArray> columns;
    };

    // A statement that ran: its rows can be walked; goes back to the cache when it is destroyed.
    class Answer
    {
    public:
        Answer(Connection &owner, const QString &sql, std::unique_ptr<Statement> statement)
            : m_owner(&owner), m_sql(sql), m_statement(std::move(statement))
        {
        }
        Answer(Answer &&) = default;
        Answer &operator=(Answer &&) = delete;
        ~Answer();
        QSqlQuery &query() { return m_statement->query; }
        const std::vector<QByteArray> &columns();
        // True while there are rows; a problem of the walk itself (a damaged page, an interrupt) isn't an
        // end.
        Result<bool> next();

    private:
        Connection *m_owner;
        QString m_sql;
        std::unique_ptr<Statement> m_statement;
    };

    Result<Answer> execute(const QString &sql, const QVariantList &values = {});
    Result<void> run(const QString &sql); // without an answer

    int &readDepth() { return m_readDepth; }

private:
    Connection(QString name, QString file);
    Problem problemOf(const QSqlError &error, const QString &sql) const;
    void giveBack(const QString &sql, std::unique_ptr<Statement> statement);

    QString m_name;
    QString m_file;
    QSqlDatabase m_database;
    std::unordered_map<QString, std::unique_ptr<Statement>> m_statements;
    int m_readDepth = 0;
};

} // namespace slipway
