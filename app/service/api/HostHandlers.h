// Routes of hosts and of the secrets that open them; a secret's value comes in and never goes out.
#pragma once
#include "service/api/Router.h"

namespace slipway {

class HostDesk;
class Store;

class HostHandlers
{
public:
    HostHandlers(Store &store, HostDesk &desk) : m_store(store), m_desk(desk) {}
    void addTo(Router &router);

private:
    Result<Response> list(const Request &request) const;
    Result<Response> get(const Request &request) const;
    Result<Response> add(const Request &request) const;
    Result<Response> remove(const Request &request) const;
    Result<Response> scan(const Request &request) const;
    Result<Response> secrets() const;
    Result<Response> setSecret(const Request &request) const;
    Result<Response> removeSecret(const Request &request) const;

    Store &m_store;
    HostDesk &m_desk;
};

} // namespace slipway
