#include "console/Notifications.h"

#include "widgets/MainWindow.h"
#include "widgets/Notices.h"
#include "widgets/ReleasePane.h"

#include <QApplication>
#include <QSystemTrayIcon>

#include <map>

namespace slipway {

Notifications::Notifications(Session &session, MainWindow &window) : m_session(session), m_window(window)
{
    connect(&session, &Session::eventsArrived, this, &Notifications::onEvents);
}

Notifications::~Notifications() = default;

// Whoever it waited for has done their part, or something else has happened to it.
void Notifications::withdrawOld(const std::vector<Event> &events)
{
    for (const Event &event : events) {
        const auto moved = [&](const QString &application, const QString &reference) {
            return event.subject == reference ||
                   (event.subject == QStringLiteral("application/") + application &&
                    event.kind.startsWith(QLatin1String("step.")));
        };
        for (auto said = m_waiting.begin(); said != m_waiting.end();) {
            if (moved(said.key(), said.value())) {
                m_window.notices().withdraw(said.value());
                said = m_waiting.erase(said);
            } else {
                ++said;
            }
        }
    }
}

// Its pane says the same, and more.
bool Notifications::isInSight(const QString &reference) const
{
    const auto *pane = qobject_cast<ReleasePane *>(m_window.pane(QStringLiteral("release")));
    return pane && m_window.isActiveWindow() && m_window.dock(pane->id())->isActive() &&
           reference == QStringLiteral("release/%1").arg(pane->release());
}

void Notifications::onEvents(const std::vector<Event> &events)
{
    withdrawOld(events);
    onCases(events);
    // Of each application the newest only: after an hour without a connection there may be many.
    std::map<QString, Notice> newest;
    for (const Event &event : events) {
        const auto notice = noticeOf(event, m_session.role());
        if (!notice)
            continue;
        const auto known = newest.find(notice->application);
        if (notice->isOfStep && known != newest.end() && known->second.isUrgent)
            continue; // its release has said the same
        newest.insert_or_assign(notice->application, *notice);
        if (notice->reference.startsWith(QLatin1String("release/")))
            m_releases.insert(notice->application, notice->reference);
    }
    for (auto &[application, notice] : newest) {
        if (m_releases.contains(application))
            notice.reference = m_releases.value(application);
        if (!isInSight(notice.reference)) {
            m_window.say(notice.text, notice.reference);
            if (notice.isUrgent)
                m_waiting.insert(application, notice.reference);
        }
        if (!m_window.isActiveWindow())
            onDesktop(notice);
    }
}

// Of each case what is most urgent: a page to somebody says that it came in, too.
void Notifications::onCases(const std::vector<Event> &events)
{
    std::map<QString, Notice> newest;
    for (const Event &event : events) {
        const auto notice = noticeOfCase(event, m_session.user(), m_session.role());
        if (!notice)
            continue;
        const auto known = newest.find(notice->reference);
        if (known == newest.end() || !known->second.isUrgent)
            newest.insert_or_assign(notice->reference, *notice);
    }
    for (const auto &[reference, notice] : newest) {
        m_window.say(notice.text, reference);
        if (notice.isUrgent || !m_window.isActiveWindow())
            onDesktop(notice);
    }
    if (newest.empty() || !m_sound)
        return;
    QApplication::beep(); // once, however many came
    Q_EMIT rang();
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
