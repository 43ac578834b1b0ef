// What a connection is read from and written to: TCP, under TLS where the listener has a certificate.
// Internal to the HTTP server: this header knows Beast.
#pragma once
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/tcp_stream.hpp>

#include <optional>
#include <utility>

namespace slipway {

class HttpStream
{
public:
    using executor_type = boost::beast::tcp_stream::executor_type;

    HttpStream(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context *tls) : m_tcp(std::move(socket))
    {
        if (tls)
            m_tls.emplace(m_tcp, *tls);
    }

    boost::beast::tcp_stream &tcp() { return m_tcp; }
    bool isSecured() const { return m_tls.has_value(); }
    executor_type get_executor() noexcept { return m_tcp.get_executor(); }

    template <class Handler>
    void async_handshake(Handler &&handler)
    {
        m_tls->async_handshake(boost::asio::ssl::stream_base::server, std::forward<Handler>(handler));
    }
    template <class Buffers, class Handler>
    void async_read_some(const Buffers &buffers, Handler &&handler)
    {
        if (m_tls)
            m_tls->async_read_some(buffers, std::forward<Handler>(handler));
        else
            m_tcp.async_read_some(buffers, std::forward<Handler>(handler));
    }
    template <class Buffers, class Handler>
    void async_write_some(const Buffers &buffers, Handler &&handler)
    {
        if (m_tls)
            m_tls->async_write_some(buffers, std::forward<Handler>(handler));
        else
            m_tcp.async_write_some(buffers, std::forward<Handler>(handler));
    }

private:
    boost::beast::tcp_stream m_tcp;
    std::optional<boost::asio::ssl::stream<boost::beast::tcp_stream &>> m_tls;
};

} // namespace slipway
