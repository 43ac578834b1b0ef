// Links of cases in the store, and what they lead to. Releases and appliances are other desks': read here are
// their rows and what the ledger says of them, and nothing is changed.
#pragma once
#include "domain/Case.h"
#include "domain/CaseLink.h"
#include "service/store/Transaction.h"

namespace slipway {

// How a thing stands now that a case is linked to.
struct LinkTarget
{
    QString title;    // "214 of northwind/shop (no-migration)"
    QString state;    // as its own desk calls it; empty: it has none
    QString customer; // slug; empty: nobody's
    QString place; // where it is in the catalog: "application/northwind/shop/shop-1/web"; else its reference
    QJsonObject event; // of an entry of the ledger
};

// A release that a case waited for, and what became of it.
struct AwaitedEnd
{
    qint64 release = 0;
    QString application;
    QString state; // live, finalized, rolled-back, aborted, failed
    QString actor; // by whom
    Instant at;
};

class CaseLinks
{
public:
    static Result<std::vector<CaseLink>> of(Reader &reader, qint64 ofCase);  // as they were made
    static Result<bool> add(Transaction &transaction, const CaseLink &link); // false: it was there
    static Result<bool> remove(Transaction &transaction, qint64 ofCase, const QString &reference);
    // The case waits for these, and for no others.
    static Result<void> setAwaited(Transaction &transaction, qint64 ofCase, const QStringList &references);

    // An appliance may be named by its place as well: "application/northwind/shop/shop-1/web".
    static Result<CaseReference> named(Reader &reader, const QString &text);
    // NotFound when it isn't there.
    static Result<LinkTarget> target(Reader &reader, const CaseReference &reference);
    // {"reference","kind","title","state",…} each, for whoever may see the case.
    static Result<QJsonArray> told(Reader &reader, const Case &about);
    // Nobody's, or of the customer of the case.
    static bool isOf(const Case &about, const LinkTarget &target);
    // Of an application, that has neither ended nor been finalized; 0: none.
    static Result<qint64> unfinishedRelease(Reader &reader, const QString &application);
    // Neither live nor over: it can be waited for.
    static bool isUnderWay(const LinkTarget &release);

    // Cases that wait for a release which needn't be waited for any more.
    static Result<std::vector<qint64>> waitedLongEnough(Reader &reader);
    static Result<std::vector<AwaitedEnd>> awaitedEnds(Reader &reader, qint64 ofCase);

    // The case came back because this release went live: whether that lasts is heard as well.
    static Result<void> setOpenedBy(Transaction &transaction, qint64 ofCase, qint64 release);
    // Cases that came back because of a release that was rolled back since, which nobody has told them.
    static Result<std::vector<qint64>> openedInVain(Reader &reader);
    // Those releases, once: they are told by the transaction.
    static Result<std::vector<AwaitedEnd>> takeRolledBack(Transaction &transaction, qint64 ofCase);
};

} // namespace slipway
