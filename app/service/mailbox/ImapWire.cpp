#include "service/mailbox/ImapWire.h"

#include "service/mailbox/Lookup.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace slipway {

namespace {

QString reasonOf(int code)
{
    return QString::fromLocal8Bit(std::strerror(code));
}

template <auto free>
struct Free
{
    template <class T>
    void operator()(T *what) const
    {
        free(what);
    }
};

// Whose certificates are believed: the mailbox's own, or this machine's.
bool trust(SSL_CTX *context, const QString &pem)
{
    if (pem.isEmpty())
        return ::SSL_CTX_set_default_verify_paths(context) == 1;
    const QByteArray bytes = pem.toLatin1();
    const std::unique_ptr<BIO, Free<::BIO_free>> source(
        ::BIO_new_mem_buf(bytes.constData(), static_cast<int>(bytes.size())));
    int count = 0;
    while (X509 *certificate = ::PEM_read_bio_X509(source.get(), nullptr, nullptr, nullptr)) {
        ::X509_STORE_add_cert(::SSL_CTX_get_cert_store(context), certificate);
        ::X509_free(certificate);
        ++count;
    }
    ::ERR_clear_error(); // the end of the text is told as an error
    return count > 0;
}

bool expect(SSL *ssl, const QString &host)
{
    const QByteArray name = host.toLatin1();
    std::array<unsigned char, sizeof(in6_addr)> address{};
    const bool isAddress = ::inet_pton(AF_INET, name.constData(), address.data()) == 1 ||
                           ::inet_pton(AF_INET6, name.constData(), address.data()) == 1;
    if (isAddress)
        return ::X509_VERIFY_PARAM_set1_ip_asc(::SSL_get0_param(ssl), name.constData()) == 1;
    return ::SSL_set_tlsext_host_name(ssl, name.constData()) == 1 &&
           ::SSL_set1_host(ssl, name.constData()) == 1;
}

} // namespace

// A stop from another thread ends poll().
struct ImapWire::Wake
{
    explicit Wake(const std::stop_token &stop)
        : event(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), callback(stop, [this] {
              const std::uint64_t one = 1;
              [[maybe_unused]] const auto written = ::write(event.get(), &one, sizeof one);
          })
    {
    }
    FileDescriptor event;
    std::stop_callback<std::function<void()>> callback;
};

// Speaks into memory; what comes and goes on the socket is our own business.
struct ImapWire::Tls
{
    std::unique_ptr<SSL_CTX, Free<::SSL_CTX_free>> context{::SSL_CTX_new(::TLS_client_method())};
    std::unique_ptr<SSL, Free<::SSL_free>> ssl;
    BIO *in = nullptr; // both are the SSL's
    BIO *out = nullptr;
};

ImapWire::ImapWire(FileDescriptor socket, QString place, std::stop_token stop)
    : m_socket(std::move(socket)),
      m_place(std::move(place)),
      m_stop(std::move(stop)),
      m_wake(std::make_unique<Wake>(m_stop)),
      m_deadline(std::chrono::steady_clock::now())
{
}

ImapWire::~ImapWire() = default;

void ImapWire::begin(Duration patience, Duration silence, qint64 most)
{
    m_silence = silence;
    m_deadline = std::chrono::steady_clock::now() + patience;
    m_guard.allow(most);
}

qint64 ImapWire::failWith(QString what, QString hint)
{
    if (!m_problem)
        m_problem = Problem{Problem::Kind::Unavailable, std::move(what), m_place, std::move(hint)};
    return -1;
}

ImapWire::Ready ImapWire::await(short events, Moment until)
{
    while (!m_stop.stop_requested()) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        if (left.count() <= 0)
            return Ready::TooLate;
        std::array<pollfd, 2> waits{pollfd{m_socket.get(), events, 0},
                                    pollfd{m_wake->event.get(), POLLIN, 0}};
        const int ready =
            ::poll(waits.data(), waits.size(), static_cast<int>(std::min<qint64>(left.count(), 1'000'000)));
        if (ready < 0 && errno != EINTR)
            return Ready::TooLate;
        if (ready > 0 && waits[0].revents != 0)
            return Ready::Yes;
    }
    return Ready::Stopped;
}

