// Routes of incoming mail: taken as it came, read, let out of quarantine or discarded.
#pragma once
#include "service/api/Router.h"

namespace slipway {

class CaseIntake;
class Store;

class MailHandlers
{
public:
    MailHandlers(Store &store, CaseIntake &intake) : m_store(store), m_intake(intake) {}
    void addTo(Router &router);

private:
    Result<Response> take(const Request &request) const;
    Result<Response> list(const Request &request) const;
    Result<Response> get(const Request &request) const;
    Result<Response> html(const Request &request) const;
    Result<Response> attachment(const Request &request) const;
    Result<Response> release(const Request &request) const;
    Result<Response> discard(const Request &request) const;
    Result<Response> takeBack(const Request &request) const;

    Store &m_store;
    CaseIntake &m_intake;
};

} // namespace slipway
