// A transport that is told what to answer.
#pragma once
#include "client/Transport.h"

#include <QTimer>

#include <deque>

namespace slipway::test {

inline TransportAnswer answered(int status, const QByteArray &body,
                                const QByteArray &type = "application/json")
{
    TransportAnswer answer;
    answer.status = status;
    answer.body = body;
    answer.headers.emplace_back("content-type", type);
    return answer;
}

// Gives the answers in order, the last one for ever.
class Faked final : public Transport
{
public:
    void send(const Endpoint &endpoint, const TransportRequest &request,
              std::function<void(TransportAnswer)> done) override
    {
        requests.push_back(request);
        tokens.push_back(endpoint.token);
        const TransportAnswer answer = answers.front();
        if (answers.size() > 1)
            answers.pop_front();
        QTimer::singleShot(0, [answer, done] { done(answer); });
    }
    static QByteArray header(const TransportRequest &request, const QByteArray &name)
    {
        for (const auto &[key, value] : request.headers) {
            if (key == name)
                return value;
        }
        return {};
    }

    QByteArrayList keys() const // of the requests, in their order
    {
        QByteArrayList keys;
        for (const TransportRequest &request : requests)
            keys.append(header(request, "Idempotency-Key"));
        return keys;
    }

    std::deque<TransportAnswer> answers;
    std::vector<TransportRequest> requests;
    std::vector<QByteArray> tokens;
};

} // namespace slipway::test
