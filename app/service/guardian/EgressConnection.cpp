#include "service/guardian/EgressConnection.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

namespace slipway {

namespace {

using Moment = std::chrono::steady_clock::time_point;
constexpr auto goodbye = std::chrono::seconds(2); // for a refusal to be read
constexpr qsizetype longestInput = EgressRequest::longestHead + 64 * 1024;

bool waitFor(int fd, short events, Moment until)
{
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
    pollfd entry{fd, events, 0};
    return left > 0 && ::poll(&entry, 1, static_cast<int>(left)) > 0;
}

void sendAll(int fd, const QByteArray &bytes, Moment until)
{
    for (qsizetype sent = 0; sent < bytes.size();) {
        const ssize_t count =
            ::send(fd, bytes.constData() + sent, static_cast<std::size_t>(bytes.size() - sent),
                   MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count > 0)
            sent += count;
        else if (errno != EINTR && (errno != EAGAIN || !waitFor(fd, POLLOUT, until)))
            return;
    }
}

int statusOf(const Problem &problem)
{
    switch (problem.kind) {
    case Problem::Kind::TooLarge:
        return 431;
    case Problem::Kind::Unavailable:
        return 502;
    default:
        return problem.status();
    }
}

struct FreeAddresses
{
    void operator()(addrinfo *list) const { ::freeaddrinfo(list); }
};

} // namespace

EgressConnection::EgressConnection(FileDescriptor client, std::vector<HostPort> allow, EgressLimits limits,
                                   std::function<void()> forbidden)
    : m_allow(std::move(allow)),
      m_limits(limits),
      m_forbidden(std::move(forbidden)),
      m_client(std::move(client))
{
}

void EgressConnection::end()
{
    const std::lock_guard lock(m_mutex);
    m_ended = true;
    if (m_pair)
        m_pair->end();
    for (const FileDescriptor *socket : {&m_client, &m_target}) {
        if (socket->isValid())
            ::shutdown(socket->get(), SHUT_RDWR);
    }
}

void EgressConnection::run()
{
    const auto request = readRequest();
    const auto reached = request ? reach(request->target) : Result<void>(Failure(request.error()));
    if (!reached) {
        if (reached.error().kind == Problem::Kind::Forbidden)
            m_forbidden();
        refuse(reached.error());
    } else {
        if (request->isTunnel)
            sendAll(m_client.get(), "HTTP/1.1 200 Connection established\r\n\r\n",
                    std::chrono::steady_clock::now() + m_limits.head);
        m_input.prepend(request->head);
        carry();
    }
    const std::lock_guard lock(m_mutex);
    m_ended = true;
    m_pair.reset();
    m_client.reset();
    m_target.reset();
    m_finished = true;
}

Result<EgressRequest> EgressConnection::readRequest()
{
    const Moment until = std::chrono::steady_clock::now() + m_limits.head;
    qsizetype length = -1;
    while (length < 0) {
        if (m_input.size() > EgressRequest::longestHead)
            return fail(Problem::Kind::TooLarge, QStringLiteral("The head of the request is too long"));
        if (!waitFor(m_client.get(), POLLIN, until))
            return fail(Problem::Kind::Timeout, QStringLiteral("The request doesn't come to an end"));
        std::array<char, 16384> space;
        const ssize_t count = ::recv(m_client.get(), space.data(), space.size(), MSG_DONTWAIT);
        if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR))
            return fail(Problem::Kind::Malformed, QStringLiteral("The request ends too early"));
        m_input.append(space.data(), std::max<ssize_t>(count, 0));
        length = EgressRequest::headLength(m_input);
    }
    auto request = EgressRequest::parse(m_input.left(length));
    m_input.remove(0, length);
    return request;
}

// Every address of a name is judged by itself, and only the one that was judged is connected to.
Result<void> EgressConnection::reach(const HostPort &target)
{
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_NUMERICSERV | AI_ADDRCONFIG;
    addrinfo *list = nullptr;
    const int code = ::getaddrinfo(target.host.toLatin1().constData(),
                                   QByteArray::number(target.port).constData(), &hints, &list);
    const std::unique_ptr<addrinfo, FreeAddresses> addresses(list);
    if (code != 0)
        return fail(Problem::Kind::Unavailable,
                    QStringLiteral("%1 isn't found: %2")
                        .arg(target.host, QString::fromLocal8Bit(::gai_strerror(code))));
    const EgressPolicy policy(m_allow);
    Result<void> last;
    std::optional<Problem> forbidden;
    for (const addrinfo *address = list; address; address = address->ai_next) {
        if (auto allowed = policy.check(target, address->ai_addr); !allowed) {
            forbidden = forbidden ? forbidden : allowed.error();
            continue;
        }
        last = connectTo(address->ai_addr, address->ai_addrlen);
        if (last)
            return last;
        forbidden.reset();
        if (last.error().kind == Problem::Kind::Cancelled)
            break;
    }
    return forbidden && last ? Result<void>(Failure(*forbidden)) : last;
}

bool EgressConnection::take(FileDescriptor target)
{
    const std::lock_guard lock(m_mutex);
    if (!m_ended)
        m_target = std::move(target);
    return !m_ended;
}

Result<void> EgressConnection::connectTo(const sockaddr *address, socklen_t size)
{
    FileDescriptor socket(::socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const int fd = socket.get();
    // Known to end() before the first byte leaves.
    if (!take(std::move(socket)))
        return fail(Problem::Kind::Cancelled, QStringLiteral("The environment has fallen quiet"));
    int error = ::connect(fd, address, size) == 0 ? 0 : errno;
    if (error == EINPROGRESS) {
        if (!waitFor(fd, POLLOUT, std::chrono::steady_clock::now() + m_limits.connect))
            return fail(Problem::Kind::Timeout, QStringLiteral("The target doesn't answer"));
        socklen_t length = sizeof error;
        ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length);
    }
    if (error != 0)
        return fail(Problem::Kind::Unavailable, QStringLiteral("The target can't be reached: %1")
                                                    .arg(QString::fromLocal8Bit(std::strerror(error))));
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return {};
}

void EgressConnection::carry()
{
    StreamPair *pair = nullptr;
    {
        const std::lock_guard lock(m_mutex);
        if (m_ended)
            return;
        m_pair = std::make_unique<StreamPair>(std::move(m_client), std::move(m_target), m_input);
        pair = m_pair.get();
    }
    pair->run(m_limits.idle);
}

// What the client has still to say is read, or its end of the connection would break before it has our
// answer.
void EgressConnection::refuse(const Problem &problem)
{
    const Moment until = std::chrono::steady_clock::now() + goodbye;
    const int fd = m_client.get();
    sendAll(fd, egressRefusal(statusOf(problem), problem), until);
    ::shutdown(fd, SHUT_WR);
    std::array<char, 16384> space;
    for (qsizetype read = 0; read < longestInput && waitFor(fd, POLLIN, until);) {
        const ssize_t count = ::recv(fd, space.data(), space.size(), MSG_DONTWAIT);
        if (count <= 0)
            return;
        read += count;
    }
}

} // namespace slipway
