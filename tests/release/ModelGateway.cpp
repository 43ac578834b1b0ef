// The gateway, the guardian and the probe of the model.
#include "release/ModelWorld.h"

using namespace std::chrono_literals;

namespace slipway::model {

namespace {

Failure refused(const QString &what)
{
    return fail(Problem::Kind::Conflict, what);
}

} // namespace

Result<void> World::allowed(Address &address, qint64 token)
{
    lapse();
    if (token < address.token || token <= address.fence)
        return refused(QStringLiteral("Token %1 is too old").arg(token));
    address.token = token;
    return {};
}

Result<std::vector<GatewayRoute>> World::routes()
{
    std::vector<GatewayRoute> all;
    std::vector<QString> names;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &[name, address] : m_addresses)
            names.push_back(name);
    }
    for (const QString &name : names)
        all.push_back(*route(name));
    return all;
}

Result<GatewayRoute> World::route(const QString &address)
{
    std::unique_lock lock(m_mutex);
    if (m_dead) {
        m_changed.wait_for(lock, 20s, [this] { return m_letGo; });
        return fail(Problem::Kind::Unavailable, QStringLiteral("nobody is there"));
    }
    lapse();
    const Address &place = m_addresses[address];
    GatewayRoute route;
    route.address = address;
    route.slot = place.slot;
    route.token = place.token;
    route.inFlight = place.inFlight;
    if (place.hold) {
        route.held = true;
        route.siteDown = place.hold->siteDown;
        route.leaseLeftMs = (place.hold->until - std::chrono::steady_clock::now()) / 1ms;
    }
    return route;
}

Result<void> World::setRoute(const QString &address, int slot, qint64 token)
{
    if (const auto in = enter(QStringLiteral("setRoute"), {}); !in)
        return in;
    {
        const std::lock_guard lock(m_mutex);
        Address &place = m_addresses[address];
        if (const auto may = allowed(place, token); !may)
            return may;
        if (place.hold)
            return refused(QStringLiteral("%1 is held").arg(address));
        place.slot = slot;
    }
    return leave(QStringLiteral("setRoute"), {});
}

Result<void> World::hold(const QString &address, qint64 token, Duration lease, bool siteDown)
{
    if (const auto in = enter(QStringLiteral("hold"), {}); !in)
        return in;
    {
        const std::lock_guard lock(m_mutex);
        Address &place = m_addresses[address];
        if (const auto may = allowed(place, token); !may)
            return may;
        place.hold = Hold{token, std::chrono::steady_clock::now() + lease, siteDown};
    }
    return leave(QStringLiteral("hold"), {});
}

Result<void> World::release(const QString &address, qint64 token)
{
    if (const auto in = enter(QStringLiteral("release"), {}); !in)
        return in;
    {
        const std::lock_guard lock(m_mutex);
        Address &place = m_addresses[address];
        if (const auto may = allowed(place, token); !may)
            return may;
        place.hold.reset();
        m_changed.notify_all();
    }
    return leave(QStringLiteral("release"), {});
}

Result<void> World::swap(const QString &first, const QString &second, qint64 token)
{
    if (const auto in = enter(QStringLiteral("swap"), {}); !in)
        return in;
    {
        const std::lock_guard lock(m_mutex);
        Address &one = m_addresses[first];
        Address &other = m_addresses[second];
        if (const auto may = allowed(one, token); !may)
            return may;
        if (const auto may = allowed(other, token); !may)
            return may;
        if (!one.hold || one.hold->token != token)
            return refused(QStringLiteral("%1 isn't held by %2").arg(first).arg(token));
        const Side &next = m_sides[other.slot];
        if (next.database != Side::Database::Primary || !next.application || !next.isHealthy)
            breaks(QStringLiteral("swapped to a side that doesn't serve"));
        if (m_sides[one.slot].database == Side::Database::Primary)
            breaks(QStringLiteral("swapped while the old side's database runs"));
        if (next.door)
            breaks(QStringLiteral("swapped to a side with its door open"));
        std::swap(one.slot, other.slot);
        other.token = std::max(other.token, token);
        one.hold.reset();
        m_changed.notify_all();
    }
    return leave(QStringLiteral("swap"), {});
}

