#include "models/TroubleWatch.h"

#include "models/ServicePhrases.h"
#include "models/ServiceWords.h"

#include <QPointer>

#include <algorithm>
#include <tuple>
#include <utility>

namespace slipway {

namespace {

using std::chrono::seconds;

constexpr std::chrono::milliseconds soon{300};
constexpr int mostReleases = 200;
constexpr int mostIncidents = 200;
constexpr std::size_t mostDown = 20; // applications that are looked at
// A swap holds requests for three seconds at most, and a service that restarts is back in one: no trouble
// yet.
constexpr seconds heldFor{5};
constexpr seconds staleFor{3};
constexpr seconds wellFor{30}; // until an outage is over

bool mayMove(const QString &kind)
{
    return kind.startsWith(QLatin1String("release.")) || kind.startsWith(QLatin1String("step.")) ||
           kind.startsWith(QLatin1String("run."));
}

std::optional<Instant> instantOf(const QJsonValue &value)
{
    const auto instant = instantFromText(value.toString());
    return instant ? std::optional(*instant) : std::nullopt;
}

QString capital(const QString &text)
{
    return text.isEmpty() ? text : text.front().toUpper() + text.mid(1);
}

} // namespace

TroubleWatch::TroubleWatch(Session &session, QObject *parent) : QObject(parent), m_session(session)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(soon);
    m_tick.setInterval(1000);
    connect(&m_soon, &QTimer::timeout, this, &TroubleWatch::fetchWanted);
    connect(&m_tick, &QTimer::timeout, this, &TroubleWatch::look);
    connect(&m_session, &Session::stateChanged, this, &TroubleWatch::look);
    connect(&m_session, &Session::resynchronized, this, &TroubleWatch::fetchAll);
    connect(&m_session, &Session::eventsArrived, this, &TroubleWatch::onEvents);
    m_tick.start();
    if (m_session.isKnown())
        fetchAll();
}

int TroubleWatch::inFlight() const
{
    return static_cast<int>(m_open.size()) - live();
}

int TroubleWatch::live() const
{
    return static_cast<int>(std::count_if(m_open.begin(), m_open.end(), [](const auto &open) {
        return open.second.row.state == QLatin1String("live");
    }));
}

void TroubleWatch::look()
{
    if (m_session.state() != Session::State::Stale)
        m_staleSince.reset();
    else if (!m_staleSince)
        m_staleSince = m_session.serviceTime() - m_session.age().value_or(Duration{});
    std::erase_if(m_down, [this](const auto &one) {
        return one.second.well && m_session.serviceTime() - *one.second.well >= wellFor;
    });
    compose();
}

void TroubleWatch::onEvents(const std::vector<Event> &events)
{
    const QLatin1String application("application/");
    for (const Event &event : events) {
        if (mayMove(event.kind))
            m_wantsReleases = true;
        else if (event.kind.startsWith(QLatin1String("brake.")))
            m_wantsBrake = true;
        else if (event.kind.startsWith(QLatin1String("appliance.")) ||
                 event.kind == QLatin1String("environment.state"))
            onIncident(event.toJson());
        else if (event.kind.startsWith(QLatin1String("gateway.")))
            onGateway(event.toJson());
        else if (event.kind.startsWith(QLatin1String("application.")) &&
                 event.subject.startsWith(application) &&
                 m_down.contains(event.subject.mid(application.size())))
            m_toCheck.insert(event.subject.mid(application.size()));
    }
    if ((m_wantsReleases || m_wantsBrake || !m_toCheck.empty()) && !m_soon.isActive())
        m_soon.start();
}

void TroubleWatch::fetchAll()
{
    fetchReleases();
    fetchBrake();
    m_down.clear();
    fetchIncidents("appliance.");
    fetchIncidents("environment.state");
    fetchGateway();
}

void TroubleWatch::fetchWanted()
{
    if (std::exchange(m_wantsReleases, false))
        fetchReleases();
    if (std::exchange(m_wantsBrake, false))
        fetchBrake();
    for (const QString &handle : std::exchange(m_toCheck, {}))
        checkDown(handle);
}

void TroubleWatch::fetchReleases()
{
    m_again = m_fetching;
    if (m_fetching)
        return;
    m_fetching = true;
    ListQuery query;
    query.limit = mostReleases;
    query.more.addQueryItem(QStringLiteral("state"), QStringLiteral("waiting,running,frozen,live"));
    m_session.client().releases(query).then([this, alive = QPointer(this)](const Result<Listing> &page) {
        if (!alive)
            return;
        m_fetching = false;
        if (page)
            takeReleases(page->items);
        if (!m_again)
            return;
        m_wantsReleases = true;
        m_soon.start();
    });
}

