#include "widgets/StatusLine.h"

#include "widgets/Theme.h"

#include <QLabel>

namespace slipway {

StatusLine::StatusLine(Session &session, TroubleWatch &watch, QWidget *parent)
    : QStatusBar(parent), m_session(session), m_watch(watch)
{
    setSizeGripEnabled(false);
    m_brake = addLabel(QStringLiteral("brake"));
    m_inFlight = addLabel(QStringLiteral("inFlight"));
    m_connection = addLabel(QStringLiteral("connection"));
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &StatusLine::tell);
    connect(&m_session, &Session::stateChanged, this, &StatusLine::tell);
    connect(&m_watch, &TroubleWatch::changed, this, &StatusLine::tellWork);
    tell();
    tellWork();
}

QLabel *StatusLine::addLabel(const QString &name)
{
    auto *label = new QLabel(this);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setFont(theme::figures());
    label->setMinimumWidth(4 * theme::unit); // cut rather than widen the window
    label->setContentsMargins(theme::unit, 0, theme::unit, 0);
    addPermanentWidget(label);
    return label;
}

QString StatusLine::connection() const
{
    return m_connection->text();
}

void StatusLine::tell()
{
    theme::Tone tone = theme::Tone::Busy;
    QString text;
    const auto age = m_session.age();
    const int seconds =
        age ? static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(*age).count()) : 0;
    switch (m_session.state()) {
    case Session::State::Connecting:
        if (m_session.problem().what.isEmpty()) {
            text = tr("◐ connecting");
        } else {
            tone = theme::Tone::Warning;
            text = tr("▲ not connected");
        }
        break;
    case Session::State::Live:
        if (m_session.isSlow()) {
            tone = theme::Tone::Warning;
            text = tr("◐ connected, answers slowly · %n s old", nullptr, seconds);
            break;
        }
        tone = theme::Tone::Good;
        text = seconds < 1 ? tr("● connected · just now") : tr("● connected · %n s old", nullptr, seconds);
        break;
    case Session::State::Stale:
        tone = theme::Tone::Warning;
        text = tr("▲ not connected · %n s old", nullptr, seconds);
        break;
    case Session::State::Refused:
        tone = theme::Tone::Bad;
        text = tr("✕ not signed in");
        break;
    }
    say(*m_connection, text, tone);
    const QString version = m_session.serviceVersion();
    if (!m_session.problem().what.isEmpty())
        m_connection->setToolTip(m_session.problem().text());
    else
        m_connection->setToolTip(version.isEmpty() ? m_session.server()
                                                   : tr("%1, version %2").arg(m_session.server(), version));
}

void StatusLine::tellWork()
{
    const int moving = m_watch.inFlight();
    const int live = m_watch.live();
    QStringList words;
    if (moving > 0)
        words.append(tr("releases in flight: %1").arg(moving));
    if (live > 0)
        words.append(tr("live, not yet finalized: %1").arg(live));
    if (words.isEmpty())
        words.append(tr("no release in flight"));
    say(*m_inFlight, words.join(QStringLiteral(" · ")),
        moving > 0 ? theme::Tone::Busy
        : live > 0 ? theme::Tone::Waiting
                   : theme::Tone::Idle);
    m_brake->setVisible(m_watch.isBrakeOn());
    say(*m_brake, tr("▲ brake on"), theme::Tone::Warning);
}

void StatusLine::say(QLabel &label, const QString &text, theme::Tone tone)
{
    theme::setTone(&label, tone);
    if (text == label.text())
        return;
    label.setText(text);
    label.setAccessibleName(text);
}

void StatusLine::showEvent(QShowEvent *event)
{
    QStatusBar::showEvent(event);
    tell();
    m_tick.start();
}

void StatusLine::hideEvent(QHideEvent *event)
{
    QStatusBar::hideEvent(event);
    m_tick.stop();
}

} // namespace slipway
