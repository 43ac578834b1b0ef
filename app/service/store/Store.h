// The store: one SQLite file, one writer, many readers. State and its events are written in one transaction.
//
// Writes run on the writer's own thread, in order of priority; several that wait together share one commit
// (each under its own savepoint, so a failed one takes nothing else with it) and each caller returns only
// once its commit is durable. Reads run on a connection of the calling thread.
#pragma once
#include "domain/Clock.h"
#include "domain/Event.h"
#include "service/store/Transaction.h"

#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>

namespace slipway {

namespace detail {

template <class Outcome>
inline constexpr bool hasValue = false;
template <class T>
inline constexpr bool hasValue<Result<T>> = !std::is_void_v<T>;

// Work that gives more than success: it returns Result<T>, not Result<void>.
template <class Work, class On>
concept GivesValue = std::invocable<Work &, On &> && hasValue<std::invoke_result_t<Work &, On &>>;

} // namespace detail

class Store
{
public:
    enum class Priority { Urgent, Normal, Bulk };
    struct Options
    {
        QString file;           // DIR/slipway.db
        QString signingKeyFile; // Ed25519 seed, 0600, made at the first start; heads are signed with it
        const Clock *clock = nullptr;
        Duration busyLimit = std::chrono::seconds(5); // how long to wait for a file that somebody else locked
    };

    // Opens, migrates (resources/migrations, numbered), checks the ledger's head. One Store per file and
    // process. Needs a QCoreApplication (Qt finds its SQL driver through it).
    static Result<std::unique_ptr<Store>> open(const Options &options);
    ~Store(); // finishes what is queued; no read may still run

    // Runs `work` in a transaction; a returned problem, or a problem of the commit, rolls it back. Blocks the
    // caller until it is durable. Inside another write it is refused.
    Result<void> write(const std::function<Result<void>(Transaction &)> &work,
                       Priority priority = Priority::Normal);
    // The same for work that returns Result<T>: its value, once the commit is durable.
    template <detail::GivesValue<Transaction> Work>
    std::invoke_result_t<Work &, Transaction &> write(Work &&work, Priority priority = Priority::Normal)
    {
        return valueOf<Transaction>(work, [&](const auto &plain) { return write(plain, priority); });
    }

    // Runs `work` on this thread's read-only connection, in one snapshot; a read inside a read joins it.
    Result<void> read(const std::function<Result<void>(Reader &)> &work) const;
    // The same for work that returns Result<T>: its value.
    template <detail::GivesValue<Reader> Work>
    std::invoke_result_t<Work &, Reader &> read(Work &&work) const
    {
        return valueOf<Reader>(work, [&](const auto &plain) { return read(plain); });
    }

    // Called after each commit with the events it appended, in order, on the writer's thread, before the
    // write returns to its caller: post and return.
    using Subscriber = std::function<void(const std::vector<Event> &)>;
    int subscribe(Subscriber subscriber); // returns a handle
    void unsubscribe(int handle);         // once it returns the subscriber isn't called any more

    const Clock &clock() const;

    // A consistent copy of the database while it is in use (VACUUM INTO), for backups.
    Result<void> copyTo(const QString &file) const;

private:
    // Hands `run` the work as one without a value and keeps that until `run` has succeeded.
    template <class On, class Work, class Run>
    static std::invoke_result_t<Work &, On &> valueOf(Work &work, const Run &run)
    {
        std::optional<typename std::invoke_result_t<Work &, On &>::value_type> value;
        const Result<void> done = run([&](On &on) -> Result<void> {
            auto given = work(on);
            if (!given)
                return Failure(given.error());
            value.emplace(std::move(*given));
            return {};
        });
        if (!done)
            return Failure(done.error());
        return std::move(*value);
    }

    struct Private;
    explicit Store(std::unique_ptr<Private> part);
    std::unique_ptr<Private> d;
};

} // namespace slipway
