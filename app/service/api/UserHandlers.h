// Routes of users, their tokens, and signing in with a password.
#pragma once
#include "service/api/AttemptLimit.h"
#include "service/api/Router.h"

#include <atomic>

namespace slipway {

class Authenticator;
class Store;

class UserHandlers
{
public:
    UserHandlers(Store &store, std::atomic<qint64> &refusedSignIns);
    void addTo(Router &router);

private:
    Result<Response> signIn(const Request &request);
    Result<Response> list(const Request &request) const;
    Result<Response> add(const Request &request) const;
    Result<Response> issueToken(const Request &request) const;
    Result<Response> tokens(const Request &request) const;
    Result<Response> revokeToken(const Request &request) const;

    Store &m_store;
    std::atomic<qint64> &m_refused;
    AttemptLimit m_perName;
    AttemptLimit m_perPeer;
};

} // namespace slipway
