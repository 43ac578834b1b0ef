#include "service/platform/sandbox/init/HealthCheck.h"

#include "domain/Json.h"
#include "service/ipc/Channel.h"
#include "service/ipc/Process.h"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace slipway::init {

namespace {

using Moment = std::chrono::steady_clock::time_point;

QString systemError(int code)
{
    return QString::fromLocal8Bit(std::strerror(code));
}

bool waitUntil(int fd, short events, Moment end)
{
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    pollfd entry{fd, events, 0};
    return left.count() > 0 && ::poll(&entry, 1, static_cast<int>(left.count())) > 0;
}

Result<FileDescriptor> connectTcp(const QString &address, Moment end)
{
    const auto colon = address.lastIndexOf(QLatin1Char(':'));
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_port = htons(address.mid(colon + 1).toUShort());
    if (::inet_pton(AF_INET, address.left(colon).toLatin1().constData(), &name.sin_addr) != 1)
        return fail(Problem::Kind::Invalid, QStringLiteral("%1 is no address and port").arg(address));
    FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (::connect(socket.get(), reinterpret_cast<const sockaddr *>(&name), sizeof name) != 0) {
        int code = errno;
        if (code == EINPROGRESS) {
            if (!waitUntil(socket.get(), POLLOUT, end))
                return fail(Problem::Kind::Timeout, QStringLiteral("%1 doesn't answer").arg(address));
            socklen_t size = sizeof code;
            ::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &code, &size);
        }
        if (code != 0)
            return fail(Problem::Kind::Unavailable,
                        QStringLiteral("Nobody listens on %1: %2").arg(address, systemError(code)));
    }
    return socket;
}

Result<void> checkHttp(const HealthSpec &health, Moment end)
{
    auto socket =
        health.unixSocket.isEmpty() ? connectTcp(health.address, end) : connectTo(health.unixSocket);
    if (!socket)
        return Failure(socket.error());
    ::fcntl(socket->get(), F_SETFL, O_NONBLOCK);
    const QByteArray request = "GET " + health.path.toLatin1() +
                               " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: slipway-health\r\n"
                               "Connection: close\r\n\r\n";
    if (!waitUntil(socket->get(), POLLOUT, end) ||
        ::send(socket->get(), request.constData(), static_cast<std::size_t>(request.size()), MSG_NOSIGNAL) !=
            request.size())
        return fail(Problem::Kind::Timeout, QStringLiteral("The health check's request isn't taken"));
    QByteArray answer;
    while (!answer.contains('\n') && answer.size() < 4096) {
        if (!waitUntil(socket->get(), POLLIN, end))
            return fail(Problem::Kind::Timeout,
                        QStringLiteral("No answer to the health check within %1").arg(toText(health.within)));
        std::array<char, 4096> space;
        const ssize_t count = ::read(socket->get(), space.data(), space.size());
        if (count <= 0)
            break;
        answer.append(space.data(), count);
    }
    const QByteArray line = answer.left(answer.indexOf('\n')).trimmed();
    const int status = line.mid(9, 3).toInt();
    if (!line.startsWith("HTTP/1.") || status < 200 || status > 299)
        return fail(Problem::Kind::Unavailable,
                    QStringLiteral("The health check is answered by \"%1\"").arg(QString::fromLatin1(line)));
    return {};
}

// The way out, by the names that programs look for. Where environments aren't separated there is none: what
// they reach is the machine's affair.
void addProxy(const EnvironmentSpec &spec, std::map<QString, QString> &variables)
{
    if (!spec.separated)
        return;
    QStringList inside{QStringLiteral("localhost"), QStringLiteral("127.0.0.1"), QStringLiteral("::1"),
                       QStringLiteral("127.0.0.0/8")};
    for (const ApplianceSpec &appliance : spec.appliances)
        inside << appliance.name << appliance.address;
    const QString proxy = QStringLiteral("http://127.0.0.1:%1").arg(spec.proxyPort);
    for (const auto &[name, value] : {std::pair("http_proxy", proxy), std::pair("https_proxy", proxy),
                                      std::pair("no_proxy", inside.join(QLatin1Char(',')))}) {
        variables[QLatin1String(name)] = value;
        variables[QString(QLatin1String(name)).toUpper()] = value;
    }
}

} // namespace

