// The part of the sandbox platform that lets one environment follow another, outside the hold.
#include "domain/Json.h"
#include "domain/Pause.h"
#include "service/platform/sandbox/SandboxPlatform.h"

#include <algorithm>
#include <chrono>
#include <future>

namespace slipway {

namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr auto streamLimit = seconds(60);
constexpr auto reconnectLimit = seconds(3); // a stream that was cut comes again by itself

Failure cancelled()
{
    return fail(Problem::Kind::Cancelled, QStringLiteral("Cancelled"));
}

bool isStreaming(const QJsonObject &status)
{
    return status.value(QLatin1String("in_recovery")).toBool() &&
           status.value(QLatin1String("streaming")).toBool();
}

} // namespace

QStringList SandboxPlatform::databaseServices(const ApplianceSpec &appliance)
{
    QStringList list;
    for (const ServiceSpec &service : appliance.services) {
        if (service.kind == ServiceSpec::Kind::Database)
            list.append(appliance.name + QLatin1Char('/') + service.name);
    }
    return list;
}

QStringList SandboxPlatform::liveFiles(const EnvironmentSpec &spec)
{
    QStringList list;
    for (const ApplianceSpec &appliance : spec.appliances) {
        for (const LiveSpec &live : appliance.live) {
            if (live.kind == QLatin1String("files"))
                list.append(live.path);
        }
    }
    return list;
}

Result<QJsonObject> SandboxPlatform::databaseStatus(int slot, const QString &appliance,
                                                    const Work &work) const
{
    return EnvironmentClient(m_folder, slot)
        .hook(appliance, QStringLiteral("status"), seconds(5), work.token, work.stop);
}

// Whether it receives, within `limit`; only one that follows and can be asked is waited for.
bool SandboxPlatform::waitForStream(int follower, const QString &appliance, Duration limit,
                                    const Work &work) const
{
    const auto end = std::chrono::steady_clock::now() + limit;
    for (;;) {
        const auto status = databaseStatus(follower, appliance, work);
        if (!status || !status->value(QLatin1String("in_recovery")).toBool())
            return false;
        if (isStreaming(*status))
            return true;
        if (std::chrono::steady_clock::now() >= end || pauseFor(milliseconds(20), work.stop))
            return false;
    }
}

// The database of `follower` receives from its source; only what is missing for that is done. `verb` is
// follow or rejoin.
Result<void> SandboxPlatform::joinDatabase(int follower, const ApplianceSpec &appliance, const QString &verb,
                                           bool anew, const Work &work)
{
    const EnvironmentClient client(m_folder, follower);
    if (!anew && waitForStream(follower, appliance.name, reconnectLimit, work))
        return {};
    const QJsonObject services{{QStringLiteral("services"), toJson(databaseServices(appliance))}};
    if (auto stopped = client.ask(QStringLiteral("stop"), services, minutes(1), work.token, work.stop);
        !stopped)
        return Failure(stopped.error());
    const auto joined = client.hook(appliance.name, verb, minutes(360), work.token, work.stop);
    if (!joined)
        return Failure(joined.error());
    work.say(QStringLiteral("Database %1 joins").arg(appliance.name), *joined);
    if (auto started = client.ask(QStringLiteral("start"), services, minutes(2), work.token, work.stop);
        !started)
        return Failure(started.error());
    const auto end = std::chrono::steady_clock::now() + streamLimit;
    while (std::chrono::steady_clock::now() < end) {
        if (waitForStream(follower, appliance.name, seconds(1), work))
            return {};
        if (pauseFor(milliseconds(20), work.stop))
            return cancelled();
    }
    return fail(Problem::Kind::Timeout, QStringLiteral("The database doesn't receive from its source"),
                QStringLiteral("Look at its log in .slipway/log."), appliance.name);
}

