// Keeps one process running: starts it, or adopts one that runs, sees its end at once and starts it again. A
// thread of its own, so that one that starts slowly holds up no other.
#pragma once
#include "domain/Instant.h"
#include "service/ipc/Process.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace slipway {

class Keeper
{
public:
    struct Care
    {
        std::function<Result<ProcessId>()> launch;
        std::function<Result<void>(Duration limit)> ready;
        std::function<Result<void>(const ProcessId &)> end;
        std::function<void(const ProcessId &)> started; // to be written down; pid 0: it runs no more
        std::function<void(const QString &why)> down;
        std::function<void(Duration outage)> up; // after an outage, not at the first start
    };
    Keeper(Care care, std::optional<ProcessId> adopted);
    ~Keeper(); // leaves the process running

    Result<void> waitUntilReady(Duration limit);
    // Ends the process; nothing starts it again.
    Result<void> end();

    struct State
    {
        ProcessId process;
        bool ready = false;
        int restarts = 0;
        QString problem; // of the last start that failed
    };
    State state() const;

private:
    void run(const std::stop_token &stop);
    bool bringUp(const std::stop_token &stop);
    void watch(const ProcessId &process, const std::stop_token &stop) const;
    void pause(Duration limit, const std::stop_token &stop) const;
    void setReady(const ProcessId &process);
    void setProblem(const Problem &problem);
    void reportEnd();

    Care m_care;
    FileDescriptor m_wake;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    State m_state;
    std::optional<std::chrono::steady_clock::time_point> m_downSince;
    QString m_unreported; // an end that isn't written down yet: first comes the next start
    std::jthread m_thread;
};

} // namespace slipway
