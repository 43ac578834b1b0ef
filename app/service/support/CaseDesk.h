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
    Result<void> start(); // before anything else

    struct NewCase
    {
        QString subject;
        QString text;
        QString contact; // mail address that is answered
        QString application;
        Severity severity = Severity::Normal;
    };
    Result<Case> open(const NewCase &request, const QString &actor);

    // What became of a mail; the same Message-ID and bytes again give the same answer, and nothing else
    // happens.
    Result<TakenMail> take(const QByteArray &raw, const QString &actor);

    // To the customer, by mail.
    Result<Case> reply(qint64 id, const QString &text, const QString &actor);
    Result<Case> note(qint64 id, const QString &text, const QString &actor);
    Result<Case> own(qint64 id, const QString &owner, const QString &actor); // take, assign
    Result<Case> end(qint64 id, CaseState state, const QString &actor);      // solved or closed
    Result<CasePage> acknowledge(qint64 page, const QString &actor);

    // Clocks that have run out by now are noted.
    Result<void> noteBreaches();

    // The paging process as it is now: runs that have begun stay with theirs.
    Result<Definition> process() const;

private:
    struct Sender
    {
        QString customer; // slug; empty: not a contact
        QString person;   // on duty; empty: not one of us
    };
    using Edit = std::function<Result<void>(Transaction &, Case &)>;

    Result<Case> begin(Case fresh, const QString &actor, const Edit &with);
    StartRun pagingOf(const Definition &definition, const Case &about, const QString &actor) const;
    Result<Case> reopen(qint64 id, const Edit &edit, const QString &actor);
    Result<Case> change(qint64 id, const Edit &edit);
    Result<Sender> senderOf(Reader &reader, const QString &mail) const;
    Result<TakenMail> takeNew(const IncomingMail &mail, TakenMail taken, const QByteArray &raw,
                              const Sender &sender);
    Result<void> hear(Transaction &transaction, Case &about, const IncomingMail &mail);
    Result<void> answerPage(Transaction &transaction, Case &about, const CasePage &page,
                            const IncomingMail &mail, const QString &person);
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
