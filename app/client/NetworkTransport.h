// Requests over HTTP by Qt Network; connections are kept and reused.
#pragma once
#include "client/Transport.h"

#include <QNetworkAccessManager>

namespace slipway {

class NetworkTransport final : public Transport
{
public:
    NetworkTransport();
    void send(const Endpoint &endpoint, const TransportRequest &request,
              std::function<void(TransportAnswer)> done) override;

private:
    QNetworkAccessManager m_manager;
};

} // namespace slipway
