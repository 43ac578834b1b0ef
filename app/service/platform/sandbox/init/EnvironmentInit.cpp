#include "service/platform/sandbox/init/EnvironmentInit.h"

#include "domain/Json.h"
#include "service/platform/sandbox/init/Commands.h"
#include "service/platform/sandbox/init/Preparation.h"
#include "service/platform/sandbox/init/ProcessTree.h"
#include "service/platform/sandbox/Modes.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace slipway::init {

namespace {

constexpr std::size_t mostConnections = 256;

void say(const QString &text)
{
    std::fprintf(stderr, "init: %s\n", qPrintable(text));
}

// Without a process namespace, what an init that was killed had started goes on: it would hold the sockets.
void endLeftOvers(const QString &root)
{
    const QByteArray mark = "SLIPWAY_ROOT=" + root.toUtf8();
    killAll([&mark] {
        std::vector<int> list;
        const ProcessTree tree = ProcessTree::read();
        for (const auto &[pid, entry] : tree.all()) {
            if (pid != ::getpid() && wasStartedWith(pid, mark))
                list.push_back(pid);
        }
        return list;
    });
}

// A program gone wild in one environment must not take all of the machine's processes.
void limitProcesses()
{
    constexpr rlim_t most = 4096;
    const rlimit limit{most, most};
    ::setrlimit(RLIMIT_NPROC, &limit);
}

FileDescriptor takeChildSignals()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    ::sigprocmask(SIG_BLOCK, &set, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
    return FileDescriptor(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
}

} // namespace

EnvironmentInit::EnvironmentInit(EnvironmentSpec spec, FileDescriptor listener, FileDescriptor state)
    : m_spec(std::move(spec)),
      m_listener(std::move(listener)),
      m_signals(takeChildSignals()),
      m_state(std::move(state)),
      m_incidents(m_state),
      m_health(m_spec, m_workers),
      m_supervisor(m_spec, m_health, m_incidents),
      m_commands(std::make_unique<Commands>(*this))
{
}

EnvironmentInit::~EnvironmentInit() = default;

Result<void> EnvironmentInit::prepare()
{
    if (auto loaded = m_state.load(); !loaded)
        return loaded;
    m_incidents.load();
    if (!m_spec.separated)
        endLeftOvers(m_spec.root);
    if (auto prepared = prepareFolders(m_spec); !prepared)
        return prepared;
    const QStringList wanted = m_state.get().services;
    m_supervisor.want([&wanted](const Service &service) { return wanted.contains(service.id()); }, true);
    m_commands->begin();
    return {};
}

void EnvironmentInit::reap()
{
    signalfd_siginfo info{};
    while (::read(m_signals.get(), &info, sizeof info) > 0) {
    }
    for (;;) {
        int status = 0;
        const pid_t pid = ::waitpid(-1, &status, WNOHANG | WUNTRACED);
        if (pid <= 0)
            return;
        if (WIFSTOPPED(status)) {
            m_supervisor.stopped(pid);
            continue;
        }
        for (Connection &connection : m_connections) {
            if (connection.worker == pid && connection.handedOver)
                connection.closed = true;
        }
        if (!m_workers.ended(pid, status) && !m_supervisor.ended(pid, status))
            m_commands->ended(pid);
    }
}

void EnvironmentInit::accept()
{
    for (;;) {
        FileDescriptor socket(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (!socket.isValid())
            return;
        if (m_connections.size() < mostConnections)
            m_connections.emplace_back(Channel(std::move(socket)));
    }
}

void EnvironmentInit::serve(Connection &connection)
{
    auto request = connection.channel.receive(Duration(0));
    if (!request) {
        if (request.error().kind != Problem::Kind::Timeout)
            drop(connection);
        return;
    }
    m_commands->handle(connection, std::move(*request));
}

void EnvironmentInit::drop(Connection &connection)
{
    connection.closed = true;
    connection.waiting = nullptr;
    if (connection.worker > 0)
        m_workers.cancel(std::exchange(connection.worker, 0));
}

// One round: what the services need, who can be answered, which checks are due.
void EnvironmentInit::look(Moment now)
{
    m_health.beginRound();
    m_commands->tick(now);
    m_supervisor.tick(now);
    m_commands->proceedWithDatabases(now);
    for (Connection &connection : m_connections) {
        if (connection.closed || !connection.waiting)
            continue;
        if (const auto answer = connection.waiting(now >= connection.deadline)) {
            connection.waiting = nullptr;
            if (!connection.channel.send(*answer))
                drop(connection);
        }
    }
    m_health.tick(now);
    m_connections.remove_if([](const Connection &connection) { return connection.closed; });
}

int EnvironmentInit::patience() const
{
    std::optional<Moment> first;
    const auto consider = [&first](std::optional<Moment> moment) {
        if (moment)
            first = first ? std::min(*first, *moment) : *moment;
    };
    consider(m_supervisor.due());
    consider(m_health.due());
    consider(m_commands->due());
    for (const Connection &connection : m_connections) {
        if (connection.waiting)
            consider(connection.deadline);
    }
    if (!first)
        return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*first - std::chrono::steady_clock::now());
    return static_cast<int>(std::clamp<long long>(left.count(), 0, 60'000));
}

int EnvironmentInit::run()
{
    if (auto prepared = prepare(); !prepared) {
        say(prepared.error().text());
        return 1;
    }
    ::fcntl(m_listener.get(), F_SETFL, ::fcntl(m_listener.get(), F_GETFL) | O_NONBLOCK);
    while (!m_finished) {
        look(std::chrono::steady_clock::now());
        if (m_finished)
            break;
        std::vector<pollfd> entries{{m_signals.get(), POLLIN, 0}, {m_listener.get(), POLLIN, 0}};
        const int access = m_commands->descriptor();
        entries.push_back({access, POLLIN, 0});
        std::vector<Connection *> order;
        for (Connection &connection : m_connections) {
            const bool listening = !connection.isBusy();
            entries.push_back({connection.handedOver ? -1 : connection.channel.fd(),
                               static_cast<short>(listening ? POLLIN | POLLRDHUP : POLLRDHUP), 0});
            order.push_back(&connection);
        }
        if (::poll(entries.data(), entries.size(), patience()) < 0 && errno != EINTR) {
            say(QStringLiteral("poll fails"));
            return 1;
        }
        for (std::size_t i = 0; i < order.size(); ++i) {
            const short events = entries[i + 3].revents;
            if (order[i]->isBusy() && (events & (POLLRDHUP | POLLHUP | POLLERR)))
                drop(*order[i]);
            else if (events)
                serve(*order[i]);
        }
        if (entries[0].revents)
            reap();
        if (entries[1].revents)
            accept();
        if (entries[2].revents)
            m_commands->admit();
    }
    return 0;
}

namespace {

int runInit(const QStringList &arguments)
{
    const auto number = [&arguments](const char *name) {
        const auto at = arguments.indexOf(QLatin1String(name));
        bool isNumber = false;
        const int fd = at < 0 ? -1 : arguments.value(at + 1).toInt(&isNumber);
        if (!isNumber || ::fcntl(fd, F_SETFD, FD_CLOEXEC) != 0)
            return FileDescriptor();
        return FileDescriptor(fd);
    };
    FileDescriptor listener = number("--control-fd");
    FileDescriptor state = number("--state-fd");
    const FileDescriptor file = number("--spec-fd");
    if (!listener.isValid() || !state.isValid() || !file.isValid()) {
        say(QStringLiteral("--control-fd, --spec-fd and --state-fd are needed"));
        return 2;
    }
    // Whoever shares our user can neither look into us nor take our descriptors.
    ::prctl(PR_SET_DUMPABLE, 0);
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    ::umask(0007);
    // Read through the descriptor itself: opened anew, it would be another user's file.
    QFile reader;
    if (!reader.open(file.get(), QIODevice::ReadOnly)) {
        say(QStringLiteral("the specification can't be read"));
        return 1;
    }
    const auto object = objectFromBytes(reader.readAll(), QStringLiteral("the specification"));
    auto spec =
        object ? EnvironmentSpec::fromJson(*object) : Result<EnvironmentSpec>(Failure(object.error()));
    if (!spec) {
        say(spec.error().text());
        return 1;
    }
    if (spec->separated)
        limitProcesses();
    EnvironmentInit init(std::move(*spec), std::move(listener), std::move(state));
    return init.run();
}

} // namespace

} // namespace slipway::init

namespace slipway {

int environmentMain(const QStringList &arguments)
{
    return init::runInit(arguments);
}

} // namespace slipway
