#include "service/api/HostHandlers.h"

#include "domain/Json.h"
#include "service/api/Fields.h"
#include "service/api/Paging.h"
#include "service/remote/HostDesk.h"
#include "service/store/HostRepository.h"

namespace slipway {

namespace {

constexpr int sshPort = 22;

Result<int> portOf(const QJsonObject &body)
{
    const QJsonValue port = body.value(QStringLiteral("port"));
    if (port.isUndefined())
        return sshPort;
    if (!port.isDouble() || port.toInt(-1) < 1 || port.toInt() > 65535)
        return wrongType("port", "a number from 1 to 65535");
    return port.toInt();
}

// Lives as short as it can; what the request holds goes with the request.
SecretValue secretOf(const QJsonObject &body, const char *field)
{
    return SecretValue(body.value(QLatin1String(field)).toString().toUtf8());
}

Result<Response> emptyOr(const Result<void> &done)
{
    return done ? Result<Response>(Response::empty()) : Failure(done.error());
}

} // namespace

void HostHandlers::addTo(Router &router)
{
    using Work = Router::Work;
    router.add("listHosts", Work::Reads, [this](const Request &r) { return list(r); });
    router.add("getHost", Work::Reads, [this](const Request &r) { return get(r); });
    router.add("addHost", Work::Blocks, [this](const Request &r) { return add(r); });
    router.add("removeHost", Work::Blocks, [this](const Request &r) { return remove(r); });
    router.add("scanHost", Work::KeepsNothing, [this](const Request &r) { return scan(r); });
    router.add("listSecrets", Work::Blocks, [this](const Request &) { return secrets(); });
    router.add("setSecret", Work::KeepsNothing, [this](const Request &r) { return setSecret(r); });
    router.add("removeSecret", Work::Blocks, [this](const Request &r) { return removeSecret(r); });
}

Result<Response> HostHandlers::list(const Request &request) const
{
    const auto page = pageRequest(request);
    if (!page)
        return Failure(page.error());
    const auto hosts = m_store.read([&](Reader &reader) { return HostRepository::list(reader, *page); });
    if (!hosts)
        return Failure(hosts.error());
    return pageOfItems(*hosts);
}

Result<Response> HostHandlers::get(const Request &request) const
{
    const auto host =
        m_store.read([&](Reader &reader) { return HostRepository::find(reader, request.parameter("name")); });
    if (!host)
        return Failure(host.error());
    return Response::json(host->toJson());
}

Result<Response> HostHandlers::add(const Request &request) const
{
    const auto body =
        fieldsOf(request, {"name", "address", "port", "user", "host_key", "secret", "private_key"});
    if (!body)
        return Failure(body.error());
    Host host;
    for (const auto &[field, place] : {std::pair("name", &host.name), std::pair("address", &host.address),
                                       std::pair("user", &host.user), std::pair("host_key", &host.hostKey)}) {
        const auto text = requiredText(*body, field);
        if (!text)
            return Failure(text.error());
        *place = *text;
    }
    const auto port = portOf(*body);
    if (!port)
        return Failure(port.error());
    host.port = *port;
    host.secret = body->value(QStringLiteral("secret")).toString();
    const SecretValue key = secretOf(*body, "private_key");
    if (key.isEmpty() == host.secret.isEmpty()) {
        return fail(Problem::Kind::Invalid,
                    QStringLiteral("A host needs our private key there: itself, or the name of a secret"),
                    QStringLiteral("Give either \"private_key\" or \"secret\"."),
                    QStringLiteral("/private_key"));
    }
    const auto added = m_desk.add(host, key, request.principal.name);
    if (!added)
        return Failure(added.error());
    return Response::json(added->toJson(), 201).with("Location", "/api/v1/hosts/" + added->name.toUtf8());
}

Result<Response> HostHandlers::remove(const Request &request) const
{
    return emptyOr(m_desk.remove(request.parameter("name"), request.principal.name));
}

Result<Response> HostHandlers::scan(const Request &request) const
{
    const auto body = fieldsOf(request, {"address", "port"});
    if (!body)
        return Failure(body.error());
    const auto address = requiredText(*body, "address");
    const auto port = portOf(*body);
    if (!address || !port)
        return Failure(address ? port.error() : address.error());
    const auto key = m_desk.hostKeyAt(*address, *port);
    if (!key)
        return Failure(key.error());
    return Response::json({{QStringLiteral("address"), *address},
                           {QStringLiteral("port"), *port},
                           {QStringLiteral("host_key"), *key},
                           {QStringLiteral("fingerprint"), fingerprintOf(*key)}});
}

Result<Response> HostHandlers::secrets() const
{
    const auto names = m_desk.secretNames();
    if (!names)
        return Failure(names.error());
    const auto items = m_store.read([&](Reader &reader) -> Result<QJsonArray> {
        QJsonArray array;
        for (const QString &name : *names) {
            const auto hosts = HostRepository::namesWithSecret(reader, name);
            if (!hosts)
                return Failure(hosts.error());
            array.append(
                QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("hosts"), toJson(*hosts)}});
        }
        return array;
    });
    if (!items)
        return Failure(items.error());
    return pageOf(*items, {});
}

Result<Response> HostHandlers::setSecret(const Request &request) const
{
    const auto body = fieldsOf(request, {"value"});
    if (!body)
        return Failure(body.error());
    return emptyOr(
        m_desk.setSecret(request.parameter("name"), secretOf(*body, "value"), request.principal.name));
}

Result<Response> HostHandlers::removeSecret(const Request &request) const
{
    return emptyOr(m_desk.removeSecret(request.parameter("name"), request.principal.name));
}

} // namespace slipway
