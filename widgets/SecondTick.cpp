#include "widgets/SecondTick.h"

namespace slipway {

SecondTick::SecondTick(Session &session, QObject *parent) : QObject(parent), m_session(session)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        startNext();
        Q_EMIT ticked();
    });
}

void SecondTick::setActive(bool active)
{
    if (!active)
        m_timer.stop();
    else if (!m_timer.isActive())
        startNext();
}

void SecondTick::startNext()
{
    using namespace std::chrono;
    const auto now = floor<milliseconds>(m_session.serviceTime());
    m_timer.start(floor<seconds>(now) + seconds(1) - now + milliseconds(1));
}

} // namespace slipway
