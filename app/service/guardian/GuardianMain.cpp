#include "service/guardian/GuardianMain.h"

#include "service/guardian/EnterGateway.h"
#include "service/guardian/Guardian.h"

#include <array>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace slipway {

using namespace std::chrono_literals;

namespace {

constexpr int exitOccupied = 3;
constexpr int exitUsage = 2;

int failed(const Problem &problem)
{
    std::fprintf(stderr, "guardian: %s\n", qPrintable(problem.text()));
    return problem.kind == Problem::Kind::Conflict ? exitOccupied : 1;
}

// The end of the pipe tells the parent that the guardian serves, or that it doesn't.
void report(int pipe, int code)
{
    if (pipe < 0)
        return;
    [[maybe_unused]] const ssize_t written = ::write(pipe, &code, sizeof code);
    ::close(pipe);
}

void leaveTerminal(const QString &logFile)
{
    ::setsid();
    ::signal(SIGHUP, SIG_IGN);
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    const int log =
        ::open(logFile.toLocal8Bit().constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
    ::dup2(null, 0);
    ::dup2(log >= 0 ? log : null, 1);
    ::dup2(log >= 0 ? log : null, 2);
    [[maybe_unused]] const int moved = ::chdir("/");
}

int serveFolder(const QString &data, const MakeEnvironmentStarter &makeStarter, int pipe)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    ::sigprocmask(SIG_BLOCK, &signals, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
    ::umask(022); // environments' users pass through the folders it makes for their links
    const FileDescriptor quit(::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
    const auto refuse = [&](const Problem &problem) {
        const int code = failed(problem);
        report(pipe, code);
        return code;
    };
    const auto folder = DataFolder::open(data);
    if (!folder)
        return refuse(folder.error());
    const auto starter = makeStarter(*folder);
    if (!starter)
        return refuse(starter.error());
    Guardian::Options options;
    options.gatewayPrefix = {QStringLiteral("/proc/self/exe"), QStringLiteral("--guardian"),
                             QStringLiteral("--enter-gateway"), folder->file(QStringLiteral("doors"))};
    Guardian guardian(*folder, **starter, options);
    if (auto started = guardian.start(); !started)
        return refuse(started.error());
    report(pipe, 0);
    guardian.serve(quit.get());
    return 0;
}

int detach(const QString &data, const MakeEnvironmentStarter &makeStarter)
{
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0)
        return 1;
    const pid_t child = ::fork();
    if (child < 0)
        return 1;
    if (child == 0) {
        ::close(pipe[0]);
        leaveTerminal(data + QStringLiteral("/log/guardian.log"));
        ::_exit(serveFolder(data, makeStarter, pipe[1]));
    }
    ::close(pipe[1]);
    int code = 1;
    const FileDescriptor reading(pipe[0]);
    const ssize_t count = ::read(reading.get(), &code, sizeof code);
    return count == sizeof code ? code : 1;
}

} // namespace

int runGuardian(const QStringList &arguments, const MakeEnvironmentStarter &makeStarter)
{
    if (arguments.value(0) == QLatin1String("--enter-gateway"))
        return enterGateway(arguments.value(1), arguments.mid(2));
    QString data = DataFolder::defaultPath();
    bool detached = false;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        if (arguments.at(i) == QLatin1String("--data") && i + 1 < arguments.size())
            data = arguments.at(++i);
        else if (arguments.at(i) == QLatin1String("--detach"))
            detached = true;
        else {
            std::fprintf(stderr, "guardian: unknown argument %s\n", qPrintable(arguments.at(i)));
            return exitUsage;
        }
    }
    if (!detached)
        return serveFolder(data, makeStarter, -1);
    if (auto folder = DataFolder::open(data); !folder)
        return failed(folder.error());
    return detach(data, makeStarter);
}

Result<void> ensureGuardian(const QString &program, const QString &dataFolder)
{
    if (GuardianClient(GuardianClient::socketIn(dataFolder)).status())
        return {};
    const auto finished = runProcess({program, QStringLiteral("--guardian"), QStringLiteral("--data"),
                                      dataFolder, QStringLiteral("--detach")},
                                     10s);
    if (!finished)
        return Failure(finished.error());
    if (finished->exitCode == 0)
        return {};
    // Another service may have been quicker.
    if (GuardianClient(GuardianClient::socketIn(dataFolder)).status())
        return {};
    return fail(Problem::Kind::Unavailable,
                QStringLiteral("The guardian doesn't start: %1")
                    .arg(QString::fromLocal8Bit(finished->error.trimmed())),
                QStringLiteral("Look at log/guardian.log."), dataFolder);
}

} // namespace slipway
