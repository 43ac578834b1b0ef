#include "service/guardian/Relay.h"

#include "service/ipc/StreamSide.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace slipway {

namespace {

constexpr std::size_t bufferSize = 256 * 1024;
constexpr std::size_t mostConnections = 256; // of one link

// What epoll reports: an id, and which of a connection's two sockets.
constexpr quint64 wakeKey = 0;
constexpr quint64 firstBit = 1ULL << 63;

Result<Doors::Listener> listenTcp(const Link::Tcp &tcp)
{
    FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_port = htons(static_cast<uint16_t>(tcp.port));
    const int on = 1;
    ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (::inet_pton(AF_INET, tcp.address.toLatin1().constData(), &name.sin_addr) != 1 ||
        ::bind(socket.get(), reinterpret_cast<const sockaddr *>(&name), sizeof name) != 0 ||
        ::listen(socket.get(), 64) != 0) {
        return fail(Problem::Kind::Unavailable,
                    QStringLiteral("Can't listen: %1").arg(QString::fromLocal8Bit(std::strerror(errno))),
                    QStringLiteral("Another process has the port; \"ss -ltnp\", as root, names it."),
                    QStringLiteral("%1:%2").arg(tcp.address).arg(tcp.port));
    }
    return Doors::Listener{std::move(socket), {}};
}

} // namespace

struct Relay::Side : StreamSide
{
    unsigned asked = EPOLLIN; // of epoll
};

struct Relay::Connection
{
    quint64 id = 0;
    QString link;
    Side first; // who connected
    Side second;
    bool broken = false;
};

struct Relay::Entry
{
    Link link;
    FileDescriptor listener;
    quint64 id = 0;
    Doors::Place place; // of a listening path
};

Relay::Relay(Doors doors)
    : m_doors(std::move(doors)),
      m_epoll(::epoll_create1(EPOLL_CLOEXEC)),
      m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = wakeKey;
    ::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, m_wake.get(), &event);
    m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
}

Relay::~Relay()
{
    m_thread.request_stop();
    wake();
    m_thread.join();
}

void Relay::wake() const
{
    const quint64 one = 1;
    [[maybe_unused]] const ssize_t written = ::write(m_wake.get(), &one, sizeof one);
}

bool Relay::stands(const Link &link) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.find(link.name);
    if (found == m_entries.end() || found->second->link != link)
        return false;
    const auto *path = std::get_if<QString>(&link.listen);
    return !path || m_doors.socketAt(*path) == found->second->place;
}

Result<void> Relay::add(const Link &link)
{
    const std::lock_guard changing(m_changing);
    if (stands(link))
        return {};
    end(link.name); // first: it may listen at the same place
    const auto *path = std::get_if<QString>(&link.listen);
    auto listener = path ? m_doors.listen(*path) : listenTcp(std::get<Link::Tcp>(link.listen));
    if (!listener)
        return Failure(listener.error());
    const std::lock_guard lock(m_mutex);
    auto entry =
        std::make_unique<Entry>(Entry{link, std::move(listener->socket), m_nextId++, listener->place});
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = entry->id;
    ::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, entry->listener.get(), &event);
    m_entries[link.name] = std::move(entry);
    return {};
}

void Relay::remove(const QString &name)
{
    const std::lock_guard changing(m_changing);
    end(name);
}

void Relay::end(const QString &name)
{
    const std::lock_guard lock(m_mutex);
    m_entries.erase(name);
    for (auto &[id, connection] : m_connections)
        connection->broken = connection->broken || connection->link == name;
    sweep();
}

std::vector<Link> Relay::links() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<Link> list;
    for (const auto &[name, entry] : m_entries)
        list.push_back(entry->link);
    return list;
}

int Relay::connections(const QString &name) const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(std::count_if(m_connections.begin(), m_connections.end(),
                                          [&](const auto &item) { return item.second->link == name; }));
}

void Relay::acceptAll(Entry &entry)
{
    for (;;) {
        FileDescriptor accepted(
            ::accept4(entry.listener.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
        if (!accepted.isValid())
            return;
        const auto mine = std::count_if(m_connections.begin(), m_connections.end(), [&](const auto &item) {
            return item.second->link == entry.link.name;
        });
        if (static_cast<std::size_t>(mine) >= mostConnections)
            continue;
        auto target = m_doors.connect(entry.link.to);
        if (!target)
            continue; // closed: as if nobody listened
        const int on = 1;
        ::setsockopt(accepted.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        auto connection = std::make_unique<Connection>();
        connection->id = m_nextId++;
        connection->link = entry.link.name;
        connection->first.socket = std::move(accepted);
        connection->second.socket = std::move(*target);
        epoll_event event{};
        for (Side *side : {&connection->first, &connection->second}) {
            side->buffer.resize(bufferSize);
            event.data.u64 = connection->id | (side == &connection->first ? firstBit : 0);
            event.events = EPOLLIN;
            ::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, side->socket.get(), &event);
        }
        m_connections[connection->id] = std::move(connection);
    }
}

void Relay::onReady(Connection &connection, unsigned events, bool first)
{
    Side &side = first ? connection.first : connection.second;
    Side &other = first ? connection.second : connection.first;
    bool fine = true;
    if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0)
        fine = side.carryTo(other.socket.get());
    if (fine && (events & EPOLLOUT) != 0)
        fine = other.carryTo(side.socket.get());
    if (!fine || (side.passedOn && other.passedOn))
        connection.broken = true;
    else
        watch(connection);
}

// Level triggered: only what can be used is asked for, so that nothing spins.
void Relay::watch(Connection &connection)
{
    for (const bool first : {true, false}) {
        Side &side = first ? connection.first : connection.second;
        const Side &other = first ? connection.second : connection.first;
        epoll_event event{};
        event.data.u64 = connection.id | (first ? firstBit : 0);
        if (side.hasRoom())
            event.events |= EPOLLIN;
        if (other.waiting() > 0)
            event.events |= EPOLLOUT;
        if (event.events == side.asked)
            continue;
        // A hung-up socket reports without being asked; one that is neither read nor written is left out.
        const int how = event.events == 0 ? EPOLL_CTL_DEL : side.asked == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
        ::epoll_ctl(m_epoll.get(), how, side.socket.get(), &event);
        side.asked = event.events;
    }
}

void Relay::sweep()
{
    std::erase_if(m_connections, [](const auto &item) { return item.second->broken; });
}

void Relay::run(const std::stop_token &stop)
{
    std::array<epoll_event, 64> events{};
    while (!stop.stop_requested()) {
        const int count = ::epoll_wait(m_epoll.get(), events.data(), static_cast<int>(events.size()), -1);
        const std::lock_guard lock(m_mutex);
        for (int i = 0; i < count; ++i) {
            const epoll_event &event = events[static_cast<std::size_t>(i)];
            const quint64 id = event.data.u64 & ~firstBit;
            if (event.data.u64 == wakeKey) {
                quint64 read = 0;
                [[maybe_unused]] const ssize_t got = ::read(m_wake.get(), &read, sizeof read);
                continue;
            }
            // Looked up by id, so an event for what was removed meanwhile finds nothing.
            if (const auto found = m_connections.find(id); found != m_connections.end()) {
                if (!found->second->broken)
                    onReady(*found->second, event.events, (event.data.u64 & firstBit) != 0);
                continue;
            }
            for (auto &[name, entry] : m_entries) {
                if (entry->id == id)
                    acceptAll(*entry);
            }
        }
        sweep();
    }
}

} // namespace slipway