void TroubleWatch::takeReleases(const QJsonArray &items)
{
    std::map<qint64, Open> now;
    std::vector<qint64> asked;
    for (const QJsonValue &item : items) {
        Open open{ReleaseRow::fromJson(item.toObject()), {}, {}};
        if (open.row.isEnded() || open.row.state == QLatin1String("draft"))
            continue;
        const auto before = m_open.find(open.row.id);
        if (before != m_open.end() && before->second.row == open.row) {
            open = before->second;
        } else if (open.row.state != QLatin1String("frozen") &&
                   open.row.waitsFor.startsWith(QLatin1String("operations: "))) {
            // Operations decide about a step, rather than sign: the step says why.
            asked.push_back(open.row.id);
            open.stuckAt = open.row.currentStep;
        }
        now.emplace(open.row.id, std::move(open));
    }
    m_open = std::move(now);
    for (const qint64 id : asked)
        fetchSteps(id);
    compose();
}

void TroubleWatch::fetchSteps(qint64 id)
{
    m_session.client().steps(id).then([this, id, alive = QPointer(this)](const Result<Listing> &steps) {
        if (!alive || !steps)
            return;
        const auto open = m_open.find(id);
        if (open == m_open.end())
            return;
        for (const QJsonValue &item : steps->items) {
            const StepRow step = StepRow::fromJson(item.toObject());
            if (!step.isStuck())
                continue;
            open->second.stuckAt = step.title.isEmpty() ? step.id : step.title;
            open->second.problem =
                step.problem.isEmpty() ? QString() : problemWords(Problem::fromJson(step.problem, 500)).what;
        }
        compose();
    });
}

void TroubleWatch::fetchBrake()
{
    m_session.client().brake().then([this, alive = QPointer(this)](const Result<QJsonObject> &brake) {
        if (!alive)
            return;
        m_brake = brake.value_or(QJsonObject()); // a customer may not know, and hasn't to
        compose();
    });
}

void TroubleWatch::fetchGateway()
{
    ListQuery query;
    query.limit = 1;
    query.more.addQueryItem(QStringLiteral("kind"), QStringLiteral("gateway."));
    m_session.client().events(query).then([this, alive = QPointer(this)](const Result<Listing> &page) {
        if (!alive || !page)
            return;
        m_gatewaySilent.reset();
        if (!page->items.isEmpty())
            onGateway(page->items.at(0).toObject());
        compose();
    });
}

void TroubleWatch::onGateway(const QJsonObject &event)
{
    const QString kind = event.value(QLatin1String("kind")).toString();
    if (kind == QLatin1String("gateway.down") || kind == QLatin1String("gateway.silent"))
        m_gatewaySilent = instantOf(event.value(QLatin1String("at")));
    else
        m_gatewaySilent.reset();
    compose();
}

void TroubleWatch::fetchIncidents(const char *kind)
{
    ListQuery query;
    query.limit = mostIncidents;
    query.more.addQueryItem(QStringLiteral("kind"), QLatin1String(kind));
    m_session.client().events(query).then([this, alive = QPointer(this)](const Result<Listing> &page) {
        if (!alive || !page)
            return;
        for (qsizetype at = page->items.size(); at > 0; --at) // oldest first
            onIncident(page->items.at(at - 1).toObject());
        fetchWanted();
        compose();
    });
}

// Whether it is still so, the application itself says.
void TroubleWatch::onIncident(const QJsonObject &event)
{
    const QLatin1String application("application/");
    const QJsonObject payload = event.value(QLatin1String("payload")).toObject();
    const QString subject = event.value(QLatin1String("subject")).toString();
    const QString handle = subject.startsWith(application)
                               ? subject.mid(application.size())
                               : payload.value(QLatin1String("application")).toString();
    const auto at = instantOf(event.value(QLatin1String("at")));
    if (handle.isEmpty() || !at)
        return;
    const bool down = event.value(QLatin1String("kind")).toString() == QLatin1String("appliance.down") ||
                      payload.value(QLatin1String("state")).toString() == QLatin1String("failed");
    if (down && m_down.size() < mostDown)
        m_down.try_emplace(handle, Down{*at, {}, {}, {}});
    if (m_down.contains(handle))
        m_toCheck.insert(handle);
}

void TroubleWatch::checkDown(const QString &handle)
{
    m_session.client().application(handle).then(
        [this, handle, alive = QPointer(this)](const Result<QJsonObject> &found) {
            if (!alive || !found)
                return;
            const auto down = m_down.find(handle);
            if (down == m_down.end())
                return;
            const ApplicationRow application = ApplicationRow::fromJson(*found);
            QStringList names;
            if (const EnvironmentRow *production = application.production()) {
                for (const ApplianceRow &appliance : production->appliances) {
                    if (appliance.state == QLatin1String("failed") ||
                        appliance.health == QLatin1String("unhealthy"))
                        names.append(appliance.name);
                }
                if (names.isEmpty() && production->state == QLatin1String("failed"))
                    names.append(production->name);
            }
            down->second.appliances = names;
            if (!names.isEmpty()) {
                down->second.well.reset();
                askWhatChanged(handle);
            } else if (!down->second.well) {
                down->second.well = m_session.serviceTime();
            }
            compose();
        });
}

