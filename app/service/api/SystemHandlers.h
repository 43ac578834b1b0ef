// Routes of the service itself: health, metrics, who am I, the description of the API, brake, backup.
#pragma once
#include "service/api/Router.h"

namespace slipway {

class Operations;

class SystemHandlers
{
public:
    // `ownMetrics`: Prometheus text of the API's own counters.
    SystemHandlers(Operations &operations, std::function<QByteArray()> ownMetrics)
        : m_operations(operations), m_ownMetrics(std::move(ownMetrics))
    {
    }
    void addTo(Router &router);

private:
    Result<Response> health() const;
    Result<Response> whoAmI(const Request &request) const;
    Result<Response> setBrake(const Request &request) const;
    Result<Response> backUp(const Request &request) const;

    Operations &m_operations;
    const std::function<QByteArray()> m_ownMetrics;
};

} // namespace slipway
