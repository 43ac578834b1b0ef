// Files for replies and notes: brought piece by piece before anything is said, each a draft of one person in
// one case, which nobody else can name or read. What isn't said in the end doesn't stay for ever.
#pragma once
#include "domain/Case.h"
#include "domain/CaseFile.h"
#include "service/store/Store.h"

namespace slipway {

class CaseFiles
{
public:
    // What one person may have lying in one case: several messages' worth, so that changing one's mind needs
    // no cleaning up first.
    static constexpr std::size_t mostDrafts = 50;
    static constexpr qint64 mostDraftBytes = 5 * CaseFile::mostBytes;
    static constexpr Duration keptFor = std::chrono::hours(24 * 30); // drafts

    explicit CaseFiles(Store &store) : m_store(store) {}

    Result<CaseFile> begin(qint64 ofCase, const QString &name, qint64 size, const QString &author);
    // `at`: where it belongs in the file. What is here already is taken once: whoever got no answer asks
    // again.
    Result<CaseFile> bring(const CaseFile &file, qint64 at, const QByteArray &bytes);
    Result<std::vector<CaseFile>> drafts(qint64 ofCase, const QString &author) const;
    Result<void> remove(const CaseFile &file);
    struct Fetched
    {
        QString name;
        QByteArray bytes;
    };
    // Of a message, or one's own draft.
    Result<Fetched> fetch(const CaseFile &file) const;

    // In the transaction of the message they are said with, whose author they must be of.
    static Result<std::vector<CaseFile>> give(Transaction &transaction, const CaseMessage &to,
                                              const std::vector<qint64> &files);
    // Drafts that are too old; the ledger tells it.
    static Result<void> prune(Store &store);

private:
    Store &m_store;
};

} // namespace slipway
