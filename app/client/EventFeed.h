// The live event feed: every event once, in order, from a seq on; reconnects by itself and resumes after the
// last event it gave.
#pragma once
#include "client/Client.h"
#include "domain/Event.h"

#include <QTimer>
#include <QWebSocket>

namespace slipway {

class EventFeed
{
public:
    struct Callbacks
    {
        std::function<void(const Event &)> event;
        std::function<void()> connected = [] {};
        // Refused for good (token, role, a replaced ledger), or not reached within the client's patience.
        std::function<void(const Problem &)> ended = [](const Problem &) {};
    };
    // `client` asks why a connection was refused, and waits for a service that restarts.
    EventFeed(Client &client, Callbacks callbacks);
    ~EventFeed();

    void start(qint64 since);
    void stop();
    qint64 last() const { return m_last; }

private:
    void open();
    void onMessage(const QString &text);
    void onGone();
    void end(const Problem &problem);

    Client &m_client;
    const Callbacks m_callbacks;
    std::unique_ptr<QWebSocket> m_socket;
    QTimer m_again;
    QTimer m_ping;
    qint64 m_last = 0;
    bool m_running = false;
    bool m_heard = false; // something since the last ping
};

} // namespace slipway