std::map<QString, QString> programVariables(const EnvironmentSpec &spec, const ApplianceSpec *appliance)
{
    std::map<QString, QString> variables{
        {QStringLiteral("PATH"), QStringLiteral("/usr/local/bin:/usr/bin:/usr/sbin")},
        {QStringLiteral("HOME"), spec.root},
        {QStringLiteral("USER"), spec.application},
        {QStringLiteral("LOGNAME"), spec.application},
        {QStringLiteral("LANG"), QStringLiteral("C.UTF-8")},
        // Compiled files beside the code would make its manifest differ from what was signed off.
        {QStringLiteral("PYTHONDONTWRITEBYTECODE"), QStringLiteral("1")},
        {QStringLiteral("SLIPWAY_MAIL"), QStringLiteral("127.0.0.1:%1").arg(spec.mailPort)},
        {QStringLiteral("SLIPWAY_ROOT"), spec.root},
        {QStringLiteral("SLIPWAY_DOORS"), spec.doors}};
    addProxy(spec, variables);
    if (appliance) {
        variables[QStringLiteral("SLIPWAY_HOME")] = appliance->home;
        variables[QStringLiteral("SLIPWAY_NAME")] = appliance->name;
        variables[QStringLiteral("SLIPWAY_ADDRESS")] = appliance->address;
        variables[QStringLiteral("SLIPWAY_CLASS")] = appliance->classFolder;
        variables[QStringLiteral("SLIPWAY_PEER")] = spec.doors + QStringLiteral("/peer/") + appliance->name;
        variables[QStringLiteral("SLIPWAY_PARAMETERS")] = QString::fromUtf8(toBytes(appliance->parameters));
        variables[QStringLiteral("SLIPWAY_SECRETS")] =
            spec.own(QStringLiteral("secrets-%1.json").arg(appliance->name));
    }
    return variables;
}

Result<void> checkHealth(const EnvironmentSpec &spec, const ApplianceSpec &appliance)
{
    const HealthSpec &health = appliance.health;
    const Moment end = std::chrono::steady_clock::now() + health.within;
    switch (health.how) {
    case HealthSpec::How::None:
        return {};
    case HealthSpec::How::Http:
        return checkHttp(health, end);
    case HealthSpec::How::Tcp: {
        const auto socket = connectTcp(health.address, end);
        return socket ? Result<void>() : Result<void>(Failure(socket.error()));
    }
    case HealthSpec::How::Exec:
        break;
    }
    SpawnOptions options;
    options.folder = appliance.home;
    options.environment = programVariables(spec, &appliance);
    const auto finished = runProcess(health.exec, health.within, {}, {}, options);
    if (!finished)
        return Failure(finished.error());
    if (finished->exitCode != 0) {
        const QString said = QString::fromLocal8Bit(finished->error.right(300)).trimmed();
        return fail(Problem::Kind::Unavailable,
                    QStringLiteral("The health check ends with %1%2")
                        .arg(finished->exitCode)
                        .arg(said.isEmpty() ? QString() : QStringLiteral(": ") + said));
    }
    return {};
}

QString versionOf(const EnvironmentSpec &spec)
{
    const ApplianceSpec *appliance = spec.appliance(spec.version);
    if (!appliance || appliance->versionFile.isEmpty())
        return {};
    const auto bytes = readFile(appliance->versionFile, 4096);
    return bytes ? QString::fromUtf8(bytes->left(bytes->indexOf('\n')).trimmed().left(100)) : QString();
}

} // namespace slipway::init
