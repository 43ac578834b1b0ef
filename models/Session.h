// What the console is connected to, live: one client, one feed, and how old what is shown may be.
#pragma once
#include "client/Client.h"
#include "client/EventFeed.h"
#include "domain/Event.h"
#include "domain/Roles.h"

#include <QObject>
#include <QTimer>

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

    // Both outlive the session.
    Session(Transport &transport, EndpointSource endpoint, QObject *parent = nullptr);
    ~Session() override;

    void open();
    void close();

    Client &client() { return m_client; }
    State state() const { return m_state; }
    bool isLive() const { return m_state == State::Live; }
    const Problem &problem() const { return m_problem; } // why it is stale or refused
    QString user() const { return m_user; }
    std::optional<Role> role() const { return m_role; }
    QString server() const; // "127.0.0.1:8080"
    // Since the service was heard last, on the monotonic clock; nothing before the first word.
    std::optional<Duration> age() const;
    // The service's clock less ours, from its answers; zero until one came.
    Duration clockOffset() const { return m_clockOffset; }
    qint64 lastSeq() const { return m_feed.last(); }

Q_SIGNALS:
    void stateChanged();
    // Every event once, oldest first, a batch at most every 50 ms.
    void eventsArrived(const std::vector<slipway::Event> &events);
    // What was fetched before isn't to be relied on: the first connection, or a feed that couldn't be
    // resumed.
    void resynchronized();

private:
    void askWho();
    void startFeed();
    void onEvent(const Event &event);
    void onFeedConnected();
    void onFeedEnded(const Problem &problem);
    void flush();
    void setState(State state, const Problem &problem = {});

    Client m_client;
    EventFeed m_feed;
    QTimer m_batchTimer;
    QTimer m_watch; // asks for a word when none came for a while
    std::vector<Event> m_batch;
    State m_state = State::Connecting;
    Problem m_problem;
    QString m_user;
    std::optional<Role> m_role;
    std::optional<Duration> m_heard;
    Duration m_clockOffset{};
    bool m_open = false;
    bool m_known = false; // resynchronized() was said
};

} // namespace slipway
