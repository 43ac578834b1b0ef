// Keeps the index of cases near what is said in them: a moment after something was, many messages at a time,
// so that neither intake nor paging pays for it.
#pragma once
#include "service/store/Store.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace slipway {

class CaseIndexer
{
public:
    explicit CaseIndexer(Store &store) : m_store(store) {}
    ~CaseIndexer();
    Q_DISABLE_COPY_MOVE(CaseIndexer)

    void start();
    void stop(); // what isn't read by then is read after the next start, or by the next search

private:
    void loop(const std::stop_token &stop);
    void hear(const std::vector<Event> &events);

    Store &m_store;
    int m_subscription = 0;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    bool m_waits = true; // what was said before we ran
    QString m_complaint;
    std::jthread m_thread;
};

} // namespace slipway
