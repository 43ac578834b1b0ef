#include "service/ipc/Process.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ; // POSIX

namespace slipway {

namespace {

constexpr qsizetype mostOutput = 16 * 1024 * 1024;

QString systemError(int code)
{
    return QString::fromLocal8Bit(std::strerror(code));
}

// What the child needs, made before the fork: only async-signal-safe calls come after it.
struct Prepared
{
    std::vector<QByteArray> strings;
    std::vector<char *> arguments;
    std::vector<QByteArray> variables;
    std::vector<char *> environment;
    QByteArray folder;

    Prepared(const QStringList &list, const SpawnOptions &options)
    {
        for (const QString &item : list)
            strings.push_back(item.toLocal8Bit());
        for (QByteArray &item : strings)
            arguments.push_back(item.data());
        arguments.push_back(nullptr);
        for (const auto &[name, value] : options.environment)
            variables.push_back((name + QLatin1Char('=') + value).toLocal8Bit());
        for (QByteArray &item : variables)
            environment.push_back(item.data());
        environment.push_back(nullptr);
        folder = options.folder.toLocal8Bit();
    }
};

[[noreturn]] void failInChild(int report)
{
    const int code = errno;
    [[maybe_unused]] const ssize_t written = ::write(report, &code, sizeof code);
    ::_exit(127);
}

// False at the end of the pipe.
bool readNumber(int pipe, int &number)
{
    ssize_t count = 0;
    do {
        count = ::read(pipe, &number, sizeof number);
    } while (count < 0 && errno == EINTR);
    return count == sizeof number;
}

void placeDescriptors(const SpawnOptions &options, int &report)
{
    // Nothing leaks into the child but what is placed below, whoever opened it and how.
    ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
    // First out of the way of every target number, then into place.
    constexpr int high = 200;
    std::vector<std::pair<int, int>> wanted = options.inherited;
    if (options.input >= 0)
        wanted.emplace_back(options.input, 0);
    if (options.output >= 0)
        wanted.emplace_back(options.output, 1);
    if (options.error >= 0)
        wanted.emplace_back(options.error, 2);
    report = ::fcntl(report, F_DUPFD_CLOEXEC, high);
    for (auto &entry : wanted)
        entry.first = ::fcntl(entry.first, F_DUPFD_CLOEXEC, high);
    for (const auto &entry : wanted)
        ::dup2(entry.first, entry.second);
}

[[noreturn]] void runChild(Prepared &prepared, const SpawnOptions &options, int report, pid_t parent)
{
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    for (const int number : {SIGPIPE, SIGTERM, SIGINT, SIGHUP, SIGCHLD})
        ::signal(number, SIG_DFL);
    if (options.newSession || options.detached)
        ::setsid();
    if (options.detached) {
        // The one in between ends at once, so that the program's parent is init; it says its pid first.
        if (::fork() > 0)
            ::_exit(0);
        const int self = ::getpid();
        if (::write(report, &self, sizeof self) != sizeof self)
            ::_exit(127);
    }
    if (options.diesWithParent) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent)
            ::_exit(127);
    }
    if (options.input < 0) {
        const int null = ::open("/dev/null", O_RDWR);
        ::dup2(null, 0);
        if (null > 2)
            ::close(null);
    }
    placeDescriptors(options, report);
    if (options.uid && (::syscall(SYS_setgroups, 0, nullptr) != 0 ||
                        ::setresgid(*options.uid, *options.uid, *options.uid) != 0 ||
                        ::setresuid(*options.uid, *options.uid, *options.uid) != 0))
        failInChild(report);
    if (!prepared.folder.isEmpty() && ::chdir(prepared.folder.constData()) != 0)
        failInChild(report);
    if (prepared.environment.size() > 1)
        ::environ = prepared.environment.data();
    ::execvp(prepared.arguments[0], prepared.arguments.data());
    failInChild(report);
}

int openPidfd(int pid)
{
    return static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
}

bool waitGone(const ProcessId &process, int pidfd, Duration limit)
{
    using namespace std::chrono;
    const auto end = steady_clock::now() + limit;
    while (process.isAlive()) {
        const auto left = duration_cast<milliseconds>(end - steady_clock::now()).count();
        if (left <= 0)
            return false;
        pollfd entry{pidfd, POLLIN, 0};
        ::poll(&entry, 1, static_cast<int>(std::min<long long>(left, 100)));
        ::waitpid(process.pid, nullptr, WNOHANG); // a zombie of ours is reaped, of others ignored
    }
    return true;
}

// A write to a program that has ended is no reason to end ourselves, whatever the caller does about SIGPIPE.
ssize_t writeWithoutSignal(int fd, const char *bytes, std::size_t size)
{
    sigset_t pipe;
    sigset_t before;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipe, &before);
    const ssize_t count = ::write(fd, bytes, size);
    const int code = errno;
    if (count < 0 && code == EPIPE && !sigismember(&before, SIGPIPE)) {
        const timespec now{0, 0};
        ::sigtimedwait(&pipe, nullptr, &now);
    }
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    errno = code;
    return count;
}

