#include "models/DutyWatch.h"

#include <QPointer>

#include <utility>

namespace slipway {

namespace {

constexpr std::chrono::milliseconds soon{1000}; // the service looks at all open cases each time

} // namespace

std::optional<TargetRow> TargetRow::fromJson(const QJsonObject &object)
{
    const auto at = instantFromText(object.value(QLatin1String("target")).toString());
    if (!at)
        return std::nullopt;
    return TargetRow{object.value(QLatin1String("case")).toInteger(),
                     object.value(QLatin1String("subject")).toString(),
                     object.value(QLatin1String("clock")).toString(), *at};
}

DutyWatch::DutyWatch(Session &session, QObject *parent) : QObject(parent), m_session(session)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(soon);
    m_tick.setInterval(1000);
    connect(&m_soon, &QTimer::timeout, this, &DutyWatch::fetchWanted);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        look();
        Q_EMIT ticked();
    });
    const auto all = [this] {
        m_wantsDuty = true;
        m_wantsTargets = true;
        fetchWanted();
    };
    connect(&m_session, &Session::resynchronized, this, all);
    connect(&m_session, &Session::eventsArrived, this, &DutyWatch::onEvents);
    m_tick.start();
    if (m_session.isKnown())
        all();
}

void DutyWatch::onEvents(const std::vector<Event> &events)
{
    for (const Event &event : events) {
        m_wantsDuty = m_wantsDuty || event.kind.startsWith(QLatin1String("duty."));
        m_wantsTargets = m_wantsTargets || event.kind.startsWith(QLatin1String("case."));
    }
    if ((m_wantsDuty || m_wantsTargets) && !m_soon.isActive())
        m_soon.start();
}

// The service knows what comes after: it is asked once for each end that has passed.
void DutyWatch::look()
{
    const Instant now = m_session.serviceTime();
    const bool isOver = m_now.until && *m_now.until <= now;
    const bool hasPassed = m_next && m_next->at <= now;
    if (!m_session.isLive() || (!isOver && !hasPassed))
        return;
    const Instant end = isOver ? *m_now.until : m_next->at;
    if (m_askedAfter == end)
        return;
    m_askedAfter = end;
    m_wantsDuty = m_wantsDuty || isOver;
    m_wantsTargets = m_wantsTargets || hasPassed;
    fetchWanted();
}

void DutyWatch::fetchWanted()
{
    if (m_wantsDuty && !m_fetchesDuty)
        fetchDuty();
    if (m_wantsTargets && !m_fetchesTargets)
        fetchTargets();
}

void DutyWatch::fetchDuty()
{
    m_wantsDuty = false;
    m_fetchesDuty = true;
    m_session.client().duty().then([this, alive = QPointer(this)](const Result<QJsonObject> &answer) {
        if (!alive)
            return;
        m_fetchesDuty = false;
        if (answer) {
            m_now = DutyNow::fromJson(*answer);
            m_isKnown = true;
            Q_EMIT changed();
        }
        if (m_wantsDuty)
            m_soon.start();
    });
}

void DutyWatch::fetchTargets()
{
    m_wantsTargets = false;
    m_fetchesTargets = true;
    m_session.client().nextTarget().then([this, alive = QPointer(this)](const Result<QJsonObject> &answer) {
        if (!alive)
            return;
        m_fetchesTargets = false;
        if (answer) {
            m_next = TargetRow::fromJson(answer->value(QLatin1String("next")).toObject());
            m_firstPast = TargetRow::fromJson(answer->value(QLatin1String("first_past")).toObject());
            m_past = answer->value(QLatin1String("past")).toInt();
            m_areTargetsKnown = true;
            Q_EMIT changed();
        }
        if (m_wantsTargets)
            m_soon.start();
    });
}

} // namespace slipway

#include "moc_DutyWatch.cpp"
