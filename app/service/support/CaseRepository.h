// Cases, their messages, clocks and pages in the store, and the mail they send.
#pragma once
#include "domain/Case.h"
#include "service/store/Page.h"
#include "service/store/Transaction.h"
#include "service/support/CaseMail.h"

#include <set>

namespace slipway {

// What has to be reached next in all cases that aren't over.
struct OpenTargets
{
    struct Target
    {
        qint64 caseId = 0;
        QString subject;
        QString clock;
        Instant at;
        bool operator==(const Target &) const = default;
        QJsonObject toJson() const;
    };
    std::optional<Target> next;
    std::optional<Target> firstPast; // passed, and still not met
    int past = 0;
};

// Of a mail that was taken.
struct TakenMail
{
    qint64 id = 0;
    QString digest;
    QString messageId;
    QString sender;
    QString subject;
    Instant at;
    QString verdict; // opened, added, answered, quarantined, discarded
    QString why;
    qint64 caseId = 0;
    QJsonArray attachments; // {"number","name","type","size"}
    bool hasHtml = false;
    QJsonObject toJson() const;
};

// Who carries what waits: pages by mail and other mail have a lane each, so that no page waits behind a
// reply; or whoever speaks the other methods.
enum class Way { Mail, Reply, Other };

// A mail that waits for a server to take it, or a page on its way by another method.
struct WaitingMail
{
    qint64 id = 0;
    qint64 caseId = 0;
    qint64 pageId = 0; // 0: a reply
    QString recipient;
    QByteArray raw; // without the files that a reply carries
    Instant due;
    int attempts = 0;
    Way way = Way::Mail;
    qint64 messageId = 0;        // of a reply
    std::optional<Instant> said; // the same
    bool isLate = false;         // which was told
    bool carriesFiles = false;
};

class CaseRepository
{
public:
    static Result<qint64> lastId(Reader &reader);
    // With its clocks.
    static Result<void> add(Transaction &transaction, const Case &added);
    static Result<Case> find(Reader &reader, qint64 id);
    // Those that "WHERE …" leaves, with their clocks.
    static Result<std::vector<Case>> where(Reader &reader, const QString &rows, const QVariantList &values);
    static QString deadlineOf(const Case &of); // as the store has it: without one the end of time
    // All of it but its messages; the revision goes up.
    static Result<void> update(Transaction &transaction, Case &changed);
    // Which the case hasn't any more.
    static Result<void> removeClocks(Transaction &transaction, qint64 ofCase,
                                     const std::vector<CaseClock> &clocks);
    // Of cases of whose clocks something is to be told by then.
    static Result<std::vector<qint64>> toTellBy(Reader &reader, Instant at);
    static Result<std::optional<Instant>> nextNotice(Reader &reader);
    // Clocks that are paused have none.
    static Result<OpenTargets> openTargets(Reader &reader, Instant now);

    static Result<CaseMessage> addMessage(Transaction &transaction, const CaseMessage &message);
    static Result<void> setMessageId(Transaction &transaction, qint64 message, const QString &messageId);
    static Result<std::vector<CaseMessage>> messages(Reader &reader, qint64 id);
    // Slug of the customer one of whose contacts has this address; empty: nobody's.
    static Result<QString> customerOfMail(Reader &reader, const QString &mail);
    // The case that one of these mails belongs to, or 0.
    static Result<qint64> caseOfMail(Reader &reader, const QStringList &messageIds);

    static Result<std::optional<TakenMail>> takenBy(Reader &reader, const QString &digest);
    static Result<TakenMail> taken(Reader &reader, qint64 id);
    static Result<QByteArray> rawOf(Reader &reader, qint64 id);
    // Mail of a case that something came with.
    static Result<std::vector<TakenMail>> takenWithMore(Reader &reader, qint64 ofCase);
    static Result<Page<TakenMail>> listTaken(Reader &reader, const PageRequest &page, const QString &verdict);
    // Out of quarantine; Conflict when it isn't there any more.
    // Which is only changed while its verdict is still `from`.
    static Result<void> settleTaken(Transaction &transaction, const TakenMail &mail, const QString &from);
    // The case that was opened, or asked anew, for what is in quarantine from there: 0: there is none open.
    static Result<qint64> caseHeldFor(Reader &reader, const QString &sender);
    static Result<qint64> heldBack(Reader &reader, qint64 ofCase); // how many are in quarantine
    static Result<qint64> addTaken(Transaction &transaction, const TakenMail &mail, const QByteArray &raw);

    static Result<CasePage> addPage(Transaction &transaction, const CasePage &page, qint64 run, int attempt);
    static Result<std::vector<CasePage>> pagesOf(Reader &reader, qint64 id);
    static Result<std::vector<CasePage>> pagesOfStep(Reader &reader, qint64 run, const QString &step,
                                                     int attempt);
    static Result<Page<CasePage>> pages(Reader &reader, const PageRequest &page, qint64 ofCase);
    static Result<CasePage> page(Reader &reader, qint64 id);
    static Result<void> updatePage(Transaction &transaction, const CasePage &page);

    static Result<void> addMail(Transaction &transaction, qint64 ofCase, qint64 page, int urgency,
                                const QString &recipient, const OutgoingMail &mail, Instant due,
                                Way way = Way::Mail, const std::optional<Instant> &hold = {});
    // The most urgent first; those whose next try isn't due yet are left out, and what goes to one of `busy`.
    static Result<std::vector<WaitingMail>> waitingMail(Reader &reader, Way way, Instant now, int limit,
                                                        const std::set<QString> &busy = {});
    // Pages by mail that could go out now, and that nobody was asked to take yet; to one of these recipients,
    // where any are named.
    static Result<std::vector<WaitingMail>> untriedPages(Reader &reader, Instant now, int limit,
                                                         const std::set<QString> &recipients);
    // Since when the oldest of them could have gone out.
    static Result<std::optional<Instant>> waitingSince(Reader &reader, Way way, Instant now,
                                                       const std::set<QString> &busy);
    static Result<std::optional<Instant>> nextMail(Reader &reader, Way way,
                                                   const std::set<QString> &busy = {});
    // Nothing of the case goes out before.
    static Result<void> holdMail(Transaction &transaction, qint64 ofCase, Instant until);
    static Result<void> settleMail(Transaction &transaction, qint64 id, const QString &outcome,
                                   const QString &why);
    // What a server had taken has come back.
    static Result<void> markBounced(Transaction &transaction, const QString &messageId);
    static Result<void> postponeMail(Transaction &transaction, qint64 id, int attempts, Instant due,
                                     const QString &why, bool isLate);
};

} // namespace slipway
