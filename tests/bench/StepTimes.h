// Measuring: medians and tails of milliseconds, and when the steps of runs were durably done.
#pragma once
#include "domain/Event.h"

#include <algorithm>
#include <atomic>
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
                m_turns[event.subject].push_back({now, ++m_count});
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
        for (const auto &[subject, done] : m_turns) {
            for (std::size_t i = 1; i < done.size(); ++i) {
                const std::chrono::duration<double, std::milli> took = done[i].at - done[i - 1].at;
                times.push_back(took.count());
            }
        }
        return times;
    }
    // From here on this one waits for its first step.
    void begin(const QString &subject)
    {
        const Turn now{std::chrono::steady_clock::now(), m_count};
        const std::lock_guard lock(m_mutex);
        m_begun.insert({subject, now});
    }
    struct Wait
    {
        double milliseconds = 0;
        int others = 0; // steps of all that were done meanwhile
    };
    // The longest that any one of those that began waited for a step, its first one or the next.
    Wait longestWait() const
    {
        Wait longest;
        for (const auto &[subject, begun] : m_begun) {
            Turn before = begun;
            for (const Turn &turn : m_turns.at(subject)) {
                const std::chrono::duration<double, std::milli> took = turn.at - before.at;
                longest.milliseconds = std::max(longest.milliseconds, took.count());
                longest.others = std::max(longest.others, turn.count - before.count);
                before = turn;
            }
        }
        return longest;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_wake;
    struct Turn
    {
        Time at;
        int count = 0; // of steps that were done by then
    };
    std::map<QString, Turn> m_begun;
    std::map<QString, std::vector<Turn>> m_turns;
    std::atomic<int> m_count = 0;
    int m_ended = 0;
};

} // namespace slipway::bench
