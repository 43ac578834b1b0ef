// An HTTP server for a test: a real socket, and whatever answer the test wants.
#pragma once
#include <QByteArray>
#include <QString>

#include <arpa/inet.h>
#include <functional>
#include <mutex>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace slipway::test {

// Takes one connection after the other, reads a request and does what the test says.
class OneServer
{
public:
    using Answer = std::function<QByteArray(const QByteArray &)>; // nothing: it hangs up without a word
    explicit OneServer(Answer answer, bool hangs = false) : m_answer(std::move(answer)), m_hangs(hangs)
    {
        m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in name{};
        name.sin_family = AF_INET;
        name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof name;
        if (::bind(m_listener, reinterpret_cast<sockaddr *>(&name), size) != 0 ||
            ::listen(m_listener, 8) != 0)
            qFatal("no server");
        ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&name), &size);
        m_port = ntohs(name.sin_port);
        m_thread = std::jthread([this](const std::stop_token &stop) { serve(stop); });
    }
    ~OneServer()
    {
        m_thread.request_stop();
        m_thread.join();
        ::close(m_listener);
    }
    QString url() const { return QStringLiteral("http://127.0.0.1:%1/eva").arg(m_port); }
    std::vector<QByteArray> requests() const // whole
    {
        const std::lock_guard lock(m_mutex);
        return m_requests;
    }
    int count() const { return static_cast<int>(requests().size()); }

private:
    void serve(const std::stop_token &stop)
    {
        while (!stop.stop_requested()) {
            pollfd look{m_listener, POLLIN, 0};
            if (::poll(&look, 1, 20) != 1)
                continue;
            const int fd = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
            QByteArray bytes;
            while (!isWhole(bytes)) {
                char space[4096];
                const ssize_t n = ::recv(fd, space, sizeof space, 0);
                if (n <= 0)
                    break;
                bytes.append(space, n);
            }
            {
                const std::lock_guard lock(m_mutex);
                m_requests.push_back(bytes);
            }
            while (m_hangs && !stop.stop_requested()) {
                pollfd gone{fd, POLLIN, 0};
                if (::poll(&gone, 1, 20) == 1)
                    break;
            }
            const QByteArray answer = m_answer ? m_answer(bytes) : QByteArray();
            for (qsizetype sent = 0; sent < answer.size();) {
                const ssize_t n = ::send(fd, answer.constData() + sent,
                                         static_cast<std::size_t>(answer.size() - sent), MSG_NOSIGNAL);
                if (n <= 0)
                    break;
                sent += n;
            }
            ::close(fd);
        }
    }
    static bool isWhole(const QByteArray &bytes)
    {
        const qsizetype end = bytes.indexOf("\r\n\r\n");
        const qsizetype length = bytes.indexOf("Content-Length: ");
        return end > 0 && (length < 0 || bytes.size() - end - 4 >=
                                             bytes.mid(length + 16, 12).split('\r').front().toLongLong());
    }

    Answer m_answer;
    bool m_hangs;
    mutable std::mutex m_mutex;
    std::vector<QByteArray> m_requests;
    int m_listener = -1;
    int m_port = 0;
    std::jthread m_thread;
};

inline QByteArray http(int status, const QByteArray &more = {}, const QByteArray &body = {})
{
    return "HTTP/1.1 " + QByteArray::number(status) +
           " X\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + more + "\r\n" + body;
}

} // namespace slipway::test