// Feeds input and collects both outputs until they close.
Result<void> pump(int input, const QByteArray &bytes, int output, int error, Finished &finished,
                  Duration timeout, const std::stop_token &stop)
{
    using namespace std::chrono;
    const auto end = steady_clock::now() + timeout;
    FileDescriptor feed(input);
    qsizetype fed = 0;
    std::array<bool, 2> open{true, true};
    if (bytes.isEmpty())
        feed.reset();
    while (open[0] || open[1]) {
        if (stop.stop_requested())
            return fail(Problem::Kind::Cancelled, QStringLiteral("Cancelled"));
        if (steady_clock::now() >= end)
            return fail(Problem::Kind::Timeout,
                        QStringLiteral("Not finished within %1").arg(toText(timeout)));
        std::array<pollfd, 3> entries{{{open[0] ? output : -1, POLLIN, 0},
                                       {open[1] ? error : -1, POLLIN, 0},
                                       {feed.get(), POLLOUT, 0}}};
        const auto left = duration_cast<milliseconds>(end - steady_clock::now()).count() + 1;
        if (::poll(entries.data(), entries.size(), static_cast<int>(std::min<long long>(left, 50))) < 0 &&
            errno != EINTR)
            return fail(Problem::Kind::Internal, QStringLiteral("poll: %1").arg(systemError(errno)));
        for (std::size_t i = 0; i < 2; ++i) {
            if (!entries[i].revents)
                continue;
            std::array<char, 65536> space;
            const ssize_t count = ::read(entries[i].fd, space.data(), space.size());
            QByteArray &into = i == 0 ? finished.output : finished.error;
            if (count > 0 && into.size() < mostOutput)
                into.append(space.data(), count);
            else if (count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN))
                open[i] = false;
        }
        if (entries[2].revents) {
            const ssize_t count = writeWithoutSignal(feed.get(), bytes.constData() + fed,
                                                     static_cast<std::size_t>(bytes.size() - fed));
            fed += std::max<ssize_t>(count, 0);
            if (fed == bytes.size() || (count < 0 && errno != EINTR && errno != EAGAIN))
                feed.reset();
        }
    }
    return {};
}

} // namespace

std::optional<ProcessId> ProcessId::of(int pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray line = file.readAll();
    const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    if (fields.size() < 20)
        return std::nullopt;
    return ProcessId{pid, fields.at(19).toULongLong()};
}

bool ProcessId::isAlive() const
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (pid <= 0 || !file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray line = file.readAll();
    const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    if (fields.size() < 20 || fields.at(19).toULongLong() != startTime)
        return false;
    // The first thread of a dying process can be a zombie while others still hold its sockets and files open.
    const bool othersRun = fields.at(17).toInt() > 1;
    return othersRun || (fields.at(0) != "Z" && fields.at(0) != "X");
}

Result<void> ProcessId::writeTo(const QString &file) const
{
    return writeFileAtomically(file, QByteArray::number(pid) + ' ' + QByteArray::number(startTime) + '\n');
}

std::optional<ProcessId> ProcessId::readFrom(const QString &file)
{
    const auto bytes = readFile(file, 256);
    if (!bytes)
        return std::nullopt;
    const QList<QByteArray> fields = bytes->trimmed().split(' ');
    if (fields.size() != 2)
        return std::nullopt;
    return ProcessId{fields.at(0).toInt(), fields.at(1).toULongLong()};
}

Result<ProcessId> spawn(const QStringList &arguments, const SpawnOptions &options)
{
    Prepared prepared(arguments, options);
    std::array<int, 2> report{};
    if (::pipe2(report.data(), O_CLOEXEC) != 0)
        return fail(Problem::Kind::Internal, QStringLiteral("pipe: %1").arg(systemError(errno)));
    FileDescriptor readEnd(report[0]);
    FileDescriptor writeEnd(report[1]);
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child < 0)
        return fail(Problem::Kind::Unavailable, QStringLiteral("fork: %1").arg(systemError(errno)));
    if (child == 0)
        runChild(prepared, options, writeEnd.get(), parent);
    writeEnd.reset();
    int pid = child;
    if (options.detached) {
        readNumber(readEnd.get(), pid);
        ::waitpid(child, nullptr, 0);
    }
    int code = 0;
    if (readNumber(readEnd.get(), code)) {
        if (!options.detached)
            ::waitpid(child, nullptr, 0);
        return fail(Problem::Kind::Unavailable,
                    QStringLiteral("Can't start %1: %2").arg(arguments.value(0), systemError(code)),
                    QStringLiteral("Run \"slipwayctl doctor\": it names the package that is missing."));
    }
    return ProcessId::of(pid).value_or(ProcessId{pid, 0});
}

