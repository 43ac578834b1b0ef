// After a start: what is meant to run runs. After a crash it does already and is only adopted; after a stop
// or a power cut it is started.
#pragma once
#include "service/ipc/GuardianClient.h"
#include "service/platform/Platform.h"
#include "service/store/Store.h"

#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

namespace slipway {

// Slots whose environments the guardian keeps alive: they outlived the service and need nothing.
Result<std::set<int>> keptSlots(GuardianClient &guardian);

// All others that are meant to run, each application in a thread of its own: a problem with one doesn't keep
// the others down.
class Revival
{
public:
    Revival(Store &store, Platform &platform);
    // Returns once what ran runs again. What was ill before gets a moment, and goes on being started
    // afterwards: a broken production must not keep people away from the service. Ended by the destructor.
    Result<void> start(const std::set<int> &kept);

private:
    static constexpr auto patience = std::chrono::seconds(3);
    static constexpr auto runningLimit = std::chrono::seconds(65);

    void revive(const Environment &environment, const std::stop_token &stop);

    Store &m_store;
    Platform &m_platform;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::ptrdiff_t m_running = 0; // still to come of what ran, and of the rest
    std::ptrdiff_t m_others = 0;
    std::vector<std::jthread> m_threads;
};

} // namespace slipway
