// Tells in the window, and by the desktop where it can, what the feed says that somebody should know.
#pragma once
#include "console/DesktopNotices.h"
#include "console/Notice.h"
#include "console/SoundPlayer.h"
#include "models/Session.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <map>
#include <memory>

class QSystemTrayIcon;

namespace slipway {

class MainWindow;

class Notifications : public QObject
{
    Q_OBJECT

public:
    // Both outlive it.
    Notifications(Session &session, MainWindow &window);
    ~Notifications() override;
    void begin() { m_desktop.begin(); } // once the window is there
    // Also by a sound when a case comes in or somebody is paged who is signed in here; off until it is
    // wanted.
    void setSound(bool on) { m_sound = on; }
    void playSample() { m_player.play(Tone::Call); } // whoever switches it on hears it

Q_SIGNALS:
    void rang(); // the sound was made
    // The desktop's notice was clicked; `token`: see Application::show.
    void wanted(const QString &reference, const QByteArray &token = {});

private:
    void onEvents(const std::vector<Event> &events);
    void onCases(const std::vector<Event> &events);
    std::map<QString, Notice> newestOfCases(const std::vector<Event> &events);
    void withdrawOld(const std::vector<Event> &events);
    void withdraw(const QString &reference);
    bool isInSight(const QString &reference) const;
    void onDesktop(const Notice &notice, const QString &sound = {});
    void onTray(const DesktopNotice &notice);
    void onSilence(Tone tone);
    void acknowledge(const QString &reference, const QByteArray &token);

    Session &m_session;
    MainWindow &m_window;
    DesktopNotices m_desktop;
    SoundPlayer m_player;
    std::unique_ptr<QSystemTrayIcon> m_tray; // from the first notice on that it has to show
    QHash<QString, QString> m_releases;      // the last one heard of, by application
    QHash<QString, QString> m_waiting;       // what is said of those that wait for somebody, by application
    QHash<QString, qint64> m_pages;          // to who is signed in, the last one of each case
    QHash<qint64, Notice> m_later;           // pages that aren't due yet
    QSet<qint64> m_underWay;                 // pages that are being acknowledged
    bool m_sound = false;
    bool m_hasToldOfSilence = false;
    QString m_reference; // of the notice that the tray shows
};

} // namespace slipway
