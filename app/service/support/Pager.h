// Calls people: which pages a step of a paging process sends, to whom, and what becomes of those who can't be
// reached. Everything happens inside the caller's transaction; the mail goes out from there.
#pragma once
#include "service/store/Transaction.h"
#include "service/support/CaseMail.h"
#include "service/support/Rota.h"

namespace slipway {

class Pager
{
public:
    explicit Pager(MailSeal seal) : m_seal(std::move(seal)) {}

    struct Call
    {
        qint64 caseId = 0;
        qint64 run = 0;
        QString step;
        int attempt = 1;
        DutyRank rank = DutyRank::OnDuty;
        Instant due;
    };
    // Pages whoever is meant; where that is nobody who can be reached, the next rank at once. Nothing for a
    // case that was acknowledged. Done twice it is done once.
    Result<std::vector<CasePage>> call(Transaction &transaction, const Call &call) const;
    // A page was refused for good: that is told, and whoever is next is called at once.
    Result<void> refused(Transaction &transaction, const CasePage &page) const;
    // Whoever was paged won't answer: the next one at once, once for each step.
    Result<void> passOver(Transaction &transaction, const CasePage &page) const;
    // From now on nobody is paged for it.
    Result<void> acknowledge(Transaction &transaction, Case &about, const QString &who,
                             qint64 page = 0) const;

    // The support desk's own address and mail.
    Result<CaseMail> mail(Reader &reader) const;

private:
    Result<std::vector<CasePage>> callRank(Transaction &transaction, const Case &about,
                                           const Call &call) const;

    MailSeal m_seal;
};

// How urgent a page of this severity is beside the rest; lower goes first. Replies go after all pages.
int urgencyOf(Severity severity);
inline constexpr int replyUrgency = 10;

} // namespace slipway
