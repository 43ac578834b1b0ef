// A coroutine that gives a value: starts when it is awaited or run. g++ 12 double-frees a capturing lambda
// inside a co_await expression: coroutines are members or free functions, and take their arguments by value.
#pragma once
#include <coroutine>
#include <exception>
#include <functional>
#include <optional>
#include <utility>

namespace slipway {

template <class T>
class Task
{
public:
    struct promise_type
    {
        std::optional<T> value;
        std::coroutine_handle<> waiting;
        std::function<void(T)> done;

        Task get_return_object() { return Task(std::coroutine_handle<promise_type>::from_promise(*this)); }
        std::suspend_always initial_suspend() noexcept { return {}; }
        struct AtEnd
        {
            bool await_ready() noexcept { return false; }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> self) noexcept
            {
                promise_type &promise = self.promise();
                if (promise.waiting)
                    return promise.waiting;
                if (promise.done) {
                    auto done = std::move(promise.done);
                    T value = std::move(*promise.value);
                    self.destroy();
                    done(std::move(value));
                }
                return std::noop_coroutine();
            }
            void await_resume() noexcept {}
        };
        AtEnd final_suspend() noexcept { return {}; }
        void return_value(T result) { value = std::move(result); }
        void unhandled_exception() { std::terminate(); } // errors are values here
    };

    Task(Task &&other) noexcept : m_handle(std::exchange(other.m_handle, {})) {}
    Task &operator=(Task &&) = delete;
    ~Task()
    {
        if (m_handle)
            m_handle.destroy();
    }

    // Lets it go: it lives until it ends, then `done` gets the value.
    void run(std::function<void(T)> done) &&
    {
        auto handle = std::exchange(m_handle, {});
        handle.promise().done = std::move(done);
        handle.resume();
    }

    bool await_ready() const { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiting)
    {
        m_handle.promise().waiting = waiting;
        return m_handle;
    }
    T await_resume() { return std::move(*m_handle.promise().value); }

private:
    explicit Task(std::coroutine_handle<promise_type> handle) : m_handle(handle) {}
    std::coroutine_handle<promise_type> m_handle;
};

} // namespace slipway
