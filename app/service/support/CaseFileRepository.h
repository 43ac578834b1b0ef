// Files of replies and notes in the store, with their bytes in pieces.
#pragma once
#include "domain/CaseFile.h"
#include "service/store/Transaction.h"

#include <map>

namespace slipway {

class CaseFileRepository
{
public:
    static Result<qint64> add(Transaction &transaction, const CaseFile &file);
    // Of what isn't gone: nothing where there is none of this number in the case.
    static Result<std::optional<CaseFile>> find(Reader &reader, qint64 ofCase, qint64 id);
    // What isn't said yet, in its order.
    static Result<std::vector<CaseFile>> drafts(Reader &reader, qint64 ofCase, const QString &author);
    // What was said in a case, by message.
    static Result<std::map<qint64, std::vector<CaseFile>>> said(Reader &reader, qint64 ofCase);
    static Result<QByteArray> bytes(Reader &reader, const CaseFile &file);
    // What comes behind what is here; its type and got as they are now.
    static Result<void> addPiece(Transaction &transaction, const CaseFile &file, qint64 at,
                                 const QByteArray &bytes);
    static Result<void> give(Transaction &transaction, qint64 id, qint64 message);
    // Its bytes go, and why they did stays.
    static Result<void> drop(Transaction &transaction, qint64 id, const QString &why);
    // Drafts from before `since`, the oldest first.
    static Result<std::vector<CaseFile>> unsent(Reader &reader, Instant since, int limit);
};

} // namespace slipway
