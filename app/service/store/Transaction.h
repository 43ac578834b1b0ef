// What work on the store is written against: queries with bound values and, when writing, events.
// SQL is kept to what SQLite and PostgreSQL both understand (RETURNING, ON CONFLICT, `?` placeholders, no
// rowid, no AUTOINCREMENT tricks: ids are INTEGER PRIMARY KEY). Every statement is prepared once per
// connection. A null QString is bound as empty text; NULL is written QVariant().
#pragma once
#include "domain/Event.h"

#include <QVariant>
#include <QVariantList>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace slipway {

class Connection;

// One row of an answer; columns by name. Absent columns are a bug and assert.
class Row
{
public:
    virtual ~Row() = default;
    virtual QVariant value(const char *column) const = 0;
    QString text(const char *column) const;
    qint64 integer(const char *column) const;
    bool flag(const char *column) const;
    QJsonObject object(const char *column) const;      // a JSON column
    Result<Instant> instant(const char *column) const; // a time column, text
    std::optional<Instant> optionalInstant(const char *column) const;
};

class Reader
{
public:
    explicit Reader(Connection &connection);
    virtual ~Reader() = default;
    Reader(const Reader &) = delete;
    Reader &operator=(const Reader &) = delete;

    // Calls `each` for every row; a problem it returns stops the walk and is returned. `each` may query too.
    Result<void> query(const QString &sql, const QVariantList &values,
                       const std::function<Result<void>(const Row &)> &each);
    // The first column of the first row, such as count(*); 0 when there is none or it is NULL.
    Result<qint64> integer(const QString &sql, const QVariantList &values = {});

protected:
    Connection &m_connection;
};

class Transaction : public Reader
{
public:
    Transaction(Connection &connection, Instant now);

    // INSERT, UPDATE, DELETE; returns the number of rows that changed. A violated constraint is a Conflict.
    Result<qint64> execute(const QString &sql, const QVariantList &values = {});
    // INSERT … RETURNING id.
    Result<qint64> insert(const QString &sql, const QVariantList &values);
    // Appends to the ledger; seq and hashes are given at the commit, `at` is now().
    void append(NewEvent event);
    Instant now() const { return m_now; } // one time for the whole transaction

    const std::vector<NewEvent> &events() const { return m_events; } // appended so far

private:
    std::vector<NewEvent> m_events;
    Instant m_now;
};

} // namespace slipway
