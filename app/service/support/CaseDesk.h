// The support desk: takes requests by mail, by hand and from programs, keeps them as cases, and does what
// people say about them. Every change and its events are one transaction; the mail that follows is in it,
// too. Nothing is acknowledged to whoever brought a mail before it is committed.
#pragma once
#include "domain/CaseLink.h"
#include "service/engine/Engine.h"
#include "service/support/CaseBefore.h"
#include "service/support/CaseRepository.h"
#include "service/support/Pager.h"
#include "service/support/SlaRepository.h"

#include <atomic>
#include <mutex>

namespace slipway {

struct AwaitedEnd;

constexpr qsizetype longestSubject = 300;

NewEvent caseEvent(const QString &actor, const char *kind, const Case &about, QJsonObject payload = {});

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

    // To the customer, by mail. `files`: drafts of the actor, see CaseFiles; those of a note stay here.
    Result<Case> reply(qint64 id, const QString &text, const QString &actor,
                       const std::vector<qint64> &files = {});
    Result<Case> note(qint64 id, const QString &text, const QString &actor,
                      const std::vector<qint64> &files = {});
    // Take; or assign, to one of those on the rota, who is paged for it.
    Result<Case> own(qint64 id, const QString &owner, const QString &actor);
    Result<Case> end(qint64 id, CaseState state, const QString &actor); // solved or closed
    Result<CasePage> acknowledge(qint64 page, const QString &actor);

    // What it is: only what is given changes. The clocks follow the severity.
    struct Triage
    {
        std::optional<QString> subject;
        std::optional<Severity> severity;
        std::optional<QString> application; // handle, or empty
        std::optional<QStringList> tags;
    };
    Result<Case> triage(qint64 id, const Triage &wish, const QString &actor);
    // For the customer, which pauses what was promised for its solution, or for a release, which doesn't.
    // `release`: the one that is waited for, "release/214", which is linked then; or empty: those it is
    // linked to.
    Result<Case> wait(qint64 id, CaseState forWhat, const QString &actor, const QString &release = {});
    // Staff works at it again, be it over or waiting; nobody is paged.
    Result<Case> resume(qint64 id, const QString &actor);

    // To what is there and is of the same customer; see CaseReference. What is linked already stays so.
    Result<Case> link(qint64 id, const QString &reference, const QString &actor);
    Result<Case> unlink(qint64 id, const QString &reference, const QString &actor);
    // Whatever it is, and whose: for cases that the platform opens.
    Result<void> tie(Transaction &transaction, const Case &about, const CaseReference &reference,
                     const QString &actor);
    // Cases whose release went live, or never will, are open again, with a note that says what became of it;
    // and so once more where that was rolled back.
    Result<void> hearReleases();

    // Clocks that are due a warning or have run out by now are noted.
    Result<void> noteClocks();

