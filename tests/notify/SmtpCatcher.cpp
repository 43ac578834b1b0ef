#include "notify/SmtpCatcher.h"

#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace slipway::testing {

namespace {

void say(int socket, const QByteArray &text)
{
    const QByteArray bytes = text + "\r\n";
    ::send(socket, bytes.constData(), static_cast<std::size_t>(bytes.size()), MSG_NOSIGNAL);
}

QByteArray addressIn(const QByteArray &line)
{
    const qsizetype open = line.indexOf('<');
    return line.mid(open + 1, line.indexOf('>') - open - 1);
}

} // namespace

QByteArray CaughtMail::header(const QByteArray &name) const
{
    for (const QByteArray &line : data.left(data.indexOf("\r\n\r\n")).split('\n')) {
        if (line.toLower().startsWith(name.toLower() + ':'))
            return line.mid(name.size() + 1).trimmed();
    }
    return {};
}

SmtpCatcher::SmtpCatcher(int port) : m_port(port) {}

SmtpCatcher::~SmtpCatcher()
{
    stop();
}

bool SmtpCatcher::start()
{
    FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_port = htons(static_cast<uint16_t>(m_port));
    name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    socklen_t size = sizeof name;
    if (::bind(socket.get(), reinterpret_cast<sockaddr *>(&name), sizeof name) != 0 ||
        ::listen(socket.get(), 16) != 0 ||
        ::getsockname(socket.get(), reinterpret_cast<sockaddr *>(&name), &size) != 0)
        return false;
    m_port = ntohs(name.sin_port);
    m_listener = std::move(socket);
    m_thread = std::jthread([this](const std::stop_token &stop) {
        std::list<std::jthread> sessions;
        pollfd entry{m_listener.get(), POLLIN, 0};
        while (!stop.stop_requested()) {
            if (::poll(&entry, 1, 20) <= 0)
                continue;
            const int accepted = ::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC);
            ++m_connections;
            sessions.emplace_back([this, accepted](const std::stop_token &inner) { serve(accepted, inner); });
        }
    });
    return true;
}

void SmtpCatcher::stop()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
    m_listener.reset();
}

std::vector<CaughtMail> SmtpCatcher::caught() const
{
    const std::lock_guard lock(m_mutex);
    return m_caught;
}

void SmtpCatcher::serve(int fd, const std::stop_token &stop)
{
    const FileDescriptor socket(fd);
    say(fd, "220 catcher");
    QByteArray input;
    CaughtMail mail;
    bool inData = false;
    pollfd entry{fd, POLLIN, 0};
    while (!stop.stop_requested()) {
        if (::poll(&entry, 1, 20) <= 0)
            continue;
        std::array<char, 65536> space;
        const ssize_t count = ::recv(fd, space.data(), space.size(), 0);
        if (count <= 0)
            return;
        input.append(space.data(), count);
        for (qsizetype end = input.indexOf("\r\n"); end >= 0; end = input.indexOf("\r\n")) {
            const QByteArray line = input.left(end);
            input.remove(0, end + 2);
            if (inData && line != ".") {
                mail.data += (line.startsWith('.') ? line.mid(1) : line) + "\r\n";
                continue;
            }
            QByteArray usual = "250 OK";
            const QByteArray verb = line.left(4).toUpper();
            if (inData) {
                const std::lock_guard lock(m_mutex);
                m_caught.push_back(std::exchange(mail, {}));
                inData = false;
            } else if (verb == "MAIL") {
                mail = {addressIn(line), {}, {}};
            } else if (verb == "DATA") {
                usual = "354 go on";
            } else if (verb == "QUIT") {
                usual = "221 bye";
            }
            const QByteArray other = answer ? answer(line) : QByteArray();
            if (verb == "RCPT" && other.isEmpty())
                mail.to.append(addressIn(line));
            inData = verb == "DATA" && other.isEmpty();
            say(fd, other.isEmpty() ? usual : other);
            if (verb == "QUIT")
                return;
        }
    }
}

} // namespace slipway::testing
