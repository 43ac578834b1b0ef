#include "models/FakeService.h"

#include "domain/Json.h"

#include <QLocale>
#include <QTimer>

#include <algorithm>

namespace slipway {

namespace {

const QString idKey = QStringLiteral("id");
const QString seqKey = QStringLiteral("seq");
const QString handleKey = QStringLiteral("handle");

bool matches(const QString &pattern, const QString &path)
{
    if (pattern.endsWith(QLatin1Char('*')))
        return path.startsWith(QStringView(pattern).chopped(1));
    return path == pattern;
}

bool contains(const QJsonObject &object, const QString &text)
{
    return text.isEmpty() || QString::fromUtf8(toBytes(object)).contains(text, Qt::CaseInsensitive);
}

FakeService::Reply notFound(const QString &path)
{
    return FakeService::Reply::refusal(
        {Problem::Kind::NotFound, QStringLiteral("There is no %1").arg(path), {}, {}});
}

qint64 keyOf(const QJsonObject &object, int position)
{
    if (object.contains(seqKey))
        return object.value(seqKey).toInteger();
    return object.contains(idKey) ? object.value(idKey).toInteger() : -position;
}

} // namespace

// Connects by itself as long as the service is there, and resumes after what it gave last.
class FakeService::FakeFeed final : public Feed
{
public:
    FakeFeed(FakeService &service, Callbacks callbacks)
        : m_service(service), m_callbacks(std::move(callbacks))
    {
        m_service.m_feeds.push_back(this);
    }
    ~FakeFeed() override { std::erase(m_service.m_feeds, this); }

    void start(qint64 since) override
    {
        stop();
        m_last = since;
        m_running = true;
        connectSoon();
    }
    void stop() override
    {
        m_running = false;
        m_connected = false;
        ++m_run;
    }
    qint64 last() const override { return m_last; }
    bool isConnected() const { return m_connected; }

