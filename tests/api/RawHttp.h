// HTTP by hand over a plain socket: tests decide on every byte.
#pragma once
#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <arpa/inet.h>
#include <chrono>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace slipway::test {

struct Reply
{
    int status = 0; // 0: the connection ended without an answer
    QByteArray head;
    QByteArray body;

    QByteArray header(const QByteArray &name) const
    {
        for (const QByteArray &line : head.split('\n')) {
            if (line.toLower().startsWith(name.toLower() + ':'))
                return line.mid(name.size() + 1).trimmed();
        }
        return {};
    }
    QJsonObject object() const { return QJsonDocument::fromJson(body).object(); }
};

class RawSocket
{
public:
    explicit RawSocket(int port)
    {
        m_fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in name{};
        name.sin_family = AF_INET;
        name.sin_port = htons(static_cast<uint16_t>(port));
        ::inet_pton(AF_INET, "127.0.0.1", &name.sin_addr);
        if (::connect(m_fd, reinterpret_cast<const sockaddr *>(&name), sizeof name) != 0)
            close();
        const int on = 1;
        ::setsockopt(m_fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
    ~RawSocket() { close(); }
    RawSocket(const RawSocket &) = delete;
    RawSocket &operator=(const RawSocket &) = delete;
    RawSocket(RawSocket &&other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}

    bool isOpen() const { return m_fd >= 0; }
    void close()
    {
        if (m_fd >= 0)
            ::close(std::exchange(m_fd, -1));
    }
    bool send(const QByteArray &bytes)
    {
        qsizetype sent = 0;
        while (sent < bytes.size()) {
            const ssize_t n = ::send(m_fd, bytes.constData() + sent,
                                     static_cast<std::size_t>(bytes.size() - sent), MSG_NOSIGNAL);
            if (n <= 0)
                return false;
            sent += n;
        }
        return true;
    }
    void endOfSending() { ::shutdown(m_fd, SHUT_WR); }

    // What comes within the time; empty at the end of the connection too.
    QByteArray receive(int milliseconds = 5000)
    {
        pollfd look{m_fd, POLLIN, 0};
        if (::poll(&look, 1, milliseconds) != 1)
            return {};
        QByteArray bytes(65536, Qt::Uninitialized);
        const ssize_t n = ::recv(m_fd, bytes.data(), static_cast<std::size_t>(bytes.size()), 0);
        bytes.truncate(n > 0 ? n : 0);
        m_ended = n <= 0;
        return bytes;
    }
    bool ended() const { return m_ended; }
    // True when the other side closes within the time, whatever it still says.
    bool endsWithin(int milliseconds)
    {
        const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
        while (!m_ended && std::chrono::steady_clock::now() < until)
            receive(100);
        return m_ended;
    }

    Reply reply(int milliseconds = 10000, bool toHead = false)
    {
        Reply reply;
        const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
        while (true) {
            const qsizetype end = m_buffer.indexOf("\r\n\r\n");
            if (end >= 0) {
                reply.head = m_buffer.left(end);
                const qsizetype length = toHead ? 0 : reply.header("Content-Length").toLongLong();
                if (m_buffer.size() >= end + 4 + length) {
                    reply.status = reply.head.mid(9, 3).toInt();
                    reply.body = m_buffer.mid(end + 4, length);
                    m_buffer.remove(0, end + 4 + length);
                    return reply;
                }
            }
            if (m_ended || std::chrono::steady_clock::now() > until)
                return Reply();
            m_buffer += receive(200);
        }
    }

private:
    int m_fd = -1;
    bool m_ended = false;
    QByteArray m_buffer;
};

using Headers = std::vector<std::pair<QByteArray, QByteArray>>;

inline QByteArray requestBytes(const QByteArray &method, const QByteArray &target, const QByteArray &token,
                               const QByteArray &body = {}, const Headers &headers = {})
{
    QByteArray bytes = method + ' ' + target + " HTTP/1.1\r\nHost: slipway\r\n";
    if (!token.isEmpty())
        bytes += "Authorization: Bearer " + token + "\r\n";
    for (const auto &[name, value] : headers)
        bytes += name + ": " + value + "\r\n";
    if (!body.isEmpty() || method == "POST" || method == "PUT")
        bytes += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    return bytes + "\r\n" + body;
}

inline Reply ask(int port, const QByteArray &method, const QByteArray &target, const QByteArray &token,
                 const QByteArray &body = {}, const Headers &headers = {})
{
    RawSocket socket(port);
    socket.send(requestBytes(method, target, token, body, headers));
    return socket.reply(10000, method == "HEAD");
}

} // namespace slipway::test
