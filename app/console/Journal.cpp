#include "console/Journal.h"

#include "console/LogFile.h"
#include "models/Session.h"

#include <utility>

namespace slipway {

namespace {

QString wordOf(Session::State state)
{
    switch (state) {
    case Session::State::Connecting:
        return QStringLiteral("info connecting");
    case Session::State::Live:
        return QStringLiteral("info live");
    case Session::State::Stale:
        return QStringLiteral("warning no longer live");
    case Session::State::Refused:
        break;
    }
    return QStringLiteral("warning refused");
}

} // namespace

Journal::Journal(LogFile &log, const Session &session, const QString &profile)
    : m_log(log), m_session(session)
{
    m_log.write(QStringLiteral("info slipway %1 for %2").arg(QStringLiteral(SLIPWAY_VERSION), profile));
    connect(&session, &Session::stateChanged, this, &Journal::onSession);
}

void Journal::warn(const QString &text)
{
    m_log.write(QStringLiteral("warning ") + text);
}

// Who is signed in is told by the same signal; a try that fails as the one before is no news.
void Journal::onSession()
{
    QString line = wordOf(m_session.state());
    if (!m_session.server().isEmpty())
        line += QStringLiteral(", ") + m_session.server();
    if (m_session.isLive() && !m_session.serviceVersion().isEmpty())
        line += QStringLiteral(", service ") + m_session.serviceVersion();
    if (!m_session.problem().what.isEmpty())
        line += QStringLiteral(": ") + m_session.problem().text();
    if (line == std::exchange(m_last, line))
        return;
    m_log.write(line);
}

} // namespace slipway
