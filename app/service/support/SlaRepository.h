// Policies, calendars and agreements in the store. Every version is kept; the newest counts.
#pragma once
#include "service/store/Transaction.h"
#include "service/support/Sla.h"

#include <QJsonObject>

#include <map>

namespace slipway {

// Whose body is what: a policy is named as the plan it is for, a calendar as policies name it, an agreement
// by the customer's slug ({"plan","zone"}).
enum class SlaKind { Policy, Calendar, Agreement };
QString toText(SlaKind kind);
Result<SlaKind> slaKindFromText(QStringView text);

class SlaRepository
{
public:
    static const QString defaultPlan; // of customers without an agreement: there always is one
    static const QString everybody;   // the name of the agreement of those who have none of their own

    static Result<Agreement> agreementOf(Reader &reader, const QString &customer);
    // Grows with every change: what was read at the same version still holds.
    static Result<qint64> version(Reader &reader);
    // By a plan that was agreed before; one that isn't known any more is the default.
    static Result<Agreement> agreementFor(Reader &reader, const QString &plan, const QString &customer);

    static Result<std::map<QString, QJsonObject>> all(Reader &reader, SlaKind kind);
    static Result<std::optional<QJsonObject>> find(Reader &reader, SlaKind kind, const QString &name);
    // What it was before the newest version; nothing when it is the first. The inner: it was taken away.
    static Result<std::optional<std::optional<QJsonObject>>> before(Reader &reader, SlaKind kind,
                                                                    const QString &name);
    // Nothing: taken away.
    static Result<void> set(Transaction &transaction, const QString &actor, SlaKind kind, const QString &name,
                            const std::optional<QJsonObject> &body);
};

} // namespace slipway
