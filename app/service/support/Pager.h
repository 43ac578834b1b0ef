// Calls people: which pages a step of a paging process sends, to whom, and what becomes of those who can't be
// reached. Everything happens inside the caller's transaction; the mail goes out from there.
#pragma once
#include "service/store/Transaction.h"
#include "service/support/CallRule.h"
#include "service/support/CaseMail.h"

#include <functional>

namespace slipway {

class Pager
{
public:
    // Links lead to the public address that is set; without one to what `here` answers, where people follow
    // links on this machine itself.
    using Here = std::function<QString()>;
    explicit Pager(
        MailSeal seal, Here here = [] { return QString(); })
        : m_seal(std::move(seal)), m_here(std::move(here))
    {
    }

    struct Call
    {
        qint64 caseId = 0;
        qint64 run = 0;
        QString step;
        int attempt = 1;
        DutyRank rank = DutyRank::OnDuty;
        Instant due;
        QString method = {}; // a name or kind to begin with; people without it begin with their first
        int level = 1;       // or the place in their list; those with fewer begin with their last
    };
    // Pages whoever is meant; where that is nobody who can be reached, the next rank at once. Nothing for a
    // case that was acknowledged, or for whose paging another run stands. Done twice it is done once.
    Result<std::vector<CasePage>> call(Transaction &transaction, const Call &call) const;
    // Who was given the case is told at once. That is the first call of the run, too.
    Result<void> callOwner(Transaction &transaction, const Case &about) const;
    // A page was refused for good: that is told, and the person's next method is tried at once; after the
    // last one whoever is next is called.
    Result<void> refused(Transaction &transaction, const CasePage &page) const;
    // A page can't be handed over now, and goes on waiting: the same is done meanwhile. Where it is our mail
    // that stands still, that is left to people who can be reached otherwise.
    Result<void> unreachable(Transaction &transaction, const CasePage &page, const QString &why) const;
    // Whoever was paged won't answer: the next one at once, once for each step.
    Result<void> passOver(Transaction &transaction, const CasePage &page) const;
    // Nobody is paged for the case until then; whoever asked for that is paged again at that moment, unless
    // somebody has acknowledged it.
    Result<void> snooze(Transaction &transaction, const Case &about, const QString &who, Instant until) const;
    // From now on nobody is paged for it.
    Result<void> acknowledge(Transaction &transaction, Case &about, const QString &who,
                             qint64 page = 0) const;

    // Whom a call is for. The first that a run makes to whoever is on duty goes to who works at the case,
    // if they can be reached; what follows is up to the rota.
    static Result<Callees> calleesFor(Reader &reader, const Case &about, const Call &call, Instant now);

    // The support desk's own address and mail.
    Result<CaseMail> mail(Reader &reader) const;

private:
    // What all pages of a case say, and how.
    struct Voice
    {
        CaseMail mail;
        QString words;
        std::optional<Instant> snoozed;
    };
    Result<Voice> voice(Transaction &transaction, const Case &about) const;
    Result<std::vector<CasePage>> callRank(Transaction &transaction, const Case &about,
                                           const Call &call) const;
    Result<CasePage> add(Transaction &transaction, const Case &about, const Call &call, const QString &person,
                         const ContactMethod &method, const Voice &voice) const;
    // False: there is no other method.
    Result<bool> tryNext(Transaction &transaction, const CasePage &page) const;
    Result<void> passOver(Transaction &transaction, const CasePage &page, bool otherThanMail) const;

    MailSeal m_seal;
    Here m_here;
};

// The setting of the pages' listener: {"public_url", "listen", "port", "certificate", "key"}.
inline const QString pagesSetting = QStringLiteral("pages");

// How urgent a page of this severity is beside the rest; lower goes first. Replies go after all pages.
int urgencyOf(Severity severity);
inline constexpr int replyUrgency = 10;

} // namespace slipway
