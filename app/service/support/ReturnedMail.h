// Mail that came back without a report that programs read (RFC 3464), but with words for people, as qmail,
// older Exchange servers and many gateways write it. Pure. It counts only with what we sealed somewhere in
// it.
#pragma once
#include <QString>

namespace slipway {

struct ReturnSigns
{
    QString from;     // address in lower case
    QString fromName; // "Mail Delivery Subsystem"
    QString subject;
    QString text;
    bool hasNullPath = false;       // its return path is empty
    bool namesTheUnreached = false; // X-Failed-Recipients
};

// By who sends it; by its words, where people may write from there, too. One that says that it takes longer,
// or that all went well, isn't such a mail.
bool seemsReturned(const ReturnSigns &signs);

// What the server says, without the mail that it gives back.
QString serversWords(const QString &text);

} // namespace slipway
