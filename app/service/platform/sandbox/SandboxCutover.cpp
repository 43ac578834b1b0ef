// The part of the sandbox platform that works in the hold, and right after the swap. Every millisecond here
// is one in which requests wait.
#include "domain/Json.h"
#include "service/platform/sandbox/SandboxPlatform.h"

#include <QElapsedTimer>

#include <future>

namespace slipway {

namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr auto replayLimit = seconds(2);

double positionOf(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toDouble();
}

Result<void> plain(const Result<QJsonObject> &answer)
{
    return answer ? Result<void>() : Result<void>(Failure(answer.error()));
}

} // namespace

Result<void> SandboxPlatform::quiesce(const Environment &source, Duration lease, const Work &work)
{
    // While the writers still run, for they may have to do it: not where they stand still already.
    const auto status = ask(source, "status", {}, seconds(5), work);
    if (!status)
        return Failure(status.error());
    if (!status->value(QLatin1String("paused")).toBool()) {
        if (auto ran = runHooks(source, QStringLiteral("quiesce"), lease, work); !ran)
            return ran;
    }
    const auto within = std::chrono::duration_cast<milliseconds>(lease).count();
    return plain(ask(source, "quiesce", {{QStringLiteral("within_ms"), static_cast<double>(within)}},
                     seconds(5), work));
}

// How the databases of `source` were left, and whether `follower` has replayed all of it: both asked at once.
Result<QJsonObject> SandboxPlatform::settledPositions(int follower, int source, const EnvironmentSpec &spec,
                                                      Duration patience, const Work &work) const
{
    QJsonObject positions;
    for (const ApplianceSpec &appliance : spec.appliances) {
        if (!appliance.hasDatabase())
            continue;
        auto first =
            std::async(std::launch::async, [&] { return databaseStatus(follower, appliance.name, work); });
        const auto left =
            EnvironmentClient(m_folder, source)
                .hook(appliance.name, QStringLiteral("settle"), seconds(5), work.token, work.stop);
        auto there = first.get();
        if (!left)
            return left;
        const QString state = left->value(QLatin1String("state")).toString();
        if (state != QLatin1String("shut down")) {
            return fail(Problem::Kind::Conflict,
                        QStringLiteral("The database was not stopped cleanly: %1").arg(state),
                        QStringLiteral("Production goes on as before; retry."), appliance.name);
        }
        const auto end = std::chrono::steady_clock::now() + patience;
        for (;;) {
            if (!there && work.stop.stop_requested())
                return there;
            const bool complete =
                there && there->value(QLatin1String("in_recovery")).toBool() &&
                positionOf(*there, "replay_position") > positionOf(*left, "checkpoint_position");
            if (complete) {
                positions.insert(
                    appliance.name,
                    QJsonObject{{QStringLiteral("source"), left->value(QLatin1String("checkpoint_lsn"))},
                                {QStringLiteral("follower"), there->value(QLatin1String("replay_lsn"))}});
                break;
            }
            if (std::chrono::steady_clock::now() >= end) {
                return fail(Problem::Kind::Conflict,
                            QStringLiteral("The new side's database doesn't have everything: %1 of %2")
                                .arg(there ? there->value(QLatin1String("replay_lsn")).toString()
                                           : there.error().what,
                                     left->value(QLatin1String("checkpoint_lsn")).toString()),
                            QStringLiteral("Production goes on as before; retry."), appliance.name);
            }
            there = databaseStatus(follower, appliance.name, work);
        }
    }
    return positions;
}

