#include "models/Session.h"

#include "client/EventFeed.h"
#include "models/ServicePhrases.h"

#include <QDateTime>
#include <QLocale>
#include <QPointer>
#include <QVersionNumber>

#include <algorithm>
#include <utility>

namespace slipway {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds batchEvery{50};
constexpr std::size_t mostAtOnce = 1000; // in one turn of the event loop
constexpr milliseconds watchEvery{1000};
constexpr milliseconds firstPause{250};
constexpr Duration asksAfter = std::chrono::seconds(3);
constexpr Duration silentAfter = std::chrono::seconds(8);
constexpr Duration slowAfter = std::chrono::seconds(2);      // a question without an answer
constexpr Duration longestAnswer = std::chrono::seconds(15); // beyond it's silence, not slowness
constexpr Duration steadyAfter = std::chrono::seconds(30);
constexpr int longestVersion = 40;
constexpr Duration dateStep = std::chrono::seconds(1); // of the Date header

bool isRefusal(const Problem &problem)
{
    return problem.kind == Problem::Kind::Unauthenticated || problem.kind == Problem::Kind::Forbidden;
}

// "Fri, 27 Nov 2026 02:23:40 GMT"
std::optional<Instant> dateOf(const TransportAnswer &answer)
{
    static const QString format = QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'");
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(answer.header("date")), format);
    if (!date.isValid())
        return std::nullopt;
    date.setTimeSpec(Qt::UTC);
    return Instant(milliseconds(date.toMSecsSinceEpoch()));
}

} // namespace

// Passes everything on, and tells the session of every answer and of every one that didn't come.
class Session::Ear final : public Transport
{
public:
    Ear(Transport &transport, Session &session) : m_transport(transport), m_session(&session) {}
    void send(const Endpoint &endpoint, const TransportRequest &request,
              std::function<void(TransportAnswer)> done) override
    {
        m_transport.send(endpoint, request,
                         [session = m_session, done = std::move(done)](const TransportAnswer &given) {
                             const TransportAnswer answer = ofService(given);
                             if (session)
                                 session->onAnswer(answer);
                             done(answer);
                         });
    }

private:
    Transport &m_transport;
    const QPointer<Session> m_session;
};

Session::Session(Transport &transport, EndpointSource endpoint, QObject *parent)
    : Session(transport, std::move(endpoint), Parts{}, parent)
{
}

Session::Session(Transport &transport, EndpointSource endpoint, Parts parts, QObject *parent)
    : QObject(parent),
      m_clock(parts.clock ? *parts.clock : m_systemClock),
      m_longestPause(parts.longestPause),
      m_ear(std::make_unique<Ear>(transport, *this)),
      m_client(*m_ear, std::move(endpoint),
               Client::Options{[patience = parts.patience] { return patience; }, std::chrono::seconds(60),
                               problemWords})
{
    const Feed::Callbacks callbacks{[this](const Event &event) { onEvent(event); },
                                    [this] { onFeedConnected(); },
                                    [this](const Problem &problem) { onFeedEnded(problem); },
                                    [this] { onFeedLost(); }, [this] { onHeard(); }};
    m_feed = parts.feed ? parts.feed(m_client, callbacks) : std::make_unique<EventFeed>(m_client, callbacks);
    m_batchTimer.setSingleShot(true);
    m_again.setSingleShot(true);
    m_watch.setInterval(watchEvery);
    connect(&m_batchTimer, &QTimer::timeout, this, &Session::flush);
    connect(&m_again, &QTimer::timeout, this, &Session::connectAnew);
    connect(&m_watch, &QTimer::timeout, this, &Session::lookAtSilence);
}

Session::~Session()
{
    m_feed->stop();
}

void Session::open()
{
    close();
    m_open = true;
    m_pause = std::min(firstPause, m_longestPause);
    m_resumeAt.reset();
    m_watch.start();
    connectAnew();
}

void Session::close()
{
    m_open = false;
    ++m_attempt;
    m_feed->stop();
    m_watch.stop();
    m_again.stop();
    m_batchTimer.stop();
    m_batch.clear();
    m_connected = false;
    notLive({});
}

QString Session::server() const
{
    return m_client.endpoint().url.authority();
}

