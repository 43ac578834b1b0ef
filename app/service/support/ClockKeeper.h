// Notes which guarantees are about to run out or have: on a thread of its own, so that no notice waits behind
// a mail server. Between looks it lets go of files that were never sent.
#pragma once
#include "service/support/CaseDesk.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace slipway {

class ClockKeeper
{
public:
    ClockKeeper(Store &store, CaseDesk &desk) : m_store(store), m_desk(desk) {}
    ~ClockKeeper();
    Q_DISABLE_COPY_MOVE(ClockKeeper)

    void start();
    void stop();
    void wake(); // from any thread: clocks may have changed
    // From any thread: for how long it has been at one look, which is short.
    Duration behind() const;

private:
    void loop(const std::stop_token &stop);
    void pruneFiles();
    Duration untilNext() const;

    Store &m_store;
    CaseDesk &m_desk;
    mutable std::mutex m_mutex; // for what follows
    std::condition_variable_any m_wake;
    bool m_isAsked = false;
    std::optional<Duration> m_began;  // its present look, by the monotonic clock
    QString m_complaint;              // as last told, by the thread
    std::optional<Duration> m_pruned; // by the monotonic clock, by the thread
    std::jthread m_thread;
};

} // namespace slipway