Result<void> World::fence(const QString &address, qint64 token)
{
    if (const auto in = enter(QStringLiteral("fence"), {}); !in)
        return in;
    const std::lock_guard lock(m_mutex);
    Address &place = m_addresses[address];
    place.fence = std::max(place.fence, token);
    place.token = std::max(place.token, token);
    return {};
}

// ---- the guardian

Result<void> World::begin(const Cutover &cutover)
{
    if (const auto in = enter(QStringLiteral("begin"), {}); !in)
        return in;
    {
        const std::lock_guard lock(m_mutex);
        if (!guardianAnswers)
            return fail(Problem::Kind::Unavailable, QStringLiteral("The guardian doesn't answer"));
        m_cutovers[cutover.release] = cutover;
        m_outcomes.erase(cutover.release);
    }
    return leave(QStringLiteral("begin"), {});
}

Result<void> World::end(qint64 release)
{
    if (const auto in = enter(QStringLiteral("end"), {}); !in)
        return in;
    {
        const std::lock_guard lock(m_mutex);
        m_cutovers.erase(release);
        m_outcomes.erase(release);
    }
    return leave(QStringLiteral("end"), {});
}

CutoverOutcome World::recovery(const Cutover &cutover, const QString &trigger)
{
    lapse();
    CutoverOutcome outcome;
    outcome.release = cutover.release;
    outcome.trigger = trigger;
    Address &place = m_addresses[cutover.address];
    outcome.serving = place.slot;
    outcome.swapped = place.slot == cutover.follower;
    if (outcome.swapped)
        return outcome;
    place.fence = std::max(place.fence, cutover.token);
    outcome.fenced = place.fence;
    Side &side = m_sides[cutover.serving];
    side.token = std::max(side.token, cutover.token + 1); // its recovery's
    side.quietUntil.reset();
    serve(side);
    place.hold.reset();
    outcome.healthy = side.isHealthy;
    m_changed.notify_all();
    return outcome;
}

Result<CutoverOutcome> World::recover(qint64 release)
{
    if (const auto in = enter(QStringLiteral("recover"), {}); !in)
        return Failure(in.error());
    CutoverOutcome outcome;
    {
        const std::lock_guard lock(m_mutex);
        if (!guardianAnswers)
            return fail(Problem::Kind::Unavailable, QStringLiteral("The guardian doesn't answer"));
        if (const auto known = m_outcomes.find(release); known != m_outcomes.end())
            return known->second;
        const auto open = m_cutovers.find(release);
        if (open == m_cutovers.end())
            return fail(Problem::Kind::NotFound,
                        QStringLiteral("There is no cutover of release %1").arg(release));
        outcome = recovery(open->second, QStringLiteral("asked"));
        m_outcomes[release] = outcome;
        m_cutovers.erase(open);
    }
    if (const auto out = leave(QStringLiteral("recover"), {}); !out)
        return Failure(out.error());
    return outcome;
}

Result<std::optional<CutoverOutcome>> World::outcome(qint64 release)
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_outcomes.find(release);
    if (known == m_outcomes.end())
        return std::optional<CutoverOutcome>();
    return std::optional<CutoverOutcome>(known->second);
}

// ---- the probe

Result<void> World::start(const Target &target)
{
    if (const auto in = enter(QStringLiteral("probe.start"), {}); !in)
        return in;
    {
        const std::lock_guard lock(m_mutex);
        m_probes.insert(target.file);
    }
    return leave(QStringLiteral("probe.start"), {});
}

bool World::isRunning(const Target &target)
{
    const std::lock_guard lock(m_mutex);
    return m_probes.contains(target.file);
}

Result<QJsonObject> World::finish(const Target &target)
{
    if (const auto in = enter(QStringLiteral("probe.finish"), {}); !in)
        return Failure(in.error());
    {
        const std::lock_guard lock(m_mutex);
        m_probes.erase(target.file);
    }
    if (const auto out = leave(QStringLiteral("probe.finish"), {}); !out)
        return Failure(out.error());
    return QJsonObject{{QStringLiteral("requests"), 700},
                       {QStringLiteral("failed_requests"), 0},
                       {QStringLiteral("downtime_ms"), 0},
                       {QStringLiteral("longest_gap_ms"), 160},
                       {QStringLiteral("worst_ms"), 158}};
}

} // namespace slipway::model
