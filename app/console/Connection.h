// From a profile to a session that speaks with its service: starts the own service or fetches the token of a
// server, asks for a sign-in where that is needed, and notices when the own service has gone.
#pragma once
#include "client/LocalService.h"
#include "console/Profiles.h"
#include "console/ServiceStarter.h"
#include "console/TokenStore.h"

#include <QObject>
#include <QTimer>

namespace slipway {

class Session;

class Connection : public QObject
{
    Q_OBJECT

public:
    // The tokens outlive it. `serviceLog` is where an own service that is started here speaks.
    Connection(const Profile &profile, TokenStore &tokens, const QString &serviceLog,
               QObject *parent = nullptr);

    const Profile &profile() const { return m_profile; }
    Endpoint endpoint() const; // for every attempt anew
    // What a line of slipwayctl needs to reach the same service: --data or --url; empty: nothing. A token
    // isn't among it, which would stay in the shell's history.
    QString place() const;
    void open(Session &session); // which outlives it
    void startServiceAgain();    // after serviceFailed() or serviceGone()
    void tryAgain();             // at once, whatever the next try waits for
    void signedIn(const QString &user, const QByteArray &token);
    void signOut(); // of a server: forgets the token, too

Q_SIGNALS:
    void progress(const QString &words); // empty: done
    void serviceFailed(const slipway::Problem &problem, const QString &endOfLog);
    void serviceGone(); // it ended after it had served
    void signInNeeded();
    void profileChanged(); // who signed in
    void told(const slipway::Problem &problem);

private:
    void connectToServer();
    void openSession();
    void onSessionChanged();
    void lookForService();

    Profile m_profile;
    TokenStore &m_tokens;
    const LocalService m_service;
    const QString m_serviceLog;
    ServiceStarter m_starter;
    Session *m_session = nullptr;
    QTimer m_look;
    bool m_isGone = false;
    bool m_hasSignedIn = false;
    QByteArray m_sent; // the token that the session was opened with
};

} // namespace slipway
