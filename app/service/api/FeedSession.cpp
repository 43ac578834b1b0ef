#include "service/api/HttpSession.h"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <deque>

namespace slipway {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;

namespace {

// One client of the event feed. Holds at most one batch: what comes next is read from the ledger once the
// last batch has gone out, so a slow client costs nothing but its own delay, and is cut off at the time-out.
class FeedSession final : public HttpConnection, public std::enable_shared_from_this<FeedSession>
{
public:
    FeedSession(beast::tcp_stream stream, std::unique_ptr<FeedReader> reader, std::string peer,
                HttpShared &shared)
        : m_socket(std::move(stream)),
          m_patience(m_socket.get_executor()),
          m_reader(std::move(reader)),
          m_peer(std::move(peer)),
          m_shared(shared)
    {
    }

    ~FeedSession() override
    {
        m_shared.connections.leave(m_peer, this);
        m_shared.connections.counters.feeds.fetch_sub(1, std::memory_order_relaxed);
    }

    void run(const http::request<http::string_body> &upgrade, void *formerKey)
    {
        m_shared.connections.replace(m_peer, formerKey, weak_from_this(), this);
        m_shared.connections.counters.feeds.fetch_add(1, std::memory_order_relaxed);
        websocket::stream_base::timeout times{};
        times.handshake_timeout = m_shared.limits.headerTime;
        // Beast pings at half of this silence.
        times.idle_timeout = 2 * m_shared.limits.feedPing;
        times.keep_alive_pings = true;
        m_socket.set_option(times);
        m_socket.read_message_max(4096);
        m_socket.async_accept(upgrade, [self = shared_from_this()](const boost::system::error_code &error) {
            if (!error)
                self->begin();
        });
    }

    void goAway() override
    {
        net::post(m_socket.get_executor(), [self = shared_from_this()] { self->cut(); });
    }

    void finish() override
    {
        net::post(m_socket.get_executor(), [self = shared_from_this()] {
            self->end(websocket::close_code::going_away, "The service stops; come again");
        });
    }

private:
    void begin()
    {
        m_open = true;
        m_socket.text(true);
        m_reader->onNews([weak = weak_from_this(), executor = m_socket.get_executor()] {
            net::post(executor, [weak] {
                if (const auto self = weak.lock())
                    self->more();
            });
        });
        listen();
        more();
    }

    // Clients have nothing to say here; reading answers their pings and sees them leave.
    void listen()
    {
        m_socket.async_read(m_heard,
                            [self = shared_from_this()](const boost::system::error_code &error, std::size_t) {
                                self->m_heard.clear();
                                if (error)
                                    self->cut();
                                else
                                    self->listen();
                            });
    }

    void more()
    {
        if (!m_open || m_writing)
            return;
        if (m_batch.empty()) {
            auto batch = m_reader->next();
            if (!batch) {
                end(websocket::close_code::policy_error, batch.error().what);
                return;
            }
            m_batch.assign(batch->begin(), batch->end());
            if (m_batch.empty())
                return;
            m_patience.expires_after(m_shared.limits.writeTime);
            m_patience.async_wait([weak = weak_from_this()](const boost::system::error_code &error) {
                const auto self = weak.lock();
                if (!error && self)
                    self->tooSlow();
            });
        }
        m_writing = true;
        const QByteArray &frame = m_batch.front();
        m_socket.async_write(net::const_buffer(frame.constData(), static_cast<std::size_t>(frame.size())),
                             [self = shared_from_this()](const boost::system::error_code &error,
                                                         std::size_t) { self->onWritten(error); });
    }

    void onWritten(const boost::system::error_code &error)
    {
        m_writing = false;
        if (error) {
            cut();
            return;
        }
        m_batch.pop_front();
        if (m_batch.empty())
            m_patience.cancel();
        if (m_ending)
            sendClose();
        else
            more();
    }

    void tooSlow()
    {
        if (m_batch.empty())
            return;
        m_shared.connections.counters.timedOut.fetch_add(1, std::memory_order_relaxed);
        cut();
    }

    void end(websocket::close_code code, const QString &why)
    {
        if (!m_open || m_ending)
            return;
        m_ending = true;
        m_reason = websocket::close_reason(code, why.toUtf8().left(100).toStdString());
        if (!m_writing)
            sendClose();
    }

    void end(websocket::close_code code, const char *why) { end(code, QString::fromLatin1(why)); }

    void sendClose()
    {
        m_open = false;
        m_socket.async_close(m_reason,
                             [self = shared_from_this()](const boost::system::error_code &) { self->cut(); });
    }

    void cut()
    {
        m_open = false;
        m_patience.cancel();
        beast::get_lowest_layer(m_socket).close();
    }

    websocket::stream<beast::tcp_stream> m_socket;
    net::steady_timer m_patience;
    std::unique_ptr<FeedReader> m_reader;
    const std::string m_peer;
    HttpShared &m_shared;
    beast::flat_buffer m_heard;
    std::deque<QByteArray> m_batch;
    websocket::close_reason m_reason;
    bool m_open = false;
    bool m_writing = false;
    bool m_ending = false;
};

} // namespace

void runFeed(beast::tcp_stream stream, const http::request<http::string_body> &upgrade,
             std::unique_ptr<FeedReader> reader, const std::string &peer, HttpShared &shared, void *formerKey)
{
    std::make_shared<FeedSession>(std::move(stream), std::move(reader), peer, shared)
        ->run(upgrade, formerKey);
}

} // namespace slipway
