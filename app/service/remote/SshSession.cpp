#include "service/remote/SshSession.h"

#include <QStringList>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

namespace slipway {

namespace {

struct FreeKey
{
    void operator()(ssh_key key) const { ::ssh_key_free(key); }
};
using Key = std::unique_ptr<ssh_key_struct, FreeKey>;

constexpr const char *nowhere = "/nonexistent"; // instead of this user's ~/.ssh

// The pinned key's type first: a host with several keys shows the one that we know.
QByteArray hostKeyTypes(const QString &pinned)
{
    QStringList types{QStringLiteral("ssh-ed25519"),         QStringLiteral("ecdsa-sha2-nistp256"),
                      QStringLiteral("ecdsa-sha2-nistp384"), QStringLiteral("ecdsa-sha2-nistp521"),
                      QStringLiteral("rsa-sha2-512"),        QStringLiteral("rsa-sha2-256")};
    const QString type = pinned.section(QLatin1Char(' '), 0, 0);
    const QString first = type == QLatin1String("ssh-rsa") ? QStringLiteral("rsa-sha2-512") : type;
    if (types.removeOne(first))
        types.prepend(first);
    return types.join(QLatin1Char(',')).toLatin1();
}

Result<QString> lineOf(ssh_key key)
{
    char *base64 = nullptr;
    if (::ssh_pki_export_pubkey_base64(key, &base64) != SSH_OK)
        return fail(Problem::Kind::Internal, QStringLiteral("A public key can't be told"));
    const QString line =
        QLatin1String(::ssh_key_type_to_char(::ssh_key_type(key))) + QLatin1Char(' ') + QLatin1String(base64);
    ::ssh_string_free_char(base64);
    return line;
}

Result<Key> privateKeyFrom(const SecretValue &secret)
{
    ssh_key key = nullptr;
    if (::ssh_pki_import_privkey_base64(secret.text(), nullptr, nullptr, nullptr, &key) != SSH_OK) {
        return fail(Problem::Kind::Invalid, QStringLiteral("This is no private key that can be used"),
                    QStringLiteral("Give one in OpenSSH's form, without a passphrase: ssh-keygen -t ed25519 "
                                   "-N '' -f FILE."));
    }
    return Key(key);
}

} // namespace

void SshSession::Free::operator()(ssh_session session) const
{
    ::ssh_disconnect(session);
    ::ssh_free(session);
}

SshSession::SshSession(Host host) : m_host(std::move(host)), m_session(::ssh_new()) {}

SshSession::~SshSession()
{
    if (m_events)
        ::ssh_event_remove_session(m_events.get(), m_session.get());
}

Result<std::unique_ptr<SshSession>> SshSession::open(const Host &host, const SecretValue &key,
                                                     const RemoteWait &wait)
{
    std::unique_ptr<SshSession> session(new SshSession(host));
    if (auto connected = session->connect(wait); !connected)
        return Failure(connected.error());
    if (auto known = session->checkHostKey(); !known)
        return Failure(known.error());
    if (auto signedIn = session->signIn(key, wait); !signedIn)
        return Failure(signedIn.error());
    session->keepAlive();
    session->m_events.reset(::ssh_event_new());
    if (!session->m_events ||
        ::ssh_event_add_session(session->m_events.get(), session->m_session.get()) != SSH_OK)
        return fail(Problem::Kind::Internal, QStringLiteral("The connection can't be watched"), {},
                    host.place());
    return session;
}

Result<QString> SshSession::hostKeyAt(const QString &address, int port, const RemoteWait &wait)
{
    Host place;
    place.address = address;
    place.port = port;
    place.user = QStringLiteral("nobody");
    SshSession session(place);
    if (auto connected = session.connect(wait); !connected)
        return Failure(connected.error());
    return session.shownKey();
}

Result<QString> SshSession::publicKeyOf(const SecretValue &key)
{
    const auto secret = privateKeyFrom(key);
    if (!secret)
        return Failure(secret.error());
    return lineOf(secret->get());
}

Result<void> SshSession::connect(const RemoteWait &wait)
{
    const QByteArray address = m_host.address.toUtf8();
    const QByteArray user = m_host.user.toUtf8();
    const QByteArray types = hostKeyTypes(m_host.hostKey);
    const auto port = static_cast<unsigned>(m_host.port);
    const int on = 1;
    const bool no = false;
    ssh_session session = m_session.get();
    // What this machine's ssh_config, known_hosts and keys say is somebody else's business.
    const bool isSet = session && ::ssh_options_set(session, SSH_OPTIONS_PROCESS_CONFIG, &no) == SSH_OK &&
                       ::ssh_options_set(session, SSH_OPTIONS_SSH_DIR, nowhere) == SSH_OK &&
                       ::ssh_options_set(session, SSH_OPTIONS_KNOWNHOSTS, "/dev/null") == SSH_OK &&
                       ::ssh_options_set(session, SSH_OPTIONS_GLOBAL_KNOWNHOSTS, "/dev/null") == SSH_OK &&
                       ::ssh_options_set(session, SSH_OPTIONS_HOST, address.constData()) == SSH_OK &&
                       ::ssh_options_set(session, SSH_OPTIONS_PORT, &port) == SSH_OK &&
                       ::ssh_options_set(session, SSH_OPTIONS_USER, user.constData()) == SSH_OK &&
                       ::ssh_options_set(session, SSH_OPTIONS_HOSTKEYS, types.constData()) == SSH_OK &&
                       ::ssh_options_set(session, SSH_OPTIONS_NODELAY, &on) == SSH_OK;
    if (!isSet) {
        return fail(Problem::Kind::Invalid, QStringLiteral("It can't be connected to: %1").arg(error()),
                    QStringLiteral("Check its address, port and user."), m_host.place());
    }
    ::ssh_set_blocking(session, 0);
    if (untilDone(wait, SSH_AGAIN, [session] { return ::ssh_connect(session); }) != SSH_OK)
        return unreachable(wait, QStringLiteral("It can't be reached"));
    return {};
}

template <class Call>
int SshSession::untilDone(const RemoteWait &wait, int again, const Call &call) const
{
    for (;;) {
        const int answer = call();
        if (answer != again || wait.isOver())
            return answer;
        const bool wantsToWrite = (::ssh_get_poll_flags(m_session.get()) & SSH_WRITE_PENDING) != 0;
        wait.forSocket(::ssh_get_fd(m_session.get()),
                       static_cast<short>(wantsToWrite ? POLLIN | POLLOUT : POLLIN));
    }
}

Failure SshSession::unreachable(const RemoteWait &wait, const QString &what) const
{
    if (wait.isStopped())
        return fail(Problem::Kind::Cancelled, what + QStringLiteral(": it was told to stop"), {},
                    m_host.place());
    if (wait.isLate()) {
        return fail(Problem::Kind::Timeout, what + QStringLiteral(" in time"),
                    QStringLiteral("Check that it runs, its address and port, and what filters between."),
                    m_host.place());
    }
    return fail(Problem::Kind::Unavailable, QStringLiteral("%1: %2").arg(what, error()),
                QStringLiteral("Check that sshd runs there, its address and port, and what filters between."),
                m_host.place());
}

Result<QString> SshSession::shownKey() const
{
    ssh_key key = nullptr;
    if (::ssh_get_server_publickey(m_session.get(), &key) != SSH_OK)
        return fail(Problem::Kind::Unavailable, QStringLiteral("It showed no key"), {}, m_host.place());
    const Key shown(key);
    return lineOf(key);
}

Result<void> SshSession::checkHostKey() const
{
    const auto shown = shownKey();
    if (!shown)
        return Failure(shown.error());
    if (m_host.hostKey.isEmpty()) {
        return fail(Problem::Kind::Conflict,
                    QStringLiteral("Its host key is not known yet; it shows %1").arg(fingerprintOf(*shown)),
                    QStringLiteral("Compare that with the host's own (ssh-keygen -lf on it) and add the host "
                                   "with --host-key."),
                    m_host.place());
    }
    if (*shown == m_host.hostKey)
        return {};
    return fail(Problem::Kind::Conflict,
                QStringLiteral("It shows another host key: %1, but %2 is the one that is known")
                    .arg(fingerprintOf(*shown), fingerprintOf(m_host.hostKey)),
                QStringLiteral("If it was set up anew, remove the host and add it again; if not, somebody "
                               "stands in between."),
                m_host.place());
}

Result<void> SshSession::signIn(const SecretValue &secret, const RemoteWait &wait)
{
    const auto key = privateKeyFrom(secret);
    if (!key)
        return Failure(key.error().at(QStringLiteral("secret ") + m_host.secret));
    const int answer = untilDone(
        wait, SSH_AUTH_AGAIN, [&] { return ::ssh_userauth_publickey(m_session.get(), nullptr, key->get()); });
    if (answer == SSH_AUTH_SUCCESS)
        return {};
    if (answer != SSH_AUTH_DENIED && answer != SSH_AUTH_PARTIAL)
        return unreachable(wait, QStringLiteral("Signing in didn't come to its end"));
    return fail(Problem::Kind::Forbidden,
                QStringLiteral("It refuses the key \"%1\" for %2").arg(m_host.secret, m_host.user),
                QStringLiteral("Put this line into ~%1/.ssh/authorized_keys there: %2")
                    .arg(m_host.user, lineOf(key->get()).value_or(QString())),
                m_host.place());
}

// A host that died without a word is noticed in about a minute, also while a command says nothing.
void SshSession::keepAlive() const
{
    const int socket = ::ssh_get_fd(m_session.get());
    const auto set = [socket](int level, int option, int value) {
        ::setsockopt(socket, level, option, &value, sizeof value);
    };
    set(SOL_SOCKET, SO_KEEPALIVE, 1);
    set(IPPROTO_TCP, TCP_KEEPIDLE, 20);
    set(IPPROTO_TCP, TCP_KEEPINTVL, 10);
    set(IPPROTO_TCP, TCP_KEEPCNT, 4);
    set(IPPROTO_TCP, TCP_USER_TIMEOUT, 60'000);
}

bool SshSession::isConnected() const
{
    return ::ssh_is_connected(m_session.get()) != 0 &&
           (::ssh_get_status(m_session.get()) & (SSH_CLOSED | SSH_CLOSED_ERROR)) == 0;
}

bool SshSession::isAlive()
{
    constexpr int rounds = 16; // somebody who never stops talking isn't waited for
    for (int i = 0; i < rounds && !m_givenUp && isConnected(); ++i) {
        if (::ssh_event_dopoll(m_events.get(), 0) != SSH_OK)
            break;
    }
    return !m_givenUp && isConnected();
}

QString SshSession::error() const
{
    return QString::fromLocal8Bit(m_session ? ::ssh_get_error(m_session.get()) : "out of memory");
}

} // namespace slipway
