// A message with its envelope, ready for SMTP: addresses that are nothing but addresses, lines that end as
// they must, and a Message-ID, so that whoever gets it twice can tell.
#pragma once
#include "domain/Problem.h"

#include <QByteArray>
#include <QStringList>

namespace slipway {

// Nothing but an address: one @, nothing that SMTP would read as more.
bool isMailAddress(const QString &text);

struct MailMessage
{
    QString from; // empty: the null sender of delivery reports
    QStringList to;
    QByteArray data; // headers and body
    bool operator==(const MailMessage &) const = default;

    QString id() const; // what its Message-ID says

    // As the init of an environment lays it into its door: lines "X-Envelope-From: <…>" and "X-Envelope-To:
    // <…>", then the message. Anybody inside can write such a file: Malformed when it isn't one.
    static Result<MailMessage> fromTaken(const QByteArray &taken);
    // As kept in the spool: one line of JSON with the envelope, then the message.
    QByteArray toSpool() const;
    static Result<MailMessage> fromSpool(const QByteArray &bytes);
};

} // namespace slipway
