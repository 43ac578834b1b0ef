#include "models/CaseWatch.h"

#include "models/MailRows.h"

#include <QJsonArray>

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace slipway {

namespace {

constexpr auto betweenFetches = 150ms;
constexpr auto afterFailure = 1s;

template <class Row>
std::vector<Row> rowsOf(const QJsonObject &object, const char *field)
{
    std::vector<Row> rows;
    for (const QJsonValue &value : object.value(QLatin1String(field)).toArray()) {
        if (value.isObject())
            rows.push_back(Row::fromJson(value.toObject()));
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Row &one, const Row &other) { return one.id < other.id; });
    return rows;
}

} // namespace

CaseWatch::CaseWatch(Session &session, QObject *parent)
    : QObject(parent), m_session(session), m_wasLive(session.isLive())
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_dirty)
            fetch();
    });
    connect(&m_session, &Session::eventsArrived, this, &CaseWatch::onEvents);
    connect(&m_session, &Session::resynchronized, this, &CaseWatch::wantFetch);
    connect(&m_session, &Session::stateChanged, this, &CaseWatch::onSession);
}

void CaseWatch::watch(qint64 id)
{
    if (id == m_id)
        return;
    ++m_round;
    m_id = id;
    m_loaded = m_fetching = m_dirty = false;
    m_pause.stop();
    m_problem.reset();
    m_about = {};
    m_quarantined = 0;
    m_messages.clear();
    m_pages.clear();
    m_links.clear();
    Q_EMIT changed();
    wantFetch();
}

void CaseWatch::setActive(bool active)
{
    if (active == m_active)
        return;
    m_active = active;
    if (m_active && (m_dirty || !m_loaded))
        wantFetch();
}

void CaseWatch::onEvents(const std::vector<Event> &events)
{
    const QString own = QStringLiteral("case/%1").arg(m_id);
    const bool any = std::any_of(events.begin(), events.end(), [&](const Event &event) {
        return event.subject == own || (mailOf(event) > 0 && caseOfMail(event) == m_id) || isOfALink(event);
    });
    if (m_id != 0 && any)
        wantFetch();
}

// How what it is linked to stands is told with the case. An application stands as its production does.
bool CaseWatch::isOfALink(const Event &event) const
{
    if (event.subject.startsWith(QLatin1String("application/")) &&
        !event.kind.startsWith(QLatin1String("environment.")))
        return false;
    return std::any_of(m_links.begin(), m_links.end(),
                       [&](const LinkRow &link) { return link.reference == event.subject; });
}

void CaseWatch::onSession()
{
    if (m_wasLive == m_session.isLive())
        return;
    m_wasLive = m_session.isLive();
    if (m_wasLive && !m_loaded)
        wantFetch();
    Q_EMIT changed(); // what may be done depends on it
}

void CaseWatch::wantFetch()
{
    if (m_id == 0)
        return;
    m_dirty = true;
    if (!m_pause.isActive())
        fetch();
}

void CaseWatch::fetch()
{
    if (!m_active || m_fetching || m_id == 0 || !m_session.isKnown())
        return;
    m_fetching = true;
    m_dirty = false;
    m_pause.start(betweenFetches);
    const QPointer<CaseWatch> alive(this);
    m_session.client().supportCase(m_id).then(
        [this, alive, round = m_round](const Result<QJsonObject> &answer) {
            if (alive && round == m_round)
                onFetched(answer);
        });
}

// What may be better in a while is asked for again; the same is said once.
void CaseWatch::onFetched(const Result<QJsonObject> &answer)
{
    m_fetching = false;
    if (answer) {
        m_problem.reset();
        take(*answer);
    } else {
        const Problem &problem = answer.error();
        if (problem.kind != Problem::Kind::NotFound && problem.kind != Problem::Kind::Forbidden) {
            m_dirty = true;
            m_pause.start(afterFailure);
        }
        if (m_problem != problem) {
            m_problem = problem;
            Q_EMIT failed(problem);
        }
    }
    if (m_dirty && !m_pause.isActive())
        fetch();
}

