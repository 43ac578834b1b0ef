// A service that lives in the test: answers by handlers over a small world, can be slow, gone, lying or
// refusing, and has its feed in its hand.
#pragma once
#include "client/Transport.h"
#include "models/FakeWorld.h"
#include "models/Session.h"

#include <QHash>
#include <QObject>
#include <QUrlQuery>

#include <deque>
#include <map>

namespace slipway {

class FakeService final : public Transport
{
public:
    struct Request
    {
        QByteArray method;
        QString path; // without the query
        QUrlQuery query;
        QJsonObject body;
        QByteArray raw; // the same as it came
        QByteArray idempotencyKey;
        QByteArray token;
        QString argument(const QString &name) const { return query.queryItemValue(name, QUrl::FullyDecoded); }
    };
    struct Reply
    {
        int status = 200;
        QByteArray body;
        QByteArray type = "application/json";
        bool isReplayed = false; // it was given before, to the same key
        static Reply json(const QJsonObject &object, int status = 200);
        static Reply items(const QJsonArray &items, const QString &next = {});
        static Reply refusal(const Problem &problem);
    };
    using Handler = std::function<Reply(const Request &)>;

    FakeService();
    ~FakeService() override;
    void send(const Endpoint &endpoint, const TransportRequest &request,
              std::function<void(TransportAnswer)> done) override;

    // For a session of its own: no patience, short pauses, and the feed of this service.
    Session::Parts parts();
    Endpoint endpoint() const;
    ManualClock clock;

    // `path` is whole, or ends in '*'. What is said last counts most.
    void on(const QByteArray &method, const QString &path, Handler handler);
    void off(const QByteArray &method, const QString &path);     // what was said of it last
    void answer(const QString &path, const QJsonObject &object); // to GET

    // What the built-in handlers answer from; lists newest first.
    QString user = QStringLiteral("eva");
    QString role = QStringLiteral("operations");
    QJsonValue version = QStringLiteral(SLIPWAY_VERSION); // undefined: so old that it says none
    std::deque<QJsonObject> customers;
    std::deque<QJsonObject> applications;
    std::deque<QJsonObject> releases;
    std::deque<QJsonObject> pipelines;
    std::deque<QJsonObject> events;
    QHash<qint64, QJsonArray> steps;
    QHash<qint64, QJsonArray> logs; // oldest first
    QHash<qint64, QJsonObject> reports;
    QHash<QString, QJsonArray> durations;              // of a pipeline; none: 404, as an older service says
    QHash<QString, QStringList> previews;              // of a step
    void fillWorld();                                  // northwind and contoso, with releases 211 to 214
    void put(const QJsonObject &applicationOrRelease); // in place of the one with its handle or id, or new
    QJsonObject releaseOf(qint64 id) const;
    QJsonObject applicationOf(const QString &handle) const;

    // Adds to the ledger, and to the feeds that are connected.
    qint64 tell(const QString &kind, const QString &subject, const QJsonObject &payload = {},
                const QString &actor = QStringLiteral("service"));

    void goAway(); // nobody answers, the feed is lost
    void comeBack();
    void hold(const QByteArray &method = {}); // answers (to these only) wait…
    void release(int count = -1); // …until so many are let out, oldest first; all: and held no longer
    std::size_t held() const { return m_held.size(); }
    void delay(Duration by);  // every answer comes so much later, by the clock that pass() moves
    void pass(Duration time); // the clock goes on, and what has become due is answered
    // As many changes, after some that are answered, have their effect, but nobody hears of it; the answer is
    // kept for whoever comes with the same key.
    void loseAnswers(int count, int after = 0)
    {
        m_toLose = count;
        m_toAnswer = after;
    }
    void refuse(const Problem &problem);               // everything
    void lie(const QByteArray &body);                  // instead of every answer
    void beHonest();                                   // no refusing, no lying
    void setAhead(Duration ahead) { m_ahead = ahead; } // of the service's clock, in its answers

    bool hasFeed() const; // one that is connected
    void cutFeed();       // it comes back by itself
    void endFeed(const Problem &problem);

    std::vector<Request> requests;
    std::size_t count(const QByteArray &method, const QString &path) const; // path as in on()
    const Request *last(const QByteArray &method, const QString &path) const;

private:
    class FakeFeed;
    struct Route
    {
        QByteArray method;
        QString path;
        Handler handler;
    };
    Reply replyTo(const Request &request);
    void addWorld();
    void addReleases();
    Reply pageOf(const std::deque<QJsonObject> &all, const Request &request,
                 const std::function<bool(const QJsonObject &)> &wanted = {}) const;
    TransportAnswer answerOf(const Reply &reply) const;
    std::optional<Reply> keptReplyTo(const Request &request); // nothing: it is lost
    void deliver(const QByteArray &method, std::function<void()> answer);

    QObject m_context; // what is under way ends with the service
    std::deque<Route> m_routes;
    std::deque<std::function<void()>> m_held;
    std::multimap<Duration, std::function<void()>> m_late; // by when it is due
    Duration m_delay{};
    std::vector<FakeFeed *> m_feeds;
    std::optional<Reply> m_instead;
    QHash<QByteArray, Reply> m_kept; // answers that were lost, by their key
    int m_toLose = 0;
    int m_toAnswer = 0; // before that
    Duration m_ahead{};
    bool m_gone = false;
    bool m_holding = false;
    QByteArray m_heldMethod; // empty: all
};

} // namespace slipway
