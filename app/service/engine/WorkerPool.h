// Threads for activities, fair between runs: each run has a queue of its own and they take turns. Urgent work
// (what holds requests while it runs) never stands behind long work: it has threads of its own.
#pragma once
#include "domain/Instant.h"

#include <functional>
#include <memory>

namespace slipway {

class WorkerPool
{
public:
    using Work = std::function<void()>;

    // `threadEnd` is the last that a thread does: nothing of it is left once it counts as ended.
    explicit WorkerPool(int threads, Work threadEnd = {});
    ~WorkerPool(); // stop() with a second's patience, if it wasn't called

    // Threads are made when they are needed first.
    void submit(qint64 run, bool urgent, Work work);

    // Drops what is queued and waits so long for what runs. Threads that don't come back are left to
    // themselves; what they hold they own together with the caller. False when there are such.
    bool stop(Duration patience);

    // How long something has been queued while no thread took anything; zero where nothing waits.
    Duration waiting() const;
    int busy() const;
    int queued() const;

private:
    struct Shared;
    std::shared_ptr<Shared> m_shared;
};

} // namespace slipway
