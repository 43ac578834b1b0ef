#include "service/api/DemoHandlers.h"

#include "service/api/Fields.h"
#include "service/api/Operations.h"

namespace slipway {

namespace {
constexpr int mostLoad = 1000; // requests a second
}

void DemoHandlers::addTo(Router &router)
{
    using Work = Router::Work;
    router.add("getDemo", Work::Blocks, [this](const Request &) { return show(); });
    router.add("loadDemo", Work::Blocks, [this](const Request &r) { return load(r); });
}

Result<Response> DemoHandlers::show() const
{
    return jsonOf(m_operations.demo());
}

Result<Response> DemoHandlers::load(const Request &request) const
{
    const auto body = fieldsOf(request, {"on", "rate"});
    if (!body)
        return Failure(body.error());
    const auto on = switchOf(*body);
    if (!on)
        return Failure(on.error());
    const QJsonValue rate = body->value(QStringLiteral("rate"));
    if (!rate.isUndefined() && (!rate.isDouble() || rate.toInt(-1) < 1 || rate.toInt() > mostLoad))
        return wrongType("rate", "a number from 1 to 1000");
    return jsonOf(m_operations.loadDemo(*on, rate.toInt(50), request.principal.name));
}

} // namespace slipway
