#include "service/ipc/Channel.h"

#include "domain/Json.h"

#include <QFileInfo>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace slipway {

namespace {

constexpr qsizetype largestMessage = 16 * 1024 * 1024;
constexpr std::size_t mostDescriptors = 8;
constexpr auto sendLimit = std::chrono::seconds(10);

QString systemError()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

Failure gone()
{
    return fail(Problem::Kind::Unavailable, QStringLiteral("The other process closed the connection"));
}

// A socket address has room for 107 bytes; longer paths are reached through a descriptor of their folder.
struct Address
{
    sockaddr_un name{};
    FileDescriptor folder;
    bool fits = false;

    explicit Address(const QString &path)
    {
        name.sun_family = AF_UNIX;
        QByteArray bytes = path.toLocal8Bit();
        if (bytes.size() >= static_cast<qsizetype>(sizeof(name.sun_path))) {
            const QFileInfo info(path);
            folder = FileDescriptor(
                ::open(info.path().toLocal8Bit().constData(), O_PATH | O_DIRECTORY | O_CLOEXEC));
            bytes = QByteArray("/proc/self/fd/") + QByteArray::number(folder.get()) + '/' +
                    info.fileName().toLocal8Bit();
        }
        fits = bytes.size() < static_cast<qsizetype>(sizeof(name.sun_path));
        if (fits)
            std::memcpy(name.sun_path, bytes.constData(), static_cast<std::size_t>(bytes.size()));
    }
    const sockaddr *get() const { return reinterpret_cast<const sockaddr *>(&name); }
};

Result<FileDescriptor> streamSocket()
{
    FileDescriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!socket.isValid())
        return fail(Problem::Kind::Internal, QStringLiteral("No socket: %1").arg(systemError()));
    return socket;
}

// Waits in slices so that a stop is seen.
Result<void> waitFor(int fd, short events, Duration timeout, const std::stop_token &stop)
{
    using namespace std::chrono;
    const auto end = steady_clock::now() + timeout;
    for (;;) {
        if (stop.stop_requested())
            return fail(Problem::Kind::Cancelled, QStringLiteral("Cancelled"));
        const auto left = duration_cast<milliseconds>(end - steady_clock::now());
        if (left.count() < 0)
            return fail(Problem::Kind::Timeout, QStringLiteral("No answer within %1").arg(toText(timeout)));
        pollfd entry{fd, events, 0};
        const int slice =
            static_cast<int>(std::min<long long>(left.count() + 1, stop.stop_possible() ? 50 : 60'000));
        const int ready = ::poll(&entry, 1, slice);
        if (ready > 0)
            return {};
        if (ready < 0 && errno != EINTR)
            return fail(Problem::Kind::Internal, QStringLiteral("poll: %1").arg(systemError()));
    }
}

} // namespace

Channel::Channel(FileDescriptor socket) : m_socket(std::move(socket)) {}

Result<Channel> Channel::connect(const QString &path)
{
    auto socket = connectTo(path);
    if (!socket)
        return Failure(socket.error());
    return Channel(std::move(*socket));
}

Result<std::pair<Channel, Channel>> Channel::pair()
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return fail(Problem::Kind::Internal, QStringLiteral("socketpair: %1").arg(systemError()));
    return std::pair(Channel(FileDescriptor(ends[0])), Channel(FileDescriptor(ends[1])));
}

Result<void> Channel::send(const QJsonObject &body, std::span<const int> descriptors)
{
    QByteArray bytes = toBytes(body);
    if (bytes.size() > largestMessage || descriptors.size() > mostDescriptors)
        return fail(Problem::Kind::TooLarge,
                    QStringLiteral("A message of %1 bytes is too large").arg(bytes.size()));
    const auto size = static_cast<quint32>(bytes.size());
    const std::array<char, 4> head{static_cast<char>(size), static_cast<char>(size >> 8),
                                   static_cast<char>(size >> 16), static_cast<char>(size >> 24)};
    bytes.prepend(head.data(), 4);

    qsizetype sent = 0;
    while (sent < bytes.size()) {
        iovec part{bytes.data() + sent, static_cast<std::size_t>(bytes.size() - sent)};
        msghdr message{};
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int) * mostDescriptors)> control{};
        if (sent == 0 && !descriptors.empty()) {
            message.msg_control = control.data();
            message.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
            cmsghdr *header = CMSG_FIRSTHDR(&message);
            header->cmsg_level = SOL_SOCKET;
            header->cmsg_type = SCM_RIGHTS;
            header->cmsg_len = CMSG_LEN(descriptors.size_bytes());
            std::memcpy(CMSG_DATA(header), descriptors.data(), descriptors.size_bytes());
        }
        const ssize_t count = ::sendmsg(m_socket.get(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count > 0) {
            sent += count;
        } else if (errno == EAGAIN) {
            if (auto ready = waitFor(m_socket.get(), POLLOUT, sendLimit, {}); !ready)
                return ready;
        } else if (errno != EINTR) {
            return errno == EPIPE || errno == ECONNRESET
                       ? Result<void>(gone())
                       : Result<void>(
                             fail(Problem::Kind::Internal, QStringLiteral("sendmsg: %1").arg(systemError())));
        }
    }
    return {};
}

