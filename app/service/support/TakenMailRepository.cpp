// Mail that was taken, in the store.
#include "domain/Json.h"
#include "service/store/Cursor.h"
#include "service/store/Like.h"
#include "service/support/CaseRepository.h"

#include <QJsonDocument>

namespace slipway {

namespace {

const auto takenColumns = QStringLiteral("SELECT id, digest, message_id, sender, subject, at, verdict, why, "
                                         "case_id, attachments, html FROM taken_mail ");

Result<std::vector<TakenMail>> takenWhere(Reader &reader, const QString &where, const QVariantList &values)
{
    std::vector<TakenMail> found;
    const auto read = reader.query(takenColumns + where, values, [&](const Row &row) -> Result<void> {
        const auto at = row.instant("at");
        if (!at)
            return Failure(at.error());
        found.push_back(
            {row.integer("id"), row.text("digest"), row.text("message_id"), row.text("sender"),
             row.text("subject"), *at, row.text("verdict"), row.text("why"), row.integer("case_id"),
             QJsonDocument::fromJson(row.text("attachments").toUtf8()).array(), row.flag("html")});
        return {};
    });
    if (!read)
        return Failure(read.error());
    return found;
}

} // namespace

QJsonObject TakenMail::toJson() const
{
    return {{QStringLiteral("id"), id},
            {QStringLiteral("message_id"), messageId},
            {QStringLiteral("sender"), sender},
            {QStringLiteral("subject"), subject},
            {QStringLiteral("at"), toText(at)},
            {QStringLiteral("verdict"), verdict},
            {QStringLiteral("why"), why},
            {QStringLiteral("case"), caseId > 0 ? QJsonValue(caseId) : QJsonValue()},
            {QStringLiteral("attachments"), attachments},
            {QStringLiteral("html"), hasHtml}};
}

Result<QString> CaseRepository::customerOfMail(Reader &reader, const QString &mail)
{
    QString slug;
    const auto read = reader.query(
        QStringLiteral(
            "SELECT customer.slug AS slug FROM contact JOIN customer ON customer.id = contact.customer_id "
            "WHERE lower(contact.mail) = ? ORDER BY contact.id LIMIT 1"),
        {mail}, [&](const Row &row) -> Result<void> {
            slug = row.text("slug");
            return {};
        });
    if (!read)
        return Failure(read.error());
    return slug;
}

Result<std::optional<TakenMail>> CaseRepository::takenBy(Reader &reader, const QString &digest)
{
    auto found = takenWhere(reader, QStringLiteral("WHERE digest = ?"), {digest});
    if (!found)
        return Failure(found.error());
    return found->empty() ? std::optional<TakenMail>() : std::optional(std::move(found->front()));
}

Result<TakenMail> CaseRepository::taken(Reader &reader, qint64 id)
{
    auto found = takenWhere(reader, QStringLiteral("WHERE id = ?"), {id});
    if (!found)
        return Failure(found.error());
    if (found->empty())
        return fail(Problem::Kind::NotFound, QStringLiteral("There is no mail %1").arg(id),
                    QStringLiteral("\"slipwayctl mail list\" shows those in quarantine."));
    return std::move(found->front());
}

Result<QByteArray> CaseRepository::rawOf(Reader &reader, qint64 id)
{
    QByteArray raw;
    const auto read = reader.query(QStringLiteral("SELECT raw FROM taken_mail WHERE id = ?"), {id},
                                   [&](const Row &row) -> Result<void> {
                                       raw = row.value("raw").toByteArray();
                                       return {};
                                   });
    if (!read)
        return Failure(read.error());
    return raw;
}

Result<std::vector<TakenMail>> CaseRepository::takenWithMore(Reader &reader, qint64 ofCase)
{
    return takenWhere(reader,
                      QStringLiteral("WHERE case_id = ? AND (attachments <> '[]' OR html <> 0) AND verdict "
                                     "NOT IN ('quarantined', 'discarded') ORDER BY id"),
                      {ofCase});
}

Result<Page<TakenMail>> CaseRepository::listTaken(Reader &reader, const PageRequest &request,
                                                  const QString &verdict)
{
    QString where;
    QVariantList values;
    if (!verdict.isEmpty()) {
        where += QStringLiteral(" AND verdict = ?");
        values.append(verdict);
    }
    if (!request.q.isEmpty()) {
        where += QStringLiteral(" AND lower(sender || ' ' || subject) LIKE lower(?) ESCAPE '\\'");
        values.append(likeAnywhere(request.q));
    }
    return newestFirst<TakenMail>(
        request, where, values,
        [&](const QString &rows, const QVariantList &bound) { return takenWhere(reader, rows, bound); });
}

Result<void> CaseRepository::settleTaken(Transaction &transaction, const TakenMail &mail, const QString &from)
{
    const auto rows = transaction.execute(
        QStringLiteral(
            "UPDATE taken_mail SET verdict = ?, why = ?, case_id = ? WHERE id = ? AND verdict = ?"),
        {mail.verdict, mail.why, mail.caseId > 0 ? QVariant(mail.caseId) : QVariant(), mail.id, from});
    if (!rows)
        return Failure(rows.error());
    if (*rows == 0)
        return fail(
            Problem::Kind::Conflict, QStringLiteral("Mail %1 isn't %2 any more").arg(mail.id).arg(from),
            QStringLiteral("Somebody was quicker; \"slipwayctl mail show %1\" says what became of it.")
                .arg(mail.id));
    return {};
}

Result<qint64> CaseRepository::caseHeldFor(Reader &reader, const QString &sender)
{
    return reader.integer(
        QStringLiteral(
            "SELECT coalesce(max(support_case.id), 0) FROM taken_mail JOIN support_case ON "
            "support_case.id = taken_mail.case_id WHERE verdict = 'quarantined' AND sender = ? AND "
            "state NOT IN ('solved', 'closed')"),
        {sender});
}

Result<qint64> CaseRepository::heldBack(Reader &reader, qint64 ofCase)
{
    return reader.integer(
        QStringLiteral("SELECT count(*) FROM taken_mail WHERE case_id = ? AND verdict = 'quarantined'"),
        {ofCase});
}

Result<qint64> CaseRepository::addTaken(Transaction &transaction, const TakenMail &mail,
                                        const QByteArray &raw)
{
    return transaction.insert(
        QStringLiteral(
            "INSERT INTO taken_mail (digest, message_id, sender, subject, at, verdict, why, case_id, raw, "
            "attachments, html) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"),
        {mail.digest, mail.messageId, mail.sender, mail.subject, toText(mail.at), mail.verdict, mail.why,
         mail.caseId > 0 ? QVariant(mail.caseId) : QVariant(), raw,
         QString::fromUtf8(toBytes(mail.attachments)), mail.hasHtml});
}

} // namespace slipway
