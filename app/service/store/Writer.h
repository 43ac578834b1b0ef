// The store's writer: a thread with the one writing connection, a queue by priority, and the group commit.
#pragma once
#include "service/store/SigningKey.h"
#include "service/store/Store.h"

#include <array>
#include <condition_variable>
#include <deque>
#include <future>
#include <map>
#include <mutex>
#include <thread>

namespace slipway {

class Connection;
namespace detail {

class Writer
{
public:
    using Work = std::function<Result<void>(Transaction &)>;

    // Opens and migrates on the writer's thread.
    static Result<std::unique_ptr<Writer>> start(const Store::Options &options);
    ~Writer();

    Result<void> write(const Work &work, Store::Priority priority);
    int subscribe(Store::Subscriber subscriber);
    void unsubscribe(int handle);

private:
    struct Job
    {
        const Work *work = nullptr;
        std::promise<Result<void>> promise;
        Result<void> result;
        std::vector<NewEvent> events;
        Instant at;
    };
    using Batch = std::vector<Job *>;

    explicit Writer(Store::Options options);
    Result<void> prepare();
    void run(std::promise<Result<void>> started);
    Job *next(bool wait);
    void runBatch(Job *first);
    Result<void> runJob(Job &job);
    Result<std::vector<Event>> commit(const Batch &batch);
    void publish(const std::vector<Event> &events);

    Store::Options m_options;
    std::unique_ptr<Connection> m_connection; // the thread's
    SigningKey m_key;

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::array<std::deque<Job *>, 3> m_queues;
    bool m_stopping = false;

    std::recursive_mutex m_subscriberMutex;
    std::map<int, std::shared_ptr<const Store::Subscriber>> m_subscribers;
    int m_lastHandle = 0;

    std::thread m_thread;
};

} // namespace detail
} // namespace slipway