void CaseWatch::take(const QJsonObject &object)
{
    CaseRow about = CaseRow::fromJson(object);
    if (about.id != m_id)
        return;
    auto messages = rowsOf<MessageRow>(object, "messages");
    auto pages = rowsOf<PageRow>(object, "pages");
    std::vector<LinkRow> links;
    for (const QJsonValue &value : object.value(QLatin1String("links")).toArray())
        links.push_back(LinkRow::fromJson(value.toObject()));
    const int quarantined = object.value(QLatin1String("quarantined")).toInt();
    if (m_loaded && about == m_about && messages == m_messages && pages == m_pages && links == m_links &&
        quarantined == m_quarantined)
        return;
    m_loaded = true;
    m_about = std::move(about);
    m_messages = std::move(messages);
    m_pages = std::move(pages);
    m_links = std::move(links);
    m_quarantined = quarantined;
    Q_EMIT changed();
}

std::vector<CaseAction> CaseWatch::actions() const
{
    const auto role = m_session.role();
    if (!m_loaded || isBusy() || !m_session.isLive() || !role)
        return {};
    return actionsOf(m_about, m_pages, *role, m_session.user());
}

bool CaseWatch::isSaying() const
{
    return isSaying(m_underWay.value(m_id));
}

bool CaseWatch::isSaying(const QString &verb)
{
    return verb == QLatin1String("reply") || verb == QLatin1String("note");
}

void CaseWatch::run(const CaseAction &action, const QString &said)
{
    if (action.verb != QLatin1String("acknowledge")) {
        call(action.verb, callOf(action.verb, said));
        return;
    }
    send(action.verb, QStringLiteral("page/%1/ack").arg(action.page),
         [this, page = action.page](const QByteArray &key) {
             return m_session.client().acknowledgePage(page, key);
         });
}

void CaseWatch::call(const QString &verb, const CaseCall &call)
{
    send(verb, actionOf(m_about, call), [this, call](const QByteArray &key) {
        return m_session.client().caseCommand(m_id, call.command, call.body, key);
    });
}

// However the case stands: nobody wants to get the same words twice.
void CaseWatch::say(const QString &text, bool isNote, const std::vector<qint64> &files)
{
    const QString verb = isNote ? QStringLiteral("note") : QStringLiteral("reply");
    QJsonObject body{{QStringLiteral("text"), text}};
    if (!files.empty()) { // a service that is older knows no such thing
        QJsonArray ids;
        for (const qint64 id : files)
            ids.append(id);
        body.insert(QStringLiteral("files"), ids);
    }
    send(verb, actionOf(QStringLiteral("case/%1/%2").arg(m_id).arg(verb), body),
         [this, verb, body](const QByteArray &key) {
             return m_session.client().caseCommand(m_id, verb, body, key);
         });
}

void CaseWatch::send(const QString &verb, const QString &action, const SentOnce::Send &how)
{
    if (isBusy() || !m_loaded || !m_session.isLive())
        return;
    m_underWay.insert(m_id, verb);
    Q_EMIT changed();
    const QPointer<CaseWatch> alive(this);
    m_session.once()
        .send(action, how)
        .then([this, alive, verb, before = m_about](const Result<QJsonObject> &answer) {
            if (alive)
                onAnswer(verb, before, answer);
        });
}

void CaseWatch::onAnswer(const QString &verb, const CaseRow &before, const Result<QJsonObject> &answer)
{
    m_underWay.remove(before.id);
    if (before.id != m_id) {
        if (answer)
            Q_EMIT doneElsewhere(before.id, verb);
        else
            Q_EMIT failedElsewhere(before.id, answer.error());
        return;
    }
    if (!answer) {
        Q_EMIT failed(answer.error());
    } else {
        // The clocks stand in the answer: what is said of them needn't wait for the thread.
        if (CaseRow after = CaseRow::fromJson(*answer);
            after.id == m_id && verb != QLatin1String("acknowledge"))
            m_about = std::move(after);
        Q_EMIT done(verb, before);
    }
    Q_EMIT changed();
    wantFetch();
}

} // namespace slipway

#include "moc_CaseWatch.cpp"
