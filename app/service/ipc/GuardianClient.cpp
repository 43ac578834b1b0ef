#include "service/ipc/GuardianClient.h"

#include <QJsonArray>

#include <poll.h>

namespace slipway {

using namespace std::chrono_literals;

namespace {

constexpr QLatin1String keyDo("do");

Failure unreadable(const QString &what)
{
    return fail(Problem::Kind::Malformed, QStringLiteral("%1 is incomplete").arg(what));
}

} // namespace

QJsonObject Cutover::toJson() const
{
    return {{QStringLiteral("release"), release}, {QStringLiteral("application"), application},
            {QStringLiteral("address"), address}, {QStringLiteral("other"), other},
            {QStringLiteral("serving"), serving}, {QStringLiteral("follower"), follower},
            {QStringLiteral("token"), token}};
}

Cutover Cutover::fromJson(const QJsonObject &object)
{
    Cutover cutover;
    cutover.release = object.value(QLatin1String("release")).toInteger();
    cutover.application = object.value(QLatin1String("application")).toString();
    cutover.address = object.value(QLatin1String("address")).toString();
    cutover.other = object.value(QLatin1String("other")).toString();
    cutover.serving = object.value(QLatin1String("serving")).toInt();
    cutover.follower = object.value(QLatin1String("follower")).toInt();
    cutover.token = object.value(QLatin1String("token")).toInteger();
    return cutover;
}

QJsonObject CutoverOutcome::toJson() const
{
    return {{QStringLiteral("release"), release}, {QStringLiteral("swapped"), swapped},
            {QStringLiteral("serving"), serving}, {QStringLiteral("healthy"), healthy},
            {QStringLiteral("trigger"), trigger}, {QStringLiteral("why"), why},
            {QStringLiteral("fenced"), fenced},   {QStringLiteral("clinging"), clinging},
            {QStringLiteral("took_ms"), tookMs}};
}

CutoverOutcome CutoverOutcome::fromJson(const QJsonObject &object)
{
    CutoverOutcome outcome;
    outcome.release = object.value(QLatin1String("release")).toInteger();
    outcome.swapped = object.value(QLatin1String("swapped")).toBool();
    outcome.serving = object.value(QLatin1String("serving")).toInt();
    outcome.healthy = object.value(QLatin1String("healthy")).toBool();
    outcome.trigger = object.value(QLatin1String("trigger")).toString();
    outcome.why = object.value(QLatin1String("why")).toString();
    outcome.fenced = object.value(QLatin1String("fenced")).toInteger();
    outcome.clinging = object.value(QLatin1String("clinging")).toBool();
    outcome.tookMs = object.value(QLatin1String("took_ms")).toDouble();
    return outcome;
}

QJsonObject Link::toJson() const
{
    QJsonObject from;
    if (const auto *path = std::get_if<QString>(&listen))
        from.insert(QStringLiteral("unix"), *path);
    else if (const auto *tcp = std::get_if<Tcp>(&listen))
        from = {{QStringLiteral("address"), tcp->address}, {QStringLiteral("port"), tcp->port}};
    return {{QStringLiteral("name"), name}, {QStringLiteral("listen"), from}, {QStringLiteral("to"), to}};
}

Result<Link> Link::fromJson(const QJsonObject &object)
{
    Link link;
    link.name = object.value(QLatin1String("name")).toString();
    link.to = object.value(QLatin1String("to")).toString();
    const QJsonObject from = object.value(QLatin1String("listen")).toObject();
    if (from.contains(QLatin1String("unix")))
        link.listen = from.value(QLatin1String("unix")).toString();
    else
        link.listen =
            Tcp{from.value(QLatin1String("address")).toString(), from.value(QLatin1String("port")).toInt()};
    if (link.name.isEmpty() || link.to.isEmpty() || from.isEmpty())
        return unreadable(QStringLiteral("The link"));
    return link;
}

QJsonObject GuardianIncident::toJson() const
{
    return {{QStringLiteral("id"), id},
            {QStringLiteral("at"), toText(at)},
            {QStringLiteral("kind"), kind},
            {QStringLiteral("subject"), subject},
            {QStringLiteral("payload"), payload}};
}

Result<GuardianIncident> GuardianIncident::fromJson(const QJsonObject &object)
{
    auto at = instantFromText(object.value(QLatin1String("at")).toString());
    if (!at)
        return Failure(at.error());
    return GuardianIncident{
        object.value(QLatin1String("id")).toInteger(), *at, object.value(QLatin1String("kind")).toString(),
        object.value(QLatin1String("subject")).toString(), object.value(QLatin1String("payload")).toObject()};
}

GuardianClient::GuardianClient(QString socket) : m_socket(std::move(socket)) {}

QString GuardianClient::socketIn(const QString &dataFolder)
{
    return dataFolder + QStringLiteral("/run/guardian.sock");
}

Result<QJsonObject> GuardianClient::ask(const QString &what, QJsonObject request, Duration timeout,
                                        std::stop_token stop) const
{
    auto channel = Channel::connect(m_socket);
    if (!channel)
        return Failure(channel.error());
    request.insert(keyDo, what);
    return channel->call(request, timeout, std::move(stop));
}

Result<void> GuardianClient::hello()
{
    auto channel = Channel::connect(m_socket);
    if (!channel)
        return Failure(channel.error());
    if (auto answer = channel->call({{keyDo, QStringLiteral("hello")}}, 5s); !answer)
        return Failure(answer.error());
    const std::lock_guard lock(m_mutex);
    m_controller = std::move(*channel);
    return {};
}

void GuardianClient::leave()
{
    const std::lock_guard lock(m_mutex);
    m_controller.reset();
}

bool GuardianClient::isController() const
{
    const std::lock_guard lock(m_mutex);
    if (!m_controller)
        return false;
    // The guardian never speaks on this connection: anything to be read is its end.
    pollfd entry{m_controller->fd(), POLLIN | POLLRDHUP, 0};
    return ::poll(&entry, 1, 0) == 0;
}

Result<void> GuardianClient::gateway(bool on)
{
    return ask(QStringLiteral("gateway"), {{QStringLiteral("on"), on}}, 15s).map([](const QJsonObject &) {});
}

Result<void> GuardianClient::environment(int slot, bool wanted, std::stop_token stop)
{
    return ask(QStringLiteral("environment"),
               {{QStringLiteral("slot"), slot}, {QStringLiteral("wanted"), wanted}}, 30s, std::move(stop))
        .map([](const QJsonObject &) {});
}

Result<void> GuardianClient::link(const Link &link)
{
    return ask(QStringLiteral("link"), link.toJson(), 5s).map([](const QJsonObject &) {});
}

Result<void> GuardianClient::unlink(const QString &name)
{
    return ask(QStringLiteral("unlink"), {{QStringLiteral("name"), name}}, 5s).map([](const QJsonObject &) {
    });
}

Result<void> GuardianClient::outbound(int slot, bool open)
{
    return ask(QStringLiteral("outbound"), {{QStringLiteral("slot"), slot}, {QStringLiteral("open"), open}},
               5s)
        .map([](const QJsonObject &) {});
}

Result<void> GuardianClient::begin(const Cutover &cutover)
{
    return ask(QStringLiteral("begin"), cutover.toJson(), 5s).map([](const QJsonObject &) {});
}

Result<void> GuardianClient::end(qint64 release)
{
    return ask(QStringLiteral("end"), {{QStringLiteral("release"), release}}, 5s)
        .map([](const QJsonObject &) {});
}

Result<CutoverOutcome> GuardianClient::recover(qint64 release)
{
    return ask(QStringLiteral("recover"), {{QStringLiteral("release"), release}}, 30s)
        .map(&CutoverOutcome::fromJson);
}

Result<std::optional<CutoverOutcome>> GuardianClient::outcome(qint64 release)
{
    const auto answer = ask(QStringLiteral("outcome"), {{QStringLiteral("release"), release}}, 30s);
    if (!answer)
        return Failure(answer.error());
    if (!answer->contains(QLatin1String("trigger")))
        return std::optional<CutoverOutcome>();
    return std::optional(CutoverOutcome::fromJson(*answer));
}

Result<QJsonObject> GuardianClient::status()
{
    return ask(QStringLiteral("status"), {}, 5s);
}

Result<GuardianClient::Incidents> GuardianClient::incidents(qint64 since)
{
    const auto answer = ask(QStringLiteral("incidents"), {{QStringLiteral("since"), since}}, 5s);
    if (!answer)
        return Failure(answer.error());
    Incidents incidents;
    incidents.next = answer->value(QLatin1String("next")).toInteger();
    const QJsonArray items = answer->value(QLatin1String("items")).toArray();
    for (const QJsonValue &item : items) {
        auto incident = GuardianIncident::fromJson(item.toObject());
        if (!incident)
            return Failure(incident.error());
        incidents.items.push_back(std::move(*incident));
    }
    return incidents;
}

Result<void> GuardianClient::stop()
{
    return ask(QStringLiteral("stop"), {}, 10s).map([](const QJsonObject &) {});
}

} // namespace slipway
