#include "service/platform/sandbox/SandboxPlatform.h"

#include "domain/Json.h"
#include "service/platform/sandbox/BubbleWrap.h"
#include "service/platform/sandbox/EnvironmentLauncher.h"
#include "service/platform/sandbox/FileSync.h"

#include <QFileInfo>

#include <sys/statvfs.h>

namespace slipway {

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

QString linkName(const ApplianceSpec &appliance, int from, int to)
{
    return QStringLiteral("db/%1/%2/%3").arg(from).arg(to).arg(appliance.name);
}

} // namespace

SandboxPlatform::SandboxPlatform(const DataFolder &folder, EnvironmentKeeper &keeper, bool separated,
                                 MailSink *sink)
    : m_folder(folder),
      m_keeper(keeper),
      m_separated(separated),
      m_specs(folder, separated),
      m_follows(folder),
      m_mail(folder, sink)
{
}

SandboxPlatform::~SandboxPlatform() = default;

Result<QJsonObject> SandboxPlatform::ask(const Environment &environment, const char *what,
                                         const QJsonObject &arguments, Duration timeout,
                                         const Work &work) const
{
    return client(environment).ask(QLatin1String(what), arguments, timeout, work.token, work.stop);
}

Result<void> SandboxPlatform::bringUp(const Environment &environment, const Work &work)
{
    if (!QFileInfo::exists(specificationFile(m_folder, environment.slot)))
        return fail(Problem::Kind::NotFound, QStringLiteral("The environment has not been built"),
                    QStringLiteral("Create or clone it first."), environment.name);
    return m_keeper.environment(environment.slot, true, work.stop);
}

// Folders and specification; an init that runs from an older specification is replaced.
Result<void> SandboxPlatform::buildSlot(const Application &application, const Environment &environment,
                                        const Work &work)
{
    const auto before = readFile(specificationFile(m_folder, environment.slot));
    if (auto written = m_specs.write(application, environment); !written)
        return written;
    const auto after = readFile(specificationFile(m_folder, environment.slot));
    if (before && after && *before != *after) {
        if (auto ended = m_keeper.environment(environment.slot, false, work.stop); !ended)
            return ended;
    }
    if (auto prepared = prepareSlot(m_folder, environment.slot); !prepared)
        return prepared;
    return bringUp(environment, work);
}

Result<void> SandboxPlatform::create(const Application &application, const Environment &environment,
                                     const Work &work)
{
    work.say(QStringLiteral("Building %1").arg(environment.name));
    if (auto built = buildSlot(application, environment, work); !built)
        return built;
    auto created = ask(environment, "create", {}, minutes(15), work);
    if (!created)
        return Failure(created.error());
    return setQuiet(environment, environment.quiet, work);
}

// Sockets through which the databases of `from` can be copied and followed inside `to`.
Result<void> SandboxPlatform::linkDatabases(const EnvironmentSpec &spec, int from, int to)
{
    for (const ApplianceSpec &appliance : spec.appliances) {
        if (!appliance.hasDatabase())
            continue;
        const QString socket = QLatin1Char('/') + appliance.name + QStringLiteral("/.s.PGSQL.5432");
        const Link link{linkName(appliance, from, to), m_folder.doors(to) + QStringLiteral("/peer") + socket,
                        m_folder.doors(from) + socket};
        if (auto linked = m_keeper.link(link); !linked)
            return linked;
    }
    return {};
}

Result<void> SandboxPlatform::unlinkDatabases(const EnvironmentSpec &spec, int from, int to)
{
    for (const ApplianceSpec &appliance : spec.appliances) {
        if (!appliance.hasDatabase())
            continue;
        if (auto done = m_keeper.unlink(linkName(appliance, from, to)); !done)
            return done;
    }
    return {};
}

FileSync SandboxPlatform::filesBetween(const EnvironmentClient &target, const EnvironmentClient &source,
                                       const EnvironmentSpec &targetSpec,
                                       const EnvironmentSpec &sourceSpec) const
{
    return FileSync(target, source, sourceSpec.accessFolder + QStringLiteral("/rsyncd.conf"),
                    targetSpec.runtime + QStringLiteral("/bin/slipwayd"));
}

