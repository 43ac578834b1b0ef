// The event feed of all clients: everyone reads on from the last seq they have, out of the ledger itself, and
// a commit only wakes them. So nothing is skipped, doubled or queued in memory.
#pragma once
#include "service/api/RequestHandler.h"

#include <atomic>
#include <mutex>

namespace slipway {

class Authenticator;
class Store;

class LedgerFeed
{
public:
    LedgerFeed(Store &store, Authenticator &authenticator);
    ~LedgerFeed();

    // `?since=` of a request as a seq; empty is 0. Conflict when the ledger doesn't reach it: it was
    // replaced.
    Result<qint64> place(const QString &since) const;
    // From the first event after `since` on.
    std::unique_ptr<FeedReader> reader(qint64 since, const QByteArray &token);

private:
    class ReaderOfOne;

    Store &m_store;
    Authenticator &m_authenticator;
    int m_subscription = 0;
    std::mutex m_mutex;
    std::map<ReaderOfOne *, std::function<void()>> m_wakers;
};

} // namespace slipway
