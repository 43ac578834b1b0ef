// Routes of the guarantees: policies, calendars and agreements, what a change would do, and how they were
// kept.
#pragma once
#include "service/api/Router.h"
#include "service/support/SlaDesk.h"

namespace slipway {

class Store;

class SlaHandlers
{
public:
    explicit SlaHandlers(Store &store) : m_store(store), m_desk(store) {}
    void addTo(Router &router);

private:
    Result<Response> show(const Request &request) const;
    Result<Response> set(const Request &request);
    Result<Response> remove(const Request &request);
    Result<Response> undo(const Request &request);
    Result<Response> addHolidays(const Request &request);
    Result<Response> report(const Request &request) const;

    Store &m_store;
    SlaDesk m_desk;
};

} // namespace slipway