Result<void> endProcess(const ProcessId &process, Duration grace, bool group)
{
    if (!process.isAlive())
        return {};
    const FileDescriptor pidfd(openPidfd(process.pid));
    if (!process.isAlive())
        return {};
    const auto signal = [&](int number) { ::kill(group ? -process.pid : process.pid, number); };
    signal(SIGTERM);
    signal(SIGCONT);
    if (waitGone(process, pidfd.get(), grace))
        return {};
    signal(SIGKILL);
    if (waitGone(process, pidfd.get(), std::chrono::seconds(5)))
        return {};
    return fail(Problem::Kind::Timeout,
                QStringLiteral("Process %1 doesn't end, even by SIGKILL").arg(process.pid),
                QStringLiteral("It hangs in the kernel; look at its state with ps."));
}

namespace {

// Whoever has closed its output may still run.
Result<void> awaitEnd(int pid, std::chrono::steady_clock::time_point end, const std::stop_token &stop)
{
    const FileDescriptor pidfd(openPidfd(pid));
    pollfd over{pidfd.get(), POLLIN, 0};
    while (pidfd.isValid()) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        if (::poll(&over, 1, static_cast<int>(std::clamp<long long>(left.count(), 0, 50))) == 1)
            break;
        if (stop.stop_requested())
            return fail(Problem::Kind::Cancelled, QStringLiteral("Cancelled"));
        if (left.count() <= 0)
            return fail(Problem::Kind::Timeout, QStringLiteral("Not finished in time"));
    }
    return {};
}

} // namespace

Result<Finished> runProcess(const QStringList &arguments, Duration timeout, std::stop_token stop,
                            const QByteArray &input, SpawnOptions options)
{
    std::array<std::array<int, 2>, 3> pipes{};
    std::vector<FileDescriptor> ends;
    for (auto &ends2 : pipes) {
        if (::pipe2(ends2.data(), O_CLOEXEC) != 0)
            return fail(Problem::Kind::Internal, QStringLiteral("pipe: %1").arg(systemError(errno)));
        ends.emplace_back(ends2[0]);
        ends.emplace_back(ends2[1]);
    }
    options.input = pipes[0][0];
    options.output = pipes[1][1];
    options.error = pipes[2][1];
    options.newSession = true;
    auto process = spawn(arguments, options);
    if (!process)
        return Failure(process.error());
    for (const std::size_t theirs : {std::size_t{0}, std::size_t{3}, std::size_t{5}})
        ends[theirs].reset();
    ::fcntl(pipes[0][1], F_SETFL, O_NONBLOCK);
    Finished finished;
    const auto end = std::chrono::steady_clock::now() + timeout;
    auto pumped = pump(ends[1].release(), input, pipes[1][0], pipes[2][0], finished, timeout, stop);
    if (pumped)
        pumped = awaitEnd(process->pid, end, stop);
    if (!pumped)
        ::kill(-process->pid, SIGKILL);
    int status = 0;
    while (::waitpid(process->pid, &status, 0) < 0 && errno == EINTR) {
    }
    if (!pumped)
        return Failure(pumped.error().at(arguments.value(0)));
    finished.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return finished;
}

Result<void> writeFileAtomically(const QString &file, const QByteArray &bytes, unsigned mode)
{
    const QByteArray target = file.toLocal8Bit();
    const QByteArray temporary = target + ".new" + QByteArray::number(::getpid());
    const auto problem = [&](const char *what) {
        const int code = errno;
        ::unlink(temporary.constData());
        return fail(Problem::Kind::Unavailable,
                    QStringLiteral("Can't %1: %2").arg(QLatin1String(what), systemError(code)),
                    QStringLiteral("Check that the disk isn't full and the folder can be written."), file);
    };
    FileDescriptor descriptor(::open(temporary.constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode));
    if (!descriptor.isValid())
        return problem("create");
    qsizetype written = 0;
    while (written < bytes.size()) {
        const ssize_t count = ::write(descriptor.get(), bytes.constData() + written,
                                      static_cast<std::size_t>(bytes.size() - written));
        if (count < 0 && errno != EINTR)
            return problem("write");
        written += std::max<ssize_t>(count, 0);
    }
    ::fchmod(descriptor.get(), mode);
    if (::fsync(descriptor.get()) != 0 || ::rename(temporary.constData(), target.constData()) != 0)
        return problem("save");
    const FileDescriptor folder(
        ::open(QFileInfo(file).path().toLocal8Bit().constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    ::fsync(folder.get());
    return {};
}

Result<QByteArray> readFile(const QString &file, qint64 most)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return fail(Problem::Kind::NotFound, QStringLiteral("Can't read: %1").arg(source.errorString()), {},
                    file);
    const QByteArray bytes = source.read(most + 1);
    if (bytes.size() > most)
        return fail(Problem::Kind::TooLarge, QStringLiteral("The file is larger than %1 bytes").arg(most), {},
                    file);
    return bytes;
}

} // namespace slipway