bool ImapWire::awaitOrFail(short events)
{
    if (m_problem)
        return false;
    switch (await(events, std::min(m_deadline, std::chrono::steady_clock::now() + m_silence))) {
    case Ready::Yes:
        return true;
    case Ready::TooLate:
        failWith(QStringLiteral("The mail server doesn't answer in time"),
                 QStringLiteral("It is tried again by itself."));
        return false;
    case Ready::Stopped:
        m_problem = Problem{Problem::Kind::Cancelled, QStringLiteral("It was stopped"), m_place, {}};
        return false;
    }
    return false;
}

Result<std::unique_ptr<ImapWire>> ImapWire::open(const Mailbox &mailbox, Duration patience,
                                                 std::stop_token stop)
{
    const auto addresses = lookUp(mailbox.host, mailbox.port, patience, stop);
    if (!addresses)
        return Failure(addresses.error());
    std::optional<Problem> problem;
    for (const SocketAddress &address : *addresses) {
        if (mailbox.security == Mailbox::Security::None && !address.isLoopback()) {
            problem = Problem{Problem::Kind::Forbidden,
                              QStringLiteral("Without TLS only a server on this machine is spoken to"),
                              mailbox.place(), QStringLiteral("Use tls or starttls.")};
            continue;
        }
        FileDescriptor socket(::socket(address.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
        const int begun = ::connect(socket.get(), address.get(), address.length);
        const int code = begun == 0 ? 0 : errno;
        std::unique_ptr<ImapWire> wire(new ImapWire(std::move(socket), mailbox.place(), stop));
        wire->begin(patience, patience, 64 * 1024);
        if (code != 0 && code != EINPROGRESS) {
            wire->failWith(QStringLiteral("The mail server can't be reached: %1").arg(reasonOf(code)));
        } else if (wire->awaitOrFail(POLLOUT)) {
            int error = 0;
            socklen_t length = sizeof error;
            ::getsockopt(wire->m_socket.get(), SOL_SOCKET, SO_ERROR, &error, &length);
            if (error == 0)
                return wire;
            wire->failWith(QStringLiteral("The mail server can't be reached: %1").arg(reasonOf(error)),
                           QStringLiteral("Is it running there, and is the port right?"));
        }
        problem = wire->m_problem;
        if (wire->isStopped())
            break;
    }
    return Failure(problem.value_or(Problem{
        Problem::Kind::Unavailable, QStringLiteral("The mail server has no address"), mailbox.place(), {}}));
}

QString ImapWire::untrusted() const
{
    const long verdict = ::SSL_get_verify_result(m_tls->ssl.get());
    if (verdict != X509_V_OK)
        return QStringLiteral("its certificate isn't to be trusted: %1")
            .arg(QString::fromUtf8(::X509_verify_cert_error_string(verdict)));
    const unsigned long code = ::ERR_peek_last_error();
    const char *reason = code != 0 ? ::ERR_reason_error_string(code) : nullptr;
    return reason != nullptr ? QString::fromUtf8(reason) : QStringLiteral("it doesn't speak TLS there");
}

Result<void> ImapWire::secure(const Mailbox &mailbox)
{
    ::ERR_clear_error();
    m_tls = std::make_unique<Tls>();
    SSL_CTX *context = m_tls->context.get();
    ::SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    ::SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    m_tls->ssl.reset(::SSL_new(context));
    m_tls->in = ::BIO_new(::BIO_s_mem());
    m_tls->out = ::BIO_new(::BIO_s_mem());
    ::SSL_set_bio(m_tls->ssl.get(), m_tls->in, m_tls->out);
    if (!trust(context, mailbox.certificate) || !expect(m_tls->ssl.get(), mailbox.host)) {
        return fail(Problem::Kind::Invalid, QStringLiteral("The certificate to trust can't be read"),
                    QStringLiteral("Give certificates in PEM."), QStringLiteral("/certificate"));
    }
    for (;;) {
        const int done = ::SSL_connect(m_tls->ssl.get());
        const int why = ::SSL_get_error(m_tls->ssl.get(), done);
        const bool isSent = flushTls();
        if (done == 1 && isSent)
            return {};
        if (why != SSL_ERROR_WANT_READ) {
            failWith(QStringLiteral("No secure connection to the mail server: %1").arg(untrusted()),
                     QStringLiteral("Give the certificate of its authority, or mend the server's."));
        } else if (isSent && !feedTls() && m_problem->kind == Problem::Kind::Unavailable) {
            m_problem->what =
                QStringLiteral("No secure connection to the mail server: it doesn't speak TLS there");
        }
        if (m_problem)
            return Failure(*m_problem);
    }
}

bool ImapWire::flushTls()
{
    std::array<char, 16 * 1024> space{};
    for (;;) {
        const int count = ::BIO_read(m_tls->out, space.data(), space.size());
        if (count <= 0)
            return true;
        if (!sendAll(space.data(), count))
            return false;
    }
}

bool ImapWire::feedTls()
{
    std::array<char, 16 * 1024> space{};
    const qint64 count = receive(space.data(), space.size());
    return count > 0 && ::BIO_write(m_tls->in, space.data(), static_cast<int>(count)) == count;
}

qint64 ImapWire::receive(char *space, qint64 room)
{
    while (awaitOrFail(POLLIN)) {
        const ssize_t count = ::recv(m_socket.get(), space, static_cast<std::size_t>(room), 0);
        if (count > 0)
            return count;
        if (count == 0)
            return failWith(QStringLiteral("The mail server closed the connection"));
        if (errno != EAGAIN && errno != EINTR)
            return failWith(
                QStringLiteral("The connection to the mail server broke: %1").arg(reasonOf(errno)));
    }
    return -1;
}

bool ImapWire::sendAll(const char *bytes, qint64 count)
{
    while (count > 0) {
        if (!awaitOrFail(POLLOUT))
            return false;
        const ssize_t sent = ::send(m_socket.get(), bytes, static_cast<std::size_t>(count), MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN && errno != EINTR) {
            failWith(QStringLiteral("The connection to the mail server broke: %1").arg(reasonOf(errno)));
            return false;
        }
        bytes += std::max<ssize_t>(sent, 0);
        count -= std::max<ssize_t>(sent, 0);
    }
    return true;
}

qint64 ImapWire::read(char *space, qint64 room)
{
    if (m_problem)
        return -1;
    qint64 count = 0;
    while (!m_tls ? (count = receive(space, room)) == 0
                  : (count = ::SSL_read(m_tls->ssl.get(), space, static_cast<int>(room))) <= 0) {
        const int why = ::SSL_get_error(m_tls->ssl.get(), static_cast<int>(count));
        if (why != SSL_ERROR_WANT_READ)
            return failWith(QStringLiteral("The mail server closed the connection"));
        if (!flushTls() || !feedTls())
            return -1;
    }
    if (count > 0 && !m_guard.take({space, static_cast<qsizetype>(count)}))
        return failWith(QStringLiteral("The mail server doesn't speak IMAP as it should: %1")
                            .arg(QLatin1String(m_guard.why())));
    return count;
}

qint64 ImapWire::write(const char *bytes, qint64 count)
{
    if (m_problem)
        return -1;
    if (!m_tls)
        return sendAll(bytes, count) ? count : -1;
    const int taken = ::SSL_write(m_tls->ssl.get(), bytes, static_cast<int>(count));
    if (taken <= 0)
        return failWith(QStringLiteral("The secure connection to the mail server broke"));
    return flushTls() ? taken : -1;
}

bool ImapWire::waitForNews(Duration patience)
{
    const bool isHeld =
        m_tls && (::SSL_has_pending(m_tls->ssl.get()) == 1 || ::BIO_ctrl_pending(m_tls->in) > 0);
    if (m_problem || isHeld)
        return true;
    return await(POLLIN, std::chrono::steady_clock::now() + patience) == Ready::Yes;
}

} // namespace slipway
