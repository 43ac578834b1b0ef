// What the guardian keeps running: the gateway, the environments, the links; and what is written down of it.
#include "service/guardian/Guardian.h"

#include "domain/Json.h"
#include "service/gateway/HaproxyConfig.h"

#include <QJsonArray>

#include <arpa/inet.h>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace slipway {

using namespace std::chrono_literals;

namespace {

constexpr int firstPublicDescriptor = 10; // in HAProxy
constexpr auto environmentReady = 25s;
constexpr auto environmentEnds = 5s;
constexpr auto gatewayEnds = 2s;

const QString keyGateway = QStringLiteral("gateway");

Result<FileDescriptor> publicSocket(const QString &address)
{
    FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_port = htons(DataFolder::httpPort);
    const int on = 1;
    ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (::inet_pton(AF_INET, address.toLatin1().constData(), &name.sin_addr) != 1 ||
        ::bind(socket.get(), reinterpret_cast<const sockaddr *>(&name), sizeof name) != 0 ||
        ::listen(socket.get(), 1024) != 0)
        return fail(Problem::Kind::Unavailable,
                    QStringLiteral("Can't listen: %1").arg(QString::fromLocal8Bit(std::strerror(errno))),
                    QStringLiteral("Another program has the port; end it or use another data folder."),
                    QStringLiteral("%1:%2").arg(address).arg(DataFolder::httpPort));
    return socket;
}

void complain(const Result<void> &result)
{
    if (!result)
        std::fprintf(stderr, "guardian: %s\n", qPrintable(result.error().text()));
}

} // namespace

// Everything that comes to matter for the next guardian: which processes run, which links are wanted.
void Guardian::save()
{
    const std::lock_guard lock(m_mutex);
    QJsonObject processes;
    for (const auto &[key, process] : m_processes)
        processes.insert(key, QJsonObject{{QStringLiteral("pid"), process.pid},
                                          {QStringLiteral("start"), QString::number(process.startTime)}});
    QJsonArray links;
    for (const Link &link : m_relay.links())
        links.append(link.toJson());
    QJsonArray outbound;
    for (const int slot : m_outbound)
        outbound.append(slot);
    const QJsonObject object{{QStringLiteral("processes"), processes},
                             {QStringLiteral("links"), links},
                             {QStringLiteral("outbound"), outbound}};
    complain(writeFileAtomically(m_folder.file(QStringLiteral("run/guardian.json")), toBytes(object), 0600));
}

void Guardian::restore()
{
    const auto bytes = readFile(m_folder.file(QStringLiteral("run/guardian.json")));
    if (!bytes)
        return; // the first start
    const auto object = objectFromBytes(*bytes, QStringLiteral("guardian.json"));
    if (!object) {
        complain(Failure(object.error()));
        return;
    }
    const QJsonArray links = object->value(QLatin1String("links")).toArray();
    for (const QJsonValue &item : links) {
        if (const auto link = Link::fromJson(item.toObject()))
            complain(m_relay.add(*link));
    }
    const QJsonObject processes = object->value(QLatin1String("processes")).toObject();
    const std::lock_guard lock(m_mutex);
    for (const QJsonValue &slot : object->value(QLatin1String("outbound")).toArray()) {
        m_outbound.insert(slot.toInt());
        complain(m_egress.open(slot.toInt()));
    }
    for (auto item = processes.begin(); item != processes.end(); ++item) {
        const QJsonObject entry = item.value().toObject();
        const ProcessId process{entry.value(QLatin1String("pid")).toInt(),
                                entry.value(QLatin1String("start")).toString().toULongLong()};
        m_processes[item.key()] = process;
    }
    for (const auto &[key, process] : std::map(m_processes)) {
        if (key == keyGateway)
            m_gatewayKeeper = keepGateway(process);
        else
            m_environmentKeepers[key.toInt()] = keepEnvironment(key.toInt(), process);
    }
}

Keeper::Care Guardian::careOf(const QString &subject, const QString &kind, const QString &key)
{
    Keeper::Care care;
    care.started = [this, key](const ProcessId &process) {
        {
            const std::lock_guard lock(m_mutex);
            if (process.pid > 0)
                m_processes[key] = process;
            else
                m_processes.erase(key);
        }
        save();
    };
    care.down = [this, subject, kind](const QString &why) {
        m_incidents.add(kind + QStringLiteral(".down"), subject, {{QStringLiteral("why"), why}});
    };
    care.up = [this, subject, kind](Duration outage) {
        m_incidents.add(kind + QStringLiteral(".up"), subject,
                        {{QStringLiteral("outage_ms"), static_cast<double>(outage.count()) / 1000.0}});
    };
    return care;
}

