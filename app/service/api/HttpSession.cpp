#include "service/api/HttpSession.h"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include <array>
#include <chrono>
#include <ctime>

namespace slipway {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace {

constexpr std::size_t readAtOnce = 2048;
constexpr std::size_t writtenAtOnce = 1024 * 1024;

qint64 steadyNow()
{
    using std::chrono::duration_cast;
    return duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

const char *reasonOf(int status)
{
    switch (status) {
    case 408:
        return "Request Timeout";
    case 422:
        return "Unprocessable Content";
    case 426:
        return "Upgrade Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 499:
        return "Cancelled";
    default: {
        const auto text = http::obsolete_reason(static_cast<http::status>(status));
        return text.empty() ? "Answer" : text.data();
    }
    }
}

// The Date header's value, made once a second.
const std::string &httpDate()
{
    thread_local std::time_t made = 0;
    thread_local std::string text;
    const std::time_t now = std::time(nullptr);
    if (now != made) {
        std::tm parts{};
        ::gmtime_r(&now, &parts);
        std::array<char, 40> buffer{};
        const std::size_t size =
            std::strftime(buffer.data(), buffer.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
        text.assign(buffer.data(), size);
        made = now;
    }
    return text;
}

void appendField(std::string &head, std::string_view name, std::string_view value)
{
    head.append(name).append(": ");
    for (const char byte : value) {
        // Nobody's data may start a header of its own.
        if (byte != '\r' && byte != '\n' && byte != '\0')
            head.push_back(byte);
    }
    head.append("\r\n");
}

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

std::string headOf(const Response &response, bool keepAlive)
{
    std::string head;
    head.reserve(256);
    head.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
    head.append(reasonOf(response.status)).append("\r\n");
    appendField(head, "Date", httpDate());
    if (response.status != 204) {
        appendField(head, "Content-Type", viewOf(response.type));
        appendField(head, "Content-Length", std::to_string(response.body.size()));
    }
    appendField(head, "Cache-Control", "no-store");
    appendField(head, "X-Content-Type-Options", "nosniff");
    if (!keepAlive)
        appendField(head, "Connection", "close");
    for (const auto &[name, value] : response.headers)
        appendField(head, viewOf(name), viewOf(value));
    head.append("\r\n");
    return head;
}

} // namespace

HttpSession::HttpSession(net::ip::tcp::socket socket, std::string peer, HttpShared &shared)
    : m_stream(std::move(socket), shared.tls.get()),
      m_buffer(shared.limits.header + readAtOnce),
      m_shared(shared),
      m_peer(std::move(peer))
{
}

HttpSession::~HttpSession()
{
    if (m_inRegistry)
        m_shared.connections.leave(m_peer, this);
}

void HttpSession::run()
{
    if (!m_shared.connections.enter(m_peer, weak_from_this(), this)) {
        m_inRegistry = false;
        m_keepAlive = false;
        if (m_stream.isSecured()) { // nothing can be said before it is
            close();
            return;
        }
        answer(Response::problem({Problem::Kind::Unavailable,
                                  QStringLiteral("Too many connections are open"),
                                  {},
                                  QStringLiteral("Close some, or try again later.")}));
        return;
    }
    boost::system::error_code ignored;
    m_stream.tcp().socket().set_option(net::ip::tcp::no_delay(true), ignored);
    silentSince = steadyNow();
    setDeadline(m_shared.limits.headerTime);
    if (m_stream.isSecured())
        secure();
    else
        readHead();
}

void HttpSession::secure()
{
    m_stream.async_handshake([self = shared_from_this()](const ErrorCode &error) {
        if (error)
            self->close();
        else
            self->readHead();
    });
}

void HttpSession::goAway()
{
    net::post(m_stream.get_executor(), [self = shared_from_this()] { self->close(); });
}

void HttpSession::finish()
{
    net::post(m_stream.get_executor(), [self = shared_from_this()] {
        self->m_keepAlive = false;
        if (!self->m_working)
            self->close();
    });
}

void HttpSession::setDeadline(Duration limit)
{
    m_stream.tcp().expires_after(limit);
}

Duration HttpSession::timeFor(Duration usual, std::size_t bytes) const
{
    const HttpLimits &limits = m_shared.limits;
    if (bytes <= limits.body)
        return usual;
    return usual + std::chrono::seconds(static_cast<qint64>((bytes - limits.body) / limits.slowest));
}

void HttpSession::awaitRequest()
{
    m_scanner.reset();
    m_parser.reset();
    m_request = Request();
    m_headOnly = false;
    silentSince = steadyNow();
    // What is pipelined already waits in the buffer; otherwise the next request may take its time.
    const bool begun = m_buffer.size() > 0;
    setDeadline(begun ? m_shared.limits.headerTime : m_shared.limits.idleTime);
    readHead();
}

void HttpSession::readHead()
{
    const auto data = m_buffer.data();
    const HeadScanner::State state = m_scanner.scan({static_cast<const char *>(data.data()), data.size()});
    if (state == HeadScanner::State::Refused) {
        m_bodyPending = true;
        refuse({Problem::Kind::Malformed,
                QStringLiteral("The request is refused: %1").arg(QLatin1String(m_scanner.why())),
                {},
                QStringLiteral("Send strict HTTP/1.1.")});
        return;
    }
    if (state == HeadScanner::State::Complete && m_scanner.length() <= m_shared.limits.header) {
        onHead();
        return;
    }
    if (data.size() >= m_shared.limits.header) {
        m_bodyPending = true;
        refuse({Problem::Kind::HeaderTooLarge,
                QStringLiteral("The request's header is too large"),
                {},
                QStringLiteral("At most %1 bytes are read.").arg(m_shared.limits.header)});
        return;
    }
    m_stream.async_read_some(m_buffer.prepare(std::min(readAtOnce, m_buffer.max_size() - m_buffer.size())),
                             beast::bind_front_handler(&HttpSession::onHeadBytes, shared_from_this()));
}

void HttpSession::onHeadBytes(const ErrorCode &error, std::size_t bytes)
{
    if (error == beast::error::timeout) {
        m_shared.connections.counters.timedOut.fetch_add(1, std::memory_order_relaxed);
        close();
        return;
    }
    if (error) {
        close();
        return;
    }
    const bool begins = m_buffer.size() == 0;
    m_buffer.commit(bytes);
    if (begins)
        setDeadline(m_shared.limits.headerTime);
    readHead();
}

void HttpSession::onHead()
{
    m_working = true;
    silentSince = 0;
    ErrorCode error;
    m_parser.emplace();
    m_parser->header_limit(static_cast<std::uint32_t>(m_shared.limits.header));
    m_parser->body_limit(boost::none); // it is known once the head is read
    m_parser->put(net::const_buffer(m_buffer.data().data(), m_scanner.length()), error);
    if (error && error != http::error::need_more) {
        m_bodyPending = true;
        refuse({Problem::Kind::Malformed,
                QStringLiteral("The request is refused: %1").arg(QString::fromStdString(error.message())),
                {},
                QStringLiteral("Send strict HTTP/1.1.")});
        return;
    }
    m_buffer.consume(m_scanner.length());
    if (!readFields())
        return;
    if (beast::websocket::is_upgrade(m_parser->get())) {
        becomeFeed();
        return;
    }
    if (m_parser->is_done() || (m_parser->content_length() && *m_parser->content_length() == 0)) {
        dispatch();
        return;
    }
    m_bodyLimit = m_shared.handler.bodyLimit(m_request, m_shared.limits.body);
    m_parser->body_limit(m_bodyLimit);
    if (m_parser->content_length() && *m_parser->content_length() > m_bodyLimit)
        refuseLarge();
    else
        readBody();
}

void HttpSession::refuseLarge()
{
    m_bodyPending = true;
    if (auto told = m_shared.handler.tooLarge(m_request)) {
        m_keepAlive = false;
        answer(std::move(*told));
        return;
    }
    refuse({Problem::Kind::TooLarge,
            QStringLiteral("The request's body is too large"),
            {},
            QStringLiteral("At most %1 bytes are read.").arg(m_bodyLimit)});
}

bool HttpSession::readFields()
{
    const auto &message = m_parser->get();
    m_request.method =
        QByteArray(message.method_string().data(), static_cast<qsizetype>(message.method_string().size()));
    m_request.peer = QByteArray::fromStdString(m_peer);
    for (const auto &field : message) {
        m_request.headers.emplace_back(
            QByteArray(field.name_string().data(), static_cast<qsizetype>(field.name_string().size()))
                .toLower(),
            QByteArray(field.value().data(), static_cast<qsizetype>(field.value().size())));
    }
    m_keepAlive = message.keep_alive() && !m_shared.finishing;
    m_headOnly = message.method() == http::verb::head;
    const std::string_view target(message.target().data(), message.target().size());
    const std::string_view method(message.method_string().data(), message.method_string().size());
    HeadFacts facts;
    facts.version = static_cast<int>(message.version());
    facts.method = method;
    facts.target = target;
    facts.request = &m_request;
    if (const char *broken = brokenRule(facts)) {
        m_bodyPending = true;
        refuse({Problem::Kind::Malformed,
                QStringLiteral("The request is refused: %1").arg(QLatin1String(broken)),
                {},
                QStringLiteral("Send strict HTTP/1.1.")});
        return false;
    }
    setTarget(m_request, target);
    return true;
}

void HttpSession::readBody()
{
    // Nobody is read a megabyte from who may not send it.
    if (auto refused = m_shared.handler.refuse(m_request)) {
        m_bodyPending = true;
        m_keepAlive = false;
        answer(std::move(*refused));
        return;
    }
    setDeadline(timeFor(m_shared.limits.bodyTime,
                        static_cast<std::size_t>(m_parser->content_length().value_or(m_bodyLimit))));
    const auto read = [self = shared_from_this()] {
        http::async_read(self->m_stream, self->m_buffer, *self->m_parser,
                         [self](const ErrorCode &error, std::size_t) { self->onBody(error); });
    };
    if (m_request.header("expect").toLower() != "100-continue") {
        read();
        return;
    }
    static constexpr std::string_view goOn = "HTTP/1.1 100 Continue\r\n\r\n";
    net::async_write(m_stream, net::const_buffer(goOn.data(), goOn.size()),
                     [self = shared_from_this(), read](const ErrorCode &error, std::size_t) {
                         if (error)
                             self->close();
                         else
                             read();
                     });
}

void HttpSession::onBody(const ErrorCode &error)
{
    if (!error) {
        const std::string &body = m_parser->get().body();
        m_request.body = QByteArray(body.data(), static_cast<qsizetype>(body.size()));
        dispatch();
        return;
    }
    m_bodyPending = true;
    if (error == http::error::body_limit || error == http::error::buffer_overflow) {
        refuseLarge();
    } else if (error.category() == http::make_error_code(http::error::bad_chunk).category() &&
               error != http::error::partial_message && error != http::error::end_of_stream) {
        refuse({Problem::Kind::Malformed,
                QStringLiteral("The request is refused: %1").arg(QString::fromStdString(error.message())),
                {},
                QStringLiteral("Send strict HTTP/1.1.")});
    } else {
        if (error == beast::error::timeout)
            m_shared.connections.counters.timedOut.fetch_add(1, std::memory_order_relaxed);
        close();
    }
}

void HttpSession::dispatch()
{
    m_stream.tcp().expires_never();
    m_parser.reset();
    m_shared.handler.handle(std::move(m_request), [self = shared_from_this()](Response response) {
        net::dispatch(self->m_stream.get_executor(),
                      [self, answer = std::move(response)]() mutable { self->answer(std::move(answer)); });
    });
}

void HttpSession::becomeFeed()
{
    auto reader = m_shared.handler.openFeed(std::move(m_request));
    if (!reader) {
        m_keepAlive = false;
        answer(std::move(reader.error()));
        return;
    }
    m_inRegistry = false;
    m_stream.tcp().expires_never();
    runFeed(std::move(m_stream.tcp()), m_parser->get(), std::move(*reader), m_peer, m_shared, this);
}

void HttpSession::refuse(const Problem &problem)
{
    m_shared.connections.counters.malformed.fetch_add(1, std::memory_order_relaxed);
    m_working = true;
    m_keepAlive = false;
    answer(Response::problem(problem));
}

void HttpSession::answer(Response response)
{
    if (m_shared.finishing)
        m_keepAlive = false;
    m_answerHead = headOf(response, m_keepAlive);
    m_answerBody = std::move(response.body);
    m_answered = 0;
    writeOn();
}

// Piece by piece: a slow line has its time for each, and whoever doesn't read is cut after one.
void HttpSession::writeOn()
{
    const std::size_t whole = m_headOnly ? 0 : static_cast<std::size_t>(m_answerBody.size());
    const std::size_t piece = std::min(writtenAtOnce, whole - m_answered);
    const std::array<net::const_buffer, 2> parts{
        net::const_buffer(m_answerHead.data(), m_answerHead.size()),
        net::const_buffer(m_answerBody.constData() + m_answered, piece)};
    setDeadline(m_shared.limits.writeTime);
    net::async_write(m_stream, parts,
                     [self = shared_from_this(), piece, whole](const ErrorCode &error, std::size_t) {
                         self->m_answerHead.clear();
                         self->m_answered += piece;
                         if (!error && self->m_answered < whole)
                             self->writeOn();
                         else
                             self->onAnswered(error);
                     });
}

void HttpSession::onAnswered(const ErrorCode &error)
{
    m_working = false;
    m_answerBody = QByteArray();
    if (error) {
        if (error == beast::error::timeout)
            m_shared.connections.counters.timedOut.fetch_add(1, std::memory_order_relaxed);
        close();
    } else if (m_keepAlive && !m_shared.finishing) {
        awaitRequest();
    } else if (m_bodyPending) {
        ErrorCode ignored;
        m_stream.tcp().socket().shutdown(net::ip::tcp::socket::shutdown_send, ignored);
        setDeadline(m_shared.limits.drainTime);
        silentSince = steadyNow();
        drain();
    } else {
        close();
    }
}

// Closing while the other side still sends would reset the connection, and it would never read our answer.
void HttpSession::drain()
{
    m_buffer.clear();
    m_stream.async_read_some(m_buffer.prepare(readAtOnce),
                             [self = shared_from_this()](const ErrorCode &error, std::size_t bytes) {
                                 self->m_drained += bytes;
                                 if (error || self->m_drained > self->m_shared.limits.drained)
                                     self->close();
                                 else
                                     self->drain();
                             });
}

void HttpSession::close()
{
    ErrorCode ignored;
    m_stream.tcp().socket().shutdown(net::ip::tcp::socket::shutdown_both, ignored);
    m_stream.tcp().close();
}

} // namespace slipway
