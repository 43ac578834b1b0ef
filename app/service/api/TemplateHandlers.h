// Routes of answer templates.
#pragma once
#include "service/api/Router.h"

namespace slipway {

class Store;

class TemplateHandlers
{
public:
    explicit TemplateHandlers(Store &store) : m_store(store) {}
    void addTo(Router &router);

private:
    Result<Response> list() const;
    Result<Response> set(const Request &request) const;
    Result<Response> remove(const Request &request) const;
    Result<Response> fill(const Request &request) const;

    Store &m_store;
};

} // namespace slipway
