#include "models/DeskBook.h"

#include "models/DutyRows.h"

#include <QPointer>

#include <utility>

namespace slipway {

DeskBook::DeskBook(Session &session, QObject *parent) : QObject(parent), m_session(session)
{
    connect(&m_session, &Session::eventsArrived, this, &DeskBook::onEvents);
    connect(&m_session, &Session::resynchronized, this, [this] {
        m_wantsTerms = m_wantsPeople = true;
        read();
    });
}

void DeskBook::setActive(bool active)
{
    m_active = active;
    read();
}

const SlaTerms *DeskBook::terms() const
{
    return m_terms ? &*m_terms : nullptr;
}

void DeskBook::onEvents(const std::vector<Event> &events)
{
    for (const Event &event : events) {
        m_wantsTerms = m_wantsTerms || event.kind.startsWith(QLatin1String("sla."));
        m_wantsPeople = m_wantsPeople || event.kind.startsWith(QLatin1String("duty."));
    }
    read();
}

// What can't be had is asked for again when somebody looks anew; until then it isn't known.
void DeskBook::read()
{
    if (!m_active || !m_session.isKnown())
        return;
    const QPointer<DeskBook> alive(this);
    if (std::exchange(m_wantsTerms, false)) {
        m_session.client().sla().then([this, alive](const Result<QJsonObject> &answer) {
            if (!alive)
                return;
            m_wantsTerms = m_wantsTerms || !answer;
            m_terms = answer ? std::optional(SlaTerms::fromJson(*answer)) : std::nullopt;
        });
    }
    if (std::exchange(m_wantsPeople, false)) {
        m_session.client().duty().then([this, alive](const Result<QJsonObject> &answer) {
            if (!alive)
                return;
            m_wantsPeople = m_wantsPeople || !answer;
            if (answer)
                m_people = DutyNow::fromJson(*answer).people;
        });
    }
}

} // namespace slipway

#include "moc_DeskBook.cpp"
