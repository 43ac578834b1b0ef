#include "service/probe/Prober.h"

#include "domain/Clock.h"

#include <QUrl>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <vector>

namespace slipway {

using std::chrono::steady_clock;

namespace {

constexpr quint64 keyQuit = 0;
constexpr quint64 keyTimer = 1;
constexpr quint64 firstConnection = 2;
constexpr auto flushEvery = std::chrono::milliseconds(100);
constexpr std::size_t mostConnections = 8000;
constexpr std::size_t longestHead = 65536;

} // namespace

struct Prober::Connection
{
    quint64 id = 0;
    FileDescriptor socket;
    bool busy = false;
    bool used = false; // has answered before: its end may have crossed the request
    bool again = false;
    qint64 due = 0;
    std::size_t written = 0;
    std::string head;
    bool headDone = false;
    int status = 0;
    qint64 bodyLeft = -1; // -1: until the end of the connection, or chunked
    bool chunked = false;
    bool closes = false;
    qint64 received = 0; // of the body
    std::string tail;    // its last bytes: the end of a chunked one shows there

    void begin(qint64 when)
    {
        busy = true;
        due = when;
        written = 0;
        head.clear();
        headDone = false;
        status = 0;
        bodyLeft = -1;
        chunked = closes = false;
        tail.clear();
        received = 0;
    }
    void takeBody(std::string_view bytes)
    {
        received += static_cast<qint64>(bytes.size());
        tail.append(bytes);
        if (tail.size() > 5)
            tail.erase(0, tail.size() - 5);
    }
    bool isComplete() const { return chunked ? tail == "0\r\n\r\n" : bodyLeft >= 0 && received >= bodyLeft; }
};

struct Prober::State
{
    ProbeSettings settings;
    sockaddr_in address{};
    std::string request;
    ProbeWriter writer;
    FileDescriptor epoll;
    FileDescriptor timer;
    steady_clock::time_point start;
    steady_clock::time_point flushed;
    qint64 sent = 0;
    bool ending = false;
    quint64 nextId = firstConnection;
    std::map<quint64, std::unique_ptr<Connection>> connections;
    std::vector<quint64> idle; // the last used first, so that few are kept warm

