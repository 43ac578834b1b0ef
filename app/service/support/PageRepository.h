// What is kept about pages beside themselves: until when nobody is paged for a case, and what was done by the
// links of a page.
#pragma once
#include "service/store/Transaction.h"

namespace slipway {

// Of a link, which acts once.
struct LinkUse
{
    QString action; // "ack"
    QString said;   // a digest of all that was to be done: the same again is a repetition
    QString form;   // a digest of what only the page that was sent back knows, or empty
    Instant at;
};

class PageRepository
{
public:
    // Until then nobody is paged for the case; nothing when that isn't so, or is over.
    static Result<std::optional<Instant>> snoozedUntil(Reader &reader, qint64 ofCase, Instant now);
    static Result<void> snooze(Transaction &transaction, qint64 ofCase, const QString &person, Instant until);
    static Result<void> endSnooze(Transaction &transaction, qint64 ofCase);

    // `turn`: how many links of the page were used before. False: so was this one.
    static Result<bool> useLink(Transaction &transaction, qint64 page, qint64 turn, const LinkUse &use);
    // In the order of the links.
    static Result<std::vector<LinkUse>> usesOfLinks(Reader &reader, qint64 page);

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
