#include "gateway/TinyServer.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cctype>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace slipway::testing {

using namespace std::chrono;

namespace {

bool readMore(int fd, std::string &buffer, const std::stop_token *stop, milliseconds limit)
{
    const auto end = steady_clock::now() + limit;
    for (;;) {
        pollfd entry{fd, POLLIN, 0};
        if ((stop && stop->stop_requested()) || steady_clock::now() > end)
            return false;
        if (::poll(&entry, 1, 20) == 0)
            continue;
        std::array<char, 65536> space;
        const ssize_t count = ::recv(fd, space.data(), space.size(), 0);
        if (count <= 0)
            return false;
        buffer.append(space.data(), static_cast<std::size_t>(count));
        return true;
    }
}

bool sendAll(int fd, const std::string &bytes)
{
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const ssize_t count = ::send(fd, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (count <= 0)
            return false;
        sent += static_cast<std::size_t>(count);
    }
    return true;
}

std::string header(const std::string &head, const std::string &name)
{
    std::string lower(head);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    const auto at = lower.find("\r\n" + name + ":");
    if (at == std::string::npos)
        return {};
    const auto from = lower.find_first_not_of(' ', at + name.size() + 3);
    return lower.substr(from, lower.find("\r\n", from) - from);
}

// Takes one body off the buffer; false when the connection ended before it did.
template <class More>
bool takeBody(const std::string &head, std::string &buffer, std::string &body, const More &more)
{
    if (header(head, "transfer-encoding") == "chunked") {
        for (;;) {
            std::size_t line = 0;
            while ((line = buffer.find("\r\n")) == std::string::npos) {
                if (!more())
                    return false;
            }
            const std::size_t size = std::stoul(buffer.substr(0, line), nullptr, 16);
            while (buffer.size() < line + 2 + size + 2) {
                if (!more())
                    return false;
            }
            body += buffer.substr(line + 2, size);
            buffer.erase(0, line + 2 + size + 2);
            if (size == 0)
                return true;
        }
    }
    const std::string length = header(head, "content-length");
    const std::size_t size = length.empty() ? 0 : std::stoul(length);
    while (buffer.size() < size) {
        if (!more())
            return false;
    }
    body = buffer.substr(0, size);
    buffer.erase(0, size);
    return true;
}

} // namespace

TinyServer::TinyServer(const QString &socket, std::string name) : m_path(socket), m_name(std::move(name))
{
    start();
}

TinyServer::~TinyServer()
{
    stop();
}

void TinyServer::start()
{
    m_listener = std::move(*listenAt(m_path, 0666));
    m_acceptor = std::jthread([this](const std::stop_token &stop) {
        while (!stop.stop_requested()) {
            auto accepted = acceptFrom(m_listener.get(), milliseconds(20));
            if (!accepted)
                continue;
            const int fd = accepted->release();
            const std::lock_guard lock(m_mutex);
            m_open.push_back(fd);
            m_workers.emplace_back([this, fd](const std::stop_token &end) { serve(fd, end); });
        }
    });
}

void TinyServer::stop()
{
    m_acceptor = {};
    m_listener.reset();
    ::unlink(m_path.toLocal8Bit().constData());
    std::vector<std::jthread> workers;
    {
        const std::lock_guard lock(m_mutex);
        for (const int fd : m_open)
            ::shutdown(fd, SHUT_RDWR);
        workers = std::exchange(m_workers, {});
    }
    workers.clear();
    for (const int fd : m_open)
        ::close(fd);
    m_open.clear();
}

std::map<std::string, int> TinyServer::bodies() const
{
    const std::lock_guard lock(m_mutex);
    return m_bodies;
}

void TinyServer::serve(int fd, const std::stop_token &stop)
{
    std::string buffer;
    while (!stop.stop_requested() && answer(fd, buffer, stop)) {
    }
    ::shutdown(fd, SHUT_RDWR);
}

bool TinyServer::answer(int fd, std::string &buffer, const std::stop_token &stop)
{
    const auto more = [&] { return readMore(fd, buffer, &stop, hours(1)); };
    std::size_t end = 0;
    while ((end = buffer.find("\r\n\r\n")) == std::string::npos) {
        if (!more())
            return false;
    }
    const std::string head = buffer.substr(0, end + 2);
    buffer.erase(0, end + 4);
    if (!header(head, "upgrade").empty()) {
        ++m_upgraded;
        bool fine =
            sendAll(fd, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
        while (fine && more())
            fine = sendAll(fd, std::exchange(buffer, {}));
        --m_upgraded;
        return false;
    }
    ++m_inside;
    ++m_requests;
    std::string body;
    bool fine = takeBody(head, buffer, body, more);
    if (fine && !body.empty()) {
        const std::lock_guard lock(m_mutex);
        ++m_bodies[body];
    }
    const auto until = steady_clock::now() + m_delay.load();
    while (fine && steady_clock::now() < until && !stop.stop_requested())
        ::poll(nullptr, 0, 1);
    const std::string text = m_name + (body.empty() ? "" : " " + body.substr(0, 200));
    --m_inside; // before the client can have the answer, and look
    fine = fine && !m_dropsNext.exchange(false) &&
           sendAll(fd, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " +
                           std::to_string(text.size()) + "\r\n\r\n" + text);
    return fine;
}

KeepAliveClient::KeepAliveClient(std::string address, int port) : m_address(std::move(address)), m_port(port)
{
}

bool KeepAliveClient::connect()
{
    m_socket = FileDescriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_port = htons(static_cast<uint16_t>(m_port));
    ::inet_pton(AF_INET, m_address.c_str(), &name.sin_addr);
    const int on = 1;
    ::setsockopt(m_socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(m_socket.get(), reinterpret_cast<const sockaddr *>(&name), sizeof name) == 0)
        return true;
    m_socket.reset();
    return false;
}

bool KeepAliveClient::write(const std::string &bytes)
{
    return (m_socket.isValid() || connect()) && sendAll(m_socket.get(), bytes);
}

Answer KeepAliveClient::read()
{
    Answer answer;
    std::string buffer;
    const auto more = [&] { return readMore(m_socket.get(), buffer, nullptr, seconds(30)); };
    std::size_t end = 0;
    while ((end = buffer.find("\r\n\r\n")) == std::string::npos) {
        if (!m_socket.isValid() || !more()) {
            m_socket.reset();
            return answer;
        }
    }
    const std::string head = buffer.substr(0, end + 2);
    buffer.erase(0, end + 4);
    for (const char *name : {"retry-after", "content-type", "upgrade"})
        answer.headers[name] = header(head, name);
    const int status = std::stoi(head.substr(9, 3));
    if (status != 101 && !takeBody(head, buffer, answer.body, more)) {
        m_socket.reset();
        return answer;
    }
    answer.status = status;
    if (header(head, "connection") == "close")
        m_socket.reset();
    return answer;
}

Answer KeepAliveClient::ask(const std::string &request)
{
    const auto began = steady_clock::now();
    Answer answer;
    if (write(request))
        answer = read();
    else
        m_socket.reset();
    answer.took = duration_cast<microseconds>(steady_clock::now() - began);
    return answer;
}

Answer KeepAliveClient::get(const std::string &path)
{
    return ask("GET " + path + " HTTP/1.1\r\nHost: " + m_address + "\r\n\r\n");
}

Answer KeepAliveClient::post(const std::string &body, const std::string &path)
{
    return ask("POST " + path + " HTTP/1.1\r\nHost: " + m_address +
               "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
}

} // namespace slipway::testing
