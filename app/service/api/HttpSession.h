// One HTTP connection: reads a request, hands it on, writes the answer, again. Lives on one io_context with
// one thread. Internal to the HTTP server: this header knows Beast.
#pragma once
#include "service/api/HttpConnections.h"
#include "service/api/HttpHead.h"
#include "service/api/HttpStream.h"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <memory>
#include <optional>

namespace slipway {

struct HttpShared
{
    RequestHandler &handler;
    const HttpLimits limits;
    HttpConnections connections;
    std::atomic<bool> finishing{false};
    std::unique_ptr<boost::asio::ssl::context> tls{}; // where connections are secured
};

class HttpSession final : public HttpConnection, public std::enable_shared_from_this<HttpSession>
{
public:
    HttpSession(boost::asio::ip::tcp::socket socket, std::string peer, HttpShared &shared);
    ~HttpSession() override;

    void run(); // on its io_context's thread
    void goAway() override;
    void finish() override;

private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
    using ErrorCode = boost::system::error_code;

    void awaitRequest();
    void secure();
    void readHead();
    void onHeadBytes(const ErrorCode &error, std::size_t bytes);
    void onHead();
    bool readFields();
    void readBody();
    void onBody(const ErrorCode &error);
    void dispatch();
    void becomeFeed();
    void refuse(const Problem &problem);
    void refuseLarge();
    void answer(Response response);
    void writeOn();
    void onAnswered(const ErrorCode &error);
    void drain();
    void close();
    void setDeadline(Duration limit);
    Duration timeFor(Duration usual, std::size_t bytes) const;

    HttpStream m_stream;
    boost::beast::flat_buffer m_buffer;
    HttpShared &m_shared;
    const std::string m_peer;
    HeadScanner m_scanner;
    std::optional<Parser> m_parser;
    Request m_request;
    bool m_keepAlive = true;
    bool m_headOnly = false;
    bool m_bodyPending = false; // the client still sends what nobody will read
    bool m_working = false;     // between a whole head and the answer's end
    bool m_inRegistry = true;
    std::size_t m_drained = 0;
    std::size_t m_bodyLimit = 0; // of this request
    std::string m_answerHead;
    QByteArray m_answerBody;
    std::size_t m_answered = 0; // of the body
};

// Takes over a connection that became the event feed.
void runFeed(boost::beast::tcp_stream stream,
             const boost::beast::http::request<boost::beast::http::string_body> &upgrade,
             std::unique_ptr<FeedReader> reader, const std::string &peer, HttpShared &shared,
             void *formerKey);

} // namespace slipway
