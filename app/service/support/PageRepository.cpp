#include "service/support/PageRepository.h"

namespace slipway {

Result<std::optional<Instant>> PageRepository::snoozedUntil(Reader &reader, qint64 ofCase, Instant now)
{
    std::optional<Instant> until;
    const auto read = reader.query(
        QStringLiteral("SELECT ends FROM case_snooze WHERE case_id = ? ORDER BY id DESC LIMIT 1"), {ofCase},
        [&](const Row &row) -> Result<void> {
            until = row.optionalInstant("ends");
            return {};
        });
    if (!read)
        return Failure(read.error());
    return until && *until > now ? until : std::optional<Instant>();
}

Result<void> PageRepository::snooze(Transaction &transaction, qint64 ofCase, const QString &person,
                                    Instant until)
{
    const auto written = transaction.execute(
        QStringLiteral("INSERT INTO case_snooze (case_id, person, at, ends) VALUES (?, ?, ?, ?)"),
        {ofCase, person, toText(transaction.now()), toText(until)});
    return written ? Result<void>() : Failure(written.error());
}

Result<void> PageRepository::endSnooze(Transaction &transaction, qint64 ofCase)
{
    const auto now = toText(transaction.now());
    const auto written = transaction.execute(
        QStringLiteral("UPDATE case_snooze SET ends = ? WHERE case_id = ? AND ends > ?"), {now, ofCase, now});
    return written ? Result<void>() : Failure(written.error());
}

Result<bool> PageRepository::useLink(Transaction &transaction, qint64 page, qint64 turn, const LinkUse &use)
{
    const auto written = transaction.execute(
        QStringLiteral("INSERT INTO link_use (page_id, turn, action, said, form, at) VALUES (?, ?, ?, ?, ?, "
                       "?) ON CONFLICT (page_id, turn) DO NOTHING"),
        {page, turn, use.action, use.said, use.form, toText(use.at)});
    if (!written)
        return Failure(written.error());
    return *written > 0;
}

Result<std::vector<LinkUse>> PageRepository::usesOfLinks(Reader &reader, qint64 page)
{
    std::vector<LinkUse> uses;
    const auto read = reader.query(
        QStringLiteral("SELECT action, said, form, at FROM link_use WHERE page_id = ? ORDER BY turn"), {page},
        [&](const Row &row) -> Result<void> {
            const auto at = row.instant("at");
            if (!at)
                return Failure(at.error());
            uses.push_back({row.text("action"), row.text("said"), row.text("form"), *at});
            return {};
        });
    if (!read)
        return Failure(read.error());
    return uses;
}

Result<std::vector<PageRepository::Refusal>> PageRepository::refusedSince(Reader &reader, Instant since)
{
    std::vector<Refusal> refusals;
    const auto read = reader.query(
        QStringLiteral(
            "SELECT person, method, address, why, coalesce(bounced, refused) AS failed FROM case_page AS "
            "page "
            "WHERE coalesce(bounced, refused) >= ? AND NOT EXISTS (SELECT 1 FROM case_page AS later WHERE "
            "later.person = page.person AND later.address = page.address AND later.id > page.id AND "
            "(later.refused IS NOT NULL OR later.accepted IS NOT NULL)) ORDER BY person, method"),
        {toText(since)}, [&](const Row &row) -> Result<void> {
            const auto at = row.instant("failed");
            if (!at)
                return Failure(at.error());
            refusals.push_back(
                {row.text("person"), row.text("method"), row.text("address"), row.text("why"), *at});
            return {};
        });
    if (!read)
        return Failure(read.error());
    return refusals;
}

} // namespace slipway