// Up to the last number: that one changes nothing of what is said.
QString Session::versionWords() const
{
    const auto read = [](const QString &text) {
        const QVersionNumber version = QVersionNumber::fromString(text);
        return QVersionNumber(version.majorVersion(), version.minorVersion());
    };
    const QString own = QStringLiteral(SLIPWAY_VERSION);
    const QString theirs = serviceVersion().left(longestVersion);
    if (!m_serviceVersion || read(theirs) == read(own))
        return {};
    if (theirs.isEmpty())
        return tr("The service is older than this console (%1): what it can't tell yet is missing here.")
            .arg(own);
    if (read(theirs) < read(own))
        return tr("The service (%1) is older than this console (%2): what it can't tell yet is missing here.")
            .arg(theirs, own);
    return tr("The service (%1) is newer than this console (%2): what the console doesn't know yet is shown "
              "as "
              "it comes, or not at all. Update the console.")
        .arg(theirs, own);
}

QString Session::clockWords() const
{
    constexpr std::chrono::minutes notable{1};
    if (abs(m_clockOffset) < notable)
        return {};
    const auto minutes = std::chrono::round<std::chrono::minutes>(abs(m_clockOffset)).count();
    const QString much = tr("%n min", nullptr, static_cast<int>(minutes));
    return m_clockOffset > Duration::zero()
               ? tr("This computer's clock is %1 behind the service's. Ages and times here are the "
                    "service's.")
                     .arg(much)
               : tr("This computer's clock is %1 ahead of the service's. Ages and times here are the "
                    "service's.")
                     .arg(much);
}

std::optional<Duration> Session::age() const
{
    if (!m_heard)
        return std::nullopt;
    return m_clock.monotonic() - *m_heard;
}

void Session::connectAnew()
{
    ++m_attempt;
    askWho();
    if (m_resumeAt)
        m_feed->start(*m_resumeAt);
    else
        startFeed();
}

void Session::askWho()
{
    const QPointer<Session> alive(this);
    m_asking = true;
    m_askedAt = m_clock.monotonic();
    m_client.whoAmI().then([this, alive, attempt = m_attempt](const Result<QJsonObject> &me) {
        if (!alive || attempt != m_attempt)
            return;
        m_asking = false;
        if (m_clock.monotonic() - m_askedAt < slowAfter)
            setSlow(false);
        if (!me) {
            // What can't be reached is seen by who waits for the feed.
            if (isRefusal(me.error()))
                onProblem(me.error());
            return;
        }
        const QString user = me->value(QStringLiteral("name")).toString();
        const QString version = me->value(QStringLiteral("version")).toString();
        const auto role = roleFromText(me->value(QStringLiteral("role")).toString());
        const auto known = role ? std::optional<Role>(*role) : std::nullopt;
        if (user == m_user && known == m_role && version == m_serviceVersion)
            return;
        m_user = user;
        m_role = known;
        m_serviceVersion = version;
        Q_EMIT stateChanged();
    });
}

// The head first: whatever happens after it comes by the feed, so nothing is missed between what is fetched
// and what is heard.
void Session::startFeed()
{
    const QPointer<Session> alive(this);
    m_client.ledgerHead().then([this, alive, attempt = m_attempt](const Result<QJsonObject> &head) {
        if (!alive || attempt != m_attempt)
            return;
        const QJsonValue seq = head ? head->value(QStringLiteral("seq")) : QJsonValue();
        if (!head) {
            onProblem(head.error());
        } else if (!seq.isDouble()) {
            tryLater({Problem::Kind::Malformed, tr("The service's answer makes no sense"),
                      QStringLiteral("/api/v1/ledger/head"),
                      tr("Look whether this address is Slipway's, and of this version.")});
        } else {
            m_known = true;
            m_feed->start(seq.toInteger());
            Q_EMIT resynchronized();
        }
    });
}

void Session::onEvent(const Event &event)
{
    onHeard();
    m_batch.push_back(event);
    if (!m_batchTimer.isActive())
        m_batchTimer.start(batchEvery);
}

void Session::flush()
{
    const auto end = m_batch.begin() + static_cast<std::ptrdiff_t>(std::min(m_batch.size(), mostAtOnce));
    const std::vector<Event> events(std::make_move_iterator(m_batch.begin()), std::make_move_iterator(end));
    m_batch.erase(m_batch.begin(), end);
    // The rest in the next turn, so that what the user does comes between.
    if (!m_batch.empty())
        m_batchTimer.start(0);
    if (!events.empty())
        Q_EMIT eventsArrived(events);
}