std::shared_ptr<Keeper> Guardian::keepGateway(std::optional<ProcessId> adopted)
{
    Keeper::Care care = careOf(keyGateway, keyGateway, keyGateway);
    care.launch = [this] { return launchGateway(); };
    care.ready = [this](Duration limit) {
        HaproxyGateway gateway(m_folder.file(keyGateway), limit);
        return gateway.routes().map([](const auto &) {});
    };
    care.end = [](const ProcessId &process) { return endProcess(process, gatewayEnds); };
    return std::make_shared<Keeper>(std::move(care), adopted);
}

// The listening sockets stay with the guardian: while HAProxy is being restarted new connections wait in
// their queue instead of being refused. After a restart of the guardian HAProxy alone has them, until it
// ends.
Result<ProcessId> Guardian::launchGateway()
{
    HaproxySettings settings;
    settings.slots = DataFolder::slots;
    settings.firstListener = firstPublicDescriptor;
    settings.maxConnections = possibleConnections();
    for (int slot = 1; slot <= DataFolder::slots; ++slot)
        settings.addresses.append(m_folder.publicAddress(slot));
    const QString folder = m_folder.file(keyGateway);
    if (auto written = writeGatewayFolder(folder, settings); !written)
        return Failure(written.error());
    if (m_publicSockets.empty()) {
        std::vector<FileDescriptor> sockets;
        for (const QString &address : settings.addresses) {
            auto socket = publicSocket(address);
            if (!socket)
                return Failure(socket.error());
            sockets.push_back(std::move(*socket));
        }
        m_publicSockets = std::move(sockets);
    }
    const FileDescriptor log(
        ::open(m_folder.file(QStringLiteral("log/haproxy.log")).toLocal8Bit().constData(),
               O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640));
    SpawnOptions options;
    options.folder = folder;
    options.newSession = true;
    options.output = log.get();
    options.error = log.get();
    for (std::size_t i = 0; i < m_publicSockets.size(); ++i)
        options.inherited.emplace_back(m_publicSockets[i].get(), firstPublicDescriptor + static_cast<int>(i));
    // The whole path, though it starts in that folder: by it a process is known to belong to this data
    // folder.
    return spawn(m_options.gatewayPrefix + QStringList{QStringLiteral("/usr/sbin/haproxy"),
                                                       QStringLiteral("-db"), QStringLiteral("-f"),
                                                       folder + QStringLiteral("/haproxy.cfg")},
                 options);
}

std::shared_ptr<Keeper> Guardian::keepEnvironment(int slot, std::optional<ProcessId> adopted)
{
    const QString key = QString::number(slot);
    Keeper::Care care = careOf(QStringLiteral("slot/") + key, QStringLiteral("environment"), key);
    // The init inherits the listening socket; the guardian's copy is closed, so that nobody's request waits
    // at an environment whose init has ended.
    care.launch = [this, slot, key]() -> Result<ProcessId> {
        auto listener = listenAt(m_folder.file(QStringLiteral("run/env-%1.sock").arg(key)), 0600);
        if (!listener)
            return Failure(listener.error());
        return m_environments.launch(slot, listener->get());
    };
    care.ready = [this, slot](Duration limit) { return m_environments.ready(slot, limit); };
    care.end = [this, slot](const ProcessId &process) {
        return m_environments.end(slot, process, environmentEnds);
    };
    return std::make_shared<Keeper>(std::move(care), adopted);
}

Result<QJsonObject> Guardian::setGateway(bool on)
{
    const std::lock_guard changing(m_changing);
    std::shared_ptr<Keeper> keeper;
    {
        const std::lock_guard lock(m_mutex);
        if (on && !m_gatewayKeeper && !m_stopping)
            m_gatewayKeeper = keepGateway(std::nullopt);
        keeper = m_gatewayKeeper;
    }
    if (!keeper)
        return QJsonObject();
    if (on)
        return keeper->waitUntilReady(10s).map([] { return QJsonObject(); });
    const auto ended = keeper->end();
    m_publicSockets.clear();
    const std::lock_guard lock(m_mutex);
    m_gatewayKeeper.reset();
    return ended.map([] { return QJsonObject(); });
}