Result<SyncReport> SandboxPlatform::finalSync(const Environment &follower, const Environment &source,
                                              const Work &work)
{
    const auto spec = m_specs.read(follower.slot);
    const auto sourceSpec = m_specs.read(source.slot);
    if (!spec || !sourceSpec)
        return Failure(spec ? sourceSpec.error() : spec.error());
    QElapsedTimer clock;
    clock.start();
    double filesMs = 0;
    auto files = std::async(std::launch::async, [&]() -> Result<FilePass> {
        if (liveFiles(*sourceSpec).isEmpty())
            return FilePass();
        auto pass = passFiles(follower.slot, source.slot, *spec, *sourceSpec, false, work);
        filesMs = static_cast<double>(clock.nsecsElapsed()) / 1e6;
        return pass;
    });
    Result<QJsonObject> positions = QJsonObject();
    double stopMs = 0;
    if (spec->hasDatabase()) {
        const auto stopped = ask(source, "halt",
                                 {{QStringLiteral("kinds"), QJsonArray{QStringLiteral("database")}},
                                  {QStringLiteral("within_ms"), 2000}},
                                 seconds(4), work);
        stopMs = static_cast<double>(clock.nsecsElapsed()) / 1e6;
        positions = stopped ? settledPositions(follower.slot, source.slot, *spec, replayLimit, work)
                            : Result<QJsonObject>(Failure(stopped.error()));
    }
    const double databaseMs = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    const auto pass = files.get();
    if (!positions)
        return Failure(positions.error());
    if (!pass)
        return Failure(pass.error());
    m_follows.settled(follower.slot, source.slot, *positions);
    SyncReport report;
    report.files = pass->files;
    report.bytes = pass->bytes;
    report.deleted = pass->deleted;
    report.positions = *positions;
    report.detail = {{QStringLiteral("database_stop_ms"), stopMs},
                     {QStringLiteral("database_ms"), databaseMs},
                     {QStringLiteral("files_ms"), filesMs},
                     {QStringLiteral("paths"), pass->paths.size()}};
    return report;
}

Result<QStringList> SandboxPlatform::differingFiles(int follower, int source, const Work &work)
{
    const QStringList paths = m_follows.toCompare(follower, source).value_or(FollowTable::Carried()).paths;
    if (paths.isEmpty())
        return paths;
    const QJsonObject question{{QStringLiteral("paths"), toJson(paths)}};
    const auto hashes = [&](int slot) {
        return EnvironmentClient(m_folder, slot)
            .ask(QStringLiteral("hash"), question, minutes(5), work.token, work.stop);
    };
    auto theirs = std::async(std::launch::async, hashes, source);
    const auto here = hashes(follower);
    const auto there = theirs.get();
    if (!there)
        return Failure(there.error());
    if (!here)
        return Failure(here.error());
    const QJsonObject left = there->value(QLatin1String("hashes")).toObject();
    const QJsonObject right = here->value(QLatin1String("hashes")).toObject();
    QStringList same;
    QStringList differing;
    for (const QString &path : paths)
        (left.value(path) == right.value(path) ? same : differing).append(path);
    m_follows.same(follower, source, same);
    return differing;
}

bool SandboxPlatform::databasesRest(const Environment &environment, const Work &work)
{
    const auto state = ask(environment, "status", {}, seconds(3), work);
    if (!state)
        return false;
    bool isKnown = false; // an answer that names no database says nothing about one
    for (const QJsonValue &value : state->value(QLatin1String("services")).toArray()) {
        const QJsonObject service = value.toObject();
        if (service.value(QLatin1String("kind")).toString() != QLatin1String("database"))
            continue;
        if (service.value(QLatin1String("state")).toString() != QLatin1String("stopped"))
            return false;
        isKnown = true;
    }
    return isKnown;
}

// The positions were read after the source's database had stopped: while it rests they are what they were.
// Asked anew otherwise, and when somebody retries.
Result<QJsonObject> SandboxPlatform::compare(const Environment &follower, const Environment &source,
                                             const Work &work)
{
    const auto spec = m_specs.read(follower.slot);
    if (!spec)
        return Failure(spec.error());
    const auto carried = m_follows.toCompare(follower.slot, source.slot);
    if (!carried && !liveFiles(*spec).isEmpty())
        return fail(Problem::Kind::Conflict, QStringLiteral("It isn't known any more what was copied"),
                    QStringLiteral("Production goes on as before; retry."));
    auto files =
        std::async(std::launch::async, [&] { return differingFiles(follower.slot, source.slot, work); });
    const auto known = m_follows.takeSettled(follower.slot, source.slot);
    const auto positions = known && databasesRest(source, work)
                               ? Result<QJsonObject>(*known)
                               : settledPositions(follower.slot, source.slot, *spec, Duration(0), work);
    const auto differing = files.get();
    if (!positions)
        return positions;
    if (!differing)
        return Failure(differing.error());
    if (!differing->isEmpty()) {
        m_follows.unwatch(follower.slot, source.slot); // whoever retries compares all of it anew
        return fail(Problem::Kind::Conflict,
                    QStringLiteral("%1 of the copied files differ on both sides").arg(differing->size()),
                    QStringLiteral("Production goes on as before; retry."), differing->first());
    }
    return QJsonObject{{QStringLiteral("paths"), carried ? carried->paths.size() : 0},
                       {QStringLiteral("not_compared"), carried ? carried->leftOut : 0},
                       {QStringLiteral("positions"), *positions}};
}

