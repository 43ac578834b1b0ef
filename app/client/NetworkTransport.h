// Requests over HTTP by Qt Network; connections are kept and reused.
#pragma once
#include "client/Transport.h"

#include <QNetworkAccessManager>

class QNetworkReply;

namespace slipway {

class NetworkTransport final : public Transport
{
public:
    // The largest mail with its attachments, and more than any list; what goes on for ever ends there.
    static constexpr qint64 largestAnswer = 128LL * 1024 * 1024;
    explicit NetworkTransport(qint64 largest = largestAnswer);
    void send(const Endpoint &endpoint, const TransportRequest &request,
              std::function<void(TransportAnswer)> done) override;

private:
    void limit(QNetworkReply &reply) const;

    const qint64 m_largest;
    QNetworkAccessManager m_manager;
};

} // namespace slipway
