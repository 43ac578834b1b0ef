#include "console/Notifications.h"

#include "widgets/Navigator.h"

#include <QApplication>
#include <QSystemTrayIcon>
#include <QWidget>

#include <map>

namespace slipway {

Notifications::Notifications(Session &session, Navigator &navigator, QWidget &window)
    : m_session(session), m_navigator(navigator), m_window(window)
{
    connect(&session, &Session::eventsArrived, this, &Notifications::onEvents);
}

Notifications::~Notifications() = default;

void Notifications::onEvents(const std::vector<Event> &events)
{
    // Of each release the newest only: after an hour without a connection there may be many.
    std::map<QString, Notice> newest;
    for (const Event &event : events) {
        if (auto notice = noticeOf(event, m_session.role()))
            newest.insert_or_assign(notice->reference, *notice);
        else if (event.kind.startsWith(QLatin1String("release.")))
            newest.erase(event.subject); // it went on
    }
    for (const auto &[reference, notice] : newest) {
        m_navigator.say(notice.text, reference);
        if (!m_window.isActiveWindow())
            onDesktop(notice);
    }
}

void Notifications::onDesktop(const Notice &notice)
{
    QApplication::alert(&m_window);
    if (!QSystemTrayIcon::isSystemTrayAvailable() || !QSystemTrayIcon::supportsMessages())
        return;
    if (!m_tray) {
        m_tray = std::make_unique<QSystemTrayIcon>(QApplication::windowIcon());
        connect(m_tray.get(), &QSystemTrayIcon::messageClicked, this, [this] { Q_EMIT wanted(m_reference); });
        connect(m_tray.get(), &QSystemTrayIcon::activated, this, [this] { Q_EMIT wanted({}); });
    }
    m_tray->show();
    m_reference = notice.reference;
    m_tray->showMessage(QStringLiteral("Slipway"), notice.text,
                        notice.isUrgent ? QSystemTrayIcon::Warning : QSystemTrayIcon::Information);
}

} // namespace slipway
