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
    // Of each application the newest only: after an hour without a connection there may be many.
    std::map<QString, Notice> newest;
    for (const Event &event : events) {
        const auto notice = noticeOf(event, m_session.role());
        if (!notice)
            continue;
        const auto known = newest.find(notice->application);
        const bool isOfStep = notice->reference.startsWith(QLatin1String("application/"));
        if (isOfStep && known != newest.end() && known->second.isUrgent)
            continue; // its release has said the same
        newest.insert_or_assign(notice->application, *notice);
        if (!isOfStep)
            m_releases.insert(notice->application, notice->reference);
    }
    for (auto &[application, notice] : newest) {
        if (m_releases.contains(application))
            notice.reference = m_releases.value(application);
        m_navigator.say(notice.text, notice.reference);
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
