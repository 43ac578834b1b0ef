#include "service/gateway/HaproxyGateway.h"

#include "domain/Json.h"
#include "service/ipc/Channel.h"
#include "service/ipc/Process.h"

#include <QDir>
#include <QRegularExpression>

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace slipway {

using namespace std::chrono;

namespace {

constexpr auto answerLimit = seconds(2);
constexpr qsizetype longestAnswer = 1 << 20;
constexpr auto retryEvery = milliseconds(10);

Failure hangs()
{
    return fail(Problem::Kind::Timeout, QStringLiteral("The gateway doesn't answer"),
                QStringLiteral("Look at log/haproxy.log; the guardian restarts a gateway that ended."));
}

// HAProxy closes the connection after the answer.
Result<QByteArray> readAll(int fd)
{
    QByteArray answer;
    const auto end = steady_clock::now() + answerLimit;
    for (;;) {
        const auto left = ceil<milliseconds>(end - steady_clock::now()).count();
        pollfd entry{fd, POLLIN, 0};
        if (left <= 0 || answer.size() > longestAnswer || ::poll(&entry, 1, static_cast<int>(left)) == 0)
            return hangs();
        std::array<char, 16384> space;
        const ssize_t count = ::recv(fd, space.data(), space.size(), MSG_DONTWAIT);
        if (count == 0)
            return answer;
        if (count > 0)
            answer.append(space.data(), count);
        else if (errno != EINTR && errno != EAGAIN)
            return hangs();
    }
}

Problem::Kind kindOf(const QString &refusal)
{
    if (refusal == QLatin1String("conflict"))
        return Problem::Kind::Conflict;
    if (refusal == QLatin1String("invalid"))
        return Problem::Kind::Invalid;
    if (refusal == QLatin1String("unavailable"))
        return Problem::Kind::Unavailable;
    return Problem::Kind::Internal;
}

GatewayRoute routeFromJson(const QJsonObject &object)
{
    GatewayRoute route;
    route.address = object.value(QLatin1String("address")).toString();
    route.slot = object.value(QLatin1String("slot")).toInt();
    route.held = object.value(QLatin1String("held")).toBool();
    route.siteDown = object.value(QLatin1String("site_down")).toBool();
    route.lapsed = object.value(QLatin1String("lapsed")).toBool();
    route.token = object.value(QLatin1String("token")).toInteger();
    route.holder = object.value(QLatin1String("holder")).toInteger();
    route.fenced = object.value(QLatin1String("fenced")).toInteger();
    route.leaseLeftMs = object.value(QLatin1String("lease_left_ms")).toInteger();
    route.inFlight = object.value(QLatin1String("in_flight")).toInteger();
    route.waiting = object.value(QLatin1String("waiting")).toInteger();
    return route;
}

bool isNumericAddress(const QString &address)
{
    in_addr parsed{};
    return ::inet_pton(AF_INET, address.toLatin1().constData(), &parsed) == 1;
}

void flush(const QString &path)
{
    const FileDescriptor file(::open(path.toLocal8Bit().constData(), O_RDONLY | O_CLOEXEC));
    if (file.isValid())
        ::fsync(file.get());
}

} // namespace

HaproxyGateway::HaproxyGateway(QString folder, Duration patience)
    : m_folder(std::move(folder)), m_patience(patience)
{
}

Result<QJsonObject> HaproxyGateway::ask(const QString &command) const
{
    // A line is one command, and a semicolon ends it: nothing but words and numbers goes over.
    static const QRegularExpression plain(QStringLiteral("^[a-z]+( [0-9.]+)*$"));
    if (!plain.match(command).hasMatch() || command.contains(QLatin1Char('\n')))
        return fail(Problem::Kind::Invalid,
                    QStringLiteral("The gateway was asked with a wrong address or number"), {}, command);
    const QString path = m_folder + QStringLiteral("/runtime.sock");
    const auto end = steady_clock::now() + m_patience;
    auto socket = connectTo(path);
    // Nothing was sent yet, so trying again repeats nothing.
    while (!socket && steady_clock::now() < end) {
        ::poll(nullptr, 0, static_cast<int>(retryEvery.count()));
        socket = connectTo(path);
    }
    if (!socket)
        return fail(Problem::Kind::Unavailable, QStringLiteral("The gateway is down"),
                    QStringLiteral("The guardian starts it again within 2 s; look at log/haproxy.log."),
                    path);
    const QByteArray line = QByteArray("slipway ") + command.toLatin1() + '\n';
    if (::send(socket->get(), line.constData(), static_cast<std::size_t>(line.size()), MSG_NOSIGNAL) !=
        line.size())
        return hangs();
    const auto bytes = readAll(socket->get());
    if (!bytes)
        return Failure(bytes.error());
    auto answer = objectFromBytes(bytes->trimmed(), QStringLiteral("the gateway's answer"));
    if (!answer)
        return fail(Problem::Kind::Unavailable,
                    QStringLiteral("The gateway's answer was cut short: its outcome is unknown"),
                    QStringLiteral("Look at the routes before trying again."));
    const QString refused = answer->value(QLatin1String("refused")).toString();
    if (!refused.isEmpty())
        return fail(kindOf(refused), QStringLiteral("The gateway refused: ") +
                                         answer->value(QLatin1String("what")).toString());
    return answer;
}

// The Lua has renamed the new routes into place before it answered, which outlives HAProxy; flushed here,
// they outlive the machine too.
Result<void> HaproxyGateway::change(const QString &command) const
{
    const auto answer = ask(command);
    if (!answer)
        return Failure(answer.error());
    flush(m_folder + QStringLiteral("/routes"));
    flush(m_folder);
    return {};
}

Result<std::vector<GatewayRoute>> HaproxyGateway::routes()
{
    const auto answer = ask(QStringLiteral("routes"));
    if (!answer)
        return Failure(answer.error());
    std::vector<GatewayRoute> list;
    const QJsonArray items = answer->value(QLatin1String("items")).toArray();
    for (const QJsonValue &item : items)
        list.push_back(routeFromJson(item.toObject()));
    return list;
}

Result<GatewayRoute> HaproxyGateway::route(const QString &address)
{
    return ask(QStringLiteral("route ") + address).map(&routeFromJson);
}

Result<void> HaproxyGateway::setRoute(const QString &address, int slot, qint64 token)
{
    return change(QStringLiteral("set %1 %2 %3").arg(address).arg(slot).arg(token));
}

Result<void> HaproxyGateway::hold(const QString &address, qint64 token, Duration lease, bool siteDown)
{
    const auto ms = duration_cast<milliseconds>(lease).count();
    return change(QStringLiteral("hold %1 %2 %3 %4").arg(address).arg(token).arg(ms).arg(siteDown ? 1 : 0));
}

Result<void> HaproxyGateway::release(const QString &address, qint64 token)
{
    return change(QStringLiteral("release %1 %2").arg(address).arg(token));
}

Result<void> HaproxyGateway::swap(const QString &first, const QString &second, qint64 token)
{
    return change(QStringLiteral("swap %1 %2 %3").arg(first, second).arg(token));
}

Result<void> HaproxyGateway::fence(const QString &address, qint64 token)
{
    return change(QStringLiteral("fence %1 %2").arg(address).arg(token));
}

Result<std::vector<GatewayRoute>> HaproxyGateway::savedRoutes() const
{
    const QString file = m_folder + QStringLiteral("/routes");
    const auto bytes = readFile(file, longestAnswer);
    if (!bytes)
        return Failure(bytes.error());
    std::vector<GatewayRoute> list;
    for (const QByteArray &line : bytes->split('\n')) {
        const QList<QByteArray> fields = line.split(' ');
        if (fields.size() != 5)
            continue;
        GatewayRoute route;
        route.address = QString::fromLatin1(fields.at(0));
        route.slot = fields.at(1).toInt();
        route.token = fields.at(2).toLongLong();
        route.fenced = fields.at(3).toLongLong();
        route.holder = fields.at(4).toLongLong();
        list.push_back(std::move(route));
    }
    return list;
}

Result<void> HaproxyGateway::setSiteDownPage(const QString &address, const QByteArray &html) const
{
    // The address becomes a file name.
    if (!isNumericAddress(address))
        return fail(Problem::Kind::Invalid, QStringLiteral("%1 is not a numeric address").arg(address));
    if (html.size() > 8192)
        return fail(Problem::Kind::TooLarge, QStringLiteral("The page is larger than 8 KiB"),
                    QStringLiteral("Keep it small: it has to fit into one buffer of the gateway."));
    if (!QDir().mkpath(m_folder + QStringLiteral("/pages")))
        return fail(Problem::Kind::Unavailable, QStringLiteral("Can't create the folder for pages"));
    return writeFileAtomically(m_folder + QStringLiteral("/pages/%1.html").arg(address), html);
}

} // namespace slipway