    // For whoever brings mail. The edit runs in the one transaction that keeps the case.
    using Edit = std::function<Result<void>(Transaction &, Case &)>;
    // The case and its paging begin in one commit.
    Result<Case> begin(Case fresh, const QString &actor, const Edit &with);
    Result<Case> change(qint64 id, const Edit &edit);
    // A case that nobody is paged for yet, and whose request came from nobody who could be answered: what is
    // promised is its solution.
    Result<void> file(Transaction &transaction, Case &fresh, const QString &actor);
    // Its paging begins now; nothing when it has begun or somebody is at it.
    Result<void> page(qint64 id, const QString &actor);
    Result<void> finish(Transaction &transaction, Case &about, CaseState state, const QString &actor);
    // The customer has written again.
    Result<void> hear(Transaction &transaction, Case &about, const IncomingMail &mail);
    // Or so it seems: an answer is due by the same guarantee, and people are paged for it unless they still
    // are. A case that was over is open again.
    Result<void> asked(Transaction &transaction, Case &about);
    // It wasn't so: what that had set going ends, and the case is what it was before. `actor` has heard.
    Result<void> unasked(Transaction &transaction, Case &about, const CaseBefore &before,
                         const QString &actor);
    // A reply of ours that its receiver doesn't get.
    struct Undelivered
    {
        enum class Fate {
            Late,    // so far; it is still tried
            Lost,    // for good
            GivenUp, // what was Late and is Lost now
        };
        qint64 reply = 0; // a message of the case; 0: the last
        QString why;
        Fate fate = Fate::Lost;
    };
    // The case is open again, what the reply had met is owed again, and people are paged: once for each.
    Result<void> undelivered(Transaction &transaction, Case &about, const Undelivered &what);
    // What was Late has arrived after all, and was `said` then.
    Result<void> arrived(Transaction &transaction, Case &about, Instant said);
    Result<void> write(Transaction &transaction, Case &about, const QString &text, const QString &actor,
                       const std::vector<qint64> &files = {});
    // Nobody needs to be paged for it any more: `actor` has heard.
    Result<void> finishHeard(Transaction &transaction, Case &about, CaseState state, const QString &actor);
    // Whoever was paged answers: a command, or words for the customer.
    Result<void> answerPage(Transaction &transaction, Case &about, const CasePage &page,
                            const IncomingMail &mail, const QString &person);

    // The same, by whatever way it came.
    Result<void> answer(Transaction &transaction, Case &about, const CasePage &page, const PageAnswer &answer,
                        const QString &who);

    // Until when an answer is owed; nothing was promised: the end of time.
    static QString answerDue(const Case &about);
    // What its paging gets to know of a case; without a promise the first answer is due at the end of time.
    static QJsonObject inputsOf(qint64 id, Severity severity, const Agreement &agreement, Instant opened);
    // The paging process as it is now: runs that have begun stay with theirs.
    Result<Definition> process() const;

private:
    Result<Definition> process(Reader &reader) const;
    // Staff works at it again, see resume().
    Result<void> workAgain(Transaction &transaction, Case &about, const QString &actor);
    Result<void> awaitRelease(Transaction &transaction, const Case &about, const QString &release,
                              const QString &actor);
    Result<void> comeBack(Transaction &transaction, Case &about);
    Result<void> hearRollback(Transaction &transaction, Case &about);
    Result<void> noteEnds(Transaction &transaction, const Case &about, const std::vector<AwaitedEnd> &ends,
                          const QString &meaning);
    Result<void> openFor(Transaction &transaction, Case &about, const AwaitedEnd &end, bool wasLive);
    // People are paged from the beginning, in the commit of what they are paged for.
    Result<void> callAnew(Transaction &transaction, Case &about, const QString &actor);
    Result<void> owedAgain(Transaction &transaction, Case &about, const std::optional<Instant> &said);
    StartRun pagingOf(const Definition &definition, const Case &about, const Agreement &agreement,
                      const QString &actor) const;
    struct Agreed
    {
        Agreement agreement;
        qint64 version = 0;
    };
    // Read before the transaction that needs it, which looks whether it still holds.
    Result<Agreed> agreedWith(const QString &customer) const;
    // What had passed unnoticed is told before anybody does something about the case: then it is known why.
    static Result<void> noteAhead(Transaction &transaction, Case &about);
    static Result<Agreement> stillAgreed(Reader &reader, const Agreed &agreed, const QString &customer);
    Result<void> say(Transaction &transaction, Case &about, const QString &text, const QString &actor,
                     const std::vector<qint64> &files = {});
    Result<void> assign(Transaction &transaction, Case &about, const CasePage &page, const QString &to,
                        const QString &actor);
    Result<void> give(Transaction &transaction, Case &about, const QString &to, const QString &actor);

    Store &m_store;
    Engine &m_engine;
    const Pager &m_pager;
    std::function<void()> m_mailWaits;
    std::atomic<qint64> m_lastId{0};
    mutable std::mutex m_mutex;
    mutable std::optional<Definition> m_process; // as last read
};

} // namespace slipway
