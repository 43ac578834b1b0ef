#include "console/Application.h"

#include "console/CommandLine.h"
#include "console/ConnectSheet.h"
#include "console/FirstRows.h"
#include "console/Panes.h"
#include "console/SignInSheet.h"
#include "console/StartTrace.h"
#include "widgets/MainWindow.h"
#include "widgets/Notices.h"
#include "widgets/SystemDark.h"

#include <QApplication>
#include <QProcess>
#include <QStatusBar>

#include <chrono>
#include <cstdio>

void slipwayInitConsoleResources();

namespace slipway {

namespace {

constexpr std::chrono::seconds keepInterval{15};
constexpr std::chrono::milliseconds draftInterval{300}; // the settings wait a moment, too
constexpr std::chrono::seconds diagnosticsPatience{10};

const QString connectionKey = QStringLiteral("connection");
const QString sessionKey = QStringLiteral("session");
const QString schemeKey = QStringLiteral("scheme");
const QString systemDarkKey = QStringLiteral("systemDark"); // as it was: the first frame has it already
const QString compactKey = QStringLiteral("compact");
const QString languageKey = QStringLiteral("language");
const QString soundKey = QStringLiteral("sound"); // false: none when a case comes in
const QString scaleKey = QStringLiteral("scale");
const QString settingsSubject = QStringLiteral("settings"); // of what is told
const auto goneSubject = QStringLiteral("service/gone");

theme::Scheme schemeFromText(const QString &text)
{
    if (text == QLatin1String("light"))
        return theme::Scheme::Light;
    return text == QLatin1String("dark") ? theme::Scheme::Dark : theme::Scheme::System;
}

QJsonValue textOf(theme::Scheme scheme)
{
    if (scheme == theme::Scheme::Light)
        return QStringLiteral("light");
    return scheme == theme::Scheme::Dark ? QJsonValue(QStringLiteral("dark")) : QJsonValue();
}

QString stateFile(const char *what, const Profile &profile)
{
    return LogFile::defaultFolder() + QStringLiteral("/%1-%2.log").arg(QLatin1String(what), profile.key());
}

} // namespace

Application::Application(QApplication &application, const Profiles &profiles, const Profile &profile,
                         StartTrace &trace)
    : m_application(application),
      m_profiles(profiles),
      m_trace(trace),
      m_log(stateFile("console", profile)),
      m_settings(profiles.settingsFile(profile)),
      m_tokens(m_keychain),
      m_connection(profile, m_tokens, stateFile("service", profile)),
      m_session(m_transport, [this] { return m_connection.endpoint(); }),
      m_journal(m_log, m_session, profile.name),
      m_watchdog([](Duration took) {
          qWarning(
              "the window was blocked for %lld ms",
              static_cast<long long>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
      }),
      m_diagnostics({m_connection.profile(), m_session, m_watchdog, m_trace, m_settings, m_log})
{
    m_log.takeMessages();
    slipwayInitConsoleResources();
}

Application::~Application() = default;

void Application::begin(const CommandLine &line)
{
    m_translations.install(m_settings.value(languageKey).toString());
    applyTheme();
    // On its way while the window is made.
    connectConnection();
    m_connection.open(m_session);
    makeWindow(m_settings.value(sessionKey).toObject());
    keepRegularly();
    followStart(line.diagnostics);
    keepProfile();
    if (!line.reference.isEmpty())
        m_window->open(line.reference);
    m_window->show();
    m_window->activateWindow();
    m_trace.mark("window");
    followSystemScheme();
}

void Application::makeWindow(const QJsonObject &state)
{
    m_window = std::make_unique<MainWindow>(m_session, m_actions);
    addPanes(*m_window);
    addActions();
    addConnections();
    connectWindow();
    m_window->restoreSession(state);
    m_notifications = std::make_unique<Notifications>(m_session, *m_window);
    m_notifications->setSound(m_settings.value(soundKey).toBool(true));
    connect(m_notifications.get(), &Notifications::wanted, this, &Application::show);
    QTimer::singleShot(0, m_notifications.get(), &Notifications::begin); // the bus may take its time
    if (const auto problem = m_settings.loadProblem())
        m_window->tell(*problem);
}

// Every word of it in the language that is chosen now, and everything else as it was.
void Application::makeWindowAnew()
{
    const QJsonObject state = m_window->sessionState();
    const bool wasSigningIn = m_signIn;
    QApplication::setQuitOnLastWindowClosed(false); // it comes back
    m_notifications.reset();
    m_window.reset();
    m_translations.install(m_settings.value(languageKey).toString());
    makeWindow(state);
    m_window->show();
    m_window->activateWindow();
    QApplication::setQuitOnLastWindowClosed(true);
    if (wasSigningIn)
        askForSignIn();
}

void Application::keepRegularly()
{
    connect(&m_keep, &QTimer::timeout, this, &Application::keepSession);
    m_keep.start(keepInterval);
    m_draft.setSingleShot(true);
    m_draft.setInterval(draftInterval);
    connect(&m_draft, &QTimer::timeout, this, &Application::keepSession);
}

// Once the window is there: the bus may take its time.
void Application::followSystemScheme()
{
    connect(&m_systemScheme, &SystemScheme::changed, this, [this](std::optional<bool> isDark) {
        const QJsonValue said = isDark ? QJsonValue(*isDark) : QJsonValue();
        if (m_settings.value(systemDarkKey) == (isDark ? said : QJsonValue(QJsonValue::Undefined)))
            return;
        m_settings.set(systemDarkKey, said);
        applyTheme();
    });
    QTimer::singleShot(0, &m_systemScheme, &SystemScheme::watch);
}

void Application::applyTheme()
{
    const QJsonValue isDark = m_settings.value(systemDarkKey);
    theme::setSystemDark(m_application,
                         isDark.isBool() ? std::optional<bool>(isDark.toBool()) : std::nullopt);
    theme::apply(m_application, schemeFromText(m_settings.value(schemeKey).toString()),
                 m_settings.value(compactKey).toBool());
}

void Application::connectWindow()
{
    m_window->setPlace(m_connection.place());
    m_window->setLanguages(Translations::languages());
    m_window->setChoices(schemeFromText(m_settings.value(schemeKey).toString()),
                         m_settings.value(compactKey).toBool(), m_settings.value(languageKey).toString());
    connect(m_window.get(), &MainWindow::schemeChosen, this, [this](theme::Scheme scheme) {
        m_settings.set(schemeKey, textOf(scheme));
        applyTheme();
    });
    connect(m_window.get(), &MainWindow::densityChosen, this, [this](bool compact) {
        m_settings.set(compactKey, compact ? QJsonValue(true) : QJsonValue());
        applyTheme();
    });
    connect(m_window.get(), &MainWindow::languageChosen, this, [this](const QString &code) {
        if (m_settings.value(languageKey).toString() == code)
            return;
        m_settings.set(languageKey, code.isEmpty() ? QJsonValue() : QJsonValue(code));
        // Not from within the menu, which goes with the window.
        QMetaObject::invokeMethod(this, &Application::makeWindowAnew, Qt::QueuedConnection);
    });
    connect(m_window.get(), &MainWindow::leaving, this, &Application::keepSession);
    connect(m_window.get(), &MainWindow::draftLeft, this, &Application::keepSession);
    connect(m_window.get(), &MainWindow::draftChanged, this, [this] {
        if (!m_draft.isActive()) // not restarted: somebody who never rests is saved, too
            m_draft.start();
    });
    connect(m_window.get(), &MainWindow::signInRequested, this, &Application::askForSignIn);
    connect(&m_session, &Session::stateChanged, m_window.get(), [this] {
        if (m_session.isLive())
            m_window->notices().withdraw(goneSubject);
    });
    connect(&m_window->notices(), &Notices::warned, &m_journal, &Journal::warn);
    connect(&m_settings, &Settings::failed, m_window.get(),
            [this](const Problem &problem) { m_window->notices().tell(problem, settingsSubject); });
    connect(&m_settings, &Settings::recovered, m_window.get(), [this] {
        m_window->notices().say(InlineMessage::Kind::Information, tr("The settings are saved again."), {}, {},
                                settingsSubject);
    });
}

// Told later than now: the window isn't there while the connection begins.
void Application::connectConnection()
{
    connect(&m_connection, &Connection::progress, this, [this](const QString &words) {
        if (m_window && words.isEmpty())
            m_window->statusBar()->clearMessage();
        else if (m_window)
            m_window->statusBar()->showMessage(words);
    });
    connect(&m_connection, &Connection::told, this, &Application::tellOfKeychain, Qt::QueuedConnection);
    connect(&m_connection, &Connection::serviceFailed, this, &Application::tellServiceFailed,
            Qt::QueuedConnection);
    connect(&m_connection, &Connection::serviceGone, this, &Application::tellServiceGone,
            Qt::QueuedConnection);
    connect(&m_connection, &Connection::signInNeeded, this, &Application::askForSignIn, Qt::QueuedConnection);
    connect(&m_connection, &Connection::profileChanged, this, &Application::keepProfile);
}

void Application::addActions()
{
    const QString help = tr("Help");
    m_actions.add(m_window.get(), QStringLiteral("help.diagnostics"), help, tr("Copy diagnostics"),
                  [this] { m_window->copy(m_diagnostics.text()); });
    addScales();
    addSound();
    m_actions.add(m_window.get(), QStringLiteral("window.again"), tr("File"), tr("Start Slipway again"),
                  [this] { startAgain(); });
    m_actions.add(m_window.get(), QStringLiteral("connection.again"), tr("File"), tr("Try to connect again"),
                  [this] { m_connection.tryAgain(); });
    if (m_connection.profile().isOwnService()) {
        m_actions.find(QStringLiteral("session.signIn"))->setVisible(false); // it does so by itself
    } else {
        m_actions.add(m_window.get(), QStringLiteral("session.signOut"), tr("File"), tr("Sign out"),
                      [this] { m_connection.signOut(); });
    }
}

void Application::addSound()
{
    QAction *sound = m_actions.add(m_window.get(), QStringLiteral("view.sound"), tr("View"),
                                   tr("Sound when a case comes in or I am paged"), [this] {
                                       const bool on = !m_settings.value(soundKey).toBool(true);
                                       m_settings.set(soundKey, on ? QJsonValue() : QJsonValue(false));
                                       m_notifications->setSound(on);
                                       if (on)
                                           m_notifications->playSample();
                                   });
    sound->setToolTip(
        tr("By the desktop where it plays sounds with its notices, or else by a player. The bell is "
           "rung only where there is none."));
    sound->setCheckable(true);
    sound->setChecked(m_settings.value(soundKey).toBool(true));
}

void Application::addScales()
{
    for (const int percent : {100, 125, 150, 175, 200}) {
        m_actions.add(m_window.get(), QStringLiteral("view.scale.%1").arg(percent), tr("View"),
                      tr("Scale: %1 %").arg(percent), [this, percent] { chooseScale(percent); });
    }
}

// Qt takes it once, before the first window.
void Application::chooseScale(int percent)
{
    m_settings.set(scaleKey, percent == 100 ? QJsonValue() : QJsonValue(percent));
    m_window->notices().say(
        InlineMessage::Kind::Information,
        tr("%1 % is there once Slipway starts again. Everything comes back as it was left.").arg(percent),
        tr("Start again now"), [this] { startAgain(); }, scaleKey);
}

void Application::startAgain()
{
    m_startsAgain = true;
    m_window->close();
}

// Each connection has a console of its own.
void Application::addConnections()
{
    const QString file = tr("File");
    for (const Profile &profile : m_profiles.all()) {
        if (profile.key() == m_connection.profile().key() || profile.isOwnService())
            continue;
        m_actions.add(m_window.get(), QStringLiteral("connection.") + profile.key(), file,
                      tr("Open the connection to %1").arg(profile.name), [this, profile] {
                          openAnother({QStringLiteral("--profile"), profile.name});
                      });
    }
    m_actions.add(m_window.get(), QStringLiteral("connection.other"), file, tr("Connect to a server…"),
                  [this] {
                      auto *sheet = new ConnectSheet(m_window.get());
                      connect(sheet, &ConnectSheet::chosen, this, [this](const QUrl &server) {
                          openAnother({QStringLiteral("--server"), server.toString()});
                      });
                      sheet->ask();
                  });
}

void Application::openAnother(const QStringList &arguments)
{
    if (QProcess::startDetached(QCoreApplication::applicationFilePath(), arguments))
        return;
    m_window->tell({Problem::Kind::Unavailable,
                    tr("Another console can't be started"),
                    QCoreApplication::applicationFilePath(),
                    {}});
}

void Application::followStart(bool printsDiagnostics)
{
    auto *first = new FirstRows(this);
    connect(first, &FirstRows::painted, this, [this] { m_trace.mark("frame"); });
    connect(first, &FirstRows::shown, this, [this, first] {
        m_trace.mark("rows");
        first->deleteLater();
    });
    connect(&m_session, &Session::stateChanged, this, [this] {
        if (m_session.isLive())
            m_trace.mark("live");
    });
    if (m_trace.isTold())
        traceBlocks();
    if (!printsDiagnostics)
        return;
    const auto isPrinted = std::make_shared<bool>(false);
    const auto print = [this, isPrinted] {
        if (std::exchange(*isPrinted, true))
            return;
        std::fputs(m_diagnostics.text().toUtf8().constData(), stdout);
        std::fflush(stdout);
    };
    connect(first, &FirstRows::shown, this, print);
    QTimer::singleShot(diagnosticsPatience, this, print);
}

// A line a second, for whoever measures from outside: the longest block, and the event that diagnostics name.
void Application::traceBlocks()
{
    auto *second = new QTimer(this);
    connect(second, &QTimer::timeout, this, [this] {
        const double longest =
            std::chrono::duration<double, std::milli>(m_watchdog.figures().longest).count();
        m_watchdog.reset();
        std::fprintf(stderr, "slipway-blocked %.1f ms, event %lld\n", longest,
                     static_cast<long long>(m_session.lastSeq()));
        std::fflush(stderr);
    });
    second->start(std::chrono::seconds(1));
}

void Application::show(const QString &reference, const QByteArray &token)
{
    if (!token.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", token);
    m_window->setWindowState(m_window->windowState() & ~Qt::WindowMinimized);
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
    if (!reference.isEmpty())
        m_window->open(reference);
}

void Application::quit()
{
    m_window->close();
}

void Application::askForSignIn()
{
    const Profile &profile = m_connection.profile();
    if (profile.isOwnService()) {
        m_window->say(tr("Slipway signs in to its own service by itself. To sign in to a server, open one "
                         "with slipway --server URL."));
        return;
    }
    if (m_signIn)
        return;
    m_signIn = new SignInSheet(m_window.get(), m_transport, profile.server, profile.user);
    connect(m_signIn, &SignInSheet::signedIn, &m_connection, &Connection::signedIn);
    m_signIn->ask();
    if (m_session.state() == Session::State::Refused)
        m_signIn->say(m_session.problem());
}

// The work goes on without it: a warning.
void Application::tellOfKeychain(const Problem &problem)
{
    m_window->notices().say(InlineMessage::Kind::Warning, problem.what + QLatin1Char('\n') + problem.hint);
}

void Application::tellServiceFailed(const Problem &problem, const QString &endOfLog)
{
    QStringList parts{problem.what, problem.hint, endOfLog};
    parts.removeAll({});
    m_window->notices().say(InlineMessage::Kind::Error, parts.join(QLatin1Char('\n')), tr("Try again"),
                            [this] { m_connection.startServiceAgain(); });
}

void Application::tellServiceGone()
{
    m_window->notices().say(
        InlineMessage::Kind::Warning,
        tr("The service has ended. What it kept alive still serves; what is shown here "
           "is no longer live."),
        tr("Start it again"), [this] { m_connection.startServiceAgain(); }, goneSubject);
}

void Application::keepSession()
{
    m_settings.set(sessionKey, m_window->sessionState());
}

void Application::keepProfile()
{
    m_settings.set(connectionKey, m_connection.profile().toJson());
}

} // namespace slipway
