#include "service/platform/sandbox/init/Commands.h"

#include "domain/Json.h"
#include "service/platform/sandbox/init/Preparation.h"
#include "service/platform/sandbox/init/ProcessTree.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <unistd.h>

namespace slipway::init {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

QString textOf(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString();
}

bool isEverything(const Service &)
{
    return true;
}

} // namespace

Commands::Commands(EnvironmentInit &init)
    : m_init(init),
      m_access(init.spec()),
      m_cron(init.spec()),
      m_mail(init.spec(), init.workers()),
      m_out(init.spec(), init.workers())
{
}
Commands::~Commands() = default;

Duration Commands::limitOf(const QJsonObject &request, Duration otherwise)
{
    const auto value = request.value(QLatin1String("within_ms")).toDouble(-1);
    return value < 0 ? otherwise : Duration(static_cast<qint64>(value * 1000));
}

Commands::Handler Commands::handlerOf(const QString &what)
{
    static const std::map<QString, Handler> handlers{{QStringLiteral("status"), &Commands::status},
                                                     {QStringLiteral("create"), &Commands::create},
                                                     {QStringLiteral("start"), &Commands::start},
                                                     {QStringLiteral("stop"), &Commands::stop},
                                                     {QStringLiteral("halt"), &Commands::halt},
                                                     {QStringLiteral("quiesce"), &Commands::quiesce},
                                                     {QStringLiteral("renew"), &Commands::renew},
                                                     {QStringLiteral("resume"), &Commands::resume},
                                                     {QStringLiteral("stand-down"), &Commands::standDown},
                                                     {QStringLiteral("access"), &Commands::access},
                                                     {QStringLiteral("evict"), &Commands::evict},
                                                     {QStringLiteral("exec"), &Commands::exec},
                                                     {QStringLiteral("hook"), &Commands::hook},
                                                     {QStringLiteral("health"), &Commands::health},
                                                     {QStringLiteral("strays"), &Commands::strays},
                                                     {QStringLiteral("manifest"), &Commands::manifest},
                                                     {QStringLiteral("hash"), &Commands::hash},
                                                     {QStringLiteral("watch"), &Commands::watch},
                                                     {QStringLiteral("quiet"), &Commands::quiet},
                                                     {QStringLiteral("incidents"), &Commands::incidents},
                                                     {QStringLiteral("shutdown"), &Commands::shutdown}};
    const auto found = handlers.find(what);
    return found == handlers.end() ? nullptr : found->second;
}

void Commands::applyQuiet()
{
    const bool quiet = m_init.state().get().quiet;
    m_cron.allow(!quiet && !m_init.supervisor().wanted().isEmpty(), std::chrono::steady_clock::now());
    if (quiet)
        m_cron.end();
    m_mail.open(quiet);
}

void Commands::begin()
{
    applyQuiet();
    m_out.open();
    if (!m_init.state().get().access)
        return;
    if (const auto opened = m_access.open(); !opened)
        std::fprintf(stderr, "init: %s\n", qPrintable(opened.error().text()));
}

void Commands::ended(int pid)
{
    if (!m_cron.ended(pid))
        m_access.ended(pid);
}

int Commands::descriptor() const
{
    return m_access.descriptor();
}

void Commands::admit()
{
    m_access.admit();
}

Result<void> Commands::checkToken(const QJsonObject &request)
{
    const QJsonValue value = request.value(QLatin1String("token"));
    if (value.isUndefined())
        return {};
    const auto token = static_cast<qint64>(value.toDouble());
    InitState state = m_init.state().get();
    if (token < state.token) {
        return fail(Problem::Kind::Conflict,
                    QStringLiteral("The token %1 is older than %2: somebody else has taken over")
                        .arg(token)
                        .arg(state.token),
                    QStringLiteral("Leave it to the newer controller."));
    }
    state.token = token;
    return m_init.state().set(std::move(state));
}

void Commands::handle(Connection &connection, Message request)
{
    const QString what = textOf(request.body, "do");
    const Handler handler = handlerOf(what);
    if (!handler) {
        answer(connection,
               fail(Problem::Kind::Invalid, QStringLiteral("There is no command \"%1\"").arg(what)));
        return;
    }
    if (auto checked = checkToken(request.body); !checked) {
        answer(connection, Failure(checked.error()));
        return;
    }
    (this->*handler)(connection, request.body, request.descriptors);
}

void Commands::answer(Connection &connection, const Result<QJsonObject> &result)
{
    connection.worker = 0;
    if (!connection.channel.send(result ? *result : problemAnswer(result.error())))
        connection.closed = true;
}

