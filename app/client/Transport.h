// How requests travel: one over the network, one faked in tests.
#pragma once
#include "domain/Instant.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace slipway {

// Where the service is and with what token; asked for anew before every attempt, because a service that was
// restarted may have another.
struct Endpoint
{
    QUrl url;
    QByteArray token;
    QByteArray folder = {}; // of whose service it must be; empty: any
    bool operator==(const Endpoint &) const = default;
};
using EndpointSource = std::function<Endpoint()>;

// In the hands of whoever may want a request no longer.
struct GivingUp
{
    bool isWanted = false;
    std::function<void()> now; // set by the transport while the request is under way
    void giveUp()
    {
        isWanted = true;
        if (auto give = std::exchange(now, nullptr))
            give();
    }
};

struct TransportRequest
{
    QByteArray method;
    QString path; // with the query, "/api/v1/releases?limit=10"
    QByteArray body;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    Duration timeout = std::chrono::seconds(60);
    // Of the answer, in bytes; whole: -1 where it isn't known. Both may be empty.
    std::function<void(qint64 got, qint64 whole)> progress = {};
    std::shared_ptr<GivingUp> givingUp = {};
};

struct TransportAnswer
{
    int status = 0; // 0: there was no answer, see error
    QByteArray body;
    std::vector<std::pair<QByteArray, QByteArray>> headers; // names in lower case
    QString error;
    qint64 tooLarge = 0; // not 0: it was larger than so many bytes, and the rest wasn't read

    QByteArray header(QByteArrayView lowerCaseName) const
    {
        for (const auto &[name, value] : headers) {
            if (name == lowerCaseName)
                return value;
        }
        return {};
    }
};

// As it is where the service was heard; else as if there were none: a proxy on the way that got no answer
// says so in the service's place (502, 503 and 504), and whether that has done what was asked nobody knows.
TransportAnswer ofService(TransportAnswer answer);

class Transport
{
public:
    virtual ~Transport() = default;
    // Calls `done` exactly once, later, on this thread.
    virtual void send(const Endpoint &endpoint, const TransportRequest &request,
                      std::function<void(TransportAnswer)> done) = 0;
};

} // namespace slipway
