#include "service/support/CaseIndexer.h"

#include "service/support/CaseSearch.h"

#include <QtGlobal>

#include <algorithm>

namespace slipway {

namespace {

constexpr auto gathering = std::chrono::milliseconds(500); // of what is said meanwhile
constexpr auto pause = std::chrono::seconds(5);            // after a store that can't be written

} // namespace

CaseIndexer::~CaseIndexer()
{
    stop();
}

void CaseIndexer::start()
{
    m_subscription = m_store.subscribe([this](const std::vector<Event> &events) { hear(events); });
    m_thread = std::jthread([this](const std::stop_token &stop) { loop(stop); });
}

void CaseIndexer::stop()
{
    if (!m_thread.joinable())
        return;
    m_store.unsubscribe(m_subscription);
    m_thread.request_stop();
    m_thread.join();
}

void CaseIndexer::hear(const std::vector<Event> &events)
{
    const bool isOurs = std::any_of(events.begin(), events.end(), [](const Event &event) {
        return event.subject.startsWith(QLatin1String("case/"));
    });
    if (!isOurs)
        return;
    const std::lock_guard lock(m_mutex);
    m_waits = true;
    m_wake.notify_all();
}

void CaseIndexer::loop(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [this] { return m_waits; }))
                return;
            m_wake.wait_for(lock, stop, gathering, [] { return false; });
            m_waits = false;
        }
        Result<bool> more = true;
        while (more && *more && !stop.stop_requested())
            more = CaseSearch::catchUp(m_store);
        const QString complaint = more ? QString() : more.error().text();
        if (complaint != m_complaint && !complaint.isEmpty())
            qWarning("slipwayd: the index of cases: %s", qUtf8Printable(complaint));
        m_complaint = complaint;
        if (more)
            continue;
        std::unique_lock lock(m_mutex);
        m_waits = true;
        m_wake.wait_for(lock, stop, pause, [] { return false; });
    }
}

} // namespace slipway