    void connectSoon()
    {
        QTimer::singleShot(0, &m_alive, [this, run = m_run] {
            if (run != m_run || !m_running || m_connected || m_service.m_gone)
                return;
            m_connected = true;
            m_callbacks.connected();
            catchUp();
        });
    }
    void catchUp()
    {
        const auto missed = m_service.events; // a callback may tell more
        for (auto object = missed.rbegin(); object != missed.rend() && m_connected; ++object)
            give(*object);
    }
    void give(const QJsonObject &object)
    {
        const auto event = Event::fromJson(object);
        if (!m_connected || !event || event->seq <= m_last)
            return;
        m_last = event->seq;
        m_callbacks.event(*event);
    }
    void cut()
    {
        if (std::exchange(m_connected, false))
            m_callbacks.lost();
        connectSoon();
    }
    void end(const Problem &problem)
    {
        stop();
        m_callbacks.ended(problem);
    }

private:
    FakeService &m_service;
    const Callbacks m_callbacks;
    QObject m_alive;
    qint64 m_last = 0;
    int m_run = 0;
    bool m_running = false;
    bool m_connected = false;
};

FakeService::Reply FakeService::Reply::json(const QJsonObject &object, int status)
{
    return {status, toBytes(object)};
}

FakeService::Reply FakeService::Reply::items(const QJsonArray &items, const QString &next)
{
    return json({{QStringLiteral("items"), items},
                 {QStringLiteral("next"), next.isEmpty() ? QJsonValue() : QJsonValue(next)}});
}

FakeService::Reply FakeService::Reply::refusal(const Problem &problem)
{
    return {problem.status(), toBytes(problem.toJson()), "application/problem+json"};
}

FakeService::FakeService()
{
    addWorld();
    addReleases();
}

FakeService::~FakeService() = default;

void FakeService::send(const Endpoint &endpoint, const TransportRequest &request,
                       std::function<void(TransportAnswer)> done)
{
    Request read;
    read.method = request.method;
    read.path = request.path.section(QLatin1Char('?'), 0, 0);
    read.query = QUrlQuery(request.path.section(QLatin1Char('?'), 1));
    read.raw = request.body;
    read.body = objectFromBytes(request.body, QStringLiteral("The body")).value_or(QJsonObject());
    read.token = endpoint.token;
    for (const auto &[name, value] : request.headers) {
        if (name == "Idempotency-Key")
            read.idempotencyKey = value;
    }
    requests.push_back(read);
    deliver(read.method,
            [this, read, progress = request.progress, givingUp = request.givingUp, done = std::move(done)] {
                TransportAnswer answer;
                answer.error = QStringLiteral("Connection refused");
                if (!m_gone && !(givingUp && givingUp->isWanted)) {
                    const auto reply = m_instead ? m_instead : keptReplyTo(read);
                    if (reply)
                        answer = answerOf(*reply);
                    if (progress) // as it comes: a part first
                        progress(answer.body.size() / 2, answer.body.size());
                }
                done(answer);
            });
}

void FakeService::deliver(const QByteArray &method, std::function<void()> answer)
{
    if (m_holding && (m_heldMethod.isEmpty() || m_heldMethod == method))
        m_held.push_back(std::move(answer));
    else if (m_delay > Duration::zero())
        m_late.emplace(clock.monotonic() + m_delay, std::move(answer));
    else
        QTimer::singleShot(0, &m_context, std::move(answer));
}

void FakeService::hold(const QByteArray &method)
{
    m_holding = true;
    m_heldMethod = method;
}

void FakeService::release(int count)
{
    if (count < 0)
        m_holding = false;
    for (int i = 0; (count < 0 || i < count) && !m_held.empty(); ++i) {
        QTimer::singleShot(0, &m_context, std::move(m_held.front()));
        m_held.pop_front();
    }
}

TransportAnswer FakeService::answerOf(const Reply &reply) const
{
    TransportAnswer answer;
    answer.status = reply.status;
    answer.body = reply.body;
    answer.headers.emplace_back("content-type", reply.type);
    if (reply.isReplayed)
        answer.headers.emplace_back("idempotency-replayed", "true");
    const auto now = std::chrono::floor<std::chrono::milliseconds>(clock.now() + m_ahead);
    const QDateTime date = QDateTime::fromMSecsSinceEpoch(now.time_since_epoch().count(), Qt::UTC);
    answer.headers.emplace_back(
        "date", QLocale::c().toString(date, QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'")).toLatin1());
    return answer;
}

std::optional<FakeService::Reply> FakeService::keptReplyTo(const Request &request)
{
    if (m_kept.contains(request.idempotencyKey)) {
        Reply kept = m_kept.value(request.idempotencyKey);
        kept.isReplayed = true;
        return kept;
    }
    Reply reply = replyTo(request);
    if (request.method == "GET" || m_toLose == 0 || m_toAnswer-- > 0)
        return reply;
    --m_toLose;
    if (reply.status < 300 && !request.idempotencyKey.isEmpty())
        m_kept.insert(request.idempotencyKey, reply);
    return std::nullopt;
}

FakeService::Reply FakeService::replyTo(const Request &request)
{
    for (const Route &route : m_routes) {
        if (route.method == request.method && matches(route.path, request.path)) {
            const Handler handler = route.handler; // it may add others
            return handler(request);
        }
    }
    return notFound(request.path);
}

Session::Parts FakeService::parts()
{
    Session::Parts parts;
    parts.feed = [this](Client &, Feed::Callbacks callbacks) -> std::unique_ptr<Feed> {
        return std::make_unique<FakeFeed>(*this, std::move(callbacks));
    };
    parts.clock = &clock;
    parts.patience = Duration::zero();
    parts.longestPause = std::chrono::milliseconds(20);
    return parts;
}

Endpoint FakeService::endpoint() const
{
    return {QUrl(QStringLiteral("http://127.0.0.1:8080")), "token"};
}

void FakeService::on(const QByteArray &method, const QString &path, Handler handler)
{
    m_routes.push_front({method, path, std::move(handler)});
}

void FakeService::off(const QByteArray &method, const QString &path)
{
    const auto found = std::find_if(m_routes.begin(), m_routes.end(), [&](const Route &route) {
        return route.method == method && route.path == path;
    });
    if (found != m_routes.end())
        m_routes.erase(found);
}

void FakeService::answer(const QString &path, const QJsonObject &object)
{
    on("GET", path, [object](const Request &) { return Reply::json(object); });
}

void FakeService::goAway()
{
    m_gone = true;
    cutFeed();
}

void FakeService::comeBack()
{
    m_gone = false;
    for (FakeFeed *feed : m_feeds)
        feed->connectSoon();
}

void FakeService::delay(Duration by)
{
    m_delay = by;
}

void FakeService::pass(Duration time)
{
    clock.advance(time);
    while (!m_late.empty() && m_late.begin()->first <= clock.monotonic())
        QTimer::singleShot(0, &m_context, std::move(m_late.extract(m_late.begin()).mapped()));
}

void FakeService::refuse(const Problem &problem)
{
    m_instead = Reply::refusal(problem);
}

void FakeService::lie(const QByteArray &body)
{
    m_instead = Reply{200, body};
}

void FakeService::beHonest()
{
    m_instead.reset();
}

bool FakeService::hasFeed() const
{
    return std::any_of(m_feeds.begin(), m_feeds.end(), [](FakeFeed *feed) { return feed->isConnected(); });
}

void FakeService::cutFeed()
{
    for (FakeFeed *feed : std::vector(m_feeds))
        feed->cut();
}

void FakeService::endFeed(const Problem &problem)
{
    for (FakeFeed *feed : std::vector(m_feeds))
        feed->end(problem);
}

qint64 FakeService::tell(const QString &kind, const QString &subject, const QJsonObject &payload,
                         const QString &actor)
{
    const qint64 seq = events.empty() ? 1 : events.front().value(seqKey).toInteger() + 1;
    events.push_front(fake::event(seq, kind, subject, payload, actor));
    for (FakeFeed *feed : std::vector(m_feeds))
        feed->give(events.front());
    return seq;
}

std::size_t FakeService::count(const QByteArray &method, const QString &path) const
{
    return static_cast<std::size_t>(
        std::count_if(requests.begin(), requests.end(), [&](const Request &request) {
            return request.method == method && matches(path, request.path);
        }));
}

const FakeService::Request *FakeService::last(const QByteArray &method, const QString &path) const
{
    const auto found = std::find_if(requests.rbegin(), requests.rend(), [&](const Request &request) {
        return request.method == method && matches(path, request.path);
    });
    return found == requests.rend() ? nullptr : &*found;
}

void FakeService::put(const QJsonObject &object)
{
    auto &list = object.contains(handleKey) ? applications : releases;
    const QString &key = object.contains(handleKey) ? handleKey : idKey;
    const auto found = std::find_if(list.begin(), list.end(), [&](const QJsonObject &one) {
        return one.value(key) == object.value(key);
    });
    if (found == list.end())
        list.push_front(object);
    else
        *found = object;
}

QJsonObject FakeService::releaseOf(qint64 id) const
{
    for (const QJsonObject &one : releases) {
        if (one.value(idKey).toInteger() == id)
            return one;
    }
    return {};
}

QJsonObject FakeService::applicationOf(const QString &handle) const
{
    for (const QJsonObject &one : applications) {
        if (one.value(handleKey).toString() == handle)
            return one;
    }
    return {};
}

FakeService::Reply FakeService::pageOf(const std::deque<QJsonObject> &all, const Request &request,
                                       const std::function<bool(const QJsonObject &)> &wanted) const
{
    const QString limitText = request.argument(QStringLiteral("limit"));
    const int limit = limitText.isEmpty() ? 50 : limitText.toInt();
    if (limit < 1 || limit > 500) {
        return Reply::refusal({Problem::Kind::Invalid, QStringLiteral("The limit is out of range"), {}, {}});
    }
    const QString cursor = request.argument(QStringLiteral("cursor"));
    const QString q = request.argument(QStringLiteral("q"));
    QJsonArray items;
    qint64 lastKey = 0;
    int position = 0;
    for (const QJsonObject &one : all) {
        const qint64 key = keyOf(one, ++position);
        if (!cursor.isEmpty() && key >= cursor.toLongLong())
            continue;
        if (!contains(one, q) || (wanted && !wanted(one)))
            continue;
        if (items.size() == limit)
            return Reply::items(items, QString::number(lastKey));
        items.append(one);
        lastKey = key;
    }
    return Reply::items(items);
}

} // namespace slipway
