#include "service/guardian/Egress.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace slipway {

namespace {

constexpr int breath = 100; // milliseconds until another try when descriptors ran out

void signalDescriptor(int fd)
{
    const quint64 one = 1;
    [[maybe_unused]] const ssize_t written = ::write(fd, &one, sizeof one);
}

// Sent without waiting: a client that has come only to fill up the place gets nothing more.
void turnAway(int socket)
{
    const QByteArray text =
        egressRefusal(503, {Problem::Kind::Unavailable,
                            QStringLiteral("Too many connections lead out of this environment at once"),
                            {},
                            QStringLiteral("Close some, or try again later.")});
    ::send(socket, text.constData(), static_cast<std::size_t>(text.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
}

} // namespace

Egress::Egress(const QString &dataFolder, EgressLimits limits, Tell tell)
    : m_doors(dataFolder + QStringLiteral("/doors")),
      m_folder(dataFolder + QStringLiteral("/doors")),
      m_limits(limits),
      m_settings(dataFolder),
      m_tell(std::move(tell)),
      m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    m_refusals->wake = FileDescriptor(::fcntl(m_wake.get(), F_DUPFD_CLOEXEC, 0));
    m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
}

Egress::~Egress()
{
    m_thread.request_stop();
    wake();
    m_thread.join();
    for (const Guest &guest : m_guests)
        guest.connection->end();
    tellRefusals(true);
}

void Egress::wake() const
{
    signalDescriptor(m_wake.get());
}

Result<void> Egress::open(int slot)
{
    auto listener = m_doors.listen(QStringLiteral("%1/%2/out.sock").arg(m_folder).arg(slot));
    if (!listener)
        return Failure(listener.error());
    {
        const std::lock_guard lock(m_mutex);
        m_listeners[slot] = std::move(listener->socket);
    }
    wake();
    return {};
}

void Egress::shut(int slot)
{
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_listeners.find(slot); found != m_listeners.end()) {
        // The thread that polls it holds it for a moment still: only this refuses whoever knocks at once.
        ::shutdown(found->second.get(), SHUT_RDWR);
        m_listeners.erase(found);
    }
    for (const Guest &guest : m_guests) {
        if (guest.slot == slot)
            guest.connection->end();
    }
    wake();
}

bool Egress::isOpen(int slot) const
{
    const std::lock_guard lock(m_mutex);
    return m_listeners.contains(slot);
}

int Egress::countOf(int slot) const
{
    return static_cast<int>(std::count_if(m_guests.begin(), m_guests.end(), [slot](const Guest &guest) {
        return guest.slot == slot && !guest.connection->isFinished();
    }));
}

int Egress::connections(int slot) const
{
    const std::lock_guard lock(m_mutex);
    return countOf(slot);
}

void Egress::sweep()
{
    m_guests.remove_if([](const Guest &guest) { return guest.connection->isFinished(); });
}

bool Egress::admit(int slot, int listener)
{
    sweep();
    for (;;) {
        FileDescriptor accepted(::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC));
        if (!accepted.isValid())
            return errno != EMFILE && errno != ENFILE;
        if (countOf(slot) >= mostOfSlot || m_guests.size() >= static_cast<std::size_t>(mostOfAll)) {
            turnAway(accepted.get());
            continue;
        }
        auto connection = std::make_shared<EgressConnection>(std::move(accepted), m_settings.current().allow,
                                                             m_limits, [slot, refusals = m_refusals] {
                                                                 const std::lock_guard lock(refusals->mutex);
                                                                 ++refusals->bySlot[slot];
                                                                 signalDescriptor(refusals->wake.get());
                                                             });
        try {
            std::thread([connection] { connection->run(); }).detach();
        } catch (const std::system_error &) {
            continue; // no more threads: closed, as if nobody listened
        }
        m_guests.push_back({slot, std::move(connection)});
    }
}

int Egress::tellRefusals(bool all)
{
    std::map<int, int> due;
    auto wait = Duration::max();
    {
        const std::lock_guard lock(m_refusals->mutex);
        const auto now = std::chrono::steady_clock::now();
        std::erase_if(m_refusals->bySlot, [&](const auto &item) {
            const auto told = m_told.find(item.first);
            if (!all && told != m_told.end() && now < told->second + m_limits.tellEvery) {
                wait = std::min(wait, std::chrono::ceil<Duration>(told->second + m_limits.tellEvery - now));
                return false;
            }
            m_told[item.first] = now;
            due.insert(item);
            return true;
        });
    }
    for (const auto &[slot, refused] : due) {
        if (m_tell)
            m_tell(slot, refused);
    }
    if (wait == Duration::max())
        return -1;
    return static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(wait).count());
}

void Egress::run(const std::stop_token &stop)
{
    bool exhausted = false; // who knocks waits: asking for them would only spin
    while (!stop.stop_requested()) {
        std::vector<pollfd> entries{{m_wake.get(), POLLIN, 0}};
        if (!exhausted) {
            const std::lock_guard lock(m_mutex);
            for (const auto &[slot, listener] : m_listeners)
                entries.push_back({listener.get(), POLLIN, 0});
        }
        const int untilTold = tellRefusals(false);
        ::poll(entries.data(), entries.size(), exhausted ? breath : untilTold);
        quint64 read = 0;
        [[maybe_unused]] const ssize_t got = ::read(m_wake.get(), &read, sizeof read);
        // Those that are there now: a door may have been shut meanwhile. Accepting doesn't wait.
        const std::lock_guard lock(m_mutex);
        exhausted = false;
        for (const auto &[slot, listener] : m_listeners)
            exhausted = !admit(slot, listener.get()) || exhausted;
    }
}

} // namespace slipway
