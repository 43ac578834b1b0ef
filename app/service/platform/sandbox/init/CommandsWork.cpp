// The commands that take their time, each in a worker of its own.
#include "service/platform/sandbox/init/Commands.h"

#include "domain/Json.h"
#include "service/ipc/Process.h"
#include "service/platform/sandbox/init/FileHashes.h"
#include "service/platform/sandbox/init/HealthCheck.h"
#include "service/platform/sandbox/init/Preparation.h"
#include "service/platform/sandbox/init/ProcessTree.h"
#include "service/platform/sandbox/init/WatchServer.h"

#include <algorithm>
#include <array>
#include <sys/wait.h>
#include <unistd.h>

namespace slipway::init {

namespace {

QString textOf(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString();
}

} // namespace

void Commands::exec(Connection &connection, const QJsonObject &request,
                    std::vector<FileDescriptor> &descriptors)
{
    const QStringList arguments = stringsFromJson(request.value(QLatin1String("argv")));
    const QJsonArray numbers = request.value(QLatin1String("numbers")).toArray();
    if (arguments.isEmpty() || numbers.size() != static_cast<qsizetype>(descriptors.size())) {
        answer(connection, fail(Problem::Kind::Invalid,
                                QStringLiteral("A program and a number for each descriptor are needed")));
        return;
    }
    SpawnOptions options;
    const QString folder = textOf(request, "folder");
    options.folder = folder.isEmpty() ? m_init.spec().root : folder;
    options.environment =
        programVariables(m_init.spec(), m_init.spec().appliance(textOf(request, "appliance")));
    std::vector<int> keep;
    for (std::size_t i = 0; i < descriptors.size(); ++i) {
        keep.push_back(descriptors[i].get());
        options.inherited.emplace_back(descriptors[i].get(), numbers.at(static_cast<qsizetype>(i)).toInt());
    }
    const QByteArray input = textOf(request, "input").toUtf8();
    const Duration limit = limitOf(request, std::chrono::hours(12));
    work(
        connection,
        [arguments, options, input, limit]() -> Result<QJsonObject> {
            const bool ownStreams = std::any_of(options.inherited.begin(), options.inherited.end(),
                                                [](const auto &pair) { return pair.second < 3; });
            if (!ownStreams) {
                const auto finished = runProcess(arguments, limit, {}, input, options);
                if (!finished)
                    return Failure(finished.error());
                return QJsonObject{{QStringLiteral("exit"), finished->exitCode},
                                   {QStringLiteral("output"), QString::fromUtf8(finished->output)},
                                   {QStringLiteral("error"), QString::fromUtf8(finished->error.right(4000))}};
            }
            const auto process = spawn(arguments, options);
            if (!process)
                return Failure(process.error());
            int status = 0;
            ::waitpid(process->pid, &status, 0);
            return QJsonObject{
                {QStringLiteral("exit"), WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status)}};
        },
        keep);
}

void Commands::hook(Connection &connection, const QJsonObject &request, std::vector<FileDescriptor> &)
{
    const ApplianceSpec *appliance = m_init.spec().appliance(textOf(request, "appliance"));
    if (!appliance) {
        answer(connection, fail(Problem::Kind::NotFound, QStringLiteral("There is no such appliance"), {},
                                textOf(request, "appliance")));
        return;
    }
    const QString verb = textOf(request, "verb");
    const Duration limit = limitOf(request, std::chrono::hours(2));
    work(connection,
         [&spec = m_init.spec(), appliance, verb, limit] { return runHook(spec, *appliance, verb, limit); });
}

void Commands::health(Connection &connection, const QJsonObject &, std::vector<FileDescriptor> &)
{
    QStringList expected;
    for (const Service &service : m_init.supervisor().services()) {
        if (service.shouldRun() && service.state == Service::State::Running &&
            !expected.contains(service.appliance->name))
            expected.append(service.appliance->name);
    }
    work(connection, [&spec = m_init.spec(), expected, state = report()]() -> Result<QJsonObject> {
        QJsonObject all;
        for (const ApplianceSpec &appliance : spec.appliances) {
            if (!appliance.services.empty() && !expected.contains(appliance.name)) {
                all.insert(appliance.name,
                           QJsonObject{{QStringLiteral("health"), QStringLiteral("unknown")}});
                continue;
            }
            const auto healthy = checkHealth(spec, appliance);
            all.insert(appliance.name,
                       QJsonObject{{QStringLiteral("health"),
                                    healthy ? QStringLiteral("healthy") : QStringLiteral("unhealthy")},
                                   {QStringLiteral("why"), healthy ? QString() : healthy.error().what}});
        }
        QJsonObject result = state;
        result.insert(QStringLiteral("appliances"), all);
        result.insert(QStringLiteral("version"), versionOf(spec));
        return result;
    });
}

// Everything that doesn't descend from a service or from work under way.
int Commands::endStrays()
{
    std::vector<int> keep = m_init.supervisor().pids();
    const auto workers = m_init.workers().pids();
    keep.insert(keep.end(), workers.begin(), workers.end());
    const auto jobs = m_cron.pids();
    keep.insert(keep.end(), jobs.begin(), jobs.end());
    const int self = ::getpid();
    return killAll([&keep, self] {
        const ProcessTree tree = ProcessTree::read();
        std::vector<int> list;
        for (const int child : tree.childrenOf(self)) {
            if (std::find(keep.begin(), keep.end(), child) != keep.end())
                continue;
            const auto all = tree.withDescendants(child);
            list.insert(list.end(), all.begin(), all.end());
        }
        return list;
    });
}

void Commands::strays(Connection &connection, const QJsonObject &, std::vector<FileDescriptor> &)
{
    answer(connection, QJsonObject{{QStringLiteral("ended"), endStrays()}});
}

void Commands::manifest(Connection &connection, const QJsonObject &request, std::vector<FileDescriptor> &)
{
    QStringList paths = stringsFromJson(request.value(QLatin1String("paths")));
    if (paths.isEmpty()) {
        for (const ApplianceSpec &appliance : m_init.spec().appliances)
            paths += appliance.code;
    }
    work(connection, [root = m_init.spec().root, paths] { return manifestOf(root, paths); });
}

void Commands::hash(Connection &connection, const QJsonObject &request, std::vector<FileDescriptor> &)
{
    work(connection,
         [root = m_init.spec().root,
          paths = stringsFromJson(request.value(QLatin1String("paths")))]() -> Result<QJsonObject> {
             const auto hashes = hashesOf(root, paths);
             if (!hashes)
                 return hashes;
             return QJsonObject{{QStringLiteral("hashes"), *hashes}};
         });
}

void Commands::watch(Connection &connection, const QJsonObject &request, std::vector<FileDescriptor> &)
{
    const QStringList paths = stringsFromJson(request.value(QLatin1String("paths")));
    const EnvironmentSpec &spec = m_init.spec();
    const std::array<int, 1> keep{connection.channel.fd()};
    const auto child = m_init.workers().handOver(
        [&connection, &spec, &paths] {
            serveWatch(connection.channel, spec.root, paths, spec.own(QStringLiteral("fence")));
        },
        keep);
    if (!child) {
        answer(connection, Failure(child.error()));
        return;
    }
    connection.worker = *child;
    connection.handedOver = true;
}

} // namespace slipway::init
