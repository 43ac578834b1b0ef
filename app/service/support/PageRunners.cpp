#include "service/support/PageRunners.h"

#include <QtGlobal>

#include <algorithm>

namespace slipway {

using namespace std::chrono_literals;

namespace {

constexpr Duration longestLook = 2s;     // the wall clock may be set meanwhile
constexpr Duration shortestLook = 100ms; // what is due goes to a place that is busy

} // namespace

PageRunners::~PageRunners()
{
    stop();
}

void PageRunners::start()
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this](const std::stop_token &stop) { loop(stop); });
}

void PageRunners::stop()
{
    for (std::jthread &thread : m_threads)
        thread.request_stop();
    m_threads.clear(); // joins
}

void PageRunners::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        ++m_news;
    }
    m_wake.notify_all();
}

void PageRunners::loop(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        quint64 seen = 0;
        {
            const std::lock_guard lock(m_mutex);
            seen = m_news;
        }
        const auto more = runOne(stop);
        const QString complaint = more ? QString() : more.error().text();
        const Duration pause = more ? untilNext() : 1s;
        std::unique_lock lock(m_mutex);
        if (complaint != m_complaint && !complaint.isEmpty())
            qWarning("slipwayd: pages by other methods: %s", qUtf8Printable(complaint));
        m_complaint = complaint;
        if (!more || !*more)
            m_wake.wait_for(lock, stop, pause, [&] { return m_news != seen; });
    }
}

Duration PageRunners::untilNext() const
{
    const auto next =
        m_store.read([](Reader &reader) { return CaseRepository::nextMail(reader, Way::Other); });
    if (!next || !*next)
        return longestLook;
    return std::clamp<Duration>(**next - m_store.clock().now(), shortestLook, longestLook);
}

Duration PageRunners::behind() const
{
    std::set<QString> busy;
    {
        const std::lock_guard lock(m_mutex);
        busy = m_busy;
    }
    const Instant now = m_store.clock().now();
    const auto since = m_store.read(
        [&](Reader &reader) { return CaseRepository::waitingSince(reader, Way::Other, now, busy); });
    if (!since || !*since)
        return {};
    return std::max<Duration>(now - **since, {}); // later than now: the clock was set back
}

Result<bool> PageRunners::runOne(const std::stop_token &stop)
{
    if (auto written = writeUnwritten(); !written)
        return Failure(written.error());
    const auto page = claim();
    if (!page || !*page)
        return page ? Result<bool>(false) : Failure(page.error());
    const auto done = run(**page, stop);
    return done ? Result<bool>(true) : Failure(done.error());
}

// What went out and couldn't be written down doesn't go out again.
Result<void> PageRunners::writeUnwritten()
{
    std::vector<Delivery> late;
    {
        const std::lock_guard lock(m_mutex);
        late.swap(m_unwritten);
    }
    Result<void> all;
    for (const Delivery &delivery : late) {
        if (auto written = writeDown(delivery); !written)
            all = std::move(written);
    }
    return all;
}

Result<void> PageRunners::writeDown(const Delivery &delivery)
{
    auto written =
        m_store.write([&](Transaction &transaction) { return settle(transaction, m_pager, delivery); },
                      Store::Priority::Urgent);
    if (!written) {
        const std::lock_guard lock(m_mutex);
        m_unwritten.push_back(delivery);
        return written;
    }
    giveBack(delivery.mail);
    if (delivery.outcome.kind != SmtpOutcome::Kind::Taken)
        m_passedOn();
    return {};
}

// Under one lock with the look into the store: what another thread has just settled isn't seen as waiting.
Result<std::optional<WaitingMail>> PageRunners::claim()
{
    const std::lock_guard lock(m_mutex);
    auto waiting = m_store.read([&](Reader &reader) {
        return CaseRepository::waitingMail(reader, Way::Other, m_store.clock().now(), 1, m_busy);
    });
    if (!waiting)
        return Failure(waiting.error());
    if (waiting->empty())
        return std::optional<WaitingMail>();
    m_busy.insert(waiting->front().recipient);
    return std::optional(std::move(waiting->front()));
}

void PageRunners::giveBack(const WaitingMail &page)
{
    {
        const std::lock_guard lock(m_mutex);
        m_busy.erase(page.recipient);
        ++m_news;
    }
    m_wake.notify_one();
}

Result<void> PageRunners::run(const WaitingMail &page, const std::stop_token &stop)
{
    const Instant claimed = m_store.clock().now();
    const auto needed = m_store.read([&](Reader &reader) { return isNeeded(reader, page); });
    if (!needed) {
        giveBack(page);
        return Failure(needed.error());
    }
    Delivery delivery{page, m_store.clock().now(), {}, {}, !*needed, true, claimed};
    if (*needed) {
        const auto errand = PageErrand::fromBytes(page.raw);
        delivery.outcome = errand ? m_courier.deliver(*errand, stop)
                                  : SmtpOutcome{SmtpOutcome::Kind::Refused, errand.error().text(), true};
    }
    // Cut short by our own end: nothing is known of it, and it goes out again.
    if (stop.stop_requested() && delivery.outcome.kind == SmtpOutcome::Kind::Later) {
        giveBack(page);
        return {};
    }
    delivery.answered = m_store.clock().now();
    return writeDown(delivery);
}

} // namespace slipway
