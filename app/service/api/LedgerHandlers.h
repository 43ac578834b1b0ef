// Routes of the ledger: pages of it, its signed head. (The feed is a WebSocket and opened by the dispatcher.)
#pragma once
#include "service/api/Router.h"

namespace slipway {

class LedgerFeed;
class Store;

class LedgerHandlers
{
public:
    LedgerHandlers(Store &store, LedgerFeed &feed) : m_store(store), m_feed(feed) {}
    void addTo(Router &router);

private:
    Result<Response> list(const Request &request) const;
    Result<Response> notAFeed(const Request &request) const;
    Result<Response> onwards(qint64 since, int limit) const;
    Result<Response> head() const;

    Store &m_store;
    LedgerFeed &m_feed;
};

} // namespace slipway
