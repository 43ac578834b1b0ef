// A file that staff sends with a reply or keeps with a note: until that is said it is whose draft it belongs
// to.
#pragma once
#include "domain/Instant.h"

#include <QJsonObject>

namespace slipway {

struct CaseFile
{
    static constexpr std::size_t mostAtOnce = 10;                 // of one message
    static constexpr qint64 mostBytes = qint64(20) * 1024 * 1024; // of all files of one message
    static constexpr qint64 bytesOfAPiece = qint64(512) * 1024; // as it is brought; up to a megabyte is taken

    qint64 id = 0;
    qint64 caseId = 0;
    qint64 messageId = 0; // 0: it isn't said yet
    QString author;
    QString name;
    QString type; // "application/pdf"; of a draft empty until something of it is here
    qint64 size = 0;
    qint64 got = 0; // so much of it is here
    Instant at;
    bool operator==(const CaseFile &) const = default;

    bool isWhole() const { return got == size; }
    QJsonObject toJson() const;

    // So many files, so large together, go with one message; else the problem that says it.
    static Result<void> fitOneMessage(std::size_t files, qint64 bytes);
    // The same of one file alone.
    static Result<void> fits(const QString &name, qint64 bytes);
};

} // namespace slipway
