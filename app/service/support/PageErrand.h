// A page on its way by another method than mail: how, and what it says. Kept in the store as JSON until it
// was handed over; the names of secrets stand in it, never their values.
#pragma once
#include "domain/Case.h"
#include "service/support/ContactMethod.h"

namespace slipway {

struct PageErrand
{
    ContactMethod method;
    QJsonObject page; // what webhooks and commands are given

    static PageErrand of(const ContactMethod &method, const Case &about, const CasePage &page,
                         const QString &words, const QString &link);
    // The same page again has the same.
    QString id() const;
    QString text(const char *field) const;

    QByteArray toBytes() const;
    static Result<PageErrand> fromBytes(const QByteArray &bytes);
};

} // namespace slipway
