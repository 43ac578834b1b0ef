// Routes of the demo: what lies where, and its traffic generator.
#pragma once
#include "service/api/Router.h"

namespace slipway {

class Operations;

class DemoHandlers
{
public:
    explicit DemoHandlers(Operations &operations) : m_operations(operations) {}
    void addTo(Router &router);

private:
    Result<Response> show() const;
    Result<Response> load(const Request &request) const;

    Operations &m_operations;
};

} // namespace slipway
