// Carry pages by webhook, push and command, several at once, so that one place that doesn't answer holds up
// nobody else: the most urgent first, one at a time to each place. A page stays in the store until it was
// taken; one whose outcome isn't known goes out again under the same id.
#pragma once
#include "service/store/Store.h"
#include "service/support/Delivery.h"
#include "service/support/MethodCourier.h"

#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

namespace slipway {

class PageRunners
{
public:
    static constexpr int threads = 8;

    // `passedOn` is told after a commit that pages may wait to go out by mail.
    PageRunners(
        Store &store, const Pager &pager, Courier &courier, std::function<void()> passedOn = [] {})
        : m_store(store), m_pager(pager), m_courier(courier), m_passedOn(std::move(passedOn))
    {
    }
    ~PageRunners();

    void start();
    void stop();
    void wake(); // from any thread: pages wait
    // From any thread: for how long no thread has taken the oldest page that could go out. A place that
    // doesn't answer is no such wait.
    Duration behind() const;

    // What each thread does again and again: true when there was something to hand over.
    Result<bool> runOne(const std::stop_token &stop = {});

private:
    void loop(const std::stop_token &stop);
    Result<std::optional<WaitingMail>> claim();
    void giveBack(const WaitingMail &page);
    Result<void> run(const WaitingMail &page, const std::stop_token &stop);
    Result<void> writeDown(const Delivery &delivery);
    Result<void> writeUnwritten();
    Duration untilNext() const;

    Store &m_store;
    const Pager &m_pager;
    Courier &m_courier;
    std::function<void()> m_passedOn;
    mutable std::mutex m_mutex; // for what follows
    std::condition_variable_any m_wake;
    quint64 m_news = 0;                // counts up with every wake()
    std::set<QString> m_busy;          // places
    std::vector<Delivery> m_unwritten; // went out and couldn't be written down; their places stay busy
    QString m_complaint;               // as last told
    std::vector<std::jthread> m_threads;
};

} // namespace slipway
