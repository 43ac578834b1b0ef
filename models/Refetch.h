// Fetches again what the feed says has changed: each thing once however often it is asked for, a few at a
// time, none while nobody looks or the session isn't live.
#pragma once
#include "models/Session.h"

#include <QHash>

namespace slipway {

class Refetch
{
public:
    // `arrived` false: it may be asked for again in a while. Said once, at any time.
    using Done = std::function<void(bool arrived)>;
    using Fetch = std::function<void(const QString &key, const Done &done)>;
    Refetch(Session &session, Fetch fetch);

    // False: too much is waiting already to fetch it piece by piece.
    bool ask(const QString &key);
    void setActive(bool active);
    void forget(); // what waits is fetched in another way
    bool isIdle() const { return m_waiting.empty() && m_underWay == 0; }

private:
    using Time = std::chrono::steady_clock::time_point;
    void pump();
    void start(const QString &key, Time now);
    void onDone(const QString &key, bool arrived);
    struct Thing
    {
        Time notBefore;
        bool underWay = false;
        bool waiting = false;
    };

    Session &m_session;
    const Fetch m_fetch;
    QHash<QString, Thing> m_things;
    std::deque<QString> m_waiting; // in the order they were asked for
    QTimer m_timer;
    int m_underWay = 0;
    bool m_active = false;
};

} // namespace slipway