Result<void> Channel::readMore(qsizetype most)
{
    std::array<char, 65536> space;
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int) * mostDescriptors)> control{};
    iovec part{space.data(), std::min(space.size(), static_cast<std::size_t>(most))};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const ssize_t count = ::recvmsg(m_socket.get(), &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
    if (count == 0)
        return gone();
    if (count < 0) {
        if (errno == EINTR || errno == EAGAIN)
            return {};
        return errno == ECONNRESET
                   ? gone()
                   : fail(Problem::Kind::Internal, QStringLiteral("recvmsg: %1").arg(systemError()));
    }
    for (cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS)
            continue;
        const std::size_t many = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < many; ++i) {
            int fd = -1;
            std::memcpy(&fd, CMSG_DATA(header) + i * sizeof(int), sizeof(int));
            m_received.emplace_back(fd);
        }
    }
    if (m_received.size() > mostDescriptors || (message.msg_flags & MSG_CTRUNC) != 0) {
        m_received.clear();
        return fail(Problem::Kind::TooLarge, QStringLiteral("A message came with too many descriptors"),
                    QStringLiteral("Check the limit of open files of this process."));
    }
    m_buffer.append(space.data(), count);
    return {};
}

// Never reads beyond the end of a message: descriptors arrive with the bytes they were sent with, so that
// those of the next message would be taken for this one's.
Result<Message> Channel::receive(Duration timeout, std::stop_token stop)
{
    for (;;) {
        qsizetype missing = 4 - m_buffer.size();
        if (m_buffer.size() >= 4) {
            const auto *head = reinterpret_cast<const unsigned char *>(m_buffer.constData());
            const qsizetype size = static_cast<qsizetype>(head[0]) | (static_cast<qsizetype>(head[1]) << 8) |
                                   (static_cast<qsizetype>(head[2]) << 16) |
                                   (static_cast<qsizetype>(head[3]) << 24);
            if (size > largestMessage)
                return fail(Problem::Kind::TooLarge,
                            QStringLiteral("A message of %1 bytes was announced").arg(size));
            missing = 4 + size - m_buffer.size();
            if (missing == 0) {
                auto descriptors = std::exchange(m_received, {});
                auto body = objectFromBytes(m_buffer.mid(4), QStringLiteral("the message"));
                m_buffer.clear();
                if (!body)
                    return Failure(body.error());
                return Message{std::move(*body), std::move(descriptors)};
            }
        }
        if (auto ready = waitFor(m_socket.get(), POLLIN, timeout, stop); !ready)
            return Failure(ready.error());
        if (auto read = readMore(missing); !read)
            return Failure(read.error());
    }
}

Result<QJsonObject> Channel::call(const QJsonObject &request, Duration timeout, std::stop_token stop,
                                  std::span<const int> descriptors)
{
    if (auto sent = send(request, descriptors); !sent)
        return Failure(sent.error());
    auto answer = receive(timeout, stop);
    if (!answer)
        return Failure(answer.error());
    const QJsonValue problem = answer->body.value(QStringLiteral("problem"));
    if (problem.isObject()) {
        const QJsonObject detail = problem.toObject();
        return Failure(Problem::fromJson(detail, detail.value(QStringLiteral("status")).toInt()));
    }
    return std::move(answer->body);
}

Channel::Peer Channel::peer() const
{
    ucred credentials{};
    socklen_t size = sizeof credentials;
    if (::getsockopt(m_socket.get(), SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0)
        return {0, ~0U};
    return {credentials.pid, credentials.uid};
}

QJsonObject problemAnswer(const Problem &problem)
{
    return {{QStringLiteral("problem"), problem.toJson()}};
}

Result<FileDescriptor> listenAt(const QString &path, unsigned mode)
{
    auto socket = streamSocket();
    if (!socket)
        return socket;
    const Address address(path);
    const auto hint = QStringLiteral("Use a data folder with a shorter path or check who owns its folder.");
    if (!address.fits)
        return fail(Problem::Kind::Invalid, QStringLiteral("The socket path is too long"), hint, path);
    ::unlink(path.toLocal8Bit().constData());
    if (::bind(socket->get(), address.get(), sizeof(sockaddr_un)) != 0)
        return fail(Problem::Kind::Unavailable, QStringLiteral("Can't bind: %1").arg(systemError()), hint,
                    path);
    if (::chmod(path.toLocal8Bit().constData(), mode) != 0 || ::listen(socket->get(), 128) != 0)
        return fail(Problem::Kind::Unavailable, QStringLiteral("Can't listen: %1").arg(systemError()), hint,
                    path);
    return socket;
}

Result<FileDescriptor> connectTo(const QString &path)
{
    auto socket = streamSocket();
    if (!socket)
        return socket;
    const Address address(path);
    if (!address.fits || ::connect(socket->get(), address.get(), sizeof(sockaddr_un)) != 0) {
        return fail(Problem::Kind::Unavailable, QStringLiteral("Nobody answers: %1").arg(systemError()),
                    QStringLiteral("Is the process that listens there running?"), path);
    }
    return socket;
}

Result<FileDescriptor> acceptFrom(int listener, Duration timeout)
{
    if (auto ready = waitFor(listener, POLLIN, timeout, {}); !ready)
        return Failure(ready.error());
    FileDescriptor connection(::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC));
    if (!connection.isValid())
        return fail(Problem::Kind::Unavailable, QStringLiteral("accept: %1").arg(systemError()));
    return connection;
}

} // namespace slipway
