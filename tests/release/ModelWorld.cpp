#include "release/ModelWorld.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace slipway::model {

namespace {

Failure conflict(const QString &what)
{
    return fail(Problem::Kind::Conflict, what);
}

Time now()
{
    return std::chrono::steady_clock::now();
}

} // namespace

void World::build(int slot, const QString &address)
{
    const std::lock_guard lock(m_mutex);
    Side &side = m_sides[slot];
    serve(side);
    side.quiet = false;
    side.code = {{QStringLiteral("app/shop.py"), QStringLiteral("1")},
                 {QStringLiteral("app/VERSION"), QStringLiteral("1.0")}};
    side.version = QStringLiteral("1.0");
    m_addresses[address].slot = slot;
}

Side World::side(int slot)
{
    const std::lock_guard lock(m_mutex);
    lapse();
    return m_sides[slot];
}

void World::edit(int slot, const std::function<void(Side &)> &change)
{
    const std::lock_guard lock(m_mutex);
    change(m_sides[slot]);
    m_changed.notify_all();
}

Address World::at(const QString &address)
{
    const std::lock_guard lock(m_mutex);
    lapse();
    return m_addresses[address];
}

bool World::write(const QString &address, int value)
{
    std::unique_lock lock(m_mutex);
    const Time patience = now() + 10s;
    for (;;) {
        lapse();
        const Address &place = m_addresses[address];
        if (!place.hold) {
            Side &side = m_sides[place.slot];
            const bool paused = side.quietUntil.has_value();
            if (side.application && !paused && side.database == Side::Database::Primary) {
                side.writes.insert(value);
                return true;
            }
            if (!paused)
                return false;
        }
        if (now() > patience)
            return false;
        m_changed.wait_for(lock, 1ms);
    }
}

void World::controllerGone()
{
    std::unique_lock lock(m_mutex);
    const auto open = m_cutovers;
    for (const auto &[id, cutover] : open)
        m_outcomes[id] = recovery(cutover, QStringLiteral("controller-gone"));
    m_cutovers.clear();
    m_changed.notify_all();
}

void World::die()
{
    const std::lock_guard lock(m_mutex);
    m_dead = true;
}

void World::letGo()
{
    const std::lock_guard lock(m_mutex);
    m_letGo = true;
    m_changed.notify_all();
}

void World::live()
{
    const std::lock_guard lock(m_mutex);
    m_dead = false;
    m_letGo = false;
}

std::vector<QString> World::calls()
{
    const std::lock_guard lock(m_mutex);
    return m_calls;
}

void World::forgetCalls()
{
    const std::lock_guard lock(m_mutex);
    m_calls.clear();
}

void World::failNext(const QString &call, When when, const Problem &problem)
{
    const std::lock_guard lock(m_mutex);
    m_injections.push_back({call, when, problem, {}, {}, false});
}

void World::standStillNext(const QString &call, When when, std::function<void()> reached,
                           const QString &first)
{
    const std::lock_guard lock(m_mutex);
    m_injections.push_back({call, when, std::nullopt, std::move(reached), first, false});
}

void World::callNext(const QString &call, std::function<void()> reached)
{
    const std::lock_guard lock(m_mutex);
    m_injections.push_back({call, When::Before, std::nullopt, std::move(reached), {}, true});
}

void World::slowDown(const QString &call, Duration by)
{
    const std::lock_guard lock(m_mutex);
    m_slow[call] = by;
}

QStringList World::violations()
{
    const std::lock_guard lock(m_mutex);
    return m_violations;
}

Result<void> World::meet(const QString &call, When when, const std::stop_token &stop)
{
    const auto ended = [this] { return m_letGo; };
    std::unique_lock lock(m_mutex);
    if (m_dead) {
        m_changed.wait_for(lock, stop, 20s, ended);
        return fail(Problem::Kind::Cancelled, QStringLiteral("%1: nobody is there").arg(call));
    }
    if (when == When::Before) {
        m_calls.push_back(call);
        for (Injection &injection : m_injections) {
            if (injection.first == call)
                injection.first.clear();
        }
        if (const auto slow = m_slow.find(call); slow != m_slow.end()) {
            m_changed.wait_for(lock, stop, slow->second, ended);
            if (m_letGo || stop.stop_requested())
                return fail(Problem::Kind::Cancelled, QStringLiteral("%1 was stopped").arg(call));
        }
    }
    const auto planned = std::find_if(m_injections.begin(), m_injections.end(), [&](const Injection &one) {
        return one.call == call && one.when == when && one.first.isEmpty();
    });
    if (planned == m_injections.end())
        return {};
    const Injection injection = *planned;
    m_injections.erase(planned);
    if (injection.problem)
        return Failure(*injection.problem);
    lock.unlock();
    injection.reached();
    if (injection.goesOn)
        return {};
    lock.lock();
    m_changed.wait_for(lock, stop, 20s, ended);
    return fail(Problem::Kind::Cancelled, QStringLiteral("%1 was cut short").arg(call));
}

Result<void> World::enter(const QString &call, const std::stop_token &stop)
{
    return meet(call, When::Before, stop);
}

Result<void> World::leave(const QString &call, const std::stop_token &stop)
{
    return meet(call, When::After, stop);
}

void World::lapse()
{
    for (auto &[slot, side] : m_sides) {
        if (side.quietUntil && *side.quietUntil <= now()) {
            side.quietUntil.reset();
            serve(side);
        }
    }
    for (auto &[name, address] : m_addresses) {
        if (address.hold && address.hold->until <= now())
            address.hold.reset();
    }
}

void World::serve(Side &side)
{
    side.database = Side::Database::Primary;
    side.application = true;
    side.follows = 0;
}

Result<Side *> World::take(const Environment &environment, const Work &work)
{
    lapse();
    const auto found = m_sides.find(environment.slot);
    if (found == m_sides.end())
        return fail(Problem::Kind::NotFound,
                    QStringLiteral("There is nothing in slot %1").arg(environment.slot));
    if (work.token < found->second.token)
        return conflict(
            QStringLiteral("An older controller (%1 < %2)").arg(work.token).arg(found->second.token));
    found->second.token = work.token;
    return &found->second;
}

} // namespace slipway::model
