#include "service/platform/sandbox/init/Supervisor.h"

#include "domain/Json.h"
#include "service/ipc/Process.h"
#include "service/platform/sandbox/init/HealthCheck.h"
#include "service/platform/sandbox/init/ProcessTree.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <iterator>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace slipway::init {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr auto serviceVariable = "SLIPWAY_SERVICE";
constexpr qint64 mostLog = 8 * 1024 * 1024;

QString endText(int status)
{
    return WIFSIGNALED(status) ? QStringLiteral("signal %1").arg(WTERMSIG(status))
                               : QStringLiteral("code %1").arg(WEXITSTATUS(status));
}

// The first restart at once, then further and further apart.
milliseconds patience(int crashes)
{
    constexpr std::array<int, 6> steps{0, 100, 300, 1000, 2000, 5000};
    return milliseconds(steps[std::min<std::size_t>(static_cast<std::size_t>(crashes), steps.size() - 1)]);
}

QString toText(Service::State state)
{
    switch (state) {
    case Service::State::Stopped:
        return QStringLiteral("stopped");
    case Service::State::Waiting:
        return QStringLiteral("waiting");
    case Service::State::Running:
        return QStringLiteral("running");
    case Service::State::Stopping:
        return QStringLiteral("stopping");
    case Service::State::Cleaning:
        break;
    }
    return QStringLiteral("cleaning");
}

} // namespace

Supervisor::Supervisor(const EnvironmentSpec &spec, HealthBoard &health, IncidentRing &incidents)
    : m_spec(spec), m_health(health), m_incidents(incidents)
{
    for (const ApplianceSpec &appliance : spec.appliances) {
        for (const ServiceSpec &service : appliance.services) {
            Service entry;
            entry.appliance = &appliance;
            entry.spec = &service;
            m_services.push_back(std::move(entry));
        }
    }
}

void Supervisor::want(const Filter &which, bool wanted)
{
    for (Service &service : m_services) {
        if (!which(service))
            continue;
        service.wanted = wanted;
        service.held = false;
        service.crashes = 0;
        if (wanted)
            service.due = {};
    }
}

void Supervisor::hold(const Filter &which, bool held)
{
    for (Service &service : m_services) {
        if (which(service))
            service.held = held;
    }
}

void Supervisor::pause()
{
    m_paused = true;
    for (const auto kind : {ServiceSpec::Kind::Worker, ServiceSpec::Kind::Application}) {
        for (const Service &service : m_services) {
            if (service.spec->kind == kind && service.pid > 0)
                signalTree(service.pid, SIGSTOP);
        }
    }
}

void Supervisor::proceed()
{
    m_paused = false;
    for (const Service &service : m_services) {
        if (service.spec->kind != ServiceSpec::Kind::Database && service.pid > 0) {
            signalTree(service.pid, SIGCONT);
            m_health.forget(service.appliance->name);
        }
    }
}

void Supervisor::restart(const Filter &which)
{
    const Moment now = std::chrono::steady_clock::now();
    for (Service &service : m_services) {
        if (which(service) && service.state == Service::State::Running)
            beginStop(service, now);
    }
}

void Supervisor::killNow()
{
    for (Service &service : m_services) {
        service.wanted = false;
        if (service.pid > 0)
            signalTree(service.pid, SIGKILL);
    }
}

void Supervisor::stopped(int pid)
{
    if (m_paused)
        return;
    for (const Service &service : m_services) {
        if (service.pid == pid) {
            m_incidents.add(QStringLiteral("appliance.stopped"), service.appliance->name,
                            {{QStringLiteral("service"), service.spec->name}});
            if (service.spec->restart)
                signalTree(pid, SIGCONT);
        }
    }
}

