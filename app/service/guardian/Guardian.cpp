#include "service/guardian/Guardian.h"

#include "domain/Json.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <unistd.h>

namespace slipway {

using namespace std::chrono_literals;

namespace {

constexpr auto leaseLookEvery = 50ms;
constexpr auto idleLook = 1h;
// After a restart of the guardian the living controller has this long to say hello again.
constexpr auto controllerReturns = 1s;

void signalDescriptor(int fd)
{
    const quint64 one = 1;
    [[maybe_unused]] const ssize_t written = ::write(fd, &one, sizeof one);
}

} // namespace

Guardian::Guardian(const DataFolder &folder, EnvironmentStarter &environments, Options options)
    : m_folder(folder),
      m_environments(environments),
      m_options(std::move(options)),
      m_gateway(folder.file(QStringLiteral("gateway")), 1s),
      m_incidents(folder.file(QStringLiteral("run/incidents.json")), m_clock),
      m_recovery(
          folder.file(QStringLiteral("run")), m_gateway,
          [this](const QString &address) { return savedSlot(address); }, environments, m_incidents),
      m_relay(Doors(folder.file(QStringLiteral("doors")))),
      m_egress(folder.path(), {},
               [this](int slot, int refused) {
                   m_incidents.add(QStringLiteral("outbound.refused"), QStringLiteral("slot/%1").arg(slot),
                                   {{QStringLiteral("refused"), refused}});
               }),
      m_done(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
}

Guardian::~Guardian()
{
    m_leases.request_stop();
    m_recovery.stop();
    for (Visitor &visitor : m_visitors)
        visitor.thread.request_stop();
}

Result<int> Guardian::savedSlot(const QString &address) const
{
    const auto routes = m_gateway.savedRoutes();
    if (!routes)
        return Failure(routes.error());
    for (const GatewayRoute &route : *routes) {
        if (route.address == address)
            return route.slot;
    }
    return fail(Problem::Kind::NotFound, QStringLiteral("The gateway knows no address %1").arg(address));
}

Result<void> Guardian::start()
{
    const QString lock = m_folder.file(QStringLiteral("run/guardian.lock"));
    m_lock = FileDescriptor(::open(lock.toLocal8Bit().constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!m_lock.isValid() || ::flock(m_lock.get(), LOCK_EX | LOCK_NB) != 0)
        return fail(Problem::Kind::Conflict, QStringLiteral("The folder has a guardian already"), {},
                    m_folder.path());
    if (auto written = ProcessId::of(::getpid())->writeTo(m_folder.file(QStringLiteral("run/guardian.pid")));
        !written)
        return written;
    restore();
    auto listener = listenAt(GuardianClient::socketIn(m_folder.path()), 0600);
    if (!listener)
        return Failure(listener.error());
    m_listener = std::move(*listener);
    m_recovery.start();
    m_leases = std::jthread([this](const std::stop_token &stop) { watchLeases(stop); });
    return {};
}

void Guardian::serve(int quit)
{
    for (;;) {
        std::array<pollfd, 3> entries{
            {{m_listener.get(), POLLIN, 0}, {quit, POLLIN, 0}, {m_done.get(), POLLIN, 0}}};
        if (::poll(entries.data(), entries.size(), -1) < 0 && errno != EINTR)
            return;
        if ((entries[1].revents | entries[2].revents) != 0)
            return;
        if (entries[0].revents == 0)
            continue;
        if (auto connection = acceptFrom(m_listener.get(), 0s))
            receive(std::move(*connection));
        std::erase_if(m_visitors, [](const Visitor &visitor) { return visitor.finished.load(); });
    }
}

void Guardian::receive(FileDescriptor connection)
{
    auto channel = std::make_shared<Channel>(std::move(connection));
    const auto peer = channel->peer();
    if (peer.uid != ::geteuid() && peer.uid != 0)
        return;
    Visitor &visitor = m_visitors.emplace_back();
    visitor.thread = std::jthread([this, channel, &visitor](const std::stop_token &stop) {
        converse(*channel, stop);
        visitor.finished = true;
    });
}

void Guardian::converse(Channel &channel, const std::stop_token &stop)
{
    const auto peer = channel.peer();
    for (;;) {
        const auto message = channel.receive(24h, stop);
        if (!message)
            return;
        const QString what = message->body.value(QLatin1String("do")).toString();
        if (what == QLatin1String("hello")) {
            control(channel, peer, stop);
            return;
        }
        const auto result = answer(message->body, peer);
        if (!channel.send(result ? *result : problemAnswer(result.error())))
            return;
        if (what == QLatin1String("stop") && result) {
            signalDescriptor(m_done.get());
            return;
        }
    }
}

// Holds the controller's connection until it closes, which is the one sign of its end that can't be missed.
void Guardian::control(Channel &channel, const Channel::Peer &peer, const std::stop_token &stop)
{
    const auto process = ProcessId::of(peer.pid);
    quint64 id = 0;
    {
        const std::lock_guard lock(m_mutex);
        m_controller = process;
        id = ++m_controllerId;
    }
    // What an earlier controller left open is brought back before the new one hears anything.
    recoverAll(m_recovery.openOf(process), QStringLiteral("controller-gone"));
    if (channel.send({{QStringLiteral("pid"), ::getpid()}})) [[maybe_unused]]
        const auto closed = channel.receive(24h * 365, stop);
    if (stop.stop_requested())
        return;
    {
        const std::lock_guard lock(m_mutex);
        if (id != m_controllerId || m_stopping)
            return; // it came back on another connection, or everything ends anyway
        m_controller.reset();
    }
    recoverAll(m_recovery.openOf(std::nullopt), QStringLiteral("controller-gone"));
}

void Guardian::recoverAll(const std::vector<qint64> &releases, const QString &trigger)
{
    std::vector<std::jthread> workers;
    for (const qint64 release : releases)
        workers.emplace_back([this, release, trigger] {
            [[maybe_unused]] const auto outcome = m_recovery.recover(release, trigger);
        });
}

// What an earlier guardian left open: a controller that lives has a moment to say hello again. False once
// nothing of it is left to do.
bool Guardian::recoverOrphans(Duration sinceStart)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_controller)
            return false;
    }
    if (m_recovery.controllerAlive() && sinceStart < controllerReturns)
        return true;
    recoverAll(m_recovery.openOf(std::nullopt), QStringLiteral("guardian-restarted"));
    return false;
}

