// Routes of the support desk: cases, pages.
#pragma once
#include "service/api/Router.h"
#include "service/support/CasePresence.h"

namespace slipway {

class CaseDesk;
class Store;

class CaseHandlers
{
public:
    CaseHandlers(Store &store, CaseDesk &desk);
    void addTo(Router &router);

private:
    Result<Response> list(const Request &request) const;
    Result<Response> nextTarget() const;
    Result<Response> get(const Request &request) const;
    Result<Response> open(const Request &request) const;
    Result<Response> speak(const Request &request, bool toCustomer) const;
    Result<Response> own(const Request &request, bool self) const;
    Result<Response> triage(const Request &request) const;
    Result<Response> wait(const Request &request) const;
    Result<Response> link(const Request &request, bool isThere) const;
    Result<Response> resume(const Request &request) const;
    Result<Response> end(const Request &request, bool solved) const;
    Result<Response> pages(const Request &request) const;
    Result<Response> acknowledge(const Request &request) const;
    Result<Response> keepPresent(const Request &request);
    Result<Response> leave(const Request &request);
    QJsonArray presentBeside(const Request &request, qint64 id) const;

    Store &m_store;
    CaseDesk &m_desk;
    CasePresence m_presence;
};

} // namespace slipway
