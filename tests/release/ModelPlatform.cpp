// The environments of the model.
#include "release/ModelWorld.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <algorithm>

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

Result<void> World::create(const Application &, const Environment &, const Work &)
{
    return conflict(QStringLiteral("Not in this model"));
}

Result<void> World::clone(const Application &, const Environment &target, const Environment &source,
                          const Work &work)
{
    if (const auto in = enter(QStringLiteral("clone"), work.stop); !in)
        return in;
    {
        const std::lock_guard lock(m_mutex);
        Side copy = m_sides[source.slot];
        copy.token = work.token;
        copy.quiet = true;
        copy.application = false;
        copy.database = Side::Database::Stopped;
        copy.follows = 0;
        copy.quietUntil.reset();
        m_sides[target.slot] = copy;
    }
    return leave(QStringLiteral("clone"), work.stop);
}

Result<void> World::start(const Environment &environment, const Work &work)
{
    if (const auto in = enter(QStringLiteral("start"), work.stop); !in)
        return in;
    {
        const std::lock_guard lock(m_mutex);
        const auto side = take(environment, work);
        if (!side)
            return Failure(side.error());
        serve(**side);
    }
    return leave(QStringLiteral("start"), work.stop);
}

Result<void> World::stop(const Environment &environment, const Work &work)
{
    if (const auto in = enter(QStringLiteral("stop"), work.stop); !in)
        return in;
    {
        const std::lock_guard lock(m_mutex);
        const auto side = take(environment, work);
        if (!side)
            return Failure(side.error());
        (*side)->application = false;
        (*side)->database = Side::Database::Stopped;
        (*side)->follows = 0;
        (*side)->quietUntil.reset();
    }
    return leave(QStringLiteral("stop"), work.stop);
}

Result<void> World::destroy(const Environment &environment, const Work &work)
{
    if (const auto in = enter(QStringLiteral("destroy"), work.stop); !in)
        return in;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &[name, address] : m_addresses) {
            if (address.slot == environment.slot)
                breaks(QStringLiteral("%1 was destroyed while %2 leads to it").arg(environment.name, name));
        }
        for (const auto &[slot, side] : m_sides) {
            if (side.follows == environment.slot && environment.slot != 0)
                breaks(QStringLiteral("%1 was destroyed while slot %2 follows it")
                           .arg(environment.name)
                           .arg(slot));
        }
        m_sides.erase(environment.slot);
    }
    return leave(QStringLiteral("destroy"), work.stop);
}

Result<EnvironmentHealth> World::health(const Environment &environment)
{
    const std::lock_guard lock(m_mutex);
    lapse();
    const Side &side = m_sides[environment.slot];
    EnvironmentHealth health;
    health.healthy = side.isHealthy && side.application;
    health.why = health.healthy ? QString() : QStringLiteral("the application doesn't answer");
    health.version = side.version;
    return health;
}

Result<void> World::setQuiet(const Environment &environment, bool quiet, const Work &work)
{
    if (const auto in = enter(QStringLiteral("setQuiet"), work.stop); !in)
        return in;
    {
        const std::lock_guard lock(m_mutex);
        const auto side = take(environment, work);
        if (!side)
            return Failure(side.error());
        (*side)->quiet = quiet;
    }
    return leave(QStringLiteral("setQuiet"), work.stop);
}

Result<SshEndpoint> World::openAccess(const Environment &environment, const QStringList &, const Work &work)
{
    if (const auto in = enter(QStringLiteral("openAccess"), work.stop); !in)
        return Failure(in.error());
    {
        const std::lock_guard lock(m_mutex);
        const auto side = take(environment, work);
        if (!side)
            return Failure(side.error());
        if (!(*side)->quiet)
            breaks(QStringLiteral("the customer was let into %1, which isn't quiet").arg(environment.name));
        (*side)->door = true;
    }
    if (const auto out = leave(QStringLiteral("openAccess"), work.stop); !out)
        return Failure(out.error());
    return SshEndpoint{environment.address, 2222, QStringLiteral("shop"), {}, {QStringLiteral("web/code")}};
}

