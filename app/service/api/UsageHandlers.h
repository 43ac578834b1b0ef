// Routes of usage: what a customer used in a month.
#pragma once
#include "service/api/Router.h"

namespace slipway {

class Store;

class UsageHandlers
{
public:
    explicit UsageHandlers(Store &store) : m_store(store) {}
    void addTo(Router &router);

private:
    Result<Response> month(const Request &request) const;

    Store &m_store;
};

} // namespace slipway
