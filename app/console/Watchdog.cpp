#include "console/Watchdog.h"

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>
#include <chrono>

namespace slipway {

namespace {

const QEvent::Type pingType = static_cast<QEvent::Type>(QEvent::registerEventType());

Duration steadyNow()
{
    return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch());
}

double inMs(Duration duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

} // namespace

QString Watchdog::Figures::text() const
{
    QStringList parts;
    for (std::size_t i = 0; i < bins.size(); ++i) {
        if (bins[i] > 0) {
            parts.append(i < edges.size() ? QStringLiteral("≤%1 ms: %2").arg(edges[i]).arg(bins[i])
                                          : QStringLiteral(">%1 ms: %2").arg(edges.back()).arg(bins[i]));
        }
    }
    return QStringLiteral("longest %1 ms of %2 (%3)")
        .arg(inMs(longest), 0, 'f', 1)
        .arg(count)
        .arg(parts.join(QStringLiteral(", ")));
}

Watchdog::Watchdog(std::function<void(Duration)> blocked, QObject *parent)
    : QObject(parent), m_blocked(std::move(blocked)), m_thread(&Watchdog::run, this)
{
}

Watchdog::~Watchdog()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

// One question at a time: a thread that is blocked isn't buried under questions.
void Watchdog::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_isEnding) {
        if (!m_isAsked) {
            m_isAsked = true;
            m_askedAt = steadyNow();
            lock.unlock();
            QCoreApplication::postEvent(this, new QEvent(pingType), Qt::HighEventPriority);
            lock.lock();
        }
        m_wake.wait_for(lock, interval, [this] { return m_isEnding; });
    }
}

bool Watchdog::event(QEvent *event)
{
    if (event->type() != pingType)
        return QObject::event(event);
    Duration took{};
    {
        const std::lock_guard lock(m_mutex);
        took = steadyNow() - m_askedAt;
        m_isAsked = false;
        note(took);
    }
    if (m_blocked && took >= worthALine)
        m_blocked(took);
    return true;
}

void Watchdog::note(Duration took)
{
    const auto bin = std::find_if(edges.begin(), edges.end(), [&](int edge) { return inMs(took) <= edge; });
    ++m_figures.bins[static_cast<std::size_t>(bin - edges.begin())];
    ++m_figures.count;
    m_figures.longest = std::max(m_figures.longest, took);
}

Watchdog::Figures Watchdog::figures() const
{
    const std::lock_guard lock(m_mutex);
    Figures figures = m_figures;
    // One that is under way counts, too.
    if (m_isAsked)
        figures.longest = std::max(figures.longest, steadyNow() - m_askedAt);
    return figures;
}

void Watchdog::reset()
{
    const std::lock_guard lock(m_mutex);
    m_figures = {};
    m_askedAt = steadyNow(); // what waited before isn't of this measurement
}

} // namespace slipway
