#include "service/support/Delivery.h"

#include "service/support/MailPace.h"

namespace slipway {

using namespace std::chrono_literals;

namespace {

constexpr Duration longestPause = 5s; // of other methods than mail
// By other methods than mail, which takes ten minutes or longer: what came after it has long been tried.
constexpr int mostTries = 120;
const QString serviceActor = QStringLiteral("service");

QString nameOf(const Delivery &delivery)
{
    if (delivery.withdrawn)
        return QStringLiteral("withdrawn");
    return delivery.outcome.kind == SmtpOutcome::Kind::Taken ? QStringLiteral("accepted")
                                                             : QStringLiteral("refused");
}

Result<void> settleMail(Transaction &transaction, const Delivery &delivery)
{
    const WaitingMail &mail = delivery.mail;
    if (!delivery.isOpen())
        return CaseRepository::settleMail(transaction, mail.id, nameOf(delivery), delivery.outcome.why);
    const int attempts = mail.attempts + 1;
    const Duration longest =
        mail.way == Way::Other ? longestPause : MailPace::longestFor(delivery.outcome, mail.pageId > 0);
    const Instant due = delivery.tried ? transaction.now() + pauseAfter(attempts, longest) : mail.due;
    return CaseRepository::postponeMail(transaction, mail.id, attempts, due, delivery.outcome.why,
                                        mail.isLate || delivery.isToTell());
}

Result<void> settlePage(Transaction &transaction, const Pager &pager, const Delivery &delivery)
{
    auto page = CaseRepository::page(transaction, delivery.mail.pageId);
    if (!page)
        return Failure(page.error());
    page->why = delivery.outcome.why;
    if (delivery.withdrawn) {
        page->withdrawn = page->withdrawn.value_or(delivery.answered);
        return CaseRepository::updatePage(transaction, *page);
    }
    if (delivery.tried) {
        page->claimed = page->claimed ? page->claimed : delivery.claimed;
        page->sent = delivery.handedOver;
        ++page->attempts;
    }
    if (delivery.outcome.kind == SmtpOutcome::Kind::Taken)
        page->accepted = delivery.answered;
    else if (!delivery.isOpen())
        page->refused = delivery.answered;
    if (auto updated = CaseRepository::updatePage(transaction, *page); !updated)
        return updated;
    if (page->refused)
        return pager.refused(transaction, *page);
    if (page->accepted)
        transaction.append({serviceActor,
                            QStringLiteral("page.accepted"),
                            QStringLiteral("case/%1").arg(delivery.mail.caseId),
                            {{QStringLiteral("case"), delivery.mail.caseId},
                             {QStringLiteral("page"), page->id},
                             {QStringLiteral("to"), page->to},
                             {QStringLiteral("lateness_ms"), page->latenessMs().value_or(0)}}});
    else if (delivery.mail.attempts == 0) // once: it is in the same commit as the first failure
        return pager.unreachable(transaction, *page, delivery.outcome.why);
    return {};
}

} // namespace

bool Delivery::isOpen() const
{
    if (withdrawn || outcome.kind == SmtpOutcome::Kind::Taken || outcome.kind == SmtpOutcome::Kind::Refused)
        return false;
    if (mail.way == Way::Other)
        return mail.attempts + 1 < mostTries;
    // Where no server was there nobody has turned it away, and it may be our own machine that was off.
    return !mail.said || outcome.kind == SmtpOutcome::Kind::Away || answered - *mail.said < givenUpAfter;
}

bool Delivery::isToTell() const
{
    if (mail.pageId > 0 || withdrawn)
        return false;
    if (outcome.kind == SmtpOutcome::Kind::Taken)
        return mail.isLate;
    return !isOpen() || (!mail.isLate && mail.said && answered - *mail.said >= lateAfter);
}

Result<bool> isNeeded(Reader &reader, const WaitingMail &mail)
{
    if (mail.pageId == 0)
        return true;
    const auto about = CaseRepository::find(reader, mail.caseId);
    const auto page = CaseRepository::page(reader, mail.pageId);
    if (!about || !page)
        return Failure(about ? page.error() : about.error());
    // The case may have come back since, and people are paged anew.
    return !about->acknowledged && !page->withdrawn && page->runId == about->runId;
}

Result<void> settle(Transaction &transaction, const Pager &pager, const Delivery &delivery)
{
    if (auto settled = settleMail(transaction, delivery); !settled)
        return settled;
    return delivery.mail.pageId > 0 ? settlePage(transaction, pager, delivery) : Result<void>();
}

} // namespace slipway