// One pass over the live files of `source`: the list when there is one, otherwise everything.
Result<FilePass> SandboxPlatform::passFiles(int follower, int source, const EnvironmentSpec &followerSpec,
                                            const EnvironmentSpec &sourceSpec, bool byContent,
                                            const Work &work)
{
    const EnvironmentClient into(m_folder, follower);
    const EnvironmentClient from(m_folder, source);
    const FileSync sync = filesBetween(into, from, followerSpec, sourceSpec);
    const auto changes = m_follows.take(follower, source);
    if (changes.complete) {
        auto pass = sync.list(changes.paths, work.token, work.stop);
        if (pass || work.stop.stop_requested()) {
            if (!pass)
                return pass;
            pass->paths = changes.paths;
            m_follows.copied(follower, source, pass->paths);
            return pass;
        }
        // A folder may have become something else while its files were on their way: a walk sees what is.
        work.say(QStringLiteral("The list could not be copied; walking"),
                 {{QStringLiteral("why"), pass.error().what}});
    }
    auto pass = sync.trees(liveFiles(sourceSpec), byContent, work.token, work.stop);
    if (!pass)
        return pass;
    m_follows.copied(follower, source, pass->paths, pass->unnamed);
    return pass;
}

Result<void> SandboxPlatform::followFiles(int follower, int source, const EnvironmentSpec &followerSpec,
                                          const EnvironmentSpec &sourceSpec, const Work &work)
{
    const QStringList paths = liveFiles(sourceSpec);
    if (paths.isEmpty())
        return {};
    if (!m_follows.isWatching(follower, source)) {
        // The watches first: what changes during the walk is on the list of the next pass.
        if (auto watching = m_follows.watch(follower, source, paths, liveFiles(followerSpec)); !watching)
            return watching;
        const EnvironmentClient into(m_folder, follower);
        const EnvironmentClient from(m_folder, source);
        const auto walked =
            filesBetween(into, from, followerSpec, sourceSpec).trees(paths, true, work.token, work.stop);
        if (!walked) {
            m_follows.unwatch(follower, source);
            return Failure(walked.error());
        }
        work.say(QStringLiteral("%1 files differed and were copied").arg(walked->files),
                 {{QStringLiteral("bytes"), walked->bytes}, {QStringLiteral("deleted"), walked->deleted}});
    }
    const auto pass = passFiles(follower, source, followerSpec, sourceSpec, true, work);
    if (!pass)
        return Failure(pass.error());
    if (auto synced = syncFiles(follower, work); !synced)
        return synced;
    // What is the same now needn't be compared in the hold, unless it changes again. What differs may be
    // changing right now: it is compared then.
    const auto differing = differingFiles(follower, source, work);
    if (!differing)
        return Failure(differing.error());
    QStringList carried = pass->paths;
    carried.removeIf([&](const QString &path) { return differing->contains(path); });
    return undoOwnChanges(follower, source, followerSpec, sourceSpec, carried, work);
}

// What runs in the follower already, to be warm, may have written to what is to be as at the source.
Result<void> SandboxPlatform::undoOwnChanges(int follower, int source, const EnvironmentSpec &followerSpec,
                                             const EnvironmentSpec &sourceSpec, const QStringList &carried,
                                             const Work &work)
{
    const QStringList own = m_follows.ownChanges(follower, source, carried);
    if (own.isEmpty())
        return {};
    const EnvironmentClient into(m_folder, follower);
    const EnvironmentClient from(m_folder, source);
    const auto undone = filesBetween(into, from, followerSpec, sourceSpec).list(own, work.token, work.stop);
    if (!undone)
        return Failure(undone.error());
    m_follows.ownChanges(follower, source, own);
    return {};
}

// What was copied is on disk.
Result<void> SandboxPlatform::syncFiles(int slot, const Work &work) const
{
    const QStringList arguments{QStringLiteral("/usr/bin/sync"), QStringLiteral("-f"), QStringLiteral(".")};
    const auto synced = EnvironmentClient(m_folder, slot)
                            .ask(QStringLiteral("exec"), {{QStringLiteral("argv"), toJson(arguments)}},
                                 minutes(10), work.token, work.stop);
    return synced ? Result<void>() : Result<void>(Failure(synced.error()));
}

