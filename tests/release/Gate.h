// What the tests of releases share: a point to wait for, the calls that are broken one by one, and the check
// that all is well.
#pragma once
#include "release/Bench.h"

#include <QTest>

#include <condition_variable>

namespace slipway::model {

// A point that a worker reaches and a test waits for.
class Gate
{
public:
    void open()
    {
        const std::lock_guard lock(m_mutex);
        m_open = true;
        m_changed.notify_all();
    }
    bool wait()
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::seconds(20), [this] { return m_open; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_open = false;
};

// Every call that has an effect, in the order of the way there.
inline const std::vector<const char *> forwardCalls{
    "codeManifest", "clone",       "start", "setRoute", "openAccess", "closeAccess",
    "follow",       "probe.start", "begin", "hold",     "quiesce",    "finalSync",
    "compare",      "promote",     "swap",  "setQuiet", "standBy",    "probe.finish"};
inline const std::vector<const char *> wayBackCalls{
    "follow",  "probe.start", "begin",    "hold",    "quiesce", "finalSync",   "compare",
    "promote", "swap",        "setQuiet", "standBy", "stop",    "probe.finish"};

inline const std::vector<const char *> retireCalls{"unfollow", "setRoute", "destroy"};

inline QString text(const QStringList &lines)
{
    return lines.join(QStringLiteral("; "));
}

} // namespace slipway::model

#define VERIFY_WELL(bench)                                                                                   \
    do {                                                                                                     \
        const QStringList wrong = (bench).wrong();                                                           \
        QVERIFY2(wrong.isEmpty(), qPrintable(text(wrong)));                                                  \
    } while (false)
