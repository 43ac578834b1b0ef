// A TCP server on an address of this machine that sends back what it gets, until its client has finished.
#pragma once
#include "service/ipc/FileDescriptor.h"

#include <QByteArray>

#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <list>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>

namespace slipway::testing {

class EchoServer
{
public:
    explicit EchoServer(const QByteArray &address = "127.0.0.1", int port = 0)
        : m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in name{};
        name.sin_family = AF_INET;
        name.sin_port = htons(static_cast<uint16_t>(port));
        ::inet_pton(AF_INET, address.constData(), &name.sin_addr);
        socklen_t size = sizeof name;
        const int on = 1;
        ::setsockopt(m_listener.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        if (::bind(m_listener.get(), reinterpret_cast<sockaddr *>(&name), sizeof name) != 0 ||
            ::listen(m_listener.get(), 100) != 0)
            return;
        ::getsockname(m_listener.get(), reinterpret_cast<sockaddr *>(&name), &size);
        m_port = ntohs(name.sin_port);
        m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
    }
    int port() const { return m_port; } // 0: it doesn't listen
    int visitors() const { return m_visitors; }
    int present() const { return m_present; }

private:
    void run(const std::stop_token &stop)
    {
        std::list<std::jthread> sessions;
        while (!stop.stop_requested()) {
            pollfd entry{m_listener.get(), POLLIN, 0};
            if (::poll(&entry, 1, 20) <= 0)
                continue;
            const int fd = ::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC);
            ++m_visitors;
            ++m_present;
            sessions.emplace_back(
                [this, fd](const std::stop_token &inner) { echo(FileDescriptor(fd), inner); });
        }
    }
    void echo(FileDescriptor socket, const std::stop_token &stop)
    {
        while (!stop.stop_requested()) {
            pollfd entry{socket.get(), POLLIN, 0};
            if (::poll(&entry, 1, 20) <= 0)
                continue;
            std::array<char, 65536> space;
            const ssize_t count = ::recv(socket.get(), space.data(), space.size(), 0);
            if (count <= 0)
                break;
            ::send(socket.get(), space.data(), static_cast<std::size_t>(count), MSG_NOSIGNAL);
        }
        --m_present;
    }

    FileDescriptor m_listener;
    int m_port = 0;
    std::atomic<int> m_visitors = 0;
    std::atomic<int> m_present = 0;
    std::jthread m_thread;
};

} // namespace slipway::testing
