#include "service/support/CasePost.h"

#include <QtGlobal>

#include <algorithm>

namespace slipway {

using namespace std::chrono_literals;

namespace {

constexpr int mostAtOnce = 64; // read from the store
constexpr std::size_t perCommit = 16;
constexpr Duration longestLook = 2s; // the wall clock may be set meanwhile
constexpr Duration firstPause = 250ms;
constexpr Duration longestPause = 5s;

Duration pauseAfter(int attempts)
{
    Duration pause = firstPause;
    for (int i = 1; i < attempts && pause < longestPause; ++i)
        pause *= 2;
    return std::min(pause, longestPause);
}

} // namespace

CasePost::~CasePost()
{
    stop();
}

void CasePost::start(CaseDesk &desk, std::function<void()> round)
{
    m_desk = &desk;
    m_round = std::move(round);
    m_thread = std::jthread([this](const std::stop_token &stop) { loop(stop); });
}

void CasePost::stop()
{
    if (!m_thread.joinable())
        return;
    m_thread.request_stop();
    m_thread.join();
}

void CasePost::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        m_waits = true;
    }
    m_wake.notify_all();
}

void CasePost::loop(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        auto more = round(stop);
        if (more)
            m_round();
        const Result<void> noted = m_desk->noteClocks();
        const QString complaint = !more ? more.error().text() : !noted ? noted.error().text() : QString();
        if (complaint != m_complaint && !complaint.isEmpty())
            qWarning("slipwayd: the support desk's mail: %s", qUtf8Printable(complaint));
        m_complaint = complaint;
        if (more && *more)
            continue;
        const bool isIll = !more || !noted;
        const Duration pause = isIll      ? Duration(1s)
                               : m_isAway ? std::max(untilNext(), firstPause)
                                          : untilNext();
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, stop, pause, [this] { return m_waits; });
        m_waits = false;
    }
}

Duration CasePost::untilNext() const
{
    const auto next = m_store.read([](Reader &reader) -> Result<std::optional<Instant>> {
        const auto mail = CaseRepository::nextMail(reader);
        const auto notice = CaseRepository::nextNotice(reader);
        if (!mail || !notice)
            return Failure(mail ? notice.error() : mail.error());
        if (!*mail || !*notice)
            return *mail ? *mail : *notice;
        return std::min(**mail, **notice);
    });
    if (!next || !*next)
        return longestLook;
    return std::clamp<Duration>(**next - m_store.clock().now(), 0ms, longestLook);
}

Result<bool> CasePost::round(const std::stop_token &stop)
{
    // What went out and couldn't be written down doesn't go out again.
    if (auto written = writeDown(); !written)
        return Failure(written.error());
    const auto waiting = m_store.read([&](Reader &reader) {
        return CaseRepository::waitingMail(reader, m_store.clock().now(), mostAtOnce);
    });
    if (!waiting)
        return Failure(waiting.error());
    m_isAway = false;
    for (const WaitingMail &mail : *waiting) {
        if (m_isAway || stop.stop_requested())
            break;
        m_round();
        auto one = send(mail, stop);
        if (!one) {
            [[maybe_unused]] const auto written = writeDown();
            return Failure(one.error());
        }
        m_isAway = one->outcome.kind == SmtpOutcome::Kind::Away && !one->withdrawn;
        m_sent.push_back(std::move(*one));
        // In a flood they share a commit.
        if (m_sent.size() < perCommit && &mail != &waiting->back() && !m_isAway)
            continue;
        if (auto written = writeDown(); !written)
            return Failure(written.error());
    }
    if (auto written = writeDown(); !written)
        return Failure(written.error());
    return !waiting->empty() && !m_isAway;
}

Result<void> CasePost::writeDown()
{
    if (m_sent.empty())
        return {};
    auto written = m_store.write(
        [&](Transaction &transaction) -> Result<void> {
            for (const Sent &one : m_sent) {
                if (auto done = settle(transaction, one); !done)
                    return done;
            }
            return {};
        },
        Store::Priority::Urgent);
    if (written)
        m_sent.clear();
    return written;
}

