// Routes of customers, applications and their environments.
#pragma once
#include "service/api/Operations.h"
#include "service/api/Router.h"

namespace slipway {

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
    using Change = Result<Application> (Operations::*)(const Application &application,
                                                       const QString &environment, const QString &actor);
    struct Target
    {
        Application application;
        QString environment; // as asked; empty: none was named
    };
    Result<Target> target(const Request &request) const;
    Result<Response> change(const Request &request, const Target &of, Change what) const;
    Result<Response> startOrStop(const Request &request, Change what) const;
    Result<Response> remove(const Request &request) const;
    Result<Response> removeAll(const Request &request) const;
    // NotFound, too, where it belongs to another customer; PreconditionFailed where If-Match doesn't fit.
    Result<Application> visible(const Request &request) const;

    Store &m_store;
    Operations &m_operations;
};

} // namespace slipway
