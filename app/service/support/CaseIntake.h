// Mail that comes in: it opens a case, adds to one, answers a page, reports that a page didn't arrive, or
// waits in quarantine for somebody to look at it. Whatever its bytes, it is kept whole, and committed before
// anybody is told that it was taken.
#pragma once
#include "service/support/CaseDesk.h"

namespace slipway {

class CaseIntake
{
public:
    CaseIntake(Store &store, CaseDesk &desk, const Pager &pager)
        : m_store(store), m_desk(desk), m_pager(pager)
    {
    }

    // What became of a mail; the same bytes again give the same answer, and nothing else happens.
    Result<TakenMail> take(const QByteArray &raw, const QString &actor);
    // Out of quarantine: it goes into the case that it answers or that was opened for it, or opens one; or
    // into `ofCase`, as words of its customer, where somebody knows better.
    Result<TakenMail> release(qint64 id, const QString &actor, qint64 ofCase = 0);
    // Nobody needs it. It is kept, and a case that there is only because of it is over; one that there was
    // before is what it was then.
    Result<TakenMail> discard(qint64 id, const QString &reason, const QString &actor);
    Result<TakenMail> takeBack(qint64 id, const QString &actor); // into quarantine, and people are called

    // A mail as people read it, and where release() would bring it.
    struct Reading
    {
        TakenMail mail;
        QString text;
        qint64 ofCase = 0; // 0: one of its own
        QString customer;  // slug; empty: nobody's
        qint64 claims = 0; // the case that it seems to answer, without being proven to belong there
        QJsonObject toJson() const;
    };
    Result<Reading> read(qint64 id) const;

private:
    // What a mail belongs to, and who sent it.
    struct Place
    {
        QString customer; // slug; empty: not a contact's
        QString person;   // on duty; empty: not one of us
        qint64 ofCase = 0;
        std::optional<CasePage> page;
        bool isReport = false; // that the page didn't arrive, or else a reply
        qint64 reply = 0;      // which; 0: that can't be seen
        bool isSealed = false; // by what only we can have written
        qint64 claimed = 0;    // it names this case, whose customer it isn't known to come from
        // Whether somebody who belongs to a customer waits for an answer, if it is what it seems to be.
        bool isExpected(const IncomingMail &mail) const;
    };
    static QString doubtAbout(const IncomingMail &mail, const Place &place); // empty: none
    static Result<void> keep(Transaction &transaction, TakenMail &taken, const QByteArray &raw,
                             const QString &actor);
    static Result<Place> known(Reader &reader, const CaseMail::Claim &claim);
    Result<Place> placeOf(Reader &reader, const IncomingMail &mail, const QByteArray &raw) const;
    static void findReported(Reader &reader, const CaseMail &ours, const IncomingMail &mail,
                             const QByteArray &raw, Place &place);
    Result<void> cameBack(Transaction &transaction, const IncomingMail &mail, const Place &place);
    Result<void> findCase(Reader &reader, const IncomingMail &mail, Place &place) const;
    Result<TakenMail> add(const IncomingMail &mail, TakenMail taken, const QByteArray &raw,
                          const Place &place, const QString &actor);
    Result<TakenMail> open(const IncomingMail &mail, TakenMail taken, const QByteArray &raw,
                           const QString &customer, const QString &actor);
    // A person looks at it first, and is called for that.
    Result<TakenMail> holdBack(const IncomingMail &mail, TakenMail taken, const QByteArray &raw,
                               const Place &place);
    static Result<void> setApart(Transaction &transaction, TakenMail &taken, const QByteArray &raw,
                                 const QJsonObject &was);
    Result<TakenMail> quarantine(TakenMail taken, const QByteArray &raw);
    using Settle = std::function<Result<void>(Transaction &)>;
    Result<void> settleWith(const TakenMail &mail, const CaseDesk::Edit &edit, const Settle &settle);
    Result<void> settleCase(Transaction &transaction, Case &about, const QString &actor);
    struct Kept
    {
        TakenMail mail;
        QByteArray raw;
        IncomingMail read;
        Place place;
    };
    Result<Kept> kept(qint64 id) const;

    Store &m_store;
    CaseDesk &m_desk;
    const Pager &m_pager;
};

} // namespace slipway