void Session::onFeedConnected()
{
    if (m_wasLive) // it may have come back as another version
        askWho();
    m_connected = true;
    m_silent = false;
    m_connectedAt = m_clock.monotonic();
    onHeard();
    setState(State::Live);
}

void Session::onFeedLost()
{
    m_connected = false;
    notLive({Problem::Kind::Unavailable, tr("The connection to the service was lost"), server(),
             tr("It is tried again by itself.")});
}

void Session::onFeedEnded(const Problem &problem)
{
    m_connected = false;
    // One that connects only to say the same nonsense again is asked less and less often.
    if (m_clock.monotonic() - m_connectedAt > steadyAfter)
        m_pause = std::min(firstPause, m_longestPause);
    // What can't be reached is resumed; a ledger that was replaced or can't be read is read anew.
    if (Client::isUnreachable(problem))
        m_resumeAt = m_feed->last();
    else
        m_resumeAt.reset();
    onProblem(problem);
}

void Session::onProblem(const Problem &problem)
{
    if (!isRefusal(problem)) {
        tryLater(problem);
        return;
    }
    ++m_attempt;
    m_again.stop();
    m_watch.stop();
    m_feed->stop();
    m_connected = false;
    setState(State::Refused, problem);
}

void Session::tryLater(const Problem &problem)
{
    notLive(problem);
    if (!m_open)
        return;
    m_again.start(m_pause);
    m_pause = std::min(m_pause * 2, m_longestPause);
}

void Session::onHeard()
{
    m_heard = m_clock.monotonic();
    if (!m_silent)
        return;
    m_silent = false;
    if (m_connected)
        setState(State::Live);
}

void Session::onAnswer(const TransportAnswer &answer)
{
    if (answer.status == 0) {
        const bool isNews = m_open && m_state == State::Connecting && m_problem.what.isEmpty();
        if (isNews) // the client goes on trying; who waits is told why meanwhile
            setState(State::Connecting, {Problem::Kind::Unavailable, tr("The service can't be reached"),
                                         server(), phraseWords(answer.error)});
        return;
    }
    onHeard();
    constexpr int unauthenticated = 401;
    if (answer.status == unauthenticated && m_open && !m_asking && m_state != State::Refused)
        askWho(); // it may be over for all of us, and not only for what was asked
    const auto date = dateOf(answer);
    if (!date)
        return;
    // The header has whole seconds, cut off: half a step is what it is behind on average.
    const Duration offset = *date + dateStep / 2 - m_clock.now();
    m_clockOffset = abs(offset) <= dateStep ? Duration::zero() : offset;
}

void Session::lookAtSilence()
{
    const auto silence = age();
    if (!m_open || m_state == State::Refused || !silence)
        return;
    const Duration asked = m_asking ? m_clock.monotonic() - m_askedAt : Duration::zero();
    // Who takes long over a question isn't gone; it is said, and what it is asked to do is done.
    const bool isBeingAsked = m_asking && asked < longestAnswer;
    if (isBeingAsked && asked >= slowAfter && isLive())
        setSlow(true);
    if (*silence >= silentAfter && !m_silent && !isBeingAsked) {
        m_silent = true;
        notLive({Problem::Kind::Timeout, tr("Nothing has been heard of the service for a while"), server(),
                 tr("It is tried again by itself.")});
    }
    if ((*silence >= asksAfter || m_slow) && !m_asking)
        askWho();
}

void Session::notLive(const Problem &problem)
{
    setState(m_wasLive ? State::Stale : State::Connecting, problem);
}

void Session::setState(State state, const Problem &problem)
{
    if (state == m_state && problem == m_problem)
        return;
    m_state = state;
    m_problem = problem;
    m_slow = m_slow && state == State::Live;
    m_wasLive = m_wasLive || state == State::Live;
    Q_EMIT stateChanged();
}

void Session::setSlow(bool slow)
{
    if (std::exchange(m_slow, slow) != slow)
        Q_EMIT stateChanged();
}

} // namespace slipway

#include "moc_Session.cpp"
