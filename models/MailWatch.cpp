#include "models/MailWatch.h"

#include <QPointer>

#include <algorithm>

namespace slipway {

MailWatch::MailWatch(Session &session, QObject *parent) : QObject(parent), m_session(session)
{
    connect(&session, &Session::eventsArrived, this, &MailWatch::onEvents);
    connect(&session, &Session::resynchronized, this, [this] {
        m_dirty = true;
        wantFetch();
    });
    connect(&session, &Session::stateChanged, this, [this] {
        if (m_session.isLive() && m_problem)
            wantFetch();
    });
}

void MailWatch::watch(qint64 id)
{
    if (id == m_id)
        return;
    m_id = id;
    ++m_round;
    m_about = {};
    m_problem.reset();
    m_loaded = false;
    m_dirty = id > 0;
    wantFetch();
    Q_EMIT changed();
}

void MailWatch::setActive(bool active)
{
    m_active = active;
    wantFetch();
}

void MailWatch::onEvents(const std::vector<Event> &events)
{
    if (m_id == 0 || std::none_of(events.begin(), events.end(),
                                  [this](const Event &event) { return mailOf(event) == m_id; }))
        return;
    m_dirty = true;
    wantFetch();
}

void MailWatch::wantFetch()
{
    if (!m_active || !m_dirty || m_id == 0 || !m_session.isKnown())
        return;
    m_dirty = false;
    const QPointer<MailWatch> alive(this);
    m_session.client().mail(m_id).then([this, alive, round = ++m_round](const Result<QJsonObject> &answer) {
        if (!alive || round != m_round)
            return;
        m_dirty = !answer;
        m_problem.reset();
        if (answer) {
            m_about = MailDetail::fromJson(*answer);
            m_loaded = true;
        } else {
            m_problem = answer.error();
        }
        Q_EMIT changed();
    });
}

} // namespace slipway

#include "moc_MailWatch.cpp"
