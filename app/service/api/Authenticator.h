// Tokens to principals. What was looked up is kept in memory and forgotten as a whole whenever any user or
// token changes, so that a revoked token is refused from the revocation's commit on.
#pragma once
#include "domain/Instant.h"
#include "service/api/Request.h"
#include "service/api/Workers.h"

#include <atomic>
#include <shared_mutex>
#include <unordered_map>

namespace slipway {

class Store;

class Authenticator
{
public:
    explicit Authenticator(Store &store);
    ~Authenticator();

    // Unauthenticated for a missing, malformed, unknown, revoked or expired token.
    Result<Principal> principalOf(const Request &request);
    Result<Principal> principalOf(const QByteArray &token);
    static QByteArray tokenOf(const Request &request);

    // Raised whenever a user or token changed; who keeps a principal for long looks here.
    quint64 generation() const { return m_generation; }
    void forget();

private:
    struct Known
    {
        Principal principal;
        std::optional<Instant> expires;
        Instant noteAgain; // when its use is to be noted in the store again
    };
    void noteUse(qint64 tokenId);

    Store &m_store;
    int m_subscription = 0;
    std::atomic<quint64> m_generation{1};
    std::shared_mutex m_mutex;
    std::unordered_map<std::string, Known> m_known; // by token
    Workers m_notes;
};

} // namespace slipway
