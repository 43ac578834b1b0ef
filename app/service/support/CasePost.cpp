#include "service/support/CasePost.h"

#include "service/support/CaseFileRepository.h"
#include "service/support/MailBody.h"

#include <QtGlobal>

#include <algorithm>

namespace slipway {

using namespace std::chrono_literals;

namespace {

constexpr int mostAtOnce = 64; // read from the store
constexpr std::size_t perCommit = 16;
constexpr Duration longestLook = 2s; // the wall clock may be set meanwhile

// Nothing where they can't be put together.
Result<std::optional<QByteArray>> carrying(Reader &reader, const WaitingMail &mail)
{
    const auto files = CaseFileRepository::ofMessage(reader, mail.messageId);
    if (!files)
        return Failure(files.error());
    std::vector<MailFile> whole;
    for (const CaseFile &file : *files) {
        auto bytes = CaseFileRepository::bytes(reader, file);
        if (!bytes)
            return Failure(bytes.error());
        whole.push_back({file.name, file.type, std::move(*bytes)});
    }
    return withFiles(mail.raw, whole);
}

} // namespace

CasePost::~CasePost()
{
    stop();
}

void CasePost::start(std::function<void()> round)
{
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
        const QString complaint = more ? QString() : more.error().text();
        if (complaint != m_complaint && !complaint.isEmpty())
            qWarning("slipwayd: the support desk's mail: %s", qUtf8Printable(complaint));
        m_complaint = complaint;
        if (more && *more)
            continue;
        const Duration pause = more ? untilNext() : Duration(1s);
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, stop, pause, [this] { return m_waits; });
        m_waits = false;
    }
}

Duration CasePost::untilNext() const
{
    const Instant now = m_store.clock().now();
    std::optional<Instant> next = m_pace.next(now);
    if (m_pace.mayAsk(now)) {
        const auto due = m_store.read(
            [&](Reader &reader) { return CaseRepository::nextMail(reader, m_way, m_pace.resting(now)); });
        if (due && *due)
            next = std::min(next.value_or(**due), **due);
    }
    return next ? std::clamp<Duration>(*next - now, 0ms, longestLook) : longestLook;
}

Result<bool> CasePost::round(const std::stop_token &stop)
{
    // What went out and couldn't be written down doesn't go out again.
    if (auto written = writeDown(); !written)
        return Failure(written.error());
    const auto sent = m_pace.mayAsk(m_store.clock().now()) ? sendWaiting(stop) : Result<bool>(false);
    if (!sent)
        return sent;
    if (m_way == Way::Mail && !stop.stop_requested()) {
        if (auto left = leave(); !left)
            return Failure(left.error());
    }
    return *sent && !m_pace.isAway();
}

Result<bool> CasePost::sendWaiting(const std::stop_token &stop)
{
    const Instant claimed = m_store.clock().now();
    const auto waiting = m_store.read([&](Reader &reader) {
        return CaseRepository::waitingMail(reader, m_way, claimed, mostAtOnce, m_pace.resting(claimed));
    });
    if (!waiting)
        return Failure(waiting.error());
    bool isAway = false;
    for (const WaitingMail &mail : *waiting) {
        const Instant now = m_store.clock().now();
        if (isAway || stop.stop_requested() || !m_pace.mayAsk(now))
            break;
        if (m_pace.resting(now).contains(mail.recipient)) // since this round began
            continue;
        // What carries files takes its time: what went before it is told first.
        if (mail.carriesFiles) {
            if (auto written = writeDown(); !written)
                return Failure(written.error());
        }
        m_round();
        auto one = send(mail, claimed, stop);
        if (!one) {
            [[maybe_unused]] const auto written = writeDown();
            return Failure(one.error());
        }
        // Cut short by our own end: nothing is known of it, and it goes out again.
        if (stop.stop_requested() && one->outcome.kind == SmtpOutcome::Kind::Away && !one->withdrawn)
            break;
        isAway = one->outcome.kind == SmtpOutcome::Kind::Away && !one->withdrawn;
        const bool isDone = one->outcome.kind == SmtpOutcome::Kind::Taken || one->withdrawn;
        m_sent.push_back(std::move(*one));
        // In a flood they share a commit; what isn't taken is told at once, for it is left to other methods.
        if (m_sent.size() < perCommit && &mail != &waiting->back() && isDone && !mail.carriesFiles)
            continue;
        if (auto written = writeDown(); !written)
            return Failure(written.error());
    }
    if (auto written = writeDown(); !written)
        return Failure(written.error());
    return !waiting->empty();
}

