#include "models/Refetch.h"

#include <QPointer>

#include <algorithm>

namespace slipway {

namespace {

using std::chrono::milliseconds;

constexpr int mostUnderWay = 4;
constexpr std::size_t mostWaiting = 500;
constexpr milliseconds pause{150};        // between two fetches of the same
constexpr milliseconds pauseAfter{1'000}; // one that failed

} // namespace

Refetch::Refetch(Session &session, Fetch fetch) : m_session(session), m_fetch(std::move(fetch))
{
    m_timer.setSingleShot(true);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { pump(); });
    QObject::connect(&session, &Session::stateChanged, &m_timer, [this] { pump(); });
}

bool Refetch::ask(const QString &key)
{
    Thing &thing = m_things[key];
    if (!thing.waiting) {
        if (m_waiting.size() >= mostWaiting)
            return false;
        thing.waiting = true;
        m_waiting.push_back(key);
    }
    if (m_active && !m_timer.isActive())
        m_timer.start(0); // the others of the same batch first
    return true;
}

void Refetch::setActive(bool active)
{
    m_active = active;
    pump();
}

void Refetch::forget()
{
    m_waiting.clear();
    for (Thing &thing : m_things)
        thing.waiting = false;
}

void Refetch::pump()
{
    m_timer.stop();
    if (!m_active || !m_session.isLive())
        return;
    const Time now = std::chrono::steady_clock::now();
    Time next = Time::max();
    std::vector<QString> due;
    for (auto key = m_waiting.begin();
         key != m_waiting.end() && m_underWay + static_cast<int>(due.size()) < mostUnderWay;) {
        const Thing &thing = m_things[*key];
        if (thing.underWay) {
            ++key;
        } else if (thing.notBefore > now) {
            next = std::min(next, thing.notBefore);
            ++key;
        } else {
            due.push_back(*key);
            key = m_waiting.erase(key);
        }
    }
    if (next != Time::max())
        m_timer.start(std::chrono::ceil<milliseconds>(next - now));
    for (const QString &key : due)
        start(key, now);
}

void Refetch::start(const QString &key, Time now)
{
    Thing &thing = m_things[key];
    thing.waiting = false;
    thing.underWay = true;
    thing.notBefore = now + pause;
    ++m_underWay;
    const QPointer<QTimer> alive(&m_timer);
    m_fetch(key, [this, alive, key](bool arrived) {
        if (alive)
            onDone(key, arrived);
    });
}

void Refetch::onDone(const QString &key, bool arrived)
{
    --m_underWay;
    Thing &thing = m_things[key];
    thing.underWay = false;
    if (!arrived) {
        thing.notBefore = std::chrono::steady_clock::now() + pauseAfter;
        ask(key);
    }
    // What is neither waiting nor under way is remembered only as long as it matters.
    if (m_things.size() > static_cast<qsizetype>(2 * mostWaiting)) {
        m_things.removeIf([](const QHash<QString, Thing>::iterator one) {
            return !one.value().waiting && !one.value().underWay;
        });
    }
    pump();
}

} // namespace slipway
