#include "console/Connection.h"

#include "models/Session.h"
#include "models/ShellLine.h"

#include <QPointer>

#include <chrono>

namespace slipway {

namespace {

constexpr std::chrono::seconds lookInterval{1};

} // namespace

Connection::Connection(const Profile &profile, TokenStore &tokens, const QString &serviceLog, QObject *parent)
    : QObject(parent),
      m_profile(profile),
      m_tokens(tokens),
      m_service(profile.data.isEmpty() ? LocalService::defaultFolder() : profile.data),
      m_serviceLog(serviceLog)
{
    m_look.setInterval(lookInterval);
    connect(&m_look, &QTimer::timeout, this, &Connection::lookForService);
    connect(&m_starter, &ServiceStarter::progress, this, &Connection::progress);
    connect(&m_starter, &ServiceStarter::ready, this, &Connection::openSession);
    connect(&m_starter, &ServiceStarter::failed, this,
            [this](const Problem &problem, const QString &endOfLog) {
                Q_EMIT progress({});
                Q_EMIT serviceFailed(problem, endOfLog);
                // Those who wait see that nobody answers, and it connects once somebody does.
                m_isGone = true;
                openSession();
            });
}

Endpoint Connection::endpoint() const
{
    if (m_profile.isOwnService())
        return m_service.endpoint();
    Endpoint endpoint;
    endpoint.url = m_profile.server;
    // Who signed in by hand means that, whatever the environment says.
    const QByteArray given = m_hasSignedIn ? QByteArray() : qgetenv("SLIPWAY_TOKEN");
    endpoint.token = given.isEmpty() ? m_tokens.current(m_profile.key()) : given;
    return endpoint;
}

QString Connection::place() const
{
    if (!m_profile.isOwnService())
        return QStringLiteral("--url ") + shellQuoted(m_profile.server.toString(QUrl::RemoveUserInfo));
    if (m_service.folder() == LocalService(LocalService::usualFolder()).folder())
        return {};
    return QStringLiteral("--data ") + shellQuoted(m_service.folder());
}

void Connection::open(Session &session)
{
    m_session = &session;
    connect(&session, &Session::stateChanged, this, &Connection::onSessionChanged);
    if (m_profile.isOwnService())
        startServiceAgain();
    else
        connectToServer();
}

void Connection::tryAgain()
{
    if (!m_profile.isOwnService())
        connectToServer();
    else if (!m_service.isServed())
        startServiceAgain();
    else
        openSession();
}

void Connection::startServiceAgain()
{
    m_isGone = false;
    m_starter.begin({ServiceStarter::findProgram(), m_service.folder(), m_profile.demo, m_serviceLog});
}

void Connection::connectToServer()
{
    if (!endpoint().token.isEmpty()) {
        openSession();
        return;
    }
    const QPointer<Connection> self(this);
    m_tokens.fetch(m_profile.key()).then([self](const Result<QByteArray> &token) {
        if (!self)
            return;
        if (!token)
            Q_EMIT self->told(token.error());
        if (self->endpoint().token.isEmpty())
            Q_EMIT self->signInNeeded();
        else
            self->openSession();
    });
}

void Connection::openSession()
{
    Q_EMIT progress({});
    m_session->close();
    m_sent = endpoint().token;
    m_session->open();
}

void Connection::signedIn(const QString &user, const QByteArray &token)
{
    m_hasSignedIn = true;
    const QPointer<Connection> self(this);
    m_tokens.keep(m_profile.key(), token).then([self](const Result<bool> &kept) {
        if (self && !kept)
            Q_EMIT self->told(kept.error());
    });
    if (m_profile.user != user) {
        m_profile.user = user;
        Q_EMIT profileChanged();
    }
    openSession();
}

void Connection::signOut()
{
    m_session->close();
    m_tokens.forget(m_profile.key());
    Q_EMIT signInNeeded();
}

void Connection::onSessionChanged()
{
    const Session::State state = m_session->state();
    if (!m_profile.isOwnService()) {
        if (state == Session::State::Refused) {
            if (m_sent ==
                m_tokens.current(m_profile.key())) // one of the environment says nothing of the kept
                m_tokens.forget(m_profile.key());
            Q_EMIT signInNeeded();
        }
        return;
    }
    if (state == Session::State::Live) {
        m_isGone = false;
        m_look.stop();
    } else {
        m_look.start();
    }
}

// A service that is being restarted leaves its process id in the folder meanwhile.
void Connection::lookForService()
{
    const bool isGone = !m_starter.isBusy() && !m_service.isServed();
    if (std::exchange(m_isGone, isGone) || !isGone)
        return;
    Q_EMIT serviceGone();
}

} // namespace slipway
