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
    static Result<std::vector<CaseFile>> ofMessage(Reader &reader, qint64 message);
    static Result<QByteArray> bytes(Reader &reader, const CaseFile &file);
    // What comes behind what is here; its type and got as they are now.
    static Result<void> addPiece(Transaction &transaction, const CaseFile &file, qint64 at,
                                 const QByteArray &bytes);
    static Result<void> give(Transaction &transaction, qint64 id, qint64 message);
    // It is gone for everybody; its bytes go by sweep().
    static Result<void> drop(Transaction &transaction, qint64 id, const QString &why);
    // So many pieces of what is gone; true: there may be more. What is deleted is overwritten, which takes
    // its time.
    static Result<bool> sweep(Transaction &transaction, int pieces);
    // Drafts from before `since`, the oldest first.
    static Result<std::vector<CaseFile>> unsent(Reader &reader, Instant since, int limit);
};

} // namespace slipway
