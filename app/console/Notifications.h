// Tells in the window, and by the desktop where it can, what the feed says that somebody should know.
#pragma once
#include "console/Notice.h"
#include "models/Session.h"

#include <QHash>
#include <QObject>

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
    // Also by a sound when a case comes in or somebody is paged who is signed in here; off until it is
    // wanted.
    void setSound(bool on) { m_sound = on; }

Q_SIGNALS:
    void rang();                           // the sound was made
    void wanted(const QString &reference); // the desktop's notice was clicked

private:
    void onEvents(const std::vector<Event> &events);
    void onCases(const std::vector<Event> &events);
    void withdrawOld(const std::vector<Event> &events);
    bool isInSight(const QString &reference) const;
    void onDesktop(const Notice &notice);

    Session &m_session;
    MainWindow &m_window;
    std::unique_ptr<QSystemTrayIcon> m_tray; // from the first notice on
    QHash<QString, QString> m_releases;      // the last one heard of, by application
    QHash<QString, QString> m_waiting;       // what is said of those that wait for somebody, by application
    bool m_sound = false;
    QString m_reference; // of the notice that the desktop shows
};

} // namespace slipway