Result<QString> SandboxPlatform::promote(const Environment &follower, const Work &work)
{
    const auto spec = m_specs.read(follower.slot);
    if (!spec)
        return Failure(spec.error());
    // Running already, unless somebody stopped it meanwhile.
    const auto state = ask(follower, "status", {}, seconds(3), work);
    if (!state)
        return Failure(state.error());
    bool running = true;
    for (const QJsonValue &value : state->value(QLatin1String("services")).toArray()) {
        const QJsonObject service = value.toObject();
        if (service.value(QLatin1String("kind")).toString() == QLatin1String("database"))
            running = running && service.value(QLatin1String("state")).toString() == QLatin1String("running");
    }
    if (!running) {
        const auto started = ask(follower, "start",
                                 {{QStringLiteral("kinds"), QJsonArray{QStringLiteral("database")}},
                                  {QStringLiteral("within_ms"), 10'000}},
                                 seconds(12), work);
        if (!started)
            return Failure(started.error());
    }
    if (const auto peer = m_follows.peerOf(follower.slot))
        m_follows.promoted(follower.slot, *peer);
    for (const ApplianceSpec &appliance : spec->appliances) {
        if (!appliance.hasDatabase())
            continue;
        const auto promoted = client(follower).hook(appliance.name, QStringLiteral("promote"), seconds(10),
                                                    work.token, work.stop);
        if (!promoted)
            return Failure(promoted.error());
    }
    const auto healthy =
        ask(follower, "start", {{QStringLiteral("within_ms"), 10'000}, {QStringLiteral("fresh"), true}},
            seconds(12), work);
    return healthy ? Result<QString>(healthy->value(QLatin1String("version")).toString())
                   : Failure(healthy.error());
}

Result<void> SandboxPlatform::resume(const Environment &environment, const Work &work)
{
    if (auto up = bringUp(environment, work); !up)
        return up;
    return plain(ask(environment, "resume", {{QStringLiteral("within_ms"), 20'000}}, seconds(22), work));
}

Result<void> SandboxPlatform::standBy(const Environment &environment, const Work &work)
{
    if (auto up = bringUp(environment, work); !up)
        return up;
    if (auto down = ask(environment, "stand-down", {}, seconds(12), work); !down)
        return Failure(down.error());
    if (auto quiet = setQuiet(environment, true, work); !quiet)
        return quiet;
    const auto spec = m_specs.read(environment.slot);
    if (!spec)
        return Failure(spec.error());
    const auto peer = m_follows.peerOf(environment.slot);
    if (!peer) {
        // Nothing to follow: it only stands still.
        return plain(ask(environment, "stop", {}, seconds(40), work));
    }
    m_follows.turnRound(*peer, environment.slot);
    // What the last pass copied in the hold is on the new side's disk from now on, not only in its memory.
    auto syncing = std::async(std::launch::async, [&] { return syncFiles(*peer, work); });
    auto joined = linkDatabases(*spec, *peer, environment.slot);
    for (const ApplianceSpec &appliance : spec->appliances) {
        if (joined && appliance.hasDatabase())
            joined = joinDatabase(environment.slot, appliance, QStringLiteral("rejoin"), false, work);
    }
    if (const auto synced = syncing.get(); !synced)
        work.say(QStringLiteral("The new side's files may not be on disk yet: %1").arg(synced.error().what));
    return joined;
}

} // namespace slipway
