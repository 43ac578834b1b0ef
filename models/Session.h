// What the console is connected to, live: one client, one feed, and how old what is shown may be.
#pragma once
#include "client/Client.h"
#include "client/Feed.h"
#include "domain/Clock.h"
#include "domain/Event.h"
#include "domain/Roles.h"
#include "models/SentOnce.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <vector>

namespace slipway {

class Session : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Connecting, // nothing has been heard yet
        Live,       // the feed is connected: what is shown is what is
        Stale,      // it was connected; what is shown is `age()` old
        Refused,    // the service says no (token, role): somebody signs in anew
    };
    Q_ENUM(State)

    // What a test puts in place of what is real; all of it outlives the session.
    struct Parts
    {
        std::function<std::unique_ptr<Feed>(Client &, Feed::Callbacks)> feed; // empty: over a WebSocket
        const Clock *clock = nullptr;                                         // null: the system's
        Duration patience = std::chrono::seconds(30); // of one call while the service can't be reached
        std::chrono::milliseconds longestPause = std::chrono::seconds(5); // between tries to connect
    };
    // Both outlive the session.
    Session(Transport &transport, EndpointSource endpoint, QObject *parent = nullptr);
    Session(Transport &transport, EndpointSource endpoint, Parts parts, QObject *parent = nullptr);
    ~Session() override;

    void open();
    void close();

    Client &client() { return m_client; }
    SentOnce &once() { return m_once; }
    State state() const { return m_state; }
    bool isLive() const { return m_state == State::Live; }
    // Live, but it takes long over its answers: until one comes at once again.
    bool isSlow() const { return m_slow; }
    bool isKnown() const { return m_known; }             // resynchronized() was said: fetching makes sense
    const Problem &problem() const { return m_problem; } // why it isn't live
    QString user() const { return m_user; }
    std::optional<Role> role() const { return m_role; }
    // "0.1.0"; empty: not known yet, or it is so old that it doesn't say.
    QString serviceVersion() const { return m_serviceVersion.value_or(QString()); }
    // What comes of it that the service is of another version than this program, in words; else empty.
    QString versionWords() const;
    QString server() const; // "127.0.0.1:8080"
    // Since the service was heard last, on the monotonic clock; nothing before the first word.
    std::optional<Duration> age() const;
    // The service's clock less ours, from its answers; zero until one came.
    Duration clockOffset() const { return m_clockOffset; }
    Instant serviceTime() const { return m_clock.now() + m_clockOffset; }
    QString clockWords() const; // that ours is wrong, or the service's; else empty
    const Clock &clock() const { return m_clock; }
    qint64 lastSeq() const { return m_feed->last(); }

    // Looks whether the service has been silent for too long; happens by itself every second.
    void lookAtSilence();

Q_SIGNALS:
    void stateChanged();
    // Every event once, oldest first, a batch at most every 50 ms.
    void eventsArrived(const std::vector<slipway::Event> &events);
    // What was fetched before isn't to be relied on: the first connection, or a feed that couldn't be
    // resumed.
    void resynchronized();

private:
    class Ear;
    void connectAnew();
    void askWho();
    void startFeed();
    void onEvent(const Event &event);
    void onFeedConnected();
    void onFeedLost();
    void onFeedEnded(const Problem &problem);
    void onHeard();
    void onAnswer(const TransportAnswer &answer);
    void onProblem(const Problem &problem);
    void tryLater(const Problem &problem);
    void flush();
    void setState(State state, const Problem &problem = {});
    void notLive(const Problem &problem);
    void setSlow(bool slow);

    const SystemClock m_systemClock{};
    const Clock &m_clock;
    const std::chrono::milliseconds m_longestPause;
    std::unique_ptr<Ear> m_ear; // hears every answer
    Client m_client;
    SentOnce m_once;
    std::unique_ptr<Feed> m_feed;
    QTimer m_batchTimer;
    QTimer m_watch; // asks for a word when none came for a while
    QTimer m_again;
    std::deque<Event> m_batch;
    State m_state = State::Connecting;
    Problem m_problem;
    QString m_user;
    std::optional<Role> m_role;
    std::optional<QString> m_serviceVersion;
    std::optional<Duration> m_heard;
    Duration m_connectedAt{};
    Duration m_askedAt{};             // who, last
    std::optional<qint64> m_resumeAt; // nothing: from the head of the ledger
    Duration m_clockOffset{};
    std::chrono::milliseconds m_pause{};
    int m_attempt = 0; // what was asked in an earlier one isn't for this one
    bool m_open = false;
    bool m_connected = false; // the feed
    bool m_silent = false;
    bool m_asking = false;
    bool m_slow = false;
    bool m_known = false; // resynchronized() was said
    bool m_wasLive = false;
};

} // namespace slipway
