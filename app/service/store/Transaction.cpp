#include "service/store/Transaction.h"

#include "domain/Json.h"
#include "service/store/Connection.h"

namespace slipway {

namespace {

class QueryRow final : public Row
{
public:
    explicit QueryRow(Connection::Answer &answer) : m_answer(answer) {}

    QVariant value(const char *column) const override
    {
        const std::vector<QByteArray> &names = m_answer.columns();
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (names[i] == column)
                return m_answer.query().value(static_cast<int>(i));
        }
        Q_ASSERT_X(false, "Row::value", column);
        return {};
    }

private:
    Connection::Answer &m_answer;
};

} // namespace

QString Row::text(const char *column) const
{
    return value(column).toString();
}

qint64 Row::integer(const char *column) const
{
    return value(column).toLongLong();
}

bool Row::flag(const char *column) const
{
    return value(column).toLongLong() != 0;
}

QJsonObject Row::object(const char *column) const
{
    return objectFromBytes(value(column).toString().toUtf8(), QString::fromUtf8(column))
        .value_or(QJsonObject());
}

Result<Instant> Row::instant(const char *column) const
{
    auto time = instantFromText(text(column));
    if (!time)
        return Failure(time.error().at(QString::fromUtf8(column)));
    return time;
}

std::optional<Instant> Row::optionalInstant(const char *column) const
{
    const auto time = instantFromText(text(column));
    return time ? std::optional<Instant>(*time) : std::nullopt;
}

Reader::Reader(Connection &connection) : m_connection(connection) {}

Result<void> Reader::query(const QString &sql, const QVariantList &values,
                           const std::function<Result<void>(const Row &)> &each)
{
    auto answer = m_connection.execute(sql, values);
    if (!answer)
        return Failure(answer.error());
    const QueryRow row(*answer);
    for (;;) {
        const auto more = answer->next();
        if (!more)
            return Failure(more.error());
        if (!*more)
            return {};
        if (auto done = each(row); !done)
            return done;
    }
}

Result<qint64> Reader::integer(const QString &sql, const QVariantList &values)
{
    auto answer = m_connection.execute(sql, values);
    if (!answer)
        return Failure(answer.error());
    const auto more = answer->next();
    if (!more)
        return Failure(more.error());
    return *more ? answer->query().value(0).toLongLong() : 0;
}

Transaction::Transaction(Connection &connection, Instant now) : Reader(connection), m_now(now) {}

Result<qint64> Transaction::execute(const QString &sql, const QVariantList &values)
{
    auto answer = m_connection.execute(sql, values);
    if (!answer)
        return Failure(answer.error());
    return answer->query().numRowsAffected();
}

Result<qint64> Transaction::insert(const QString &sql, const QVariantList &values)
{
    auto answer = m_connection.execute(sql, values);
    if (!answer)
        return Failure(answer.error());
    const auto row = answer->next();
    if (!row)
        return Failure(row.error());
    if (!*row)
        return fail(Problem::Kind::Conflict, QStringLiteral("Nothing was inserted"), {}, sql);
    return answer->query().value(0).toLongLong();
}

void Transaction::append(NewEvent event)
{
    m_events.push_back(std::move(event));
}

} // namespace slipway
