// Answers the pages' listener: GET shows, POST acts, and there is nothing else. The links are the sign-in, so
// whoever tries out many is slowed down; only who has one of a case may send files, and get them, so many at
// once.
#pragma once
#include "service/api/AttemptLimit.h"
#include "service/api/pages/PageWords.h"
#include "service/api/RequestHandler.h"
#include "service/api/Workers.h"
#include "service/support/LinkDesk.h"

namespace slipway {

class PagesHandler final : public RequestHandler
{
public:
    // `proxied`: the last address of X-Forwarded-For is whose request it is.
    PagesHandler(LinkDesk &desk, const Clock &clock, bool proxied);
    ~PagesHandler() override { stop(); }
    void stop() { m_workers.stop(); }

    std::optional<Response> refuse(const Request &head) override;
    std::size_t bodyLimit(const Request &head, std::size_t usual) const override;
    std::optional<Response> tooLarge(const Request &head) override;
    void handle(Request request, Reply reply) override;
    tl::expected<std::unique_ptr<FeedReader>, Response> openFeed(Request request) override;

private:
    Response answer(const Request &request);
    Response show(const Request &request, QStringView token, bool ofPage);
    Response act(const Request &request, QStringView token, bool ofPage);
    Response write(const Request &request, QStringView token);
    Response file(const PageWords &words, QStringView token, qint64 mail, qint64 number);
    std::optional<Response> tooMany(const PageWords &words, QStringView token);
    std::optional<Response> refuseUpload(const Request &head);
    QString peerOf(const Request &request) const;
    std::optional<Response> tooOften(const Request &request);

    LinkDesk &m_desk;
    const bool m_proxied;
    AttemptLimit m_limit;
    AttemptLimit m_transfers; // of a case's files
    Workers m_workers;
};

} // namespace slipway