bool Supervisor::ended(int pid, int status)
{
    for (Service &service : m_services) {
        if (service.pid != pid)
            continue;
        const Moment now = std::chrono::steady_clock::now();
        service.lastEnd = endText(status);
        service.pid = 0;
        m_health.forget(service.appliance->name);
        const bool expected = service.state == Service::State::Stopping;
        service.state = Service::State::Cleaning;
        service.due = {}; // the patience for its stop is over
        if (!expected) {
            service.crashes = now - service.since > seconds(10) ? 0 : service.crashes + 1;
            service.due = now + patience(service.crashes);
            if (!service.down) {
                service.down = true;
                m_incidents.add(QStringLiteral("appliance.down"), service.appliance->name,
                                {{QStringLiteral("service"), service.spec->name},
                                 {QStringLiteral("ended"), service.lastEnd}});
            }
            if (!service.spec->restart)
                service.wanted = false;
        }
        return true;
    }
    return false;
}

std::vector<int> Supervisor::leftOvers(const Service &service) const
{
    const QByteArray mark = QByteArray(serviceVariable) + '=' + service.id().toUtf8();
    std::vector<int> list;
    for (const int pid : ProcessTree::read().childrenOf(::getpid())) {
        const bool isMain = std::any_of(m_services.begin(), m_services.end(),
                                        [pid](const Service &other) { return other.pid == pid; });
        if (!isMain && wasStartedWith(pid, mark))
            list.push_back(pid);
    }
    return list;
}

// What the main process left behind goes before it is started again: it may hold sockets and memory.
void Supervisor::clean(Service &service, Moment now)
{
    const std::vector<int> rest = leftOvers(service);
    for (const int pid : rest)
        signalTree(pid, SIGKILL);
    if (!rest.empty())
        return;
    service.state = Service::State::Stopped;
    if (!service.shouldRun())
        service.since = now;
}

bool Supervisor::mayStart(const Service &service, Moment now)
{
    if (service.due > now || (m_paused && service.spec->kind != ServiceSpec::Kind::Database))
        return false;
    bool ready = true;
    for (const QString &name : service.spec->after) {
        if (name == service.appliance->name || !m_spec.appliance(name))
            continue;
        m_health.want(name);
        ready = ready && m_health.isHealthy(name);
    }
    return ready;
}

QString Supervisor::logOf(const Service &service) const
{
    return m_spec.own(QStringLiteral("log/%1-%2.log").arg(service.appliance->name, service.spec->name));
}

QString Supervisor::lastWords(const Service &service) const
{
    constexpr qint64 looked = 2048;
    constexpr qsizetype most = 300;
    QFile log(logOf(service));
    if (!log.open(QIODevice::ReadOnly))
        return {};
    log.seek(std::max<qint64>(0, log.size() - looked));
    // Whoever wrote it may have been a customer: one line of plain text leaves this place.
    const QString words = QString::fromUtf8(log.read(looked)).simplified();
    QString plain;
    std::copy_if(words.begin(), words.end(), std::back_inserter(plain), [](QChar c) { return c.isPrint(); });
    return plain.size() > most ? QStringLiteral("…") + plain.right(most) : plain;
}

FileDescriptor Supervisor::openLog(const Service &service) const
{
    const QByteArray path = logOf(service).toLocal8Bit();
    struct stat info
    {
    };
    if (::stat(path.constData(), &info) == 0 && info.st_size > mostLog)
        ::rename(path.constData(), (path + ".1").constData());
    return FileDescriptor(
        ::open(path.constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0640));
}

void Supervisor::start(Service &service, Moment now)
{
    for (const QString &socket : service.spec->sockets)
        ::unlink(socket.toLocal8Bit().constData());
    const FileDescriptor log = openLog(service);
    SpawnOptions options;
    options.folder = service.appliance->home;
    options.newSession = true;
    options.output = log.get();
    options.error = log.get();
    options.environment = programVariables(m_spec, service.appliance);
    options.environment[QLatin1String(serviceVariable)] = service.id();
    for (const auto &[name, value] : service.spec->variables)
        options.environment[name] = value;
    const auto process = spawn(service.spec->run, options);
    service.since = now;
    m_health.forget(service.appliance->name);
    if (!process) {
        service.lastEnd = process.error().text();
        service.crashes++;
        service.due = now + std::max(patience(service.crashes), milliseconds(300));
        service.state = Service::State::Waiting;
        return;
    }
    service.pid = process->pid;
    service.state = Service::State::Running;
    if (service.down) {
        service.down = false;
        service.restarts++;
        m_incidents.add(QStringLiteral("appliance.up"), service.appliance->name,
                        {{QStringLiteral("service"), service.spec->name}});
    }
}

