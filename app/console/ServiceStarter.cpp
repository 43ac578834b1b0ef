#include "console/ServiceStarter.h"

#include "console/LogFile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSocketNotifier>
#include <QStandardPaths>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace slipway {

namespace {

constexpr int exitServed = 3; // of slipwayd: another process serves the folder
constexpr std::chrono::milliseconds lookInterval{30};
constexpr std::chrono::seconds adoptPatience{30};
constexpr std::chrono::seconds tickInterval{1};
constexpr qint64 longestLog = 1024 * 1024;
constexpr int shownLines = 8;

struct Spawned
{
    int pid = -1;
    int output = -1;
};

// A session of its own and no signal blocked: neither the terminal nor the console takes it along.
Result<Spawned> spawnApart(const QStringList &words, const QString &logFile)
{
    const auto failed = [&](const char *what) {
        return fail(Problem::Kind::Unavailable,
                    ServiceStarter::tr("The service can't be started: %1: %2")
                        .arg(QLatin1String(what), QString::fromLocal8Bit(std::strerror(errno))),
                    {}, words.first());
    };
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return failed("pipe");
    int log = ::open(QFile::encodeName(logFile).constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (log < 0)
        log = ::open("/dev/null", O_WRONLY | O_CLOEXEC);

    std::vector<QByteArray> strings;
    for (const QString &word : words)
        strings.push_back(QFile::encodeName(word));
    std::vector<char *> arguments;
    for (QByteArray &string : strings)
        arguments.push_back(string.data());
    arguments.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, log, STDERR_FILENO);
    ::posix_spawn_file_actions_addchdir_np(&actions, "/");
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    sigset_t none;
    sigset_t all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setsigdefault(&attributes, &all);
    ::posix_spawnattr_setflags(&attributes,
                               POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    Spawned spawned;
    spawned.output = ends[0];
    errno = ::posix_spawn(&spawned.pid, arguments[0], &actions, &attributes, arguments.data(), environ);
    const int error = errno;
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
    ::close(ends[1]);
    ::close(log);
    if (error == 0)
        return spawned;
    ::close(ends[0]);
    errno = error;
    return failed("exec");
}

void closeAndForget(int &descriptor)
{
    if (descriptor >= 0)
        ::close(descriptor);
    descriptor = -1;
}

} // namespace

ServiceStarter::ServiceStarter(QObject *parent) : QObject(parent)
{
    m_tick.setInterval(tickInterval);
    m_look.setInterval(lookInterval);
    connect(&m_tick, &QTimer::timeout, this, &ServiceStarter::onTick);
    connect(&m_look, &QTimer::timeout, this, &ServiceStarter::lookForClientFile);
}

ServiceStarter::~ServiceStarter()
{
    letGo();
}

QString ServiceStarter::findProgram()
{
    const QString beside = QCoreApplication::applicationDirPath() + QStringLiteral("/slipwayd");
    if (QFileInfo(beside).isExecutable())
        return beside;
    return QStandardPaths::findExecutable(QStringLiteral("slipwayd"));
}

void ServiceStarter::begin(const Plan &plan)
{
    if (m_isBusy)
        return;
    letGo();
    m_plan = plan;
    m_service = std::make_unique<LocalService>(plan.folder);
    m_isBusy = true;
    m_didStart = false;
    m_since.start();
    if (m_service->isServed())
        adopt();
    else
        launch();
}

void ServiceStarter::launch()
{
    if (m_plan.program.isEmpty()) {
        giveUp({Problem::Kind::Unavailable, tr("The program of the service, slipwayd, isn't installed here"),
                QCoreApplication::applicationDirPath(),
                tr("Install it beside the console, or sign in to a server with --server URL.")});
        return;
    }
    QDir().mkpath(QFileInfo(m_plan.log).path());
    if (QFileInfo(m_plan.log).size() > longestLog) {
        QFile::remove(m_plan.log + QStringLiteral(".1"));
        QFile::rename(m_plan.log, m_plan.log + QStringLiteral(".1"));
    }
    Q_EMIT progress(tr("Starting the service on %1…").arg(m_service->folder()));
    QStringList words{m_plan.program, QStringLiteral("--data"), m_service->folder()};
    if (m_plan.demo)
        words.append(QStringLiteral("--demo"));
    const auto spawned = spawnApart(words, m_plan.log);
    if (!spawned) {
        giveUp(spawned.error());
        return;
    }
    m_pid = spawned->pid;
    m_output = spawned->output;
    m_process = static_cast<int>(::syscall(SYS_pidfd_open, m_pid, 0));
    m_outputNotifier = std::make_unique<QSocketNotifier>(m_output, QSocketNotifier::Read);
    connect(m_outputNotifier.get(), &QSocketNotifier::activated, this, &ServiceStarter::onOutput);
    if (m_process >= 0) {
        m_endNotifier = std::make_unique<QSocketNotifier>(m_process, QSocketNotifier::Read);
        connect(m_endNotifier.get(), &QSocketNotifier::activated, this, &ServiceStarter::onEnded);
    }
    m_tick.start();
}

void ServiceStarter::onOutput()
{
    char bytes[4096];
    const ssize_t count = ::read(m_output, bytes, sizeof bytes);
    if (count <= 0) {
        m_outputNotifier->setEnabled(false);
        if (m_process < 0) // no other word of its end
            onEnded();
        return;
    }
    if (!m_isBusy)
        return; // read on, so that it never finds the pipe full
    m_said += QByteArray(bytes, static_cast<qsizetype>(count));
    if (m_said.startsWith("ready ") || m_said.contains("\nready ")) {
        m_said.clear();
        m_didStart = true;
        succeed();
    }
}

void ServiceStarter::onEnded()
{
    int status = 0;
    const pid_t pid = ::waitpid(m_pid, &status, WNOHANG);
    if (pid == 0)
        return;
    letGo();
    if (!m_isBusy)
        return; // it served and has ended: the session says so
    if (WIFEXITED(status) && WEXITSTATUS(status) == exitServed) {
        adopt();
        return;
    }
    const QString how = WIFSIGNALED(status) ? tr("by signal %1").arg(WTERMSIG(status))
                                            : tr("with exit code %1").arg(WEXITSTATUS(status));
    giveUp({Problem::Kind::Unavailable, tr("The service ended before it was ready, %1").arg(how),
            m_service->folder(),
            tr("Read below what it said. \"slipwayd --doctor --data %1\" says what this machine lacks.")
                .arg(m_service->folder())});
}

// Somebody else serves the folder, or is about to: what its client.json says is all that is needed.
void ServiceStarter::adopt()
{
    m_tick.stop();
    Q_EMIT progress(tr("Using the service that runs on %1.").arg(m_service->folder()));
    lookForClientFile();
}

void ServiceStarter::lookForClientFile()
{
    if (const QString other = m_service->foreignFolder(); !other.isEmpty()) {
        giveUp({Problem::Kind::Conflict,
                tr("The client.json in this folder is for the service of %1").arg(other), m_service->folder(),
                tr("Name that folder with --data, or remove this file of a copy.")});
        return;
    }
    if (!m_service->endpoint().url.isEmpty()) {
        succeed();
        return;
    }
    const QFileInfo file(m_service->folder() + QStringLiteral("/client.json"));
    if ((file.exists() && !file.isReadable()) ||
        std::chrono::milliseconds(m_since.elapsed()) > adoptPatience) {
        giveUp({Problem::Kind::Forbidden,
                tr("A service runs on this folder, but this user may not read its client.json"),
                file.filePath(), tr("Sign in to it by name and password with --server URL.")});
        return;
    }
    m_look.start();
}

void ServiceStarter::onTick()
{
    const QString last = endOfFile(m_plan.log, 1);
    const qint64 seconds = m_since.elapsed() / 1000;
    Q_EMIT progress(last.isEmpty()
                        ? tr("Starting the service on %1: %2 s").arg(m_service->folder()).arg(seconds)
                        : tr("Starting the service on %1: %2 s. It says: %3")
                              .arg(m_service->folder())
                              .arg(seconds)
                              .arg(last.left(200)));
}

void ServiceStarter::succeed()
{
    m_tick.stop();
    m_look.stop();
    m_isBusy = false;
    Q_EMIT ready();
}

void ServiceStarter::giveUp(const Problem &problem)
{
    m_tick.stop();
    m_look.stop();
    m_isBusy = false;
    Q_EMIT failed(problem, LogFile::blotted(endOfFile(m_plan.log, shownLines)));
}

void ServiceStarter::letGo()
{
    m_outputNotifier.reset();
    m_endNotifier.reset();
    closeAndForget(m_output);
    closeAndForget(m_process);
    m_pid = -1;
}

} // namespace slipway
