#include "service/platform/sandbox/init/Workers.h"

#include "domain/Json.h"
#include "service/platform/sandbox/init/ProcessTree.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace slipway::init {

namespace {

QByteArray readWhole(int fd)
{
    const auto size = ::lseek(fd, 0, SEEK_END);
    QByteArray bytes(std::max<qsizetype>(size, 0), Qt::Uninitialized);
    qsizetype length = 0;
    while (length < bytes.size()) {
        const ssize_t count =
            ::pread(fd, bytes.data() + length, static_cast<std::size_t>(bytes.size() - length), length);
        if (count <= 0)
            break;
        length += count;
    }
    bytes.truncate(length);
    return bytes;
}

void writeWhole(int fd, const QByteArray &bytes)
{
    qsizetype written = 0;
    while (written < bytes.size()) {
        const ssize_t count =
            ::write(fd, bytes.constData() + written, static_cast<std::size_t>(bytes.size() - written));
        if (count <= 0 && errno != EINTR)
            return;
        written += std::max<ssize_t>(count, 0);
    }
}

int forkWorker(const std::function<void()> &body, std::span<const int> keep)
{
    const pid_t child = ::fork();
    if (child != 0)
        return child;
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::setsid();
    // Whatever it starts stays below it, so that ending the worker ends all of it.
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    closeAllBut(keep);
    body();
    ::_exit(0);
}

Failure cannotFork()
{
    return fail(Problem::Kind::Unavailable,
                QStringLiteral("No worker: %1").arg(QString::fromLocal8Bit(std::strerror(errno))));
}

} // namespace

void closeAllBut(std::span<const int> keep)
{
    std::vector<int> kept(keep.begin(), keep.end());
    std::sort(kept.begin(), kept.end());
    unsigned from = 3;
    for (const int fd : kept) {
        const auto number = static_cast<unsigned>(fd);
        if (number > from)
            ::syscall(SYS_close_range, from, number - 1, 0);
        from = std::max(from, number + 1);
    }
    ::syscall(SYS_close_range, from, ~0U, 0);
}

Result<int> Workers::start(const Work &work, Done done, std::span<const int> keep)
{
    FileDescriptor result(static_cast<int>(::syscall(SYS_memfd_create, "result", 1U /* MFD_CLOEXEC */)));
    if (!result.isValid())
        return cannotFork();
    std::vector<int> kept(keep.begin(), keep.end());
    kept.push_back(result.get());
    const int fd = result.get();
    const int pid = forkWorker(
        [&work, fd] {
            const auto outcome = work();
            QJsonObject object{{QStringLiteral("ok"), outcome.has_value()}};
            object.insert(QStringLiteral("value"), outcome ? *outcome : outcome.error().toJson());
            writeWhole(fd, toBytes(object));
        },
        kept);
    if (pid < 0)
        return cannotFork();
    m_running.emplace(pid, Running{std::move(result), std::move(done)});
    return pid;
}

Result<int> Workers::handOver(const std::function<void()> &work, std::span<const int> keep)
{
    const int pid = forkWorker(work, keep);
    if (pid < 0)
        return cannotFork();
    m_running.emplace(pid, Running{});
    return pid;
}

void Workers::cancel(int pid)
{
    const auto found = m_running.find(pid);
    if (found == m_running.end())
        return;
    found->second.done = nullptr;
    signalTree(pid, SIGSTOP); // so that nothing new appears while it is taken down
    signalTree(pid, SIGKILL);
}

bool Workers::ended(int pid, int status)
{
    const auto found = m_running.find(pid);
    if (found == m_running.end())
        return false;
    const Running running = std::move(found->second);
    m_running.erase(found);
    if (!running.done)
        return true;
    const auto object =
        objectFromBytes(readWhole(running.result.get()), QStringLiteral("the worker's result"));
    if (!object) {
        running.done(fail(Problem::Kind::Internal,
                          QStringLiteral("A worker of the environment ended without a result (%1)")
                              .arg(WIFSIGNALED(status) ? QStringLiteral("signal %1").arg(WTERMSIG(status))
                                                       : QStringLiteral("code %1").arg(WEXITSTATUS(status))),
                          QStringLiteral("Try it again.")));
        return true;
    }
    const QJsonObject value = object->value(QLatin1String("value")).toObject();
    if (object->value(QLatin1String("ok")).toBool())
        running.done(value);
    else
        running.done(Failure(Problem::fromJson(value, value.value(QLatin1String("status")).toInt())));
    return true;
}

std::vector<int> Workers::pids() const
{
    std::vector<int> list;
    for (const auto &[pid, running] : m_running)
        list.push_back(pid);
    return list;
}

} // namespace slipway::init