    qint64 now() const { return std::chrono::duration_cast<Duration>(steady_clock::now() - start).count(); }
};

Prober::Prober(std::unique_ptr<State> state) : d(std::move(state)) {}
Prober::Prober(Prober &&) noexcept = default;
Prober::~Prober() = default;

Result<Prober> Prober::create(const ProbeSettings &settings)
{
    auto state = std::make_unique<State>();
    state->settings = settings;
    const QUrl url(settings.url);
    state->address.sin_family = AF_INET;
    state->address.sin_port = htons(static_cast<uint16_t>(url.port(80)));
    if (url.scheme() != QLatin1String("http") ||
        ::inet_pton(AF_INET, url.host().toLatin1().constData(), &state->address.sin_addr) != 1)
        return fail(Problem::Kind::Invalid, QStringLiteral("The probe can't ask \"%1\"").arg(settings.url),
                    QStringLiteral("Give it a URL like http://127.0.0.1:8080/ with a numeric address."));
    if (settings.rate < 1 || settings.rate > 10'000)
        return fail(Problem::Kind::Invalid, QStringLiteral("The rate must be 1 to 10000 requests a second"));
    const QString path = url.path().isEmpty() ? QStringLiteral("/") : url.path(QUrl::FullyEncoded);
    state->request =
        QStringLiteral("GET %1 HTTP/1.1\r\nHost: %2:%3\r\nUser-Agent: slipway-probe\r\nAccept: */*\r\n\r\n")
            .arg(path, url.host())
            .arg(url.port(80))
            .toStdString();
    auto writer = ProbeWriter::create(settings.file, SystemClock().now(), settings.rate);
    if (!writer)
        return Failure(writer.error());
    state->writer = std::move(*writer);
    state->epoll = FileDescriptor(::epoll_create1(EPOLL_CLOEXEC));
    state->timer = FileDescriptor(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK));
    return Prober(std::move(state));
}

Result<void> Prober::run(int quit)
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = keyQuit;
    ::epoll_ctl(d->epoll.get(), EPOLL_CTL_ADD, quit, &event);
    event.data.u64 = keyTimer;
    ::epoll_ctl(d->epoll.get(), EPOLL_CTL_ADD, d->timer.get(), &event);
    const long period = 1'000'000'000L / static_cast<long>(d->settings.rate);
    const itimerspec ticks{{period / 1'000'000'000L, period % 1'000'000'000L}, {0, 1}};
    d->start = d->flushed = steady_clock::now();
    ::timerfd_settime(d->timer.get(), 0, &ticks, nullptr);
    auto endBy = d->start + d->settings.most;
    while (steady_clock::now() < endBy + (d->ending ? Duration(0) : d->settings.farewell)) {
        std::array<epoll_event, 128> events{};
        const int count = ::epoll_wait(d->epoll.get(), events.data(), static_cast<int>(events.size()), 100);
        for (int i = 0; i < count; ++i) {
            const epoll_event &ready = events[static_cast<std::size_t>(i)];
            if (ready.data.u64 == keyTimer)
                sendDue();
            else if (const auto found = d->connections.find(ready.data.u64); found != d->connections.end())
                onEvent(*found->second, ready.events);
            else if (ready.data.u64 == keyQuit && !d->ending) {
                d->ending = true;
                ::epoll_ctl(d->epoll.get(), EPOLL_CTL_DEL, quit, nullptr);
                endBy = steady_clock::now() + d->settings.farewell;
            }
        }
        dropLate();
        if (d->ending && d->idle.size() == d->connections.size())
            break;
        if (!d->ending && steady_clock::now() >= endBy) {
            d->ending = true;
            endBy += d->settings.farewell;
        }
        if (steady_clock::now() - d->flushed >= flushEvery) {
            d->flushed = steady_clock::now();
            if (auto written = d->writer.flush(); !written)
                return written;
        }
    }
    for (const auto &[id, connection] : d->connections) {
        if (connection->busy)
            d->writer.add({connection->due, static_cast<quint32>(d->now() - connection->due), 0,
                           ProbeError::Unfinished});
    }
    return d->writer.flush();
}

// Whatever is due by now goes out, each with the time at which it should have gone.
void Prober::sendDue()
{
    quint64 expired = 0;
    [[maybe_unused]] const ssize_t got = ::read(d->timer.get(), &expired, sizeof expired);
    const qint64 period = 1'000'000 / static_cast<qint64>(d->settings.rate);
    while (!d->ending && d->sent * period <= d->now())
        sendOne(d->sent++ * period);
}

void Prober::sendOne(qint64 due)
{
    while (!d->idle.empty()) {
        const quint64 id = d->idle.back();
        d->idle.pop_back();
        const auto found = d->connections.find(id);
        if (found == d->connections.end())
            continue;
        found->second->begin(due);
        if (!write(*found->second))
            onClosed(*found->second);
        return;
    }
    if (d->connections.size() >= mostConnections) {
        d->writer.add({due, 0, 0, ProbeError::Timeout});
        return;
    }
    auto owned = std::make_unique<Connection>();
    Connection &connection = *owned;
    connection.id = d->nextId++;
    connection.begin(due);
    d->connections[connection.id] = std::move(owned);
    if (!connect(connection))
        finish(connection, 0, ProbeError::Refused);
}

