// A few threads for work that blocks, with a bounded queue.
#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace slipway {

class Workers
{
public:
    Workers(int threads, std::size_t queue);
    ~Workers(); // stops

    bool post(std::function<void()> work); // false: the queue is full, or it stops
    void stop();                           // finishes what runs and what waits, joins

private:
    void work();

    const std::size_t m_most;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::function<void()>> m_queue;
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace slipway