void Guardian::watchLeases(const std::stop_token &stop)
{
    const auto began = std::chrono::steady_clock::now();
    bool orphans = !m_recovery.open().empty();
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(m_leaseMutex);
            const Duration pause = m_recovery.open().empty() ? Duration(idleLook) : Duration(leaseLookEvery);
            m_leaseCondition.wait_for(lock, stop, pause, [this] { return m_begun; });
            m_begun = false;
        }
        if (orphans)
            orphans = recoverOrphans(
                std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - began));
        recoverAll(m_recovery.lapsed(), QStringLiteral("lease-lapsed"));
    }
}

Result<QJsonObject> Guardian::begin(const QJsonObject &request, const Channel::Peer &peer)
{
    const auto controller = ProcessId::of(peer.pid).value_or(ProcessId{});
    if (auto begun = m_recovery.begin(Cutover::fromJson(request), controller); !begun)
        return Failure(begun.error());
    {
        const std::lock_guard lock(m_leaseMutex);
        m_begun = true;
    }
    m_leaseCondition.notify_all();
    return QJsonObject();
}

Result<QJsonObject> Guardian::answer(const QJsonObject &request, const Channel::Peer &peer)
{
    const QString what = request.value(QLatin1String("do")).toString();
    if (what == QLatin1String("gateway"))
        return setGateway(request.value(QLatin1String("on")).toBool());
    if (what == QLatin1String("environment"))
        return setEnvironment(request.value(QLatin1String("slot")).toInt(),
                              request.value(QLatin1String("wanted")).toBool());
    if (what == QLatin1String("link")) {
        const auto link = Link::fromJson(request);
        return link ? setLink(*link) : Result<QJsonObject>(Failure(link.error()));
    }
    if (what == QLatin1String("unlink")) {
        m_relay.remove(request.value(QLatin1String("name")).toString());
        save();
        return QJsonObject();
    }
    if (what == QLatin1String("outbound"))
        return setOutbound(request.value(QLatin1String("slot")).toInt(),
                           request.value(QLatin1String("open")).toBool());
    if (what == QLatin1String("begin"))
        return begin(request, peer);
    if (what == QLatin1String("status"))
        return status();
    if (what == QLatin1String("incidents")) {
        const auto found = m_incidents.since(request.value(QLatin1String("since")).toInteger());
        QJsonArray items;
        for (const GuardianIncident &incident : found.items)
            items.append(incident.toJson());
        return QJsonObject{{QStringLiteral("next"), found.next}, {QStringLiteral("items"), items}};
    }
    if (what == QLatin1String("stop"))
        return stopAll();
    return answerCutover(what, request);
}

Result<QJsonObject> Guardian::answerCutover(const QString &what, const QJsonObject &request)
{
    const qint64 release = request.value(QLatin1String("release")).toInteger();
    if (what == QLatin1String("end"))
        return m_recovery.end(release).map([] { return QJsonObject(); });
    if (what == QLatin1String("recover"))
        return m_recovery.recover(release, QStringLiteral("asked")).map(&CutoverOutcome::toJson);
    if (what == QLatin1String("outcome")) {
        const auto outcome = m_recovery.outcome(release);
        return outcome ? outcome->toJson() : QJsonObject();
    }
    return fail(Problem::Kind::Invalid,
                QStringLiteral("The guardian doesn't know the request \"%1\"").arg(what));
}

} // namespace slipway
