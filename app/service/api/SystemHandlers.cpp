#include "service/api/SystemHandlers.h"

#include "service/api/Fields.h"
#include "service/api/Operations.h"

#include <QFile>

namespace slipway {

namespace {

Result<Response> description()
{
    QFile file(QStringLiteral(":/slipway/openapi.yaml"));
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(Problem::Kind::Internal, QStringLiteral("The description of the API isn't compiled in"),
                    QStringLiteral("Build Slipway with resources/openapi.yaml."));
    }
    return Response::bytes(file.readAll(), "application/yaml");
}

} // namespace

void SystemHandlers::addTo(Router &router)
{
    using Work = Router::Work;
    router.add("health", Work::Blocks, [this](const Request &) { return health(); });
    router.add("metrics", Work::Blocks, [this](const Request &) -> Result<Response> {
        return Response::bytes(m_operations.metrics() + m_ownMetrics(), "text/plain; version=0.0.4");
    });
    router.add("whoAmI", Work::Quick, [this](const Request &r) { return whoAmI(r); });
    router.add("getOpenApi", Work::Quick, [](const Request &) { return description(); });
    router.add("getBrake", Work::Blocks, [this](const Request &) { return jsonOf(m_operations.brake()); });
    router.add("setBrake", Work::Blocks, [this](const Request &r) { return setBrake(r); });
    router.add("backUp", Work::Blocks, [this](const Request &r) { return backUp(r); });
}

Result<Response> SystemHandlers::health() const
{
    const ServiceHealth health = m_operations.health();
    return Response::json(health.toJson(), health.healthy ? 200 : 503);
}

Result<Response> SystemHandlers::whoAmI(const Request &request) const
{
    const Principal &principal = request.principal;
    return Response::json(
        {{QStringLiteral("name"), principal.name},
         {QStringLiteral("role"), toText(principal.role)},
         {QStringLiteral("customer"),
          principal.isCustomer() ? QJsonValue(principal.customer) : QJsonValue(QJsonValue::Null)},
         {QStringLiteral("version"), QStringLiteral(SLIPWAY_VERSION)}});
}

Result<Response> SystemHandlers::setBrake(const Request &request) const
{
    const auto body = fieldsOf(request, {"on", "reason"});
    if (!body)
        return Failure(body.error());
    const auto on = switchOf(*body);
    if (!on)
        return Failure(on.error());
    return jsonOf(
        m_operations.setBrake(*on, body->value(QStringLiteral("reason")).toString(), request.principal.name));
}

Result<Response> SystemHandlers::backUp(const Request &request) const
{
    const auto body = fieldsOf(request, {});
    if (!body)
        return Failure(body.error());
    return jsonOf(m_operations.backUp(request.principal.name), 201);
}

} // namespace slipway
