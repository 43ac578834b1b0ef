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
    connect(&m_clock, &QTimer::timeout, this, &StaleNote::refresh);
    connect(&session, &Session::stateChanged, this, &StaleNote::refresh);
    refresh();
}

void StaleNote::refresh()
{
    const auto age = m_session.age();
    const bool isShown = !m_session.isLive() && age.has_value();
    setVisible(isShown);
    if (!isShown) {
        m_clock.stop();
        return;
    }
    m_clock.start();
    setText(tr("▲ Not connected: this is as it was %1 ago. Nothing can be changed until it is heard again.")
                .arg(spokenAge(*age)));
}

} // namespace slipway
