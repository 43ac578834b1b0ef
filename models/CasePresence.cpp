#include "models/CasePresence.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace slipway {

namespace {

constexpr std::chrono::seconds writesFor{8}; // after the last key

} // namespace

std::optional<PresentRow> PresentRow::fromJson(const QJsonObject &object)
{
    PresentRow row;
    row.who = object.value(QLatin1String("who")).toString();
    row.writing = object.value(QLatin1String("writing")).toBool();
    return row.who.isEmpty() ? std::nullopt : std::optional(std::move(row));
}

CasePresence::CasePresence(Session &session, QObject *parent, std::chrono::milliseconds interval)
    : QObject(parent), m_session(session)
{
    m_again.setInterval(interval);
    connect(&m_again, &QTimer::timeout, this, &CasePresence::tell);
    m_rest.setSingleShot(true);
    m_rest.setInterval(writesFor);
    connect(&m_rest, &QTimer::timeout, this, [this] { setWriting(false); });
    connect(&m_session, &Session::resynchronized, this, [this] {
        m_unknown = false; // it may be another service by now
        tell();
    });
    connect(&m_session, &Session::stateChanged, this, [this] {
        if (!m_session.isLive())
            setOthers({}); // nobody knows
    });
}

CasePresence::~CasePresence()
{
    m_id = 0;
    leave();
}

bool CasePresence::isHere() const
{
    return m_active && m_id != 0;
}

void CasePresence::watch(qint64 id)
{
    if (id == m_id)
        return;
    m_id = id;
    m_unknown = false; // the case before may have been what wasn't known
    m_writing = false;
    m_rest.stop();
    setOthers({});
    leave();
    tell();
}

void CasePresence::setActive(bool active)
{
    if (active == m_active)
        return;
    m_active = active;
    if (!active) {
        m_writing = false;
        m_rest.stop();
        setOthers({});
        leave();
    }
    tell();
}

void CasePresence::typed()
{
    m_rest.start();
    setWriting(true);
}

void CasePresence::stopWriting()
{
    m_rest.stop();
    setWriting(false);
}

void CasePresence::setWriting(bool writing)
{
    if (writing == m_writing)
        return;
    m_writing = writing;
    tell();
}

// One question at a time: what has changed meanwhile is told with the next.
void CasePresence::tell()
{
    m_again.stop();
    if (!isHere() || m_unknown || !m_session.isLive())
        return;
    m_again.start();
    if (m_asking) {
        m_askAgain = true;
        return;
    }
    m_asking = true;
    m_askAgain = false;
    m_told = m_id;
    const QPointer<CasePresence> alive(this);
    m_session.client()
        .beAtCase(m_id, m_writing)
        .then([this, alive, id = m_id](const Result<QJsonObject> &answer) {
            if (alive)
                onAnswer(id, answer);
        });
}

void CasePresence::onAnswer(qint64 id, const Result<QJsonObject> &answer)
{
    m_asking = false;
    if (!answer) {
        // Not known there, or not for this role: no reason to speak of it, nor to ask on.
        const Problem::Kind kind = answer.error().kind;
        m_unknown = kind == Problem::Kind::NotFound || kind == Problem::Kind::Forbidden ||
                    kind == Problem::Kind::WrongMethod;
        if (m_unknown) {
            m_told = 0;
            m_again.stop();
            setOthers({});
        }
        return;
    }
    if (id != m_id || !m_active) {
        leave();
        if (isHere())
            tell();
        return;
    }
    std::vector<PresentRow> others;
    for (const QJsonValue &item : answer->value(QLatin1String("items")).toArray()) {
        if (auto row = PresentRow::fromJson(item.toObject()))
            others.push_back(std::move(*row));
    }
    std::stable_sort(others.begin(), others.end(), [](const PresentRow &one, const PresentRow &other) {
        return one.writing && !other.writing;
    });
    setOthers(std::move(others));
    if (m_askAgain)
        tell();
}

// While a question is under way it would overtake it: said after the answer then.
void CasePresence::leave()
{
    if (m_told == 0 || (isHere() && m_told == m_id) || (m_asking && m_id != 0))
        return;
    m_session.client().leaveCase(std::exchange(m_told, 0)).then([](const Result<QJsonObject> &) {});
}

void CasePresence::setOthers(std::vector<PresentRow> others)
{
    if (others == m_others)
        return;
    m_others = std::move(others);
    Q_EMIT changed();
}

} // namespace slipway

#include "moc_CasePresence.cpp"
