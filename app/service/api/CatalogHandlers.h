// Routes of customers, applications and their environments.
#pragma once
#include "domain/Catalog.h"
#include "service/api/Router.h"

namespace slipway {

class Operations;
class Store;

class CatalogHandlers
{
public:
    CatalogHandlers(Store &store, Operations &operations) : m_store(store), m_operations(operations) {}
    void addTo(Router &router);

private:
    Result<Response> customers(const Request &request) const;
    Result<Response> list(const Request &request) const;
    Result<Response> create(const Request &request) const;
    Result<Response> get(const Request &request) const;
    Result<Response> clone(const Request &request) const;
    Result<Response> startOrStop(const Request &request, bool start) const;
    Result<Response> remove(const Request &request) const;
    // NotFound, too, where it belongs to another customer; PreconditionFailed where If-Match doesn't fit.
    Result<Application> visible(const Request &request) const;

    Store &m_store;
    Operations &m_operations;
};

} // namespace slipway
