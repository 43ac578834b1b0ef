#include "console/Notifications.h"

#include "widgets/MainWindow.h"
#include "widgets/Notices.h"
#include "widgets/ReleasePane.h"

#include <QApplication>
#include <QPointer>
#include <QSystemTrayIcon>

#include <algorithm>

namespace slipway {

namespace {

const QString soundSubject = QStringLiteral("sound"); // of what is told
constexpr int mostAtOnce = 4;                         // on the desktop, of those that don't wait for anybody

QString categoryOf(const Notice &notice)
{
    if (!notice.reference.startsWith(QLatin1String("case/")))
        return QStringLiteral("x-slipway.release");
    return notice.isUrgent ? QStringLiteral("x-slipway.page") : QStringLiteral("x-slipway.case");
}

} // namespace

Notifications::Notifications(Session &session, MainWindow &window)
    : m_session(session), m_window(window), m_player(SoundPlayer::defaultFolder())
{
    connect(&session, &Session::eventsArrived, this, &Notifications::onEvents);
    connect(&m_desktop, &DesktopNotices::opened, this, &Notifications::wanted);
    connect(&m_desktop, &DesktopNotices::pressed, this, &Notifications::acknowledge);
    connect(&m_desktop, &DesktopNotices::refused, this, &Notifications::onTray);
    connect(&m_player, &SoundPlayer::failed, this, &Notifications::onSilence);
}

Notifications::~Notifications() = default;

void Notifications::withdraw(const QString &reference)
{
    m_window.notices().withdraw(reference);
    m_desktop.withdraw(reference);
}

// Whoever it waited for has done their part, or something else has happened to it.
void Notifications::withdrawOld(const std::vector<Event> &events)
{
    for (const Event &event : events) {
        if (const QString attended = attendedCase(event); m_pages.remove(attended))
            withdraw(attended);
        else if (!attended.isEmpty())
            m_desktop.withdraw(attended);
        const auto moved = [&](const QString &application, const QString &reference) {
            return event.subject == reference ||
                   (event.subject == QStringLiteral("application/") + application &&
                    event.kind.startsWith(QLatin1String("step.")));
        };
        for (auto said = m_waiting.begin(); said != m_waiting.end();) {
            if (moved(said.key(), said.value())) {
                withdraw(said.value());
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
    int shown = 0;
    for (auto &[application, notice] : newest) {
        if (m_releases.contains(application))
            notice.reference = m_releases.value(application);
        if (!isInSight(notice.reference)) {
            m_window.say(notice.text, notice.reference);
            if (notice.isUrgent)
                m_waiting.insert(application, notice.reference);
        }
        if (!m_window.isActiveWindow() && (notice.isUrgent || ++shown <= mostAtOnce))
            onDesktop(notice);
    }
}

// Of each case what is most urgent: a page to somebody says that it came in, too. Of what has been attended
// to by the end of the batch nobody is told.
std::map<QString, Notice> Notifications::newestOfCases(const std::vector<Event> &events)
{
    std::map<QString, Notice> newest;
    for (const Event &event : events) {
        if (const QString attended = attendedCase(event); !attended.isEmpty()) {
            newest.erase(attended);
            m_later.removeIf(
                [&](const QHash<qint64, Notice>::iterator &one) { return one->reference == attended; });
        }
        auto notice = noticeOfCase(event, m_session.user(), m_session.role());
        if (const auto later = m_later.find(acceptedPage(event)); later != m_later.end()) {
            notice = *later;
            m_later.erase(later);
        } else if (notice && notice->isLater) {
            m_later.insert(notice->page, *notice);
            continue;
        }
        if (!notice)
            continue;
        const auto known = newest.find(notice->reference);
        if (known == newest.end() || !known->second.isUrgent || notice->isUrgent)
            newest.insert_or_assign(notice->reference, *notice);
    }
    return newest;
}

void Notifications::onCases(const std::vector<Event> &events)
{
    const std::map<QString, Notice> newest = newestOfCases(events);
    if (newest.empty())
        return;
    const bool isCall =
        std::any_of(newest.begin(), newest.end(), [](const auto &one) { return one.second.isUrgent; });
    const Tone tone = isCall ? Tone::Call : Tone::Arrival;
    // Once, however many came: by the desktop with the first that it shows, or else here.
    QString sound = m_sound && m_desktop.canSound() ? m_player.fileOf(tone) : QString();
    bool isHeard = false;
    int shown = 0;
    for (const auto &[reference, notice] : newest) {
        m_window.say(notice.text, reference);
        if (notice.isUrgent)
            m_pages.insert(reference, notice.page);
        if (!notice.isUrgent && (m_window.isActiveWindow() || ++shown > mostAtOnce))
            continue;
        const bool isSounding = !sound.isEmpty() && notice.isUrgent == isCall;
        isHeard = isHeard || isSounding;
        onDesktop(notice, isSounding ? std::exchange(sound, QString()) : QString());
    }
    if (!m_sound)
        return;
    if (!isHeard)
        m_player.play(tone);
    Q_EMIT rang();
}

void Notifications::onDesktop(const Notice &notice, const QString &sound)
{
    QApplication::alert(&m_window);
    m_desktop.show({notice.reference, notice.title(), notice.text, categoryOf(notice),
                    notice.page > 0 ? tr("Acknowledge") : QString(), sound, notice.isUrgent});
}

// Where the desktop has no service for it, or that doesn't answer.
void Notifications::onTray(const DesktopNotice &notice)
{
    if (!notice.sound.isEmpty())
        m_player.play(notice.isUrgent ? Tone::Call : Tone::Arrival);
    if (!QSystemTrayIcon::isSystemTrayAvailable() || !QSystemTrayIcon::supportsMessages())
        return;
    if (!m_tray) {
        m_tray = std::make_unique<QSystemTrayIcon>(QApplication::windowIcon());
        connect(m_tray.get(), &QSystemTrayIcon::messageClicked, this, [this] { Q_EMIT wanted(m_reference); });
        connect(m_tray.get(), &QSystemTrayIcon::activated, this, [this] { Q_EMIT wanted({}); });
    }
    m_tray->show();
    m_reference = notice.about;
    m_tray->showMessage(QStringLiteral("Slipway"), notice.text,
                        notice.isUrgent ? QSystemTrayIcon::Warning : QSystemTrayIcon::Information);
}

// Who would be called must know it; that a case came in is seen.
void Notifications::onSilence(Tone tone)
{
    QApplication::beep();
    if (tone != Tone::Call || std::exchange(m_hasToldOfSilence, true))
        return;
    m_window.notices().say(InlineMessage::Kind::Warning,
                           tr("No program here plays Slipway's sound, only the bell is left, which many "
                              "desktops keep silent. One "
                              "of these does: %1.")
                               .arg(SoundPlayer::programs().join(QStringLiteral(", "))),
                           {}, {}, soundSubject);
}

// As the panes do, with the same key.
void Notifications::acknowledge(const QString &reference, const QByteArray &token)
{
    const qint64 page = m_pages.value(reference);
    if (page == 0 || !m_session.isLive()) { // what there is to be done is said there
        Q_EMIT wanted(reference, token);
        return;
    }
    if (m_underWay.contains(page))
        return;
    m_underWay.insert(page);
    const auto how = [this, page](const QByteArray &key) {
        return m_session.client().acknowledgePage(page, key);
    };
    m_session.once()
        .send(QStringLiteral("page/%1/ack").arg(page), how)
        .then([this, page, reference, token, alive = QPointer(this)](const Result<QJsonObject> &answer) {
            if (!alive)
                return;
            m_underWay.remove(page);
            if (!answer) {
                m_window.tell(answer.error());
                Q_EMIT wanted(reference, token);
                return;
            }
            m_pages.remove(reference);
            withdraw(reference);
            m_window.say(tr("Acknowledged: nobody else is paged for case %1.")
                             .arg(reference.section(QLatin1Char('/'), 1)));
        });
}

} // namespace slipway
