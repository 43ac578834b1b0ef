// Tells in the window, and by the desktop where it can, what the feed says that somebody should know.
#pragma once
#include "console/Notice.h"
#include "models/Session.h"

#include <QHash>
#include <QObject>

#include <memory>

class QSystemTrayIcon;
class QWidget;

namespace slipway {

class Navigator;

class Notifications : public QObject
{
    Q_OBJECT

public:
    // All outlive it.
    Notifications(Session &session, Navigator &navigator, QWidget &window);
    ~Notifications() override;

Q_SIGNALS:
    void wanted(const QString &reference); // the desktop's notice was clicked

private:
    void onEvents(const std::vector<Event> &events);
    void onDesktop(const Notice &notice);

    Session &m_session;
    Navigator &m_navigator;
    QWidget &m_window;
    std::unique_ptr<QSystemTrayIcon> m_tray; // from the first notice on
    QHash<QString, QString> m_releases;      // the last one heard of, by application
    QString m_reference;                     // of the notice that the desktop shows
};

} // namespace slipway