Result<void> SandboxPlatform::clone(const Application &application, const Environment &target,
                                    const Environment &source, const Work &work)
{
    const auto sourceSpec = m_specs.read(source.slot);
    if (!sourceSpec)
        return Failure(sourceSpec.error());
    if (auto built = buildSlot(application, target, work); !built)
        return built;
    if (auto quieted = setQuiet(target, true, work); !quieted)
        return quieted;
    if (auto stopped = ask(target, "stop", {}, minutes(1), work); !stopped)
        return Failure(stopped.error());
    const auto spec = m_specs.read(target.slot);
    if (!spec)
        return Failure(spec.error());

    QStringList excluded{QStringLiteral("/.slipway"), QStringLiteral("/doors")};
    for (const ApplianceSpec &appliance : sourceSpec->appliances) {
        for (const LiveSpec &live : appliance.live) {
            if (live.kind != QLatin1String("files"))
                excluded << QLatin1Char('/') + live.path;
        }
        for (const FileSpec &file : appliance.files)
            excluded << file.path.mid(sourceSpec->root.size());
        excluded << QLatin1Char('/') + appliance.name + QStringLiteral("/run/**");
    }
    const EnvironmentClient into = client(target);
    const EnvironmentClient from = client(source);
    const auto files =
        filesBetween(into, from, *spec, *sourceSpec).everything(excluded, work.token, work.stop);
    if (!files)
        return Failure(files.error());
    work.say(QStringLiteral("%1 files copied").arg(files->files), {{QStringLiteral("bytes"), files->bytes}});

    if (auto linked = linkDatabases(*spec, source.slot, target.slot); !linked)
        return linked;
    Result<void> copied;
    for (const ApplianceSpec &appliance : spec->appliances) {
        if (!appliance.hasDatabase() || !copied)
            continue;
        const auto copy =
            into.hook(appliance.name, QStringLiteral("copy"), minutes(120), work.token, work.stop);
        if (!copy)
            copied = Failure(copy.error());
        else
            work.say(QStringLiteral("Database %1 copied").arg(appliance.name), *copy);
    }
    if (auto unlinked = unlinkDatabases(*spec, source.slot, target.slot); !unlinked && copied)
        copied = unlinked;
    if (!copied)
        return copied;
    return setQuiet(target, true, work);
}

