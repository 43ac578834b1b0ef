#include "service/store/Writer.h"

#include "service/ipc/Process.h"
#include "service/store/Connection.h"
#include "service/store/Ledger.h"
#include "service/store/Migrations.h"

#include <QFile>

#include <exception>

namespace slipway::detail {

namespace {

constexpr std::size_t mostInBatch = 256;
constexpr auto batchLimit =
    std::chrono::milliseconds(5); // of work; those who wait shall not wait for latecomers

Failure closing()
{
    return fail(Problem::Kind::Unavailable, QStringLiteral("The store is being closed"),
                QStringLiteral("Try again once the service runs again."));
}

} // namespace

Writer::Writer(Store::Options options) : m_options(std::move(options)) {}

Result<std::unique_ptr<Writer>> Writer::start(const Store::Options &options)
{
    std::unique_ptr<Writer> writer(new Writer(options));
    std::promise<Result<void>> started;
    auto answer = started.get_future();
    writer->m_thread = std::thread(&Writer::run, writer.get(), std::move(started));
    auto result = answer.get();
    if (!result)
        return Failure(result.error());
    return writer;
}

Writer::~Writer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

Result<void> Writer::prepare()
{
    // Personal data and password hashes are nobody else's business; SQLite gives its side files the same
    // mode.
    if (!QFile::exists(m_options.file)) {
        if (auto made = writeFileAtomically(m_options.file, {}, 0600); !made)
            return made;
    }
    auto connection = Connection::open(m_options.file, Connection::Use::Write, m_options.busyLimit);
    if (!connection)
        return Failure(connection.error());
    m_connection = std::move(*connection);
    if (auto migrated = migrate(*m_connection, m_options.clock->now()); !migrated)
        return migrated;
    // A migration may have erased what must not be found again: the log still holds the pages of before.
    if (auto emptied = m_connection->run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")); !emptied)
        return emptied;
    Reader reader(*m_connection);
    const auto head = Ledger::head(reader);
    // A new key under an old ledger would look like a forgery: only a ledger without a head gets one.
    const bool isNew =
        !head && head.error().kind == Problem::Kind::Conflict && !QFile::exists(m_options.signingKeyFile);
    auto key =
        isNew ? SigningKey::create(m_options.signingKeyFile) : SigningKey::load(m_options.signingKeyFile);
    if (!key)
        return Failure(key.error());
    m_key = std::move(*key);
    return Ledger::checkHead(reader, m_key);
}

void Writer::run(std::promise<Result<void>> started)
{
    auto prepared = prepare();
    const bool usable = prepared.has_value();
    started.set_value(std::move(prepared));
    if (usable) {
        while (Job *job = next(true))
            runBatch(job);
    }
    m_connection.reset();
}

Writer::Job *Writer::next(bool wait)
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        for (auto &queue : m_queues) {
            if (queue.empty())
                continue;
            Job *job = queue.front();
            queue.pop_front();
            return job;
        }
        if (!wait || m_stopping)
            return nullptr;
        m_wake.wait(lock);
    }
}

Result<void> Writer::write(const Work &work, Store::Priority priority)
{
    if (std::this_thread::get_id() == m_thread.get_id()) {
        return fail(Problem::Kind::Internal,
                    QStringLiteral("A write was asked for inside another write or a subscriber"));
    }
    Job job;
    job.work = &work;
    auto done = job.promise.get_future();
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping)
            return closing();
        m_queues[static_cast<std::size_t>(priority)].push_back(&job);
    }
    m_wake.notify_one();
    return done.get();
}

Result<void> Writer::runJob(Job &job)
{
    if (auto saved = m_connection->run(QStringLiteral("SAVEPOINT job")); !saved)
        return saved;
    job.at = m_options.clock->now();
    {
        Transaction transaction(*m_connection, job.at);
        try {
            job.result = (*job.work)(transaction);
        } catch (const std::exception &error) {
            job.result = fail(Problem::Kind::Internal,
                              QStringLiteral("A write threw: %1").arg(QString::fromLocal8Bit(error.what())));
        }
        if (job.result)
            job.events = transaction.events();
    }
    if (!job.result) {
        // Full disks and I/O errors end the whole transaction: then this fails, and with it the batch.
        if (auto undone = m_connection->run(QStringLiteral("ROLLBACK TO job")); !undone)
            return Failure(job.result.error());
    }
    return m_connection->run(QStringLiteral("RELEASE job"));
}

Result<std::vector<Event>> Writer::commit(const Batch &batch)
{
    std::vector<Ledger::Pending> pending;
    for (const Job *job : batch) {
        for (const NewEvent &event : job->events)
            pending.push_back({event, job->at});
    }
    std::vector<Event> events;
    if (!pending.empty()) {
        Transaction transaction(*m_connection, m_options.clock->now());
        auto appended = Ledger::append(transaction, pending, m_key);
        if (!appended)
            return appended;
        events = std::move(*appended);
    }
    if (auto committed = m_connection->run(QStringLiteral("COMMIT")); !committed)
        return Failure(committed.error());
    return events;
}

void Writer::runBatch(Job *first)
{
    Batch batch{first};
    const auto end = std::chrono::steady_clock::now() + batchLimit;
    auto whole = m_connection->run(QStringLiteral("BEGIN IMMEDIATE"));
    bool open = whole.has_value();
    // Whoever waited behind a locked file waited as long: nobody waits for the limit of all before him.
    for (Job *job = open ? nullptr : next(false); job; job = next(false))
        batch.push_back(job);
    for (Job *job = first; whole && job;) {
        whole = runJob(*job);
        if (!whole || batch.size() >= mostInBatch || std::chrono::steady_clock::now() >= end)
            break;
        job = next(false);
        if (job)
            batch.push_back(job);
    }
    std::vector<Event> events;
    if (whole) {
        if (auto committed = commit(batch)) {
            events = std::move(*committed);
            open = false;
        } else {
            whole = Failure(committed.error());
        }
    }
    if (open)
        static_cast<void>(m_connection->run(QStringLiteral("ROLLBACK"))); // it may have ended by itself
    if (!events.empty())
        publish(events);
    for (Job *job : batch) {
        // After the promise is kept the job's owner may be gone with it.
        if (!whole && job->result)
            job->promise.set_value(Failure(whole.error()));
        else
            job->promise.set_value(std::move(job->result));
    }
}

int Writer::subscribe(Store::Subscriber subscriber)
{
    const std::lock_guard lock(m_subscriberMutex);
    m_subscribers.emplace(++m_lastHandle, std::make_shared<const Store::Subscriber>(std::move(subscriber)));
    return m_lastHandle;
}

void Writer::unsubscribe(int handle)
{
    const std::lock_guard lock(m_subscriberMutex);
    m_subscribers.erase(handle);
}

void Writer::publish(const std::vector<Event> &events)
{
    const std::lock_guard lock(m_subscriberMutex);
    const auto subscribers = m_subscribers; // one of them may unsubscribe
    for (const auto &[handle, subscriber] : subscribers) {
        if (m_subscribers.contains(handle))
            (*subscriber)(events);
    }
}

} // namespace slipway::detail