void Commands::work(Connection &connection, Workers::Work work, std::span<const int> keep)
{
    // The list keeps connections in place; a dropped one cancels its worker before it goes.
    const auto started = m_init.workers().start(
        work, [this, &connection](const Result<QJsonObject> &result) { answer(connection, result); }, keep);
    if (started)
        connection.worker = *started;
    else
        answer(connection, Failure(started.error()));
}

Supervisor::Filter Commands::filterOf(const QJsonObject &request) const
{
    const QStringList services = stringsFromJson(request.value(QLatin1String("services")));
    const QStringList kinds = stringsFromJson(request.value(QLatin1String("kinds")));
    return [services, kinds](const Service &service) {
        return (services.isEmpty() || services.contains(service.id()) ||
                services.contains(service.appliance->name)) &&
               (kinds.isEmpty() || kinds.contains(toText(service.spec->kind)));
    };
}

void Commands::saveWanted()
{
    InitState state = m_init.state().get();
    state.services = m_init.supervisor().wanted();
    if (auto saved = m_init.state().set(std::move(state)); !saved)
        std::fprintf(stderr, "init: %s\n", qPrintable(saved.error().text()));
    applyQuiet();
}

QJsonObject Commands::report() const
{
    const auto now = std::chrono::steady_clock::now();
    const InitState &state = m_init.state().get();
    QJsonObject object{{QStringLiteral("pid"), ::getpid()},
                       {QStringLiteral("quiet"), state.quiet},
                       {QStringLiteral("token"), static_cast<double>(state.token)},
                       {QStringLiteral("access"), state.access},
                       {QStringLiteral("paused"), m_init.supervisor().isPaused()},
                       {QStringLiteral("version"), m_init.health().version()},
                       {QStringLiteral("services"), m_init.supervisor().report()}};
    if (m_lease)
        object.insert(QStringLiteral("lease_ms"),
                      static_cast<qint64>(std::chrono::duration_cast<milliseconds>(*m_lease - now).count()));
    return object;
}

void Commands::status(Connection &connection, const QJsonObject &, std::vector<FileDescriptor> &)
{
    answer(connection, report());
}

// The first appliance of `which` that isn't healthy, with its reason; empty when all are. Asks for checks.
std::optional<Commands::Ailment> Commands::unhealthy(const Supervisor::Filter &which)
{
    std::optional<Ailment> first;
    for (const Service &service : m_init.supervisor().services()) {
        if (!which(service) || !service.shouldRun())
            continue;
        const QString &name = service.appliance->name;
        const bool running = service.state == Service::State::Running;
        if (running)
            m_init.health().want(name);
        if (first || (running && m_init.health().isHealthy(name)))
            continue;
        const QString why = running
                                ? m_init.health().why(name)
                                : QStringLiteral("%1 doesn't run (%2)").arg(service.id(), service.lastEnd);
        first = Ailment{&service,
                        QStringLiteral("%1: %2").arg(name, why.isEmpty() ? QStringLiteral("not yet") : why)};
    }
    return first;
}

void Commands::waitForHealth(Connection &connection, Supervisor::Filter which, Duration limit,
                             Patience patience)
{
    connection.deadline = std::chrono::steady_clock::now() + limit;
    connection.waiting = [this, which = std::move(which), limit,
                          patience](bool expired) -> std::optional<QJsonObject> {
        const auto ailing = unhealthy(which);
        if (!ailing)
            return report();
        const bool hopeless = patience == Patience::UntilHopeless && ailing->service->isHopeless();
        if (!expired && !hopeless)
            return std::nullopt;
        const QString words = m_init.supervisor().lastWords(*ailing->service);
        return problemAnswer(
            {Problem::Kind::Timeout,
             hopeless ? QStringLiteral("It ends again and again: %1").arg(ailing->why)
                      : QStringLiteral("Not healthy within %1: %2").arg(slipway::toText(limit), ailing->why),
             m_init.spec().environment,
             words.isEmpty() ? QStringLiteral("Look at its logs in .slipway/log, mend it and try again.")
                             : QStringLiteral("Mend it and try again; its log ends with: %1").arg(words)});
    };
}

void Commands::waitForStop(Connection &connection, Supervisor::Filter which, Duration limit)
{
    connection.deadline = std::chrono::steady_clock::now() + limit;
    connection.waiting = [this, which = std::move(which), limit](bool expired) -> std::optional<QJsonObject> {
        if (m_init.supervisor().settled(which))
            return report();
        if (!expired)
            return std::nullopt;
        return problemAnswer({Problem::Kind::Timeout,
                              QStringLiteral("Not stopped within %1").arg(slipway::toText(limit)),
                              m_init.spec().environment, QStringLiteral("Try it again.")});
    };
}

