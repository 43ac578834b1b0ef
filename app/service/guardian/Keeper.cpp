#include "service/guardian/Keeper.h"

#include <algorithm>
#include <array>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace slipway {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

namespace {

constexpr auto readyLimit = 10s;
constexpr auto readySlice = 100ms;
constexpr auto longestPause = 1s; // between starts: back within 2 s wherever a start works

} // namespace

Keeper::Keeper(Care care, std::optional<ProcessId> adopted)
    : m_care(std::move(care)), m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    if (adopted && adopted->isAlive())
        m_state.process = *adopted;
    else if (adopted && adopted->pid > 0) {
        m_downSince = steady_clock::now();
        m_unreported = QStringLiteral("process %1 ended while no guardian was there").arg(adopted->pid);
    }
    m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
}

Keeper::~Keeper()
{
    m_thread.request_stop();
    const quint64 one = 1;
    [[maybe_unused]] const ssize_t written = ::write(m_wake.get(), &one, sizeof one);
    if (m_thread.joinable())
        m_thread.join();
}

Keeper::State Keeper::state() const
{
    const std::lock_guard lock(m_mutex);
    return m_state;
}

void Keeper::setReady(const ProcessId &process)
{
    {
        const std::lock_guard lock(m_mutex);
        m_state.process = process;
        m_state.ready = true;
        m_state.problem.clear();
    }
    m_changed.notify_all();
    if (m_downSince)
        m_care.up(std::chrono::duration_cast<Duration>(steady_clock::now() - *m_downSince));
    m_downSince.reset();
}

void Keeper::setProblem(const Problem &problem)
{
    {
        const std::lock_guard lock(m_mutex);
        m_state.problem = problem.text();
    }
    m_changed.notify_all();
}

// Waits for a reason to look again; a stop comes through the event descriptor.
void Keeper::pause(Duration limit, const std::stop_token &stop) const
{
    pollfd entry{m_wake.get(), POLLIN, 0};
    if (!stop.stop_requested())
        ::poll(&entry, 1, static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(limit).count()));
}

void Keeper::watch(const ProcessId &process, const std::stop_token &stop) const
{
    const FileDescriptor pidfd(static_cast<int>(::syscall(SYS_pidfd_open, process.pid, 0)));
    while (process.isAlive() && !stop.stop_requested()) {
        std::array<pollfd, 2> entries{{{pidfd.get(), POLLIN, 0}, {m_wake.get(), POLLIN, 0}}};
        ::poll(entries.data(), entries.size(), pidfd.isValid() ? -1 : 100);
    }
    ::waitpid(process.pid, nullptr, WNOHANG); // ours is reaped; an adopted one belongs to somebody else
}

void Keeper::reportEnd()
{
    if (!m_unreported.isEmpty())
        m_care.down(std::exchange(m_unreported, {}));
}

// One attempt to have a process that answers.
bool Keeper::bringUp(const std::stop_token &stop)
{
    ProcessId process = state().process;
    if (!process.isAlive()) {
        auto launched = m_care.launch();
        reportEnd();
        if (!launched) {
            setProblem(launched.error());
            return false;
        }
        process = *launched;
        m_care.started(process);
        const std::lock_guard lock(m_mutex);
        m_state.process = process;
    }
    // In slices: one that ends while it starts is seen, and a stop.
    const auto limit = steady_clock::now() + readyLimit;
    auto ready = m_care.ready(readySlice);
    while (!ready && process.isAlive() && !stop.stop_requested() && steady_clock::now() < limit)
        ready = m_care.ready(readySlice);
    if (!ready) {
        setProblem(ready.error());
        if (!stop.stop_requested()) [[maybe_unused]]
            const auto ended = m_care.end(process);
        return false;
    }
    setReady(process);
    return true;
}

void Keeper::run(const std::stop_token &stop)
{
    Duration wait = 50ms;
    while (!stop.stop_requested()) {
        if (!bringUp(stop)) {
            pause(wait, stop);
            wait = std::min<Duration>(wait * 2, longestPause);
            continue;
        }
        const auto upSince = steady_clock::now();
        const ProcessId process = state().process;
        watch(process, stop);
        if (stop.stop_requested())
            return;
        {
            const std::lock_guard lock(m_mutex);
            m_state.ready = false;
            ++m_state.restarts;
        }
        m_downSince = steady_clock::now();
        m_unreported = QStringLiteral("process %1 ended").arg(process.pid);
        // One that keeps ending at once isn't started in a tight loop.
        if (*m_downSince - upSince < 1s) {
            reportEnd();
            pause(wait, stop);
            wait = std::min<Duration>(wait * 2, longestPause);
        } else {
            wait = 50ms;
        }
    }
}

Result<void> Keeper::waitUntilReady(Duration limit)
{
    std::unique_lock lock(m_mutex);
    if (m_changed.wait_for(lock, limit, [this] { return m_state.ready; }))
        return {};
    return fail(Problem::Kind::Timeout, QStringLiteral("It isn't up within %1").arg(toText(limit)),
                m_state.problem.isEmpty() ? QStringLiteral("Look at its log.") : m_state.problem);
}

Result<void> Keeper::end()
{
    m_thread.request_stop();
    const quint64 one = 1;
    [[maybe_unused]] const ssize_t written = ::write(m_wake.get(), &one, sizeof one);
    const ProcessId before = state().process;
    // A start that hangs is ended too: its process is known before it is waited for.
    auto ended = before.pid > 0 ? m_care.end(before) : Result<void>();
    if (m_thread.joinable())
        m_thread.join();
    const ProcessId process = state().process;
    if (process.pid > 0 && !(process == before))
        ended = m_care.end(process);
    ::waitpid(process.pid, nullptr, WNOHANG);
    if (ended)
        m_care.started({});
    const std::lock_guard lock(m_mutex);
    m_state.ready = false;
    return ended;
}

} // namespace slipway
