#include "models/CaseSurroundings.h"

#include <QPointer>

#include <algorithm>

using namespace std::chrono_literals;

namespace slipway {

namespace {

constexpr auto betweenRounds = 500ms;
constexpr int mostApplications = 20;
constexpr int mostReleases = 50;
constexpr int mostCases = 20;
constexpr int mostEvents = 60; // of which a few matter
constexpr std::size_t mostChanges = 8;

// How the engine got there isn't what somebody looks for who asks what was changed.
bool isChange(const Event &event)
{
    for (const char *inner : {"step.", "run.", "lock.", "signal."}) {
        if (event.kind.startsWith(QLatin1String(inner)))
            return false;
    }
    return true;
}

} // namespace

CaseSurroundings::CaseSurroundings(Session &session, QObject *parent) : QObject(parent), m_session(session)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(betweenRounds);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_dirty)
            fetch();
    });
    connect(&m_session, &Session::eventsArrived, this, &CaseSurroundings::onEvents);
    connect(&m_session, &Session::resynchronized, this, &CaseSurroundings::want);
}

void CaseSurroundings::watch(const QString &customer, const QString &application)
{
    if (customer == m_customer && application == m_application)
        return;
    ++m_round;
    m_customer = customer;
    m_application = application;
    m_applications.clear();
    m_releases.clear();
    m_cases.clear();
    m_usage = {};
    m_changes.clear();
    Q_EMIT changed();
    m_pause.stop();
    want();
}

void CaseSurroundings::setActive(bool active)
{
    m_active = active;
    if (m_active && m_dirty)
        want();
}

// Of the case's application, or of another of its customer.
bool CaseSurroundings::isAround(const Event &event) const
{
    const QLatin1String application("application/");
    const bool isOfCustomer =
        !m_customer.isEmpty() && event.subject.startsWith(application + m_customer + QLatin1Char('/'));
    const bool isOfApplication = !m_application.isEmpty() && event.subject == application + m_application;
    return isChange(event) && (isOfCustomer || isOfApplication);
}

void CaseSurroundings::onEvents(const std::vector<Event> &events)
{
    const bool any = std::any_of(events.begin(), events.end(), [this](const Event &event) {
        return event.kind.startsWith(QLatin1String("case.")) ||
               event.kind.startsWith(QLatin1String("release.")) ||
               event.kind.startsWith(QLatin1String("appliance.")) || isAround(event);
    });
    if (any)
        want();
}

void CaseSurroundings::want()
{
    m_dirty = true;
    if (!m_pause.isActive())
        fetch();
}

// What couldn't be had is asked for with the next change: the case itself says what is wrong.
template <class T, class Take>
void CaseSurroundings::ask(const Pending<T> &pending, Take take)
{
    const QPointer<CaseSurroundings> alive(this);
    pending.then([this, alive, round = m_round, take = std::move(take)](const Result<T> &answer) {
        if (!alive || round != m_round || !answer)
            return;
        take(*answer);
        Q_EMIT changed();
    });
}

void CaseSurroundings::fetch()
{
    if (!m_active || !m_session.isKnown())
        return;
    m_dirty = false;
    m_pause.start();
    if (!m_customer.isEmpty())
        fetchCustomer();
    if (!m_application.isEmpty()) {
        ListQuery events;
        events.limit = mostEvents;
        events.more.addQueryItem(QStringLiteral("subject"), QLatin1String("application/") + m_application);
        ask(m_session.client().events(events), [this](const Listing &listing) {
            m_changes.clear();
            for (const QJsonValue &item : listing.items) {
                const auto event = Event::fromJson(item.toObject());
                if (event && isChange(*event) && m_changes.size() < mostChanges)
                    m_changes.push_back(*event);
            }
        });
    }
}

void CaseSurroundings::fetchCustomer()
{
    ListQuery applications;
    applications.limit = mostApplications;
    applications.more.addQueryItem(QStringLiteral("customer"), m_customer);
    ask(m_session.client().applications(applications), [this](const Listing &listing) {
        m_applications.clear();
        for (const QJsonValue &item : listing.items)
            m_applications.push_back(ApplicationRow::fromJson(item.toObject()));
    });
    ListQuery releases;
    releases.limit = mostReleases;
    releases.more.addQueryItem(QStringLiteral("customer"), m_customer);
    ask(m_session.client().releases(releases), [this](const Listing &listing) {
        m_releases.clear();
        for (const QJsonValue &item : listing.items) {
            if (ReleaseRow row = ReleaseRow::fromJson(item.toObject()); row.id > 0 && !row.isEnded())
                m_releases.push_back(std::move(row));
        }
    });
    ListQuery cases;
    cases.limit = mostCases;
    cases.more.addQueryItem(QStringLiteral("customer"), m_customer);
    ask(m_session.client().cases(cases), [this](const Listing &listing) {
        m_cases.clear();
        for (const QJsonValue &item : listing.items)
            m_cases.push_back(CaseRow::fromJson(item.toObject()));
        std::stable_sort(m_cases.begin(), m_cases.end(), isMoreUrgent);
    });
    ask(m_session.client().usage(m_customer),
        [this](const QJsonObject &usage) { m_usage = UsageRow::fromJson(usage); });
}

} // namespace slipway

#include "moc_CaseSurroundings.cpp"
