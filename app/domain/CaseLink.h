// What a case is linked to: "release/214", "appliance/3", "application/northwind/shop", "event/4711". The
// forms are those by which the ledger names what an entry is about; an entry itself is named by its seq.
#pragma once
#include "domain/Instant.h"

#include <QString>

namespace slipway {

struct CaseReference
{
    enum class Kind { Release, Appliance, Application, Event };
    Kind kind = Kind::Release;
    QString text; // "release/214"
    bool operator==(const CaseReference &) const = default;

    QString name() const;  // behind the kind: "214", "northwind/shop"
    qint64 number() const; // 214; 0: of an application
    static CaseReference ofRelease(qint64 id);
};
QString toText(CaseReference::Kind kind);
// "slipway:", as it stands before links that are copied, is left out.
Result<CaseReference> caseReferenceFromText(const QString &text);

struct CaseLink
{
    qint64 caseId = 0;
    CaseReference target;
    QString by;
    Instant at;
    bool awaited = false; // a release: the case waits for this one
    bool operator==(const CaseLink &) const = default;
};

} // namespace slipway