Result<void> World::closeAccess(const Environment &environment, const Work &work)
{
    if (const auto in = enter(QStringLiteral("closeAccess"), work.stop); !in)
        return in;
    {
        const std::lock_guard lock(m_mutex);
        const auto side = take(environment, work);
        if (!side)
            return Failure(side.error());
        (*side)->door = false;
    }
    return leave(QStringLiteral("closeAccess"), work.stop);
}

Result<Manifest> World::codeManifest(const Environment &environment, const Work &work)
{
    if (const auto in = enter(QStringLiteral("codeManifest"), work.stop); !in)
        return Failure(in.error());
    Manifest manifest;
    {
        const std::lock_guard lock(m_mutex);
        manifest.entries = m_sides[environment.slot].code;
    }
    manifest.files = manifest.entries.size();
    manifest.digest = QString::fromLatin1(
        QCryptographicHash::hash(QJsonDocument(manifest.entries).toJson(), QCryptographicHash::Sha256)
            .toHex());
    if (const auto out = leave(QStringLiteral("codeManifest"), work.stop); !out)
        return Failure(out.error());
    return manifest;
}

Result<QJsonObject> World::disk(const Environment &)
{
    return QJsonObject{{QStringLiteral("free_bytes"), 1000000000}, {QStringLiteral("needed_bytes"), 1000000}};
}

Result<FollowReport> World::follow(const Environment &follower, const Environment &source, const Work &work)
{
    if (const auto in = enter(QStringLiteral("follow"), work.stop); !in)
        return Failure(in.error());
    qint64 left = 0;
    {
        const std::lock_guard lock(m_mutex);
        const auto side = take(follower, work);
        if (!side)
            return Failure(side.error());
        const Side &from = m_sides[source.slot];
        left = from.changesInPass;
        if (from.database != Side::Database::Primary)
            return conflict(QStringLiteral("The database of %1 doesn't run").arg(source.name));
        for (const auto &[name, address] : m_addresses) {
            if (address.slot == follower.slot && (*side)->database == Side::Database::Primary &&
                !(*side)->quiet)
                breaks(QStringLiteral("%1 serves as production and was overwritten").arg(follower.name));
        }
        (*side)->database = Side::Database::Standby;
        (*side)->follows = source.slot;
        (*side)->writes = from.writes;
        // What the candidate's code does in the meantime doesn't matter: it can't write.
        (*side)->application = true;
    }
    if (const auto out = leave(QStringLiteral("follow"), work.stop); !out)
        return Failure(out.error());
    return FollowReport{true, 0, left, {}};
}

Result<FollowReport> World::following(const Environment &follower, const Environment &source)
{
    const std::lock_guard lock(m_mutex);
    const Side &side = m_sides[follower.slot];
    return FollowReport{side.database == Side::Database::Standby && side.follows == source.slot, 0, 0, {}};
}

Result<void> World::unfollow(const Environment &follower, const Environment &, const Work &work)
{
    if (const auto in = enter(QStringLiteral("unfollow"), work.stop); !in)
        return in;
    {
        const std::lock_guard lock(m_mutex);
        const auto side = take(follower, work);
        if (!side && side.error().kind != Problem::Kind::NotFound)
            return Failure(side.error());
        if (side) { // what is gone follows nobody
            (*side)->follows = 0;
            (*side)->database = Side::Database::Stopped;
            (*side)->application = false;
        }
    }
    return leave(QStringLiteral("unfollow"), work.stop);
}

Result<void> World::quiesce(const Environment &source, Duration lease, const Work &work)
{
    if (const auto in = enter(QStringLiteral("quiesce"), work.stop); !in)
        return in;
    {
        const std::lock_guard lock(m_mutex);
        const auto side = take(source, work);
        if (!side)
            return Failure(side.error());
        for (const auto &[name, address] : m_addresses) {
            if (address.slot == source.slot && !address.hold)
                breaks(QStringLiteral("%1 was quieted while %2 isn't held").arg(source.name, name));
        }
        (*side)->quietUntil = now() + lease;
    }
    return leave(QStringLiteral("quiesce"), work.stop);
}

