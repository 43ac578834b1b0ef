#include "service/engine/WorkerPool.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace slipway {

namespace {

// Queues by run, served in turns.
class FairQueue
{
public:
    void push(qint64 run, WorkerPool::Work work)
    {
        auto &queue = m_queues[run];
        if (queue.empty())
            m_turns.push_back(run);
        queue.push_back(std::move(work));
        ++m_size;
    }

    WorkerPool::Work pop()
    {
        const qint64 run = m_turns.front();
        m_turns.pop_front();
        auto found = m_queues.find(run);
        WorkerPool::Work work = std::move(found->second.front());
        found->second.pop_front();
        if (found->second.empty())
            m_queues.erase(found);
        else
            m_turns.push_back(run);
        --m_size;
        return work;
    }

    bool isEmpty() const { return m_size == 0; }
    int size() const { return m_size; }
    void clear()
    {
        m_queues.clear();
        m_turns.clear();
        m_size = 0;
    }

private:
    std::map<qint64, std::deque<WorkerPool::Work>> m_queues;
    std::deque<qint64> m_turns;
    int m_size = 0;
};

using Steady = std::chrono::steady_clock;

struct Lane
{
    FairQueue queue;
    Steady::time_point waitsSince; // while the queue isn't empty
    int threads = 0;
    int idle = 0;
    std::condition_variable wake;
};

} // namespace

struct WorkerPool::Shared
{
    mutable std::mutex mutex;
    std::condition_variable ended;
    std::array<Lane, 2> lanes; // ordinary, urgent
    Work threadEnd;
    int limit = 1;
    int busy = 0;
    int alive = 0;
    bool stopping = false;

    void serve(Lane &lane)
    {
        std::unique_lock lock(mutex);
        for (;;) {
            while (!stopping && lane.queue.isEmpty()) {
                ++lane.idle;
                lane.wake.wait(lock);
                --lane.idle;
            }
            if (stopping)
                break;
            Work work = lane.queue.pop();
            lane.waitsSince = Steady::now();
            ++busy;
            lock.unlock();
            work();
            work = nullptr; // what it holds is let go of outside the lock
            lock.lock();
            --busy;
        }
        if (threadEnd) {
            lock.unlock();
            threadEnd();
            lock.lock();
        }
        --alive;
        ended.notify_all();
    }
};

WorkerPool::WorkerPool(int threads, Work threadEnd) : m_shared(std::make_shared<Shared>())
{
    m_shared->threadEnd = std::move(threadEnd);
    m_shared->limit = std::max(1, threads);
}

WorkerPool::~WorkerPool()
{
    static_cast<void>(stop(std::chrono::seconds(1)));
}

void WorkerPool::submit(qint64 run, bool urgent, Work work)
{
    const std::lock_guard lock(m_shared->mutex);
    if (m_shared->stopping)
        return;
    Lane &lane = m_shared->lanes[urgent ? 1 : 0];
    if (lane.queue.isEmpty())
        lane.waitsSince = Steady::now();
    lane.queue.push(run, std::move(work));
    if (lane.queue.size() > lane.idle && lane.threads < m_shared->limit) {
        ++lane.threads;
        ++m_shared->alive;
        // Detached, and kept account of: a thread that never returns must not keep the service from ending.
        std::thread([shared = m_shared, &lane] { shared->serve(lane); }).detach();
        return;
    }
    lane.wake.notify_one();
}

bool WorkerPool::stop(Duration patience)
{
    std::unique_lock lock(m_shared->mutex);
    m_shared->stopping = true;
    for (Lane &lane : m_shared->lanes) {
        lane.queue.clear();
        lane.wake.notify_all();
    }
    return m_shared->ended.wait_for(lock, patience, [this] { return m_shared->alive == 0; });
}

Duration WorkerPool::waiting() const
{
    const std::lock_guard lock(m_shared->mutex);
    Duration longest{};
    for (const Lane &lane : m_shared->lanes) {
        if (!lane.queue.isEmpty())
            longest =
                std::max(longest, std::chrono::duration_cast<Duration>(Steady::now() - lane.waitsSince));
    }
    return longest;
}

int WorkerPool::busy() const
{
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->busy;
}

int WorkerPool::queued() const
{
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->lanes[0].queue.size() + m_shared->lanes[1].queue.size();
}

} // namespace slipway
