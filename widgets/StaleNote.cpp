#include "widgets/StaleNote.h"

#include "widgets/Theme.h"

namespace slipway {

QString spokenAge(Duration age)
{
    const qint64 seconds = std::max<qint64>(1, std::chrono::duration_cast<std::chrono::seconds>(age).count());
    if (seconds < 120)
        return StaleNote::tr("%1 s").arg(seconds);
    if (seconds < 2 * 3600)
        return StaleNote::tr("%1 min").arg(seconds / 60);
    return StaleNote::tr("%1 h").arg(seconds / 3600);
}

StaleNote::StaleNote(Session &session, QWidget *parent) : QLabel(parent), m_session(session)
{
    setTextFormat(Qt::PlainText);
    setContentsMargins(theme::unit, 0, theme::unit, 0);
    setWordWrap(true);
    theme::setTone(this, theme::Tone::Warning);
    m_clock.setInterval(1000);
    connect(&m_clock, &QTimer::timeout, this, &StaleNote::tick);
    connect(&session, &Session::stateChanged, this, &StaleNote::refresh);
    refresh();
}

void StaleNote::refresh()
{
    const bool isShown = (!m_session.isLive() || m_session.isSlow()) && m_session.age().has_value();
    if (isShown)
        say();
    setVisible(isShown);
}

void StaleNote::say()
{
    const QString age = spokenAge(m_session.age().value_or(Duration::zero()));
    setText(
        m_session.isSlow()
            ? tr("◐ The service takes long to answer: this is as it was %1 ago. What is sent to it is done, "
                 "but late.")
                  .arg(age)
            : tr("▲ Not connected: this is as it was %1 ago. Nothing can be changed until it is heard again.")
                  .arg(age));
}

// Behind another pane's tab it is visible for Qt, only beside the window: where nothing of it is seen,
// nothing ticks.
void StaleNote::tick()
{
    if (visibleRegion().isEmpty())
        m_clock.stop();
    else
        say();
}

void StaleNote::paintEvent(QPaintEvent *event)
{
    QLabel::paintEvent(event);
    if (m_clock.isActive())
        return;
    m_clock.start();
    QMetaObject::invokeMethod(this, &StaleNote::say, Qt::QueuedConnection);
}

} // namespace slipway
