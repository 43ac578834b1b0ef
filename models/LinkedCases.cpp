#include "models/LinkedCases.h"

#include "models/CaseActions.h"
#include "models/SentOnce.h"

#include <QPointer>

#include <algorithm>

using namespace std::chrono_literals;

namespace slipway {

namespace {

constexpr auto betweenQuestions = 300ms;
constexpr int mostCases = 50;

} // namespace

LinkedCases::LinkedCases(Session &session, QObject *parent) : QObject(parent), m_session(session)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(betweenQuestions);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_dirty)
            fetch();
    });
    connect(&m_session, &Session::eventsArrived, this, &LinkedCases::onEvents);
    connect(&m_session, &Session::resynchronized, this, &LinkedCases::want);
}

void LinkedCases::watch(const QString &reference)
{
    if (reference == m_reference)
        return;
    ++m_round;
    m_reference = reference;
    m_cases.clear();
    m_pause.stop();
    Q_EMIT changed();
    want();
}

void LinkedCases::setActive(bool active)
{
    m_active = active;
    if (m_active && m_dirty)
        want();
}

void LinkedCases::onEvents(const std::vector<Event> &events)
{
    const bool any = std::any_of(events.begin(), events.end(), [](const Event &event) {
        return event.subject.startsWith(QLatin1String("case/"));
    });
    if (any)
        want();
}

void LinkedCases::want()
{
    m_dirty = !m_reference.isEmpty();
    if (m_dirty && !m_pause.isActive())
        fetch();
}

// What couldn't be had is asked for with the next change: whoever shows it says what is wrong.
void LinkedCases::fetch()
{
    if (!m_active || !m_session.isKnown())
        return;
    m_dirty = false;
    m_pause.start();
    ListQuery query;
    query.limit = mostCases;
    query.more.addQueryItem(QStringLiteral("link"), m_reference);
    query.more.addQueryItem(QStringLiteral("state"), QStringLiteral("all"));
    const QPointer<LinkedCases> alive(this);
    m_session.client().cases(query).then([this, alive, round = m_round](const Result<Listing> &answer) {
        if (alive && round == m_round && answer)
            take(answer->items);
    });
}

void LinkedCases::take(const QJsonArray &items)
{
    std::vector<CaseRow> cases;
    for (const QJsonValue &item : items)
        cases.push_back(CaseRow::fromJson(item.toObject()));
    std::stable_partition(cases.begin(), cases.end(), [](const CaseRow &one) { return !one.isOver(); });
    if (cases == m_cases)
        return;
    m_cases = std::move(cases);
    Q_EMIT changed();
}

bool LinkedCases::has(qint64 id, const QString &reference) const
{
    return reference == m_reference &&
           std::any_of(m_cases.begin(), m_cases.end(), [id](const CaseRow &one) { return one.id == id; });
}

void LinkedCases::link(qint64 id, const QString &reference)
{
    send(id, QStringLiteral("link"), reference);
}

void LinkedCases::unlink(qint64 id, const QString &reference)
{
    send(id, QStringLiteral("unlink"), reference);
}

void LinkedCases::send(qint64 id, const QString &verb, const QString &reference)
{
    const CaseCall call = callOf(verb, reference);
    const QString place = QStringLiteral("case/%1/%2").arg(QString::number(id), verb);
    const QPointer<LinkedCases> alive(this);
    m_session.once()
        .send(actionOf(place, call.body),
              [this, id, call](const QByteArray &key) {
                  return m_session.client().caseCommand(id, call.command, call.body, key);
              })
        .then([this, alive, id, verb, reference](const Result<QJsonObject> &answer) {
            if (!alive)
                return;
            if (!answer)
                Q_EMIT failed(answer.error());
            else if (verb == QLatin1String("link"))
                Q_EMIT linked(id, reference);
            else
                Q_EMIT unlinked(id, reference);
        });
}

} // namespace slipway

#include "moc_LinkedCases.cpp"