bool Prober::connect(Connection &connection)
{
    connection.socket = FileDescriptor(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    const int on = 1;
    ::setsockopt(connection.socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(connection.socket.get(), reinterpret_cast<const sockaddr *>(&d->address),
                  sizeof d->address) != 0 &&
        errno != EINPROGRESS)
        return false;
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    event.data.u64 = connection.id;
    ::epoll_ctl(d->epoll.get(), EPOLL_CTL_ADD, connection.socket.get(), &event);
    return true;
}

bool Prober::write(Connection &connection)
{
    while (connection.written < d->request.size()) {
        const ssize_t count = ::send(connection.socket.get(), d->request.data() + connection.written,
                                     d->request.size() - connection.written, MSG_NOSIGNAL);
        if (count <= 0)
            return count < 0 && (errno == EAGAIN || errno == EINTR || errno == ENOTCONN);
        connection.written += static_cast<std::size_t>(count);
    }
    return true;
}

void Prober::onEvent(Connection &connection, unsigned events)
{
    if (connection.busy && (events & EPOLLOUT) != 0 && !write(connection)) {
        onClosed(connection);
        return;
    }
    for (;;) {
        std::array<char, 16384> space;
        const ssize_t count = ::recv(connection.socket.get(), space.data(), space.size(), 0);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && errno == EAGAIN)
            return;
        if (count <= 0 || !connection.busy) {
            onClosed(connection);
            return;
        }
        if (!connection.headDone) {
            connection.head.append(space.data(), static_cast<std::size_t>(count));
            if (connection.head.size() > longestHead) {
                finish(connection, 0, ProbeError::Malformed);
                return;
            }
            if (!parse(connection))
                continue;
        } else {
            connection.takeBody({space.data(), static_cast<std::size_t>(count)});
        }
        if (connection.isComplete()) {
            finish(connection, connection.status, ProbeError::None);
            return;
        }
    }
}

// Looks for the end of the head; false while it isn't there.
bool Prober::parse(Connection &connection)
{
    const auto end = connection.head.find("\r\n\r\n");
    if (end == std::string::npos)
        return false;
    const std::string body = connection.head.substr(end + 4);
    connection.head.resize(end + 2);
    std::string &head = connection.head;
    std::transform(head.begin(), head.end(), head.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (head.starts_with("http/1.") && head.size() > 12)
        connection.status = std::atoi(head.c_str() + 9);
    connection.headDone = true;
    connection.closes = head.find("\r\nconnection: close") != std::string::npos;
    connection.chunked = head.find("\r\ntransfer-encoding: chunked") != std::string::npos;
    const auto length = head.find("\r\ncontent-length:");
    if (length != std::string::npos)
        connection.bodyLeft = std::atoll(head.c_str() + length + 17);
    else if (connection.status == 204 || connection.status == 304)
        connection.bodyLeft = 0;
    connection.takeBody(body);
    return true;
}

void Prober::onClosed(Connection &connection)
{
    if (!connection.busy) {
        std::erase(d->idle, connection.id);
        d->connections.erase(connection.id);
        return;
    }
    if (connection.headDone && !connection.chunked && connection.bodyLeft < 0) {
        connection.closes = true; // that was the end of the body
        finish(connection, connection.status, ProbeError::None);
        return;
    }
    // A kept connection may end just when the next request goes out: every client asks once more then.
    if (connection.used && !connection.again && connection.head.empty()) {
        const qint64 due = connection.due;
        connection.begin(due);
        connection.again = true;
        if (!connect(connection))
            finish(connection, 0, ProbeError::Refused);
        return;
    }
    finish(connection, 0, connection.written == 0 ? ProbeError::Refused : ProbeError::Closed);
}

void Prober::finish(Connection &connection, int status, ProbeError error)
{
    const bool fine = error == ProbeError::None && status >= 100 && status < 600;
    d->writer.add({connection.due, static_cast<quint32>(d->now() - connection.due),
                   static_cast<quint16>(fine ? status : 0),
                   fine || error != ProbeError::None ? error : ProbeError::Malformed});
    if (!fine || connection.closes) {
        d->connections.erase(connection.id);
        return;
    }
    connection.busy = false;
    connection.used = true;
    connection.again = false;
    d->idle.push_back(connection.id);
}

void Prober::dropLate()
{
    const qint64 late = d->now() - d->settings.requestLimit.count();
    std::vector<Connection *> found;
    for (const auto &[id, connection] : d->connections) {
        if (connection->busy && connection->due < late)
            found.push_back(connection.get());
    }
    for (Connection *connection : found)
        finish(*connection, 0, ProbeError::Timeout);
}

} // namespace slipway
