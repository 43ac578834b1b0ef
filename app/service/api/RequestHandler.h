// What the HTTP server hands requests to. Called on the server's threads; must not block them.
#pragma once
#include "service/api/Request.h"

#include <functional>
#include <memory>

namespace slipway {

// One client's place in the event feed.
class FeedReader
{
public:
    virtual ~FeedReader() = default;
    // What comes next, one text frame each, a bounded number; empty: nothing new now. A problem ends the
    // feed (the token was revoked).
    virtual Result<std::vector<QByteArray>> next() = 0;
    // `wake` is called from any thread whenever there may be something new, until the reader is destroyed.
    virtual void onNews(std::function<void()> wake) = 0;
};

class RequestHandler
{
public:
    using Reply = std::function<void(Response)>;
    virtual ~RequestHandler() = default;

    // Looks at a request whose body isn't read yet; an answer refuses it.
    virtual std::optional<Response> refuse(const Request &head) = 0;
    // How large its body may be, where `usual` isn't enough.
    virtual std::size_t bodyLimit(const Request & /*head*/, std::size_t usual) const { return usual; }
    // What is said where a body is larger than that; nothing: the usual problem.
    virtual std::optional<Response> tooLarge(const Request & /*head*/) { return std::nullopt; }
    // Calls `reply` exactly once, on any thread, now or later.
    virtual void handle(Request request, Reply reply) = 0;
    // The request wants to become a WebSocket.
    virtual tl::expected<std::unique_ptr<FeedReader>, Response> openFeed(Request request) = 0;
};

} // namespace slipway
