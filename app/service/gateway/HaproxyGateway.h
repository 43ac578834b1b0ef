// The gateway through HAProxy's runtime socket: one connection and one command of our Lua per call. All rules
// (leases, tokens, atomic swaps) are kept over there; here is only the wire.
#pragma once
#include "service/gateway/Gateway.h"

namespace slipway {

class HaproxyGateway final : public Gateway
{
public:
    // `folder` is DATA/gateway. While HAProxy is being restarted a call waits for it, `patience` at most.
    explicit HaproxyGateway(QString folder, Duration patience = std::chrono::seconds(2));

    Result<std::vector<GatewayRoute>> routes() override;
    Result<GatewayRoute> route(const QString &address) override;
    Result<void> setRoute(const QString &address, int slot, qint64 token) override;
    Result<void> hold(const QString &address, qint64 token, Duration lease, bool siteDown) override;
    Result<void> release(const QString &address, qint64 token) override;
    Result<void> swap(const QString &first, const QString &second, qint64 token) override;
    Result<void> fence(const QString &address, qint64 token) override;

    // What the saved routes say; works while HAProxy is down.
    Result<std::vector<GatewayRoute>> savedRoutes() const;
    // A customer's own page for the time its site is down, instead of ours.
    Result<void> setSiteDownPage(const QString &address, const QByteArray &html) const;

private:
    Result<QJsonObject> ask(const QString &command) const;
    Result<void> change(const QString &command) const;

    QString m_folder;
    Duration m_patience;
};

} // namespace slipway
