// The console as a whole: connection, session, window and what the desktop expects, wired together.
#pragma once
#include "client/NetworkTransport.h"
#include "console/Connection.h"
#include "console/Diagnostics.h"
#include "console/Journal.h"
#include "console/KeychainHome.h"
#include "console/LogFile.h"
#include "console/Notifications.h"
#include "console/Settings.h"
#include "console/SystemScheme.h"
#include "console/TokenStore.h"
#include "console/Translations.h"
#include "console/Watchdog.h"
#include "models/Session.h"
#include "widgets/Actions.h"

#include <QObject>
#include <QPointer>

class QApplication;

namespace slipway {

class MainWindow;
class SignInSheet;
class StartTrace;
struct CommandLine;

class Application : public QObject
{
    Q_OBJECT

public:
    // All outlive it.
    Application(QApplication &application, const Profiles &profiles, const Profile &profile,
                StartTrace &trace);
    ~Application() override;

    void begin(const CommandLine &line);
    // Comes to the front and shows what was asked for; `token` is what the window system wants to see.
    void show(const QString &reference, const QByteArray &token = {});
    void quit();
    bool startsAgain() const { return m_startsAgain; } // once it has quit

    MainWindow &window() { return *m_window; }
    QString diagnostics() const { return m_diagnostics.text(); }

private:
    void makeWindow(const QJsonObject &state);
    void makeWindowAnew();
    void keepRegularly();
    void applyTheme();
    void followSystemScheme();
    void connectWindow();
    void connectConnection();
    void addActions();
    void addConnections();
    void addScales();
    void addSound();
    void chooseScale(int percent);
    void startAgain();
    void openAnother(const QStringList &arguments);
    void followStart(bool printsDiagnostics);
    void traceBlocks();
    void askForSignIn();
    void tellOfKeychain(const Problem &problem);
    void tellServiceFailed(const Problem &problem, const QString &endOfLog);
    void tellServiceGone();
    void keepSession();
    void keepProfile();

    QApplication &m_application;
    const Profiles &m_profiles;
    StartTrace &m_trace;
    LogFile m_log;
    Settings m_settings;
    Translations m_translations;
    KeychainHome m_keychain;
    TokenStore m_tokens;
    Connection m_connection;
    NetworkTransport m_transport;
    Session m_session;
    Journal m_journal;
    Watchdog m_watchdog;
    const Diagnostics m_diagnostics;
    Actions m_actions;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<Notifications> m_notifications;
    QPointer<SignInSheet> m_signIn;
    SystemScheme m_systemScheme;
    QTimer m_keep;  // what a crash may cost of the session at most
    QTimer m_draft; // and of what was typed
    bool m_startsAgain = false;
};

} // namespace slipway
