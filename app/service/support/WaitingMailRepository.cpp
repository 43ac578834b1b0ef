// Mail and pages that wait to go out, in the store.
#include "service/support/CaseRepository.h"
#include "service/support/CaseRows.h"

namespace slipway {

namespace {

const QString late = QStringLiteral("late"); // the outcome of what still waits

QString nameOf(Way way)
{
    return way == Way::Other ? QStringLiteral("other") : QStringLiteral("mail");
}

// Of those that are open, with the name of the way as its value.
QString openRows(Way way)
{
    const QString rows = QStringLiteral("FROM case_mail WHERE settled IS NULL AND way = ? ");
    if (way == Way::Other)
        return rows;
    return rows + (way == Way::Mail ? QStringLiteral("AND page_id IS NOT NULL ")
                                    : QStringLiteral("AND page_id IS NULL "));
}

// "?, ?", and their values.
QString oneOf(const std::set<QString> &recipients, QVariantList &values)
{
    for (const QString &recipient : recipients)
        values.append(recipient);
    return QStringLiteral("(?%1) ").arg(
        QStringLiteral(", ?").repeated(static_cast<qsizetype>(recipients.size()) - 1));
}

// What may go out now, but to one of `busy`. No pause is as long as a minute, no snooze longer than
// PageAnswer allows: what is later than that waits because the clock was set back.
QString waitingRows(Way way, Instant now, const std::set<QString> &busy, QVariantList &values)
{
    values = {nameOf(way), toText(now), toText(now + std::chrono::minutes(1)), toText(now),
              toText(now + PageAnswer::longestSnooze)};
    QString rows = openRows(way) +
                   QStringLiteral("AND (due <= ? OR due > ?) AND (hold IS NULL OR hold <= ? OR hold > ?) ");
    if (!busy.empty())
        rows += QStringLiteral("AND recipient NOT IN ") + oneOf(busy, values);
    return rows;
}

Result<std::vector<WaitingMail>> mostUrgent(Reader &reader, Way way, const QString &rows, QVariantList values,
                                            int limit)
{
    std::vector<WaitingMail> waiting;
    values.append(limit);
    const auto read = reader.query(
        QStringLiteral("SELECT id, case_id, page_id, recipient, raw, due, attempts, outcome, "
                       "CASE WHEN page_id IS NULL THEN (SELECT max(m.id) FROM case_message m WHERE "
                       "m.message_id = case_mail.message_id) END AS said_by, "
                       "CASE WHEN page_id IS NULL THEN (SELECT max(m.at) FROM case_message m WHERE "
                       "m.message_id = case_mail.message_id) END AS said, "
                       "page_id IS NULL AND EXISTS (SELECT 1 FROM case_file f JOIN case_message m ON m.id = "
                       "f.message_id WHERE m.message_id = case_mail.message_id) AS carries_files %1"
                       "ORDER BY urgency, due, id LIMIT ?")
            .arg(rows),
        values, [&](const Row &row) -> Result<void> {
            const auto due = row.instant("due");
            if (!due)
                return Failure(due.error());
            waiting.push_back({row.integer("id"), row.integer("case_id"), row.integer("page_id"),
                               row.text("recipient"), row.value("raw").toByteArray(), *due,
                               static_cast<int>(row.integer("attempts")), way, row.integer("said_by"),
                               row.optionalInstant("said"), row.text("outcome") == late,
                               row.flag("carries_files")});
            return {};
        });
    if (!read)
        return Failure(read.error());
    return waiting;
}

} // namespace

Result<void> CaseRepository::addMail(Transaction &transaction, qint64 ofCase, qint64 page, int urgency,
                                     const QString &recipient, const OutgoingMail &mail, Instant due, Way way,
                                     const std::optional<Instant> &hold)
{
    return done(transaction.execute(
        QStringLiteral(
            "INSERT INTO case_mail (case_id, page_id, urgency, recipient, message_id, raw, due, attempts, "
            "outcome, why, way, hold) VALUES (?, ?, ?, ?, ?, ?, ?, 0, '', '', ?, ?)"),
        {ofCase, page > 0 ? QVariant(page) : QVariant(), urgency, recipient, mail.messageId, mail.bytes,
         toText(due), nameOf(way), timeOrNull(hold)}));
}

Result<std::vector<WaitingMail>> CaseRepository::waitingMail(Reader &reader, Way way, Instant now, int limit,
                                                             const std::set<QString> &busy)
{
    QVariantList values;
    const QString rows = waitingRows(way, now, busy, values);
    return mostUrgent(reader, way, rows, values, limit);
}

Result<std::vector<WaitingMail>> CaseRepository::untriedPages(Reader &reader, Instant now, int limit,
                                                              const std::set<QString> &recipients)
{
    QVariantList values;
    QString rows = waitingRows(Way::Mail, now, {}, values) + QStringLiteral("AND attempts = 0 ");
    if (!recipients.empty())
        rows += QStringLiteral("AND recipient IN ") + oneOf(recipients, values);
    return mostUrgent(reader, Way::Mail, rows, values, limit);
}

Result<std::optional<Instant>> CaseRepository::waitingSince(Reader &reader, Way way, Instant now,
                                                            const std::set<QString> &busy)
{
    QVariantList values;
    const QString rows = waitingRows(way, now, busy, values);
    return earliest(
        reader, QStringLiteral("SELECT min(CASE WHEN hold > due THEN hold ELSE due END) AS at %1").arg(rows),
        values);
}

Result<std::optional<Instant>> CaseRepository::nextMail(Reader &reader, Way way,
                                                        const std::set<QString> &busy)
{
    QVariantList values{nameOf(way)};
    QString rows = openRows(way);
    if (!busy.empty())
        rows += QStringLiteral("AND recipient NOT IN ") + oneOf(busy, values);
    return earliest(
        reader, QStringLiteral("SELECT min(CASE WHEN hold > due THEN hold ELSE due END) AS at %1").arg(rows),
        values);
}

Result<void> CaseRepository::holdMail(Transaction &transaction, qint64 ofCase, Instant until)
{
    return done(transaction.execute(
        QStringLiteral("UPDATE case_mail SET hold = ? WHERE case_id = ? AND settled IS NULL AND page_id IS "
                       "NOT NULL"),
        {toText(until), ofCase}));
}

Result<void> CaseRepository::settleMail(Transaction &transaction, qint64 id, const QString &outcome,
                                        const QString &why)
{
    return done(transaction.execute(
        QStringLiteral("UPDATE case_mail SET settled = ?, outcome = ?, why = ? WHERE id = ?"),
        {toText(transaction.now()), outcome, why, id}));
}

Result<void> CaseRepository::markBounced(Transaction &transaction, const QString &messageId)
{
    return done(transaction.execute(
        QStringLiteral(
            "UPDATE case_mail SET outcome = 'bounced' WHERE message_id = ? AND outcome = 'accepted'"),
        {messageId}));
}

Result<void> CaseRepository::postponeMail(Transaction &transaction, qint64 id, int attempts, Instant due,
                                          const QString &why, bool isLate)
{
    return done(transaction.execute(
        QStringLiteral("UPDATE case_mail SET attempts = ?, due = ?, why = ?, outcome = ? WHERE id = ?"),
        {attempts, toText(due), why, isLate ? late : QStringLiteral(""), id}));
}

} // namespace slipway