Result<void> CasePost::tellOf(Transaction &transaction, const Delivery &reply)
{
    using Fate = CaseDesk::Undelivered::Fate;
    auto about = CaseRepository::find(transaction, reply.mail.caseId);
    if (!about)
        return Failure(about.error());
    const Fate lost = reply.mail.isLate ? Fate::GivenUp : Fate::Lost;
    const auto told = reply.outcome.kind == SmtpOutcome::Kind::Taken
                          ? m_desk.arrived(transaction, *about, reply.mail.said.value_or(reply.answered))
                          : m_desk.undelivered(transaction, *about,
                                               {reply.mail.messageId, reply.outcome.why,
                                                reply.isOpen() ? Fate::Late : lost});
    return told ? CaseRepository::update(transaction, *about) : told;
}

Result<void> CasePost::writeDown()
{
    if (m_sent.empty())
        return {};
    auto written = m_store.write(
        [&](Transaction &transaction) -> Result<void> {
            for (const Delivery &one : m_sent) {
                auto done = settle(transaction, m_pager, one);
                if (done && one.isToTell())
                    done = tellOf(transaction, one);
                if (!done)
                    return done;
            }
            return {};
        },
        Store::Priority::Urgent);
    if (!written)
        return written;
    const bool passedOn = std::any_of(m_sent.begin(), m_sent.end(), [](const Delivery &one) {
        return one.outcome.kind != SmtpOutcome::Kind::Taken && !one.withdrawn;
    });
    m_sent.clear();
    if (passedOn)
        m_passedOn();
    return {};
}

// Nobody takes mail, or none for them: the pages behind needn't be tried to know that other methods are
// wanted.
Result<void> CasePost::leave()
{
    const std::set<QString> resting = m_pace.resting(m_store.clock().now());
    if (m_pace.isAway())
        return leave({});
    return resting.empty() ? Result<void>() : leave(resting);
}

Result<void> CasePost::leave(const std::set<QString> &recipients)
{
    for (;;) {
        const Instant now = m_store.clock().now();
        const auto untried = m_store.read([&](Reader &reader) {
            return CaseRepository::untriedPages(reader, now, mostAtOnce, recipients);
        });
        if (!untried || untried->empty())
            return untried ? Result<void>() : Failure(untried.error());
        for (const WaitingMail &mail : *untried)
            m_sent.push_back({mail, now, now, m_pace.saidOf(mail.recipient), false, false});
        if (auto written = writeDown(); !written)
            return written;
    }
}

SmtpOutcome CasePost::ask(const MailMessage &message, const std::stop_token &stop)
{
    SmtpOutcome outcome = m_postman.deliver(message, stop);
    // Of replies each is asked for by itself: its author is told when it alone is late.
    const QString recipient = m_way == Way::Mail ? message.to.value(0) : QString();
    if (!stop.stop_requested())
        m_pace.note(recipient, outcome, m_store.clock().now());
    return outcome;
}

Result<Delivery> CasePost::send(const WaitingMail &mail, Instant claimed, const std::stop_token &stop)
{
    struct Look
    {
        QString from;
        bool needed = true;
        std::optional<QByteArray> raw;
    };
    const auto look = m_store.read([&](Reader &reader) -> Result<Look> {
        const auto ours = m_pager.mail(reader);
        const auto needed = isNeeded(reader, mail);
        if (!ours || !needed)
            return Failure(ours ? needed.error() : ours.error());
        auto raw = *needed && mail.carriesFiles ? carrying(reader, mail)
                                                : Result<std::optional<QByteArray>>(mail.raw);
        if (!raw)
            return Failure(raw.error());
        return Look{ours->from().address, *needed, std::move(*raw)};
    });
    if (!look)
        return Failure(look.error());
    Delivery sent{mail, m_store.clock().now(), {}, {}, !look->needed, true, claimed};
    if (look->needed && !isMailAddress(mail.recipient))
        sent.outcome = {SmtpOutcome::Kind::Refused, QStringLiteral("it isn't an address"), true};
    else if (look->needed && !look->raw)
        sent.outcome = {SmtpOutcome::Kind::Refused, QStringLiteral("it can't be put together with its files"),
                        true};
    else if (look->needed)
        sent.outcome = ask({look->from, {mail.recipient}, *look->raw}, stop);
    sent.answered = m_store.clock().now();
    return sent;
}

} // namespace slipway
