#include "service/platform/sandbox/init/OutDoor.h"

#include "service/ipc/Channel.h"
#include "service/ipc/StreamPair.h"

#include <arpa/inet.h>
#include <array>
#include <cstdio>
#include <netinet/in.h>
#include <new>
#include <sys/mman.h>
#include <sys/socket.h>
#include <thread>

namespace slipway::init {

namespace {

constexpr int mostConnections = 64;
constexpr auto idle = std::chrono::minutes(15); // longer than on the other side, which decides
constexpr auto goodbye = std::chrono::seconds(2);

QByteArray quietAnswer()
{
    const QByteArray body =
        "This environment is quiet: nothing leaves it. That ends when it becomes production.\n";
    return "HTTP/1.1 403 This environment is quiet\r\nContent-Type: text/plain\r\nContent-Length: " +
           QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

void carry(FileDescriptor client, const QString &door, std::atomic<int> &refused)
{
    if (auto target = connectTo(door)) {
        StreamPair(std::move(client), std::move(*target)).run(idle);
        return;
    }
    ++refused;
    // The answer comes from a socket whose other end is thrown away: both sides are read until they end.
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return;
    const FileDescriptor answer(ends[0]);
    const QByteArray text = quietAnswer();
    ::send(answer.get(), text.constData(), static_cast<std::size_t>(text.size()), MSG_NOSIGNAL);
    ::shutdown(answer.get(), SHUT_WR);
    StreamPair(std::move(client), FileDescriptor(ends[1])).run(goodbye);
}

[[noreturn]] void serve(int listener, const QString &door, std::atomic<int> &refused)
{
    std::atomic<int> count = 0;
    for (;;) {
        FileDescriptor client(::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC));
        if (!client.isValid() || count >= mostConnections)
            continue;
        ++count;
        std::thread([&count, &door, &refused, fd = client.release()] {
            carry(FileDescriptor(fd), door, refused);
            --count;
        }).detach();
    }
}

} // namespace

OutDoor::OutDoor(const EnvironmentSpec &spec, Workers &workers) : m_spec(spec), m_workers(workers)
{
    static_assert(std::atomic<int>::is_always_lock_free);
    void *shared =
        ::mmap(nullptr, sizeof *m_refused, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared != MAP_FAILED)
        m_refused = new (shared) std::atomic<int>(0);
}

OutDoor::~OutDoor()
{
    if (m_refused)
        ::munmap(m_refused, sizeof *m_refused);
}

int OutDoor::takeRefused()
{
    return m_refused ? m_refused->exchange(0) : 0;
}

void OutDoor::open()
{
    if (!m_spec.separated || !m_refused)
        return;
    FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_port = htons(static_cast<uint16_t>(m_spec.proxyPort));
    name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (::bind(socket.get(), reinterpret_cast<const sockaddr *>(&name), sizeof name) != 0 ||
        ::listen(socket.get(), 32) != 0) {
        std::fputs("init: no port for the way out\n", stderr);
        return;
    }
    m_listener = std::move(socket);
    start();
}

void OutDoor::start()
{
    const std::array<int, 1> keep{m_listener.get()};
    const auto started = m_workers.start(
        [this]() -> Result<QJsonObject> {
            serve(m_listener.get(), m_spec.doors + QStringLiteral("/out.sock"), *m_refused);
        },
        [this](const Result<QJsonObject> &) { start(); }, keep);
    if (!started)
        std::fprintf(stderr, "init: %s\n", qPrintable(started.error().text()));
}

} // namespace slipway::init