void Supervisor::beginStop(Service &service, Moment now)
{
    service.state = Service::State::Stopping;
    service.due = now + service.spec->stopWithin;
    m_health.forget(service.appliance->name);
    // What stands still must not come to life once more: it could still write.
    if (m_paused && service.spec->kind != ServiceSpec::Kind::Database)
        signalTree(service.pid, SIGKILL);
    else
        ::kill(service.pid, service.spec->stopSignal);
}

// A database goes last, unless it is held.
bool Supervisor::mayStop(const Service &service) const
{
    if (service.spec->kind != ServiceSpec::Kind::Database || service.held)
        return true;
    return std::none_of(m_services.begin(), m_services.end(), [](const Service &other) {
        return other.spec->kind != ServiceSpec::Kind::Database && !other.shouldRun() && other.pid > 0;
    });
}

void Supervisor::tick(Moment now)
{
    for (Service &service : m_services) {
        if (service.state == Service::State::Running && !service.shouldRun() && mayStop(service))
            beginStop(service, now);
        if (service.state == Service::State::Stopping && service.due <= now && service.pid > 0) {
            signalTree(service.pid, SIGKILL);
            service.due = now + seconds(1);
        }
        if (service.state == Service::State::Cleaning)
            clean(service, now);
        if (service.state == Service::State::Waiting && !service.shouldRun())
            service.state = Service::State::Stopped;
        if ((service.state == Service::State::Stopped || service.state == Service::State::Waiting) &&
            service.shouldRun()) {
            service.state = Service::State::Waiting;
            if (mayStart(service, now))
                start(service, now);
        }
    }
}

std::optional<Moment> Supervisor::due() const
{
    std::optional<Moment> first;
    const auto consider = [&first](Moment moment) { first = first ? std::min(*first, moment) : moment; };
    const Moment now = std::chrono::steady_clock::now();
    for (const Service &service : m_services) {
        switch (service.state) {
        case Service::State::Cleaning:
            consider(now + milliseconds(3));
            break;
        case Service::State::Stopping:
            consider(service.due);
            break;
        case Service::State::Waiting:
            if (!m_paused || service.spec->kind == ServiceSpec::Kind::Database) {
                if (service.due > now)
                    consider(service.due);
            }
            break;
        case Service::State::Stopped:
        case Service::State::Running:
            break;
        }
    }
    return first;
}

bool Supervisor::settled(const Filter &which) const
{
    return std::all_of(m_services.begin(), m_services.end(), [&](const Service &service) {
        const auto expected = service.shouldRun() ? Service::State::Running : Service::State::Stopped;
        return !which(service) || service.state == expected;
    });
}

std::vector<int> Supervisor::pids() const
{
    std::vector<int> list;
    for (const Service &service : m_services) {
        if (service.pid > 0)
            list.push_back(service.pid);
    }
    return list;
}

QStringList Supervisor::wanted() const
{
    QStringList list;
    for (const Service &service : m_services) {
        if (service.wanted)
            list.append(service.id());
    }
    return list;
}

QJsonArray Supervisor::report() const
{
    QJsonArray list;
    for (const Service &service : m_services) {
        const bool paused = m_paused && service.spec->kind != ServiceSpec::Kind::Database && service.pid > 0;
        list.append(
            QJsonObject{{QStringLiteral("appliance"), service.appliance->name},
                        {QStringLiteral("service"), service.spec->name},
                        {QStringLiteral("kind"), slipway::toText(service.spec->kind)},
                        {QStringLiteral("state"), paused ? QStringLiteral("paused") : toText(service.state)},
                        {QStringLiteral("wanted"), service.wanted},
                        {QStringLiteral("pid"), service.pid},
                        {QStringLiteral("restarts"), service.restarts},
                        {QStringLiteral("last_end"), service.lastEnd}});
    }
    return list;
}

} // namespace slipway::init