Result<SyncReport> World::finalSync(const Environment &follower, const Environment &source, const Work &work)
{
    if (const auto in = enter(QStringLiteral("finalSync"), work.stop); !in)
        return Failure(in.error());
    {
        const std::lock_guard lock(m_mutex);
        const auto from = take(source, work);
        const auto to = take(follower, work);
        if (!from)
            return Failure(from.error());
        if (!to)
            return Failure(to.error());
        if (!(*from)->quietUntil)
            return conflict(QStringLiteral("%1 isn't quiet").arg(source.name));
        if ((*to)->follows != source.slot || (*to)->database != Side::Database::Standby)
            return conflict(QStringLiteral("%1 doesn't follow").arg(follower.name));
        (*from)->database = Side::Database::Stopped;
        (*to)->writes = (*from)->writes;
    }
    if (const auto out = leave(QStringLiteral("finalSync"), work.stop); !out)
        return Failure(out.error());
    return SyncReport{1, 1, 0, {}, {}};
}

Result<QJsonObject> World::compare(const Environment &follower, const Environment &source, const Work &work)
{
    if (const auto in = enter(QStringLiteral("compare"), work.stop); !in)
        return Failure(in.error());
    {
        const std::lock_guard lock(m_mutex);
        lapse();
        if (m_sides[source.slot].database != Side::Database::Stopped)
            return conflict(QStringLiteral("The database of %1 still runs").arg(source.name));
        if (m_sides[source.slot].writes != m_sides[follower.slot].writes)
            return conflict(QStringLiteral("The sides differ"));
    }
    if (const auto out = leave(QStringLiteral("compare"), work.stop); !out)
        return Failure(out.error());
    return QJsonObject{{QStringLiteral("equal"), true}};
}

Result<QString> World::promote(const Environment &follower, const Work &work)
{
    if (const auto in = enter(QStringLiteral("promote"), work.stop); !in)
        return Failure(in.error());
    QString version;
    {
        const std::lock_guard lock(m_mutex);
        const auto side = take(follower, work);
        if (!side)
            return Failure(side.error());
        if ((*side)->database != Side::Database::Primary) {
            const int source = (*side)->follows;
            if (source == 0 || m_sides[source].database == Side::Database::Primary)
                return conflict(QStringLiteral("The source of %1 still runs").arg(follower.name));
            serve(**side);
        }
        if (!(*side)->isHealthy)
            return fail(Problem::Kind::Timeout, QStringLiteral("The application doesn't answer"));
        version = (*side)->version;
    }
    const auto out = leave(QStringLiteral("promote"), work.stop);
    return out ? Result<QString>(version) : Failure(out.error());
}

Result<void> World::resume(const Environment &environment, const Work &work)
{
    if (const auto in = enter(QStringLiteral("resume"), work.stop); !in)
        return in;
    {
        const std::lock_guard lock(m_mutex);
        const auto side = take(environment, work);
        if (!side)
            return Failure(side.error());
        (*side)->quietUntil.reset();
        serve(**side);
    }
    return leave(QStringLiteral("resume"), work.stop);
}

Result<void> World::standBy(const Environment &environment, const Work &work)
{
    if (const auto in = enter(QStringLiteral("standBy"), work.stop); !in)
        return in;
    {
        const std::lock_guard lock(m_mutex);
        const auto side = take(environment, work);
        if (!side)
            return Failure(side.error());
        (*side)->quietUntil.reset();
        (*side)->application = false;
        (*side)->database = Side::Database::Stopped;
        (*side)->quiet = true;
    }
    return leave(QStringLiteral("standBy"), work.stop);
}

void World::happen(Incident incident)
{
    const std::lock_guard lock(m_mutex);
    m_incidents.push_back(std::move(incident));
}

Result<Platform::Incidents> World::incidents(qint64 since)
{
    const std::lock_guard lock(m_mutex);
    const auto from = std::min(since, qint64(m_incidents.size()));
    return Incidents{qint64(m_incidents.size()), {m_incidents.begin() + from, m_incidents.end()}};
}

} // namespace slipway::model