Result<QJsonObject> Guardian::setEnvironment(int slot, bool wanted)
{
    if (slot < 1 || slot > DataFolder::slots)
        return fail(Problem::Kind::Invalid, QStringLiteral("There is no slot %1").arg(slot));
    // One that ends has ended before the next one starts in its place.
    std::unique_lock changing(m_changingSlot.at(static_cast<std::size_t>(slot)));
    std::shared_ptr<Keeper> keeper;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_environmentKeepers.find(slot);
        if (found != m_environmentKeepers.end())
            keeper = found->second;
        else if (wanted && m_stopping)
            return fail(Problem::Kind::Unavailable, QStringLiteral("Everything is being stopped"));
        else if (wanted)
            keeper = m_environmentKeepers[slot] = keepEnvironment(slot, std::nullopt);
        if (!wanted)
            m_environmentKeepers.erase(slot);
    }
    if (wanted) {
        changing.unlock();
        return keeper->waitUntilReady(environmentReady).map([] { return QJsonObject(); });
    }
    return (keeper ? keeper->end() : Result<void>()).map([] { return QJsonObject(); });
}

Result<QJsonObject> Guardian::setLink(const Link &link)
{
    if (auto added = m_relay.add(link); !added)
        return Failure(added.error());
    save();
    return QJsonObject();
}

// Shut first and written down after, opened only once it is: a death in between never leaves more open than
// was asked for, and the caller, who has had no answer, asks again.
Result<QJsonObject> Guardian::setOutbound(int slot, bool open)
{
    if (slot < 1 || slot > DataFolder::slots)
        return fail(Problem::Kind::Invalid, QStringLiteral("There is no such slot"));
    const std::lock_guard changing(m_changingOutbound);
    if (!open)
        m_egress.shut(slot);
    {
        const std::lock_guard lock(m_mutex);
        if (open)
            m_outbound.insert(slot);
        else
            m_outbound.erase(slot);
    }
    save();
    if (!open)
        return QJsonObject();
    return m_egress.open(slot).map([] { return QJsonObject(); });
}

Result<QJsonObject> Guardian::stopAll()
{
    std::map<int, std::shared_ptr<Keeper>> environments;
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        environments = std::exchange(m_environmentKeepers, {});
    }
    m_leases.request_stop();
    m_recovery.stop();
    std::mutex mutex;
    QStringList problems;
    const auto note = [&](const auto &result) {
        const std::lock_guard lock(mutex);
        if (!result)
            problems.append(result.error().text());
    };
    {
        std::vector<std::jthread> workers;
        for (const auto &[slot, keeper] : environments)
            workers.emplace_back([&note, kept = keeper] { note(kept->end()); });
        workers.emplace_back([&] { note(setGateway(false)); });
    }
    for (const Link &link : m_relay.links())
        m_relay.remove(link.name);
    // They stay written down: what reaches out does so again after the next start.
    for (int slot = 1; slot <= DataFolder::slots; ++slot)
        m_egress.shut(slot);
    save();
    if (!problems.isEmpty())
        return fail(Problem::Kind::Timeout, problems.join(QStringLiteral("; ")));
    return QJsonObject();
}

QJsonObject Guardian::status()
{
    const auto describe = [](const Keeper &keeper) {
        const Keeper::State state = keeper.state();
        return QJsonObject{{QStringLiteral("pid"), state.process.pid},
                           {QStringLiteral("ready"), state.ready},
                           {QStringLiteral("restarts"), state.restarts},
                           {QStringLiteral("problem"), state.problem}};
    };
    QJsonArray cutovers;
    for (const Cutover &cutover : m_recovery.open())
        cutovers.append(cutover.toJson());
    QJsonArray links;
    for (const Link &link : m_relay.links()) {
        QJsonObject object = link.toJson();
        object.insert(QStringLiteral("connections"), m_relay.connections(link.name));
        links.append(object);
    }
    const std::lock_guard lock(m_mutex);
    QJsonArray environments;
    for (const auto &[slot, keeper] : m_environmentKeepers) {
        QJsonObject object = describe(*keeper);
        object.insert(QStringLiteral("slot"), slot);
        object.insert(QStringLiteral("outbound"), m_egress.isOpen(slot));
        object.insert(QStringLiteral("outbound_connections"), m_egress.connections(slot));
        environments.append(object);
    }
    return {{QStringLiteral("pid"), ::getpid()},
            {QStringLiteral("controller"), m_controller ? m_controller->pid : 0},
            {QStringLiteral("gateway"), m_gatewayKeeper ? describe(*m_gatewayKeeper) : QJsonObject()},
            {QStringLiteral("environments"), environments},
            {QStringLiteral("links"), links},
            {QStringLiteral("cutovers"), cutovers}};
}

} // namespace slipway
