// Mailboxes that mail is taken from, in the store, and how far each was read. A change of settings appends
// its event in the same transaction.
#pragma once
#include "domain/Mailbox.h"
#include "service/store/Transaction.h"

namespace slipway {

// How far a folder was read. Its UIDs mean nothing under another validity.
struct MailboxMark
{
    quint32 validity = 0; // 0: nothing was read yet
    quint32 lastUid = 0;
    std::optional<Instant> lastMail;
    bool operator==(const MailboxMark &) const = default;
};

struct LeftMail
{
    quint32 uid = 0;
    qint64 size = 0;
    QString why;
    Instant at;
    bool operator==(const LeftMail &) const = default;
    QJsonObject toJson() const;
};

class MailboxRepository
{
public:
    static constexpr int most = 20;

    // Adds it, or changes the one of that name. Another server, user or folder is read from its beginning.
    static Result<Mailbox> set(Transaction &transaction, const QString &actor, const Mailbox &mailbox);
    static Result<Mailbox> find(Reader &reader, const QString &name); // NotFound
    static Result<std::vector<Mailbox>> list(Reader &reader);         // by name
    static Result<void> remove(Transaction &transaction, const QString &actor, const QString &name);
    static Result<bool> hasSecret(Reader &reader, const QString &secret);

    static Result<MailboxMark> mark(Reader &reader, qint64 id);
    // Of a mailbox that has been removed meanwhile nothing is kept.
    static Result<void> setMark(Transaction &transaction, qint64 id, const MailboxMark &mark);
    static Result<std::vector<LeftMail>> left(Reader &reader, qint64 id);
    static Result<void> addLeft(Transaction &transaction, qint64 id, const LeftMail &mail);
    static Result<void> removeLeft(Transaction &transaction, qint64 id, quint32 uid);
    static Result<void> forgetLeft(Transaction &transaction, qint64 id); // all of them
};

} // namespace slipway
