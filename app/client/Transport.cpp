#include "client/Transport.h"

#include "domain/Json.h"

namespace slipway {

namespace {

bool mayBeOfProxy(int status)
{
    constexpr int badGateway = 502;
    constexpr int unavailable = 503;
    constexpr int gatewayTimeout = 504;
    return status == badGateway || status == unavailable || status == gatewayTimeout;
}

// Refusals have their type; the other is an ill service's health.
bool isOurs(const QByteArray &body)
{
    const auto object = objectFromBytes(body, QStringLiteral("it"));
    return object && (object->value(QStringLiteral("type"))
                          .toString()
                          .startsWith(QLatin1String("urn:slipway:problem:")) ||
                      object->value(QStringLiteral("healthy")).isBool());
}

} // namespace

TransportAnswer ofService(TransportAnswer answer)
{
    if (answer.tooLarge > 0 || !mayBeOfProxy(answer.status) || isOurs(answer.body))
        return answer;
    TransportAnswer none;
    none.error = QStringLiteral("a proxy answered in its place, with status %1").arg(answer.status);
    return none;
}

} // namespace slipway