Result<FollowReport> SandboxPlatform::follow(const Environment &follower, const Environment &source,
                                             const Work &work)
{
    for (const Environment *side : {&source, &follower}) {
        if (auto up = bringUp(*side, work); !up)
            return Failure(up.error());
    }
    const auto spec = m_specs.read(follower.slot);
    const auto sourceSpec = m_specs.read(source.slot);
    if (!spec || !sourceSpec)
        return Failure(spec ? sourceSpec.error() : spec.error());
    const bool anew = m_follows.peerOf(follower.slot) != source.slot;
    // Both ways: right after the swap the old side follows the new one.
    for (const auto &[from, to] :
         {std::pair(source.slot, follower.slot), std::pair(follower.slot, source.slot)}) {
        if (auto linked = linkDatabases(*spec, from, to); !linked)
            return Failure(linked.error());
    }
    auto files = std::async(std::launch::async, [&] {
        return followFiles(follower.slot, source.slot, *spec, *sourceSpec, work);
    });
    Result<void> databases;
    for (const ApplianceSpec &appliance : spec->appliances) {
        if (appliance.hasDatabase() && databases)
            databases = joinDatabase(follower.slot, appliance, QStringLiteral("follow"), anew, work);
    }
    const auto copied = files.get();
    if (!databases)
        return Failure(databases.error());
    if (!copied)
        return Failure(copied.error());
    if (auto remembered = m_follows.remember(follower.slot, source.slot); !remembered)
        return Failure(remembered.error());
    // Warm before the hold: the sessions of a hot standby become writable at the promotion.
    const auto warm = ask(follower, "start",
                          {{QStringLiteral("kinds"), QJsonArray{QStringLiteral("application")}},
                           {QStringLiteral("wait"), false}},
                          seconds(10), work);
    if (!warm)
        return Failure(warm.error());
    for (const ApplianceSpec &appliance : sourceSpec->appliances) {
        if (!appliance.hasDatabase())
            continue;
        const auto done = client(source).hook(appliance.name, QStringLiteral("checkpoint"), minutes(10),
                                              work.token, work.stop);
        if (!done)
            return Failure(done.error());
    }
    return following(follower, source);
}

Result<FollowReport> SandboxPlatform::following(const Environment &follower, const Environment &source)
{
    const auto spec = m_specs.read(follower.slot);
    if (!spec)
        return Failure(spec.error());
    FollowReport report;
    report.streaming = true;
    QJsonObject databases;
    for (const ApplianceSpec &appliance : spec->appliances) {
        if (!appliance.hasDatabase())
            continue;
        const auto status = databaseStatus(follower.slot, appliance.name, {});
        if (!status) {
            report.streaming = false;
            databases.insert(appliance.name, status.error().what);
            continue;
        }
        report.streaming = report.streaming && isStreaming(*status);
        report.lagBytes = std::max(report.lagBytes,
                                   static_cast<qint64>(status->value(QLatin1String("lag_bytes")).toDouble()));
        databases.insert(appliance.name, *status);
    }
    const auto sourceSpec = m_specs.read(source.slot);
    const bool hasFiles = sourceSpec && !liveFiles(*sourceSpec).isEmpty();
    report.pendingPaths = hasFiles ? m_follows.pending(follower.slot, source.slot) : 0;
    report.detail = {{QStringLiteral("databases"), databases}};
    return report;
}

Result<void> SandboxPlatform::unfollow(const Environment &follower, const Environment &source,
                                       const Work &work)
{
    const auto spec = m_specs.read(follower.slot);
    if (!spec)
        return {};
    m_follows.unwatch(follower.slot, source.slot);
    if (m_follows.peerOf(follower.slot) == source.slot) {
        if (auto up = bringUp(follower, work); !up)
            return up;
        for (const ApplianceSpec &appliance : spec->appliances) {
            if (!appliance.hasDatabase())
                continue;
            // Its server goes first: it would come back to the slot as soon as that is gone.
            const QJsonObject services{{QStringLiteral("services"), toJson(databaseServices(appliance))}};
            if (auto stopped = ask(follower, "stop", services, minutes(1), work); !stopped)
                return Failure(stopped.error());
            const auto done = client(follower).hook(appliance.name, QStringLiteral("unfollow"), seconds(30),
                                                    work.token, work.stop);
            if (!done)
                return Failure(done.error());
        }
    }
    for (const auto &[from, to] :
         {std::pair(source.slot, follower.slot), std::pair(follower.slot, source.slot)}) {
        if (auto unlinked = unlinkDatabases(*spec, from, to); !unlinked)
            return unlinked;
    }
    m_follows.forget(follower.slot, source.slot);
    return {};
}

} // namespace slipway
