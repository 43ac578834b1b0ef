#include "service/support/ClockKeeper.h"

#include "service/support/CaseFiles.h"

#include <QtGlobal>

#include <algorithm>

namespace slipway {

using namespace std::chrono_literals;

namespace {

constexpr Duration longestLook = 2s; // the wall clock may be set meanwhile
constexpr Duration afterTrouble = 1s;
constexpr Duration betweenPrunings = 1h;

} // namespace

ClockKeeper::~ClockKeeper()
{
    stop();
}

void ClockKeeper::start()
{
    m_thread = std::jthread([this](const std::stop_token &stop) { loop(stop); });
}

void ClockKeeper::stop()
{
    if (!m_thread.joinable())
        return;
    m_thread.request_stop();
    m_thread.join();
}

void ClockKeeper::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isAsked = true;
    }
    m_wake.notify_all();
}

Duration ClockKeeper::behind() const
{
    const std::lock_guard lock(m_mutex);
    return m_began ? m_store.clock().monotonic() - *m_began : Duration(0);
}

void ClockKeeper::loop(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        {
            const std::lock_guard lock(m_mutex);
            m_isAsked = false;
            m_began = m_store.clock().monotonic();
        }
        const auto noted = m_desk.noteClocks();
        const Duration pause = noted ? untilNext() : afterTrouble;
        const QString complaint = noted ? QString() : noted.error().text();
        if (complaint != m_complaint && !complaint.isEmpty())
            qWarning("slipwayd: the clocks of cases: %s", qUtf8Printable(complaint));
        m_complaint = complaint;
        {
            const std::lock_guard lock(m_mutex);
            m_began.reset();
        }
        pruneFiles();
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, stop, pause, [this] { return m_isAsked; });
    }
}

void ClockKeeper::pruneFiles()
{
    const Duration now = m_store.clock().monotonic();
    if (m_pruned && now - *m_pruned < betweenPrunings)
        return;
    m_pruned = now;
    if (const auto pruned = CaseFiles::prune(m_store); !pruned)
        qWarning("slipwayd: files that were never sent: %s", qUtf8Printable(pruned.error().text()));
}

Duration ClockKeeper::untilNext() const
{
    const auto next = m_store.read([](Reader &reader) { return CaseRepository::nextNotice(reader); });
    if (!next || !*next)
        return longestLook;
    return std::clamp<Duration>(**next - m_store.clock().now(), 0ms, longestLook);
}

} // namespace slipway
