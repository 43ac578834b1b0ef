// Between the HTTP server and the handlers: finds the route, checks the token and the role, keeps blocking
// work off the server's threads, and gives a repeated request its first answer.
#pragma once
#include "domain/Clock.h"
#include "service/api/AnswerCache.h"
#include "service/api/Authenticator.h"
#include "service/api/HttpLimits.h"
#include "service/api/Idempotency.h"
#include "service/api/LedgerFeed.h"
#include "service/api/RequestHandler.h"
#include "service/api/Router.h"
#include "service/api/Workers.h"

#include <array>

namespace slipway {

struct ApiCounters
{
    std::array<std::atomic<qint64>, 6> answers{}; // by the status's first digit
    std::atomic<qint64> microseconds{0};          // spent between request and answer, over all
};

class Dispatcher final : public RequestHandler
{
public:
    struct Parts
    {
        const Router &router;
        Authenticator &authenticator;
        Idempotency &idempotency;
        LedgerFeed &feed;
        AnswerCache &answers;
        const Clock &clock;
        QByteArray folder;
    };
    Dispatcher(Parts parts, int workers, const HttpLimits &limits);

    std::optional<Response> refuse(const Request &head) override;
    std::size_t bodyLimit(const Request &head, std::size_t usual) const override;
    void handle(Request request, Reply reply) override;
    tl::expected<std::unique_ptr<FeedReader>, Response> openFeed(Request request) override;

    void stop(); // what is under way is answered; nothing new is taken
    ApiCounters counters;

private:
    // The route and principal of a request, or the answer that refuses it.
    tl::expected<const Router::Entry *, Response> admit(Request &request);
    Response work(const Router::Entry &entry, Request &request);
    Workers &workersFor(Router::Work work);
    Response workOnce(const Router::Entry &entry, Request &request);
    Reply counted(Reply reply);

    const Parts m_parts;
    Workers m_workers;
    Workers m_lingering;
    Workers m_signIns{1, 16};
};

} // namespace slipway
