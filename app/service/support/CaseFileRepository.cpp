#include "service/support/CaseFileRepository.h"

#include "service/support/CaseRows.h"

namespace slipway {

namespace {

Result<std::vector<CaseFile>> filesWhere(Reader &reader, const QString &rows, const QVariantList &values)
{
    std::vector<CaseFile> files;
    const auto read = reader.query(
        QStringLiteral(
            "SELECT id, case_id, message_id, author, name, type, size, got, at FROM case_file WHERE ") +
            rows,
        values, [&](const Row &row) -> Result<void> {
            const auto at = row.instant("at");
            if (!at)
                return Failure(at.error());
            files.push_back({row.integer("id"), row.integer("case_id"), row.integer("message_id"),
                             row.text("author"), row.text("name"), row.text("type"), row.integer("size"),
                             row.integer("got"), *at});
            return {};
        });
    if (!read)
        return Failure(read.error());
    return files;
}

} // namespace

Result<qint64> CaseFileRepository::add(Transaction &transaction, const CaseFile &file)
{
    return transaction.insert(
        QStringLiteral("INSERT INTO case_file (case_id, author, name, type, size, got, at, gone) VALUES (?, "
                       "?, ?, ?, ?, ?, ?, '') RETURNING id"),
        {file.caseId, file.author, file.name, file.type, file.size, file.got, toText(file.at)});
}

Result<std::optional<CaseFile>> CaseFileRepository::find(Reader &reader, qint64 ofCase, qint64 id)
{
    auto found = filesWhere(reader, QStringLiteral("id = ? AND case_id = ? AND gone = ''"), {id, ofCase});
    if (!found)
        return Failure(found.error());
    return found->empty() ? std::optional<CaseFile>() : std::optional(std::move(found->front()));
}

Result<std::vector<CaseFile>> CaseFileRepository::drafts(Reader &reader, qint64 ofCase, const QString &author)
{
    return filesWhere(
        reader, QStringLiteral("case_id = ? AND author = ? AND message_id IS NULL AND gone = '' ORDER BY id"),
        {ofCase, author});
}

Result<std::map<qint64, std::vector<CaseFile>>> CaseFileRepository::said(Reader &reader, qint64 ofCase)
{
    auto all =
        filesWhere(reader, QStringLiteral("case_id = ? AND message_id IS NOT NULL ORDER BY id"), {ofCase});
    if (!all)
        return Failure(all.error());
    std::map<qint64, std::vector<CaseFile>> byMessage;
    for (CaseFile &file : *all)
        byMessage[file.messageId].push_back(std::move(file));
    return byMessage;
}

Result<std::vector<CaseFile>> CaseFileRepository::ofMessage(Reader &reader, qint64 message)
{
    return filesWhere(reader, QStringLiteral("message_id = ? ORDER BY id"), {message});
}

Result<QByteArray> CaseFileRepository::bytes(Reader &reader, const CaseFile &file)
{
    QByteArray whole;
    whole.reserve(file.size);
    const auto read =
        reader.query(QStringLiteral("SELECT bytes FROM case_file_piece WHERE file_id = ? ORDER BY at"),
                     {file.id}, [&](const Row &row) -> Result<void> {
                         whole += row.value("bytes").toByteArray();
                         return {};
                     });
    if (!read)
        return Failure(read.error());
    return whole;
}

Result<void> CaseFileRepository::addPiece(Transaction &transaction, const CaseFile &file, qint64 at,
                                          const QByteArray &bytes)
{
    const auto added = transaction.execute(
        QStringLiteral("INSERT INTO case_file_piece (file_id, at, bytes) VALUES (?, ?, ?)"),
        {file.id, at, bytes});
    if (!added)
        return Failure(added.error());
    return done(transaction.execute(QStringLiteral("UPDATE case_file SET got = ?, type = ? WHERE id = ?"),
                                    {file.got, file.type, file.id}));
}

Result<void> CaseFileRepository::give(Transaction &transaction, qint64 id, qint64 message)
{
    return done(transaction.execute(QStringLiteral("UPDATE case_file SET message_id = ? WHERE id = ?"),
                                    {message, id}));
}

Result<void> CaseFileRepository::drop(Transaction &transaction, qint64 id, const QString &why)
{
    return done(transaction.execute(QStringLiteral("UPDATE case_file SET gone = ? WHERE id = ?"), {why, id}));
}

Result<bool> CaseFileRepository::sweep(Transaction &transaction, int pieces)
{
    const auto deleted = transaction.execute(
        QStringLiteral("DELETE FROM case_file_piece WHERE (file_id, at) IN (SELECT p.file_id, p.at FROM "
                       "case_file f JOIN case_file_piece p ON p.file_id = f.id WHERE f.gone <> '' LIMIT ?)"),
        {pieces});
    return deleted ? Result<bool>(*deleted == pieces) : Failure(deleted.error());
}

Result<std::vector<CaseFile>> CaseFileRepository::unsent(Reader &reader, Instant since, int limit)
{
    return filesWhere(reader,
                      QStringLiteral("message_id IS NULL AND gone = '' AND at < ? ORDER BY at, id LIMIT ?"),
                      {toText(since), limit});
}

} // namespace slipway