void TroubleWatch::askWhatChanged(const QString &handle)
{
    ListQuery query;
    query.limit = 1;
    query.more.addQueryItem(QStringLiteral("application"), handle);
    m_session.client().releases(query).then(
        [this, handle, alive = QPointer(this)](const Result<Listing> &page) {
            if (!alive || !page || page->items.isEmpty() || !m_down.contains(handle))
                return;
            const ReleaseRow last = ReleaseRow::fromJson(page->items.at(0).toObject());
            m_down[handle].changed = tr("release %1 by %2").arg(last.id).arg(last.requestedBy);
            compose();
        });
}

void TroubleWatch::compose()
{
    std::vector<Trouble> troubles;
    addConnection(troubles);
    addReleases(troubles);
    if (m_gatewaySilent)
        troubles.push_back({Trouble::Kind::Down,
                            tr("The gateway doesn't answer: no application is reached"),
                            m_gatewaySilent,
                            tr("Operations look into it"),
                            {},
                            {}});
    for (const auto &[handle, down] : m_down) {
        if (!down.appliances.isEmpty())
            troubles.push_back(
                {Trouble::Kind::Down,
                 tr("Production of %1 is down: %2").arg(handle, down.appliances.join(QStringLiteral(", "))),
                 down.since, tr("Operations look into it"), down.changed,
                 QStringLiteral("application/") + handle});
    }
    if (isBrakeOn()) {
        const QString by = m_brake.value(QLatin1String("by")).toString();
        const QString why = m_brake.value(QLatin1String("reason")).toString();
        troubles.push_back({Trouble::Kind::Brake,
                            why.isEmpty() ? tr("The brake is on: no release changes anything")
                                          : tr("The brake is on: %1").arg(why),
                            instantOf(m_brake.value(QLatin1String("since"))), tr("Operations take it off"),
                            by.isEmpty() ? QString() : tr("pulled by %1").arg(by),
                            QStringLiteral("brake/off")});
    }
    std::stable_sort(troubles.begin(), troubles.end(),
                     [](const Trouble &a, const Trouble &b) { return a.kind < b.kind; });
    const std::tuple before(m_shownInFlight, m_shownLive, m_shownBrake);
    const std::tuple now(inFlight(), live(), isBrakeOn());
    if (troubles == m_troubles && before == now)
        return;
    m_troubles = std::move(troubles);
    std::tie(m_shownInFlight, m_shownLive, m_shownBrake) = now;
    Q_EMIT changed();
}

void TroubleWatch::addConnection(std::vector<Trouble> &troubles) const
{
    if (!m_staleSince || m_session.serviceTime() - *m_staleSince < staleFor)
        return;
    troubles.push_back({Trouble::Kind::Connection,
                        tr("No word from %1: what is shown may be old").arg(m_session.server()),
                        m_staleSince,
                        tr("It is tried again by itself"),
                        m_session.problem().what,
                        {}});
}

void TroubleWatch::addReleases(std::vector<Trouble> &troubles) const
{
    for (const auto &[id, open] : m_open) {
        const ReleaseRow &row = open.row;
        const QString reference = QStringLiteral("release/%1").arg(id);
        if (row.state == QLatin1String("frozen") && row.updated &&
            m_session.serviceTime() - *row.updated >= heldFor)
            troubles.push_back({Trouble::Kind::Held,
                                tr("Release %1 of %2 holds requests").arg(id).arg(row.application),
                                row.updated,
                                row.waitsFor.isEmpty() ? tr("Operations let them go or roll back")
                                                       : capital(waitWords(row.waitsFor)),
                                tr("started by %1").arg(row.requestedBy), reference});
        if (!open.stuckAt.isEmpty())
            troubles.push_back(
                {Trouble::Kind::Stuck,
                 open.problem.isEmpty()
                     ? tr("Release %1 of %2 can't go on at \"%3\"").arg(id).arg(row.application, open.stuckAt)
                     : tr("Release %1 of %2 can't go on at \"%3\": %4")
                           .arg(id)
                           .arg(row.application, open.stuckAt, open.problem),
                 row.updated, capital(waitWords(row.waitsFor)), tr("started by %1").arg(row.requestedBy),
                 reference});
    }
}

} // namespace slipway
