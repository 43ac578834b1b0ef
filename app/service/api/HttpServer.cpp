#include "service/api/HttpServer.h"

#include "service/api/HttpSession.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <fcntl.h>
#include <thread>

namespace slipway {

namespace net = boost::asio;
using net::ip::tcp;

namespace {

// Processes that outlive the service must not hold its port.
void keepFromChildren(int fd)
{
    ::fcntl(fd, F_SETFD, FD_CLOEXEC);
}

// One thread with its own queue: a connection stays with it, so nothing in a connection needs a lock.
struct Loop
{
    net::io_context context{1};
    net::executor_work_guard<net::io_context::executor_type> busy{context.get_executor()};
    std::thread thread;
};

} // namespace

struct HttpServer::Private
{
    Private(RequestHandler &handler, const HttpLimits &limits)
        : shared{handler, limits, HttpConnections(limits), false, {}}
    {
        for (int i = 0; i < threads; ++i)
            loops.push_back(std::make_unique<Loop>());
    }

    void accept()
    {
        Loop &loop = *loops[next++ % loops.size()];
        acceptor->async_accept(
            loop.context, [this, &loop](const boost::system::error_code &error, tcp::socket socket) {
                if (error == net::error::operation_aborted)
                    return;
                if (error) {
                    // Out of descriptors, most likely: not in a busy circle.
                    pause->expires_after(std::chrono::milliseconds(100));
                    pause->async_wait([this](const boost::system::error_code &cancelled) {
                        if (!cancelled)
                            accept();
                    });
                    return;
                }
                boost::system::error_code gone;
                const auto peer = socket.remote_endpoint(gone);
                if (!gone) {
                    keepFromChildren(socket.native_handle());
                    auto session =
                        std::make_shared<HttpSession>(std::move(socket), peer.address().to_string(), shared);
                    net::post(loop.context, [session] { session->run(); });
                }
                accept();
            });
    }

    Result<void> listen(const QString &address, int number)
    {
        boost::system::error_code error;
        const tcp::endpoint endpoint(net::ip::make_address(address.toStdString(), error),
                                     static_cast<unsigned short>(number));
        acceptor.emplace(loops.front()->context);
        if (!error)
            acceptor->open(endpoint.protocol(), error);
        if (!error)
            keepFromChildren(acceptor->native_handle());
        if (!error)
            acceptor->set_option(net::socket_base::reuse_address(true), error);
        if (!error)
            acceptor->bind(endpoint, error);
        if (!error)
            acceptor->listen(net::socket_base::max_listen_connections, error);
        if (error) {
            return fail(Problem::Kind::Unavailable,
                        QStringLiteral("Can't listen on %1:%2: %3")
                            .arg(address)
                            .arg(number)
                            .arg(QString::fromStdString(error.message())),
                        QStringLiteral("End what holds the port, or use another data folder with --data."));
        }
        port = acceptor->local_endpoint(error).port();
        return {};
    }

    Result<void> secure(const TlsFiles &tls)
    {
        using Context = net::ssl::context;
        auto context = std::make_unique<Context>(Context::tls_server);
        context->set_options(Context::default_workarounds | Context::no_tlsv1 | Context::no_tlsv1_1);
        boost::system::error_code error;
        context->use_certificate_chain_file(tls.certificate.toStdString(), error);
        if (error)
            return notUsable(tls.certificate, error);
        context->use_private_key_file(tls.key.toStdString(), Context::pem, error);
        if (error)
            return notUsable(tls.key, error);
        shared.tls = std::move(context);
        return {};
    }

    static Failure notUsable(const QString &file, const boost::system::error_code &error)
    {
        return fail(
            Problem::Kind::Unavailable,
            QStringLiteral("The certificate can't be used: %1").arg(QString::fromStdString(error.message())),
            QStringLiteral("Give a certificate and the key that belongs to it, as PEM files that the "
                           "service may read."),
            file);
    }

    void closeAcceptor()
    {
        net::post(loops.front()->context, [this] {
            boost::system::error_code ignored;
            acceptor->close(ignored);
            pause->cancel();
        });
    }

    HttpShared shared;
    std::vector<std::unique_ptr<Loop>> loops;
    std::optional<tcp::acceptor> acceptor;
    std::optional<net::steady_timer> pause;
    std::size_t next = 0;
    int port = 0;
    bool running = false;
};

HttpServer::HttpServer(RequestHandler &handler, const HttpLimits &limits)
    : d(std::make_unique<Private>(handler, limits))
{
}

HttpServer::~HttpServer()
{
    stop(Duration::zero());
}

Result<void> HttpServer::start(const QString &address, int port, const TlsFiles &tls)
{
    if (!tls.certificate.isEmpty()) {
        if (auto secured = d->secure(tls); !secured)
            return secured;
    }
    if (auto listening = d->listen(address, port); !listening)
        return listening;
    d->pause.emplace(d->loops.front()->context);
    d->accept();
    for (const auto &loop : d->loops)
        loop->thread = std::thread([context = &loop->context] { context->run(); });
    d->running = true;
    return {};
}

int HttpServer::port() const
{
    return d->port;
}

const HttpCounters &HttpServer::counters() const
{
    return d->shared.connections.counters;
}

void HttpServer::stopAccepting()
{
    if (d->running && !d->shared.finishing.exchange(true))
        d->closeAcceptor();
}

void HttpServer::stop(Duration grace)
{
    if (!d->running)
        return;
    stopAccepting();
    d->running = false;
    d->shared.connections.finishAll();
    d->shared.connections.waitUntilEmpty(grace);
    d->shared.connections.endAll();
    for (const auto &loop : d->loops) {
        loop->busy.reset();
        loop->context.stop();
    }
    for (const auto &loop : d->loops)
        loop->thread.join();
}

} // namespace slipway
