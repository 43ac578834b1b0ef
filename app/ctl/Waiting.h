// Small things to await: a moment, a program's end, the next sign of life in the ledger.
#pragma once
#include "client/EventFeed.h"
#include "client/Pending.h"

#include <QStringList>
#include <QTimer>

namespace slipway {

Pending<bool> after(Duration pause);

struct ProgramEnd
{
    int exitCode = 0;
    QByteArray output; // of both channels
};
// An argument vector, never a shell. Killed when it takes longer.
Pending<ProgramEnd> runProgram(const QStringList &arguments, Duration limit);

// Resolves `next()` when an event of the feed came since the last call, or when a second has passed.
class Pulse
{
public:
    explicit Pulse(Client &client);
    void start(qint64 since) { m_feed.start(since); }
    Pending<bool> next();

private:
    void beat();

    EventFeed m_feed;
    QTimer m_tick;
    std::optional<Pending<bool>> m_waiting;
    bool m_beaten = false;
};

} // namespace slipway
