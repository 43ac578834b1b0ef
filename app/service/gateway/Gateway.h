// The gateway in front of all public addresses: one HAProxy. Its own Lua keeps the routes, the holds and the
// fencing token, so that a hold lapses by itself and a swap with a lapsed lease or an old token is refused by
// the gateway and by nobody else.
#pragma once
#include "domain/Instant.h"
#include "domain/Problem.h"

#include <QJsonObject>
#include <QString>

#include <vector>

namespace slipway {

struct GatewayRoute
{
    QString address; // "127.93.4.1"
    int slot = 0;    // environment slot it leads to; 0: answers 503 "nothing here"
    bool held = false;
    bool siteDown = false;
    bool lapsed = false;    // held once, by `holder`, until its lease ended by itself
    qint64 token = 0;       // highest seen
    qint64 holder = 0;      // token of the hold, 0 when there is none
    qint64 fenced = 0;      // tokens up to this one are refused
    qint64 leaseLeftMs = 0; // of the hold
    qint64 inFlight = 0;    // requests at the backend now
    qint64 waiting = 0;     // requests held now
    bool operator==(const GatewayRoute &) const = default;
};

class Gateway
{
public:
    virtual ~Gateway() = default;
    virtual Result<std::vector<GatewayRoute>> routes() = 0;
    virtual Result<GatewayRoute> route(const QString &address) = 0;
    // Leads an address to a slot (0 takes it away), outside of a cutover. Refused while it is held.
    virtual Result<void> setRoute(const QString &address, int slot, qint64 token) = 0;
    // From now on requests to `address` wait, or get the site-down page, until release, swap or the lease's
    // end. A hold by the same token extends the lease. Refused to a token older than the highest seen, and to
    // the token whose lease lapsed until it has released: the other side may have been writing since.
    virtual Result<void> hold(const QString &address, qint64 token, Duration lease, bool siteDown) = 0;
    // Ends the hold; fine when there is none. Refused to an older token.
    virtual Result<void> release(const QString &address, qint64 token) = 0;
    // Exchanges the slots of two addresses and ends the hold on `first` in one step. Conflict, and nothing
    // changed, unless `first` is held by this very token and its lease has not lapsed.
    virtual Result<void> swap(const QString &first, const QString &second, qint64 token) = 0;
    // From now on this token and older ones are refused on `address`: how a superseded controller is shut
    // out. A hold stays until its lease lapses or a newer token releases it.
    virtual Result<void> fence(const QString &address, qint64 token) = 0;
};

} // namespace slipway
