// Measuring: medians and tails of milliseconds, and when the steps of runs were durably done.
#pragma once
#include "domain/Event.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <vector>

namespace slipway::bench {

using Time = std::chrono::steady_clock::time_point;

struct Figures
{
    double p50 = 0;
    double p95 = 0;
};

inline Figures figuresOf(std::vector<double> milliseconds)
{
    std::sort(milliseconds.begin(), milliseconds.end());
    const auto at = [&](double part) {
        return milliseconds[std::min(
            milliseconds.size() - 1,
            static_cast<std::size_t>(part * static_cast<double>(milliseconds.size())))];
    };
    return {at(0.5), at(0.95)};
}

inline double since(Time start)
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

// When each step of each run was done, as the ledger's subscribers hear it: after the commit.
class Ear
{
public:
    void hear(const std::vector<Event> &events)
    {
        const Time now = std::chrono::steady_clock::now();
        const std::lock_guard lock(m_mutex);
        for (const Event &event : events) {
            if (event.kind == QLatin1String("step.done"))
                m_done[event.subject].push_back(now);
            if (event.kind == QLatin1String("run.ended"))
                ++m_ended;
        }
        m_wake.notify_all();
    }
    void waitFor(int ended)
    {
        std::unique_lock lock(m_mutex);
        if (!m_wake.wait_for(lock, std::chrono::seconds(60), [&] { return m_ended >= ended; }))
            qFatal("the runs do not end");
    }
    std::vector<double> stepTimes() const
    {
        std::vector<double> times;
        for (const auto &[subject, done] : m_done) {
            for (std::size_t i = 1; i < done.size(); ++i)
                times.push_back(std::chrono::duration<double, std::milli>(done[i] - done[i - 1]).count());
        }
        return times;
    }
    // How far apart the first and the last run came to their ends.
    double spread() const
    {
        Time first = Time::max();
        Time last = Time::min();
        for (const auto &[subject, done] : m_done) {
            first = std::min(first, done.back());
            last = std::max(last, done.back());
        }
        return std::chrono::duration<double, std::milli>(last - first).count();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::map<QString, std::vector<Time>> m_done;
    int m_ended = 0;
};

} // namespace slipway::bench
