// An SMTP server that does as the test says with whoever comes: a real socket, each session on its own
// thread.
#pragma once
#include "service/ipc/FileDescriptor.h"

#include <QByteArray>
#include <QtGlobal>

#include <arpa/inet.h>
#include <functional>
#include <list>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace slipway::testing {

class BadSmtp
{
public:
    using Talk = std::function<void(int fd, const std::stop_token &)>;
    explicit BadSmtp(Talk talk) : m_talk(std::move(talk))
    {
        m_listener = FileDescriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_in name{};
        name.sin_family = AF_INET;
        name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof name;
        if (::bind(m_listener.get(), reinterpret_cast<sockaddr *>(&name), size) != 0 ||
            ::listen(m_listener.get(), 16) != 0 ||
            ::getsockname(m_listener.get(), reinterpret_cast<sockaddr *>(&name), &size) != 0)
            qFatal("no server");
        m_port = ntohs(name.sin_port);
        m_thread = std::jthread([this](const std::stop_token &stop) { listen(stop); });
    }
    int port() const { return m_port; }

    // Nothing, until the other one goes.
    static void silent(int fd, const std::stop_token &stop)
    {
        while (!stop.stop_requested() && !isGone(fd, 20)) {
        }
    }
    // A greeting without end, a byte at a time.
    static Talk drip(int milliseconds)
    {
        return [milliseconds](int fd, const std::stop_token &stop) {
            const QByteArray line = "220-please wait a little\r\n";
            for (qsizetype at = 0; !stop.stop_requested() && !isGone(fd, milliseconds); ++at)
                ::send(fd, line.constData() + at % line.size(), 1, MSG_NOSIGNAL);
        };
    }
    // All goes well until the message is on its way; then it hangs up.
    static void dropInData(int fd, const std::stop_token &stop)
    {
        say(fd, "220 bad\r\n");
        bool inData = false;
        char space[4096];
        while (!stop.stop_requested()) {
            pollfd entry{fd, POLLIN, 0};
            if (::poll(&entry, 1, 20) != 1)
                continue;
            const ssize_t count = ::recv(fd, space, sizeof space, 0);
            if (count <= 0 || inData)
                return;
            inData = QByteArray(space, count).startsWith("DATA");
            say(fd, inData ? "354 go on\r\n" : "250 OK\r\n");
        }
    }

private:
    static void say(int fd, const QByteArray &text)
    {
        ::send(fd, text.constData(), static_cast<std::size_t>(text.size()), MSG_NOSIGNAL);
    }
    static bool isGone(int fd, int milliseconds)
    {
        pollfd entry{fd, POLLIN, 0};
        char space[256];
        return ::poll(&entry, 1, milliseconds) == 1 && ::recv(fd, space, sizeof space, 0) <= 0;
    }
    void listen(const std::stop_token &stop)
    {
        std::list<std::jthread> sessions;
        while (!stop.stop_requested()) {
            pollfd entry{m_listener.get(), POLLIN, 0};
            if (::poll(&entry, 1, 20) != 1)
                continue;
            const int accepted = ::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC);
            sessions.emplace_back([this, accepted](const std::stop_token &inner) {
                const FileDescriptor socket(accepted);
                m_talk(socket.get(), inner);
            });
        }
    }

    Talk m_talk;
    FileDescriptor m_listener;
    int m_port = 0;
    std::jthread m_thread;
};

} // namespace slipway::testing
