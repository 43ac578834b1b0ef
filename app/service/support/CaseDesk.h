// The support desk: takes requests by mail, by hand and from programs, keeps them as cases, and does what
// people say about them. Every change and its events are one transaction; the mail that follows is in it,
// too. Nothing is acknowledged to whoever brought a mail before it is committed.
#pragma once
#include "service/engine/Engine.h"
#include "service/support/CaseRepository.h"
#include "service/support/Pager.h"

#include <atomic>
#include <mutex>

namespace slipway {

class CaseDesk
{
public:
    // `mailWaits` is told after a commit that mail is waiting to go out.
    CaseDesk(Store &store, Engine &engine, const Pager &pager, std::function<void()> mailWaits);
    // Before anything else; brings the shipped paging process.
    Result<void> start();

    struct NewCase
    {
        QString subject;
        QString text;
        QString contact; // mail address that is answered
        QString application;
        Severity severity = Severity::Normal;
    };
    Result<Case> open(const NewCase &request, const QString &actor);

    // To the customer, by mail.
    Result<Case> reply(qint64 id, const QString &text, const QString &actor);
    Result<Case> note(qint64 id, const QString &text, const QString &actor);
    Result<Case> own(qint64 id, const QString &owner, const QString &actor); // take, assign
    Result<Case> end(qint64 id, CaseState state, const QString &actor);      // solved or closed
    Result<CasePage> acknowledge(qint64 page, const QString &actor);

    // Clocks that have run out by now are noted.
    Result<void> noteBreaches();

    // For whoever brings mail. The edit runs in the one transaction that keeps the case.
    using Edit = std::function<Result<void>(Transaction &, Case &)>;
    // The case and its paging begin in one commit.
    Result<Case> begin(Case fresh, const QString &actor, const Edit &with);
    Result<Case> change(qint64 id, const Edit &edit);
    // A case that was over is open again, and people are paged anew.
    Result<Case> reopen(qint64 id, const Edit &edit, const QString &actor);
    // The customer has written again.
    Result<void> hear(Transaction &transaction, Case &about, const IncomingMail &mail);
    // Whoever was paged answers: a command, or words for the customer.
    Result<void> answerPage(Transaction &transaction, Case &about, const CasePage &page,
                            const IncomingMail &mail, const QString &person);

    // The paging process as it is now: runs that have begun stay with theirs.
    Result<Definition> process() const;

private:
    StartRun pagingOf(const Definition &definition, const Case &about, const QString &actor) const;
    Result<void> say(Transaction &transaction, Case &about, const QString &text, const QString &actor);
    Result<void> write(Transaction &transaction, Case &about, const QString &text, const QString &actor);

    Store &m_store;
    Engine &m_engine;
    const Pager &m_pager;
    std::function<void()> m_mailWaits;
    std::atomic<qint64> m_lastId{0};
    mutable std::mutex m_mutex;
    mutable std::optional<Definition> m_process; // as last read
};

} // namespace slipway
