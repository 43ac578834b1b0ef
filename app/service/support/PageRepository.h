// What is kept about pages beside themselves: until when nobody is paged for a case, and what was already
// done by the link of a page.
#pragma once
#include "service/store/Transaction.h"

namespace slipway {

class PageRepository
{
public:
    // Until then nobody is paged for the case; nothing when that isn't so, or is over.
    static Result<std::optional<Instant>> snoozedUntil(Reader &reader, qint64 ofCase, Instant now);
    static Result<void> snooze(Transaction &transaction, qint64 ofCase, const QString &person, Instant until);
    static Result<void> endSnooze(Transaction &transaction, qint64 ofCase);

    // False: this was done by that link before.
    static Result<bool> useLink(Transaction &transaction, qint64 page, const QString &action);
    static Result<QStringList> usesOfLink(Reader &reader, qint64 page);

    // Why this was the last that is known of it: the person was refused there, and not reached since.
    struct Refusal
    {
        QString person;
        QString method;
        QString place;
        QString why;
        Instant at;
    };
    static Result<std::vector<Refusal>> refusedSince(Reader &reader, Instant since);
};

} // namespace slipway
