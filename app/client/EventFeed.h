// The live event feed: every event once, in order, from a seq on; reconnects by itself and resumes after the
// last event it gave.
#pragma once
#include "client/Client.h"
#include "client/Feed.h"

#include <QTimer>
#include <QWebSocket>

#include <deque>

namespace slipway {

class EventFeed final : public Feed
{
public:
    // `client` asks why a connection was refused, and waits for a service that restarts.
    EventFeed(Client &client, Callbacks callbacks);
    ~EventFeed() override;

    void start(qint64 since) override;
    void stop() override;
    qint64 last() const override { return m_last; }

private:
    void open();
    void takeSome();
    void onMessage(const QString &text);
    void onGone();
    void end(const Problem &problem);

    Client &m_client;
    const Callbacks m_callbacks;
    std::unique_ptr<QWebSocket> m_socket;
    QTimer m_again;
    QTimer m_ping;
    QTimer m_take;
    std::deque<QString> m_waiting; // messages that aren't read yet
    qint64 m_last = 0;
    int m_run = 0; // what was asked before it was started anew isn't for this run
    bool m_running = false;
    bool m_connected = false;
    bool m_heard = false; // something since the last ping
};

} // namespace slipway
