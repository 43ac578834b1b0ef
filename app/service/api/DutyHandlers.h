// Routes of the rota: who is on duty, overrides, swaps, and what a case would lead to.
#pragma once
#include "domain/Instant.h"
#include "service/api/Router.h"

namespace slipway {

class CaseDesk;
class Operations;
struct DutySwap;
class Store;

class DutyHandlers
{
public:
    DutyHandlers(Store &store, CaseDesk &desk, Operations &operations)
        : m_store(store), m_desk(desk), m_operations(operations)
    {
    }
    void addTo(Router &router);

private:
    Result<Response> get(const Request &request) const;
    Result<Response> set(const Request &request) const;
    Result<Response> override(const Request &request) const;
    Result<Response> remove(const Request &request) const;
    Result<Response> swap(const Request &request) const;
    Result<Response> removeSwap(const Request &request) const;
    Result<Response> shifts(const Request &request) const;
    Result<Response> simulate(const Request &request) const;
    Result<Response> now(Instant at) const;
    Result<DutySwap> swapFrom(const QJsonObject &body) const;

    Store &m_store;
    CaseDesk &m_desk;
    Operations &m_operations;
};

} // namespace slipway
