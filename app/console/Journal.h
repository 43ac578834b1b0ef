// What the console's log keeps of the connection: each change of it, with its reason, and what was told to
// the person at the window as a warning or an error.
#pragma once
#include <QObject>

namespace slipway {

class LogFile;
class Session;

class Journal : public QObject
{
    Q_OBJECT

public:
    // Both outlive it; `profile`: whose connection it is.
    Journal(LogFile &log, const Session &session, const QString &profile);

    void warn(const QString &text);

private:
    void onSession();

    LogFile &m_log;
    const Session &m_session;
    QString m_last; // what the session was said to be
};

} // namespace slipway
