#include "service/support/CaseFiles.h"

#include "domain/FileName.h"
#include "service/support/CaseFileRepository.h"
#include "service/support/CaseRepository.h"

#include <QMimeDatabase>
#include <QRegularExpression>

#include <set>

namespace slipway {

namespace {

constexpr int droppedAtOnce = 20; // in one commit
constexpr int sweptAtOnce = 4;    // pieces; whoever is paged meanwhile waits for no more than these
constexpr qsizetype longestType = 100;

// The one that is meant, for whoever may change it.
Result<CaseFile> draftOf(Reader &reader, const CaseFile &meant)
{
    const auto about = CaseRepository::find(reader, meant.caseId);
    if (!about)
        return Failure(about.error());
    auto found = CaseFileRepository::find(reader, meant.caseId, meant.id);
    if (!found)
        return Failure(found.error());
    if (!*found)
        return fail(Problem::Kind::NotFound,
                    QStringLiteral("There is no file %1 in case %2").arg(meant.id).arg(meant.caseId),
                    QStringLiteral("It was removed, or was never sent for 30 days. Attach it again."));
    if ((*found)->messageId == 0 && (*found)->author != meant.author)
        return fail(Problem::Kind::Forbidden,
                    QStringLiteral("File %1 belongs to what somebody else is writing").arg(meant.id),
                    QStringLiteral("Attach the file yourself."));
    return std::move(**found);
}

Result<CaseFile> unsaid(Reader &reader, const CaseFile &meant)
{
    auto found = draftOf(reader, meant);
    if (found && found->messageId != 0)
        return fail(Problem::Kind::Conflict,
                    QStringLiteral("\"%1\" was sent with another message already").arg(found->name),
                    QStringLiteral("Attach it again where it is to be sent once more."));
    return found;
}

// By name and by what it begins with. A part that holds others would be taken apart by whoever reads the
// mail.
QString typeOf(const QString &name, const QByteArray &beginning)
{
    static const QRegularExpression single(
        QStringLiteral("\\A(application|audio|font|image|model|text|video)/[A-Za-z0-9.+-]+\\z"));
    const QString type = QMimeDatabase().mimeTypeForFileNameAndData(name, beginning).name();
    return type.size() <= longestType && single.match(type).hasMatch()
               ? type
               : QStringLiteral("application/octet-stream");
}

Result<void> roomFor(Reader &reader, const CaseFile &fresh)
{
    const auto drafts = CaseFileRepository::drafts(reader, fresh.caseId, fresh.author);
    if (!drafts)
        return Failure(drafts.error());
    qint64 bytes = fresh.size;
    for (const CaseFile &one : *drafts)
        bytes += one.size;
    if (drafts->size() < CaseFiles::mostDrafts && bytes <= CaseFiles::mostDraftBytes)
        return {};
    return fail(Problem::Kind::TooLarge,
                QStringLiteral("Too many files of yours wait in case %1 to be sent").arg(fresh.caseId),
                QStringLiteral("Send them, or remove what isn't needed."));
}

Result<void> sweepGone(Store &store)
{
    for (;;) {
        bool more = false;
        const auto swept = store.write(
            [&more](Transaction &transaction) -> Result<void> {
                const auto left = CaseFileRepository::sweep(transaction, sweptAtOnce);
                more = left && *left;
                return left ? Result<void>() : Failure(left.error());
            },
            Store::Priority::Bulk);
        if (!swept || !more)
            return swept;
    }
}

} // namespace

Result<CaseFile> CaseFiles::begin(qint64 ofCase, const QString &name, qint64 size, const QString &author)
{
    CaseFile fresh;
    fresh.caseId = ofCase;
    fresh.author = author;
    fresh.name = safeFileName(name);
    fresh.size = size;
    if (fresh.name.isEmpty())
        return fail(Problem::Kind::Invalid, QStringLiteral("The file has no name"),
                    QStringLiteral("Give it one such as report.pdf."), QStringLiteral("/name"));
    if (size < 0)
        return fail(Problem::Kind::Invalid, QStringLiteral("No file has less than no bytes"),
                    QStringLiteral("Say how large it is."), QStringLiteral("/size"));
    if (auto fit = CaseFile::fits(fresh.name, size); !fit)
        return Failure(fit.error());
    if (size == 0)
        fresh.type = typeOf(fresh.name, {});
    return m_store.write([&](Transaction &transaction) -> Result<CaseFile> {
        if (const auto about = CaseRepository::find(transaction, ofCase); !about)
            return Failure(about.error());
        if (auto room = roomFor(transaction, fresh); !room)
            return Failure(room.error());
        fresh.at = transaction.now();
        const auto id = CaseFileRepository::add(transaction, fresh);
        if (!id)
            return Failure(id.error());
        fresh.id = *id;
        return fresh;
    });
}

Result<CaseFile> CaseFiles::bring(const CaseFile &file, qint64 at, const QByteArray &bytes)
{
    return m_store.write([&](Transaction &transaction) -> Result<CaseFile> {
        auto found = unsaid(transaction, file);
        if (!found)
            return found;
        if (at < 0 || bytes.size() > found->size - at)
            return fail(Problem::Kind::Invalid,
                        QStringLiteral("\"%1\" would get longer than the %2 bytes that were said")
                            .arg(found->name)
                            .arg(found->size),
                        QStringLiteral("Attach it again: it may have changed meanwhile."));
        if (at + bytes.size() <= found->got)
            return found;
        if (at != found->got)
            return fail(Problem::Kind::Conflict,
                        QStringLiteral("Of \"%1\" the bytes from %2 on are wanted, not those from %3")
                            .arg(found->name)
                            .arg(found->got)
                            .arg(at),
                        QStringLiteral("Go on from there."));
        if (at == 0)
            found->type = typeOf(found->name, bytes);
        found->got += bytes.size();
        if (auto added = CaseFileRepository::addPiece(transaction, *found, at, bytes); !added)
            return Failure(added.error());
        return found;
    });
}

Result<std::vector<CaseFile>> CaseFiles::drafts(qint64 ofCase, const QString &author) const
{
    return m_store.read([&](Reader &reader) -> Result<std::vector<CaseFile>> {
        const auto about = CaseRepository::find(reader, ofCase);
        return about ? CaseFileRepository::drafts(reader, ofCase, author) : Failure(about.error());
    });
}

Result<void> CaseFiles::remove(const CaseFile &file)
{
    const auto dropped = m_store.write([&](Transaction &transaction) -> Result<void> {
        const auto found = unsaid(transaction, file);
        return found ? CaseFileRepository::drop(transaction, found->id, QStringLiteral("removed"))
                     : Failure(found.error());
    });
    return dropped ? sweepGone(m_store) : dropped;
}

Result<CaseFiles::Fetched> CaseFiles::fetch(const CaseFile &file) const
{
    return m_store.read([&](Reader &reader) -> Result<Fetched> {
        auto found = draftOf(reader, file);
        if (!found)
            return Failure(found.error());
        auto bytes = CaseFileRepository::bytes(reader, *found);
        if (!bytes)
            return Failure(bytes.error());
        return Fetched{found->name, std::move(*bytes)};
    });
}

Result<std::vector<CaseFile>> CaseFiles::give(Transaction &transaction, const CaseMessage &to,
                                              const std::vector<qint64> &files)
{
    std::vector<CaseFile> given;
    std::set<qint64> seen;
    qint64 bytes = 0;
    for (const qint64 id : files) {
        CaseFile meant;
        meant.id = id;
        meant.caseId = to.caseId;
        meant.author = to.author;
        auto file = unsaid(transaction, meant);
        if (!file)
            return Failure(file.error().at(QStringLiteral("/files")));
        if (!seen.insert(id).second)
            return fail(Problem::Kind::Invalid, QStringLiteral("\"%1\" is attached twice").arg(file->name),
                        QStringLiteral("Name it once."), QStringLiteral("/files"));
        if (!file->isWhole())
            return fail(Problem::Kind::Conflict,
                        QStringLiteral("\"%1\" isn't here whole: %2 of %3 bytes")
                            .arg(file->name)
                            .arg(file->got)
                            .arg(file->size),
                        QStringLiteral("Wait until it is, or send without it."), QStringLiteral("/files"));
        bytes += file->size;
        file->messageId = to.id;
        given.push_back(std::move(*file));
    }
    if (auto fit = CaseFile::fitOneMessage(given.size(), bytes); !fit)
        return Failure(fit.error());
    for (const CaseFile &file : given) {
        if (auto done = CaseFileRepository::give(transaction, file.id, to.id); !done)
            return Failure(done.error());
    }
    return given;
}

Result<void> CaseFiles::prune(Store &store)
{
    const auto old = [&](Reader &reader) {
        return CaseFileRepository::unsent(reader, store.clock().now() - keptFor, droppedAtOnce);
    };
    for (;;) {
        const auto found = store.read(old);
        if (!found)
            return Failure(found.error());
        if (found->empty())
            return sweepGone(store);
        auto dropped = store.write(
            [&](Transaction &transaction) -> Result<void> {
                const auto files = old(transaction);
                if (!files)
                    return Failure(files.error());
                for (const CaseFile &file : *files) {
                    if (auto gone =
                            CaseFileRepository::drop(transaction, file.id, QStringLiteral("never sent"));
                        !gone)
                        return gone;
                    transaction.append({QStringLiteral("service"),
                                        QStringLiteral("case.file-dropped"),
                                        QStringLiteral("case/%1").arg(file.caseId),
                                        {{QStringLiteral("case"), file.caseId},
                                         {QStringLiteral("name"), file.name},
                                         {QStringLiteral("size"), file.size},
                                         {QStringLiteral("author"), file.author}}});
                }
                return {};
            },
            Store::Priority::Bulk);
        if (!dropped)
            return dropped;
    }
}

} // namespace slipway