Result<void> SandboxPlatform::start(const Environment &environment, const Work &work)
{
    if (auto up = bringUp(environment, work); !up)
        return up;
    const auto started =
        ask(environment, "start", {{QStringLiteral("within_ms"), 60'000}}, seconds(65), work);
    return started ? Result<void>() : Result<void>(Failure(started.error()));
}

Result<void> SandboxPlatform::stop(const Environment &environment, const Work &work)
{
    if (auto up = bringUp(environment, work); !up)
        return up;
    const auto stopped = ask(environment, "stop", {}, seconds(40), work);
    return stopped ? Result<void>() : Result<void>(Failure(stopped.error()));
}

Result<void> SandboxPlatform::destroy(const Environment &environment, const Work &work)
{
    if (const auto peer = m_follows.peerOf(environment.slot)) {
        if (const auto spec = m_specs.read(environment.slot)) {
            for (const auto &[from, to] :
                 {std::pair(environment.slot, *peer), std::pair(*peer, environment.slot)}) {
                if (auto unlinked = unlinkDatabases(*spec, from, to); !unlinked)
                    return unlinked;
            }
        }
        m_follows.forget(environment.slot, *peer);
    }
    if (auto shut = m_keeper.outbound(environment.slot, false); !shut)
        return shut;
    if (auto ended = m_keeper.environment(environment.slot, false, work.stop); !ended)
        return ended;
    if (auto shut = m_mail.shut(environment.slot); !shut)
        return shut;
    return removeSlot(m_folder, environment.slot);
}

Result<EnvironmentHealth> SandboxPlatform::health(const Environment &environment)
{
    const auto spec = m_specs.read(environment.slot);
    if (!spec)
        return Failure(spec.error());
    EnvironmentHealth result;
    const auto answer = client(environment).ask(QStringLiteral("health"), {}, seconds(30));
    const QJsonObject checks = answer ? answer->value(QLatin1String("appliances")).toObject() : QJsonObject();
    const QJsonArray services = answer ? answer->value(QLatin1String("services")).toArray() : QJsonArray();
    result.version = answer ? answer->value(QLatin1String("version")).toString() : QString();
    result.healthy = answer.has_value();
    if (!answer)
        result.why = answer.error().what;
    for (const ApplianceSpec &entry : spec->appliances) {
        Appliance appliance;
        appliance.environmentId = environment.id;
        appliance.name = entry.name;
        appliance.className = entry.className;
        appliance.address = entry.address;
        appliance.state = answer ? QStringLiteral("running") : QStringLiteral("unknown");
        for (const QJsonValue &value : services) {
            const QJsonObject service = value.toObject();
            const QString state = service.value(QLatin1String("state")).toString();
            if (service.value(QLatin1String("appliance")).toString() == entry.name &&
                state != QLatin1String("running"))
                appliance.state = state == QLatin1String("paused") ? state
                                  : service.value(QLatin1String("wanted")).toBool()
                                      ? QStringLiteral("failed")
                                      : QStringLiteral("stopped");
        }
        const QJsonObject check = checks.value(entry.name).toObject();
        appliance.health = check.value(QLatin1String("health")).toString(QStringLiteral("unknown"));
        for (const LiveSpec &live : entry.live)
            appliance.volumes.push_back({live.name, live.path, live.kind});
        if (appliance.health != QLatin1String("healthy") && result.why.isEmpty()) {
            result.healthy = false;
            const QString why = check.value(QLatin1String("why")).toString();
            result.why = QStringLiteral("%1: %2").arg(entry.name, why.isEmpty() ? appliance.state : why);
        }
        result.appliances.push_back(std::move(appliance));
    }
    return result;
}

Result<void> SandboxPlatform::setQuiet(const Environment &environment, bool quiet, const Work &work)
{
    if (auto up = bringUp(environment, work); !up)
        return up;
    // Whoever has been superseded learns it before anything outside the environment changes.
    if (const auto current = ask(environment, "status", {}, seconds(10), work); !current)
        return Failure(current.error());
    // A door is shut from outside before anybody inside is asked to be quiet, and opened after all else.
    if (auto ready = quiet ? m_keeper.outbound(environment.slot, false) : m_mail.open(environment.slot);
        !ready)
        return ready;
    const auto told = ask(environment, "quiet", {{QStringLiteral("on"), quiet}}, seconds(10), work);
    if (!told)
        return Failure(told.error());
    if (auto done = quiet ? m_mail.shut(environment.slot) : m_keeper.outbound(environment.slot, true); !done)
        return done;
    return runHooks(environment, quiet ? QStringLiteral("as-test") : QStringLiteral("as-production"),
                    minutes(1), work);
}

Result<void> SandboxPlatform::runHooks(const Environment &environment, const QString &verb, Duration limit,
                                       const Work &work) const
{
    const auto spec = m_specs.read(environment.slot);
    if (!spec)
        return Failure(spec.error());
    const auto end = std::chrono::steady_clock::now() + limit;
    for (const ApplianceSpec &appliance : spec->appliances) {
        if (!appliance.hooks.contains(verb))
            continue;
        const auto left = std::chrono::duration_cast<Duration>(end - std::chrono::steady_clock::now());
        const auto ran =
            client(environment)
                .hook(appliance.name, verb, std::max(left, Duration(1000)), work.token, work.stop);
        if (!ran)
            return Failure(ran.error());
    }
    return {};
}

Result<Manifest> SandboxPlatform::codeManifest(const Environment &environment, const Work &work)
{
    if (auto up = bringUp(environment, work); !up)
        return Failure(up.error());
    const auto answer = ask(environment, "manifest", {}, minutes(10), work);
    if (!answer)
        return Failure(answer.error());
    return Manifest{answer->value(QLatin1String("digest")).toString(),
                    static_cast<qint64>(answer->value(QLatin1String("files")).toDouble()),
                    static_cast<qint64>(answer->value(QLatin1String("bytes")).toDouble()),
                    answer->value(QLatin1String("entries")).toObject()};
}

Result<QJsonObject> SandboxPlatform::disk(const Environment &environment)
{
    struct statvfs info
    {
    };
    const QString path = m_folder.path();
    if (::statvfs(path.toLocal8Bit().constData(), &info) != 0)
        return fail(Problem::Kind::Unavailable, QStringLiteral("The free space can't be read"), {}, path);
    const auto free = static_cast<double>(info.f_bavail) * static_cast<double>(info.f_frsize);
    const auto used =
        client(environment)
            .ask(QStringLiteral("exec"),
                 {{QStringLiteral("argv"), toJson(QStringList{QStringLiteral("/usr/bin/du"),
                                                              QStringLiteral("-sxb"), QStringLiteral(".")})}},
                 minutes(5));
    if (!used)
        return Failure(used.error());
    const double needed =
        used->value(QLatin1String("output")).toString().section(QLatin1Char('\t'), 0, 0).toDouble();
    return QJsonObject{{QStringLiteral("free_bytes"), free}, {QStringLiteral("needed_bytes"), needed}};
}

} // namespace slipway