Result<CasePost::Sent> CasePost::send(const WaitingMail &mail, const std::stop_token &stop)
{
    struct Look
    {
        QString from;
        bool needed = true;
    };
    const auto look = m_store.read([&](Reader &reader) -> Result<Look> {
        const auto ours = m_pager.mail(reader);
        const auto about = CaseRepository::find(reader, mail.caseId);
        if (!ours || !about)
            return Failure(ours ? about.error() : ours.error());
        return Look{ours->from().address, mail.pageId == 0 || !about->acknowledged};
    });
    if (!look)
        return Failure(look.error());
    Sent sent{mail, m_store.clock().now(), {}, {}, !look->needed};
    if (look->needed && !isMailAddress(mail.recipient))
        sent.outcome = {SmtpOutcome::Kind::Refused, QStringLiteral("it isn't an address"), true};
    else if (look->needed)
        sent.outcome = m_postman.deliver({look->from, {mail.recipient}, mail.raw}, stop);
    sent.answered = m_store.clock().now();
    return sent;
}

Result<void> CasePost::settle(Transaction &transaction, const Sent &sent) const
{
    const WaitingMail &mail = sent.mail;
    const bool again = !sent.withdrawn && (sent.outcome.kind == SmtpOutcome::Kind::Later ||
                                           sent.outcome.kind == SmtpOutcome::Kind::Away);
    if (again) {
        const int attempts = mail.attempts + 1;
        if (auto later = CaseRepository::postponeMail(
                transaction, mail.id, attempts, transaction.now() + pauseAfter(attempts), sent.outcome.why);
            !later)
            return later;
    } else {
        const QString outcome = sent.withdrawn ? QStringLiteral("withdrawn")
                                : sent.outcome.kind == SmtpOutcome::Kind::Refused
                                    ? QStringLiteral("refused")
                                    : QStringLiteral("accepted");
        if (auto done = CaseRepository::settleMail(transaction, mail.id, outcome, sent.outcome.why); !done)
            return done;
    }
    if (mail.pageId == 0) {
        if (!again && sent.outcome.kind == SmtpOutcome::Kind::Refused)
            transaction.append({QStringLiteral("service"),
                                QStringLiteral("case.undeliverable"),
                                QStringLiteral("case/%1").arg(mail.caseId),
                                {{QStringLiteral("case"), mail.caseId},
                                 {QStringLiteral("to"), mail.recipient},
                                 {QStringLiteral("why"), sent.outcome.why}}});
        return {};
    }
    auto page = CaseRepository::page(transaction, mail.pageId);
    if (!page)
        return Failure(page.error());
    page->why = sent.outcome.why;
    if (sent.withdrawn) {
        page->withdrawn = page->withdrawn.value_or(sent.answered);
        return CaseRepository::updatePage(transaction, *page);
    }
    page->sent = sent.handedOver;
    ++page->attempts;
    if (sent.outcome.kind == SmtpOutcome::Kind::Taken)
        page->accepted = sent.answered;
    else if (sent.outcome.kind == SmtpOutcome::Kind::Refused)
        page->refused = sent.answered;
    if (auto updated = CaseRepository::updatePage(transaction, *page); !updated)
        return updated;
    if (page->refused)
        return m_pager.refused(transaction, *page);
    if (page->accepted)
        transaction.append({QStringLiteral("service"),
                            QStringLiteral("page.accepted"),
                            QStringLiteral("case/%1").arg(mail.caseId),
                            {{QStringLiteral("case"), mail.caseId},
                             {QStringLiteral("page"), page->id},
                             {QStringLiteral("to"), page->to},
                             {QStringLiteral("lateness_ms"), page->latenessMs().value_or(0)}}});
    return {};
}

} // namespace slipway