void Commands::create(Connection &connection, const QJsonObject &, std::vector<FileDescriptor> &)
{
    work(connection, [&spec = m_init.spec()]() -> Result<QJsonObject> {
        if (auto prepared = prepareFolders(spec); !prepared)
            return Failure(prepared.error());
        QJsonObject results;
        for (const ApplianceSpec &appliance : spec.appliances) {
            if (auto copied = copyContent(spec, appliance); !copied)
                return Failure(copied.error());
            auto result = runHook(spec, appliance, QStringLiteral("create"), std::chrono::minutes(10));
            if (!result)
                return result;
            results.insert(appliance.name, *result);
        }
        return results;
    });
}

void Commands::start(Connection &connection, const QJsonObject &request, std::vector<FileDescriptor> &)
{
    if (auto prepared = prepareFolders(m_init.spec()); !prepared) {
        answer(connection, Failure(prepared.error()));
        return;
    }
    const auto which = filterOf(request);
    m_init.supervisor().want(which, true);
    saveWanted();
    if (request.value(QLatin1String("fresh")).toBool()) {
        // The databases have just been worked with.
        for (const ApplianceSpec &appliance : m_init.spec().appliances) {
            if (!appliance.hasDatabase())
                m_init.health().forget(appliance.name);
        }
    }
    if (request.value(QLatin1String("wait")).toBool(true))
        waitForHealth(connection, which, limitOf(request, seconds(60)), Patience::UntilHopeless);
    else
        answer(connection, report());
}

void Commands::stop(Connection &connection, const QJsonObject &request, std::vector<FileDescriptor> &)
{
    const auto which = filterOf(request);
    m_init.supervisor().want(which, false);
    saveWanted();
    if (m_init.supervisor().wanted().isEmpty())
        m_lease.reset();
    waitForStop(connection, which, limitOf(request, seconds(30)));
}

void Commands::tick(Moment now)
{
    if (m_lease && now >= *m_lease)
        beginResume("lease lapsed");
    watchOverResume(now);
    m_cron.tick(now);
    tellRefused(now);
}

// Counted, and told once in a while: a program inside may try all day long. Nothing wakes init for it; the
// next who asks for anything does.
void Commands::tellRefused(Moment now)
{
    constexpr auto atMost = std::chrono::minutes(1);
    if (m_refusedTold != Moment() && now < m_refusedTold + atMost)
        return;
    const int refused = m_out.takeRefused();
    if (refused == 0)
        return;
    m_refusedTold = now;
    m_init.incidents().add(QStringLiteral("outbound.refused"), QString(),
                           {{QStringLiteral("refused"), refused}});
}

std::optional<Moment> Commands::due() const
{
    std::optional<Moment> first;
    for (const auto &moment : {m_lease, m_proceedBy, m_resumeCheck, m_cron.due()}) {
        if (moment)
            first = first ? std::min(*first, *moment) : *moment;
    }
    return first;
}

void Commands::quiet(Connection &connection, const QJsonObject &request, std::vector<FileDescriptor> &)
{
    InitState state = m_init.state().get();
    state.quiet = request.value(QLatin1String("on")).toBool(true);
    if (auto saved = m_init.state().set(std::move(state)); !saved) {
        answer(connection, Failure(saved.error()));
        return;
    }
    applyQuiet();
    answer(connection, report());
}

void Commands::incidents(Connection &connection, const QJsonObject &request, std::vector<FileDescriptor> &)
{
    const qint64 until = microsecondsSinceBoot();
    const qint64 since = textOf(request, "since").toLongLong();
    answer(connection, QJsonObject{{QStringLiteral("until"), QString::number(until)},
                                   {QStringLiteral("incidents"), m_init.incidents().between(since, until)}});
}

void Commands::shutdown(Connection &connection, const QJsonObject &request, std::vector<FileDescriptor> &)
{
    // What was wanted stays recorded: a later start brings it back.
    m_lease.reset();
    m_proceedBy.reset();
    m_init.supervisor().want(isEverything, false);
    connection.deadline = std::chrono::steady_clock::now() + limitOf(request, seconds(8));
    connection.waiting = [this](bool expired) -> std::optional<QJsonObject> {
        if (!m_init.supervisor().settled(isEverything) && !expired)
            return std::nullopt;
        m_init.finish();
        return QJsonObject{{QStringLiteral("clean"), !expired}};
    };
}

} // namespace slipway::init
