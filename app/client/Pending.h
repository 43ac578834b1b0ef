// An answer that comes later: give it a continuation, or co_await it in a Task. Both on the thread that
// asked.
#pragma once
#include "domain/Problem.h"

#include <coroutine>
#include <functional>
#include <memory>
#include <optional>

namespace slipway {

template <class T>
class Pending
{
public:
    Pending() : m_state(std::make_shared<State>()) {}

    // For whoever answers: once.
    void resolve(Result<T> value) const
    {
        const auto state = m_state; // what comes next may let go of us
        state->value = std::move(value);
        if (auto next = std::exchange(state->next, nullptr))
            next();
    }

    // At once when it is here already.
    void then(std::function<void(Result<T>)> next) const
    {
        if (m_state->value)
            next(*m_state->value);
        else // owned by the state, so it mustn't own it: what is never answered would never go
            m_state->next = [state = m_state.get(), next = std::move(next)] { next(*state->value); };
    }

    bool await_ready() const { return m_state->value.has_value(); }
    void await_suspend(std::coroutine_handle<> waiting) const
    {
        m_state->next = [waiting] { waiting.resume(); };
    }
    Result<T> await_resume() const { return std::move(*m_state->value); }

private:
    struct State
    {
        std::optional<Result<T>> value;
        std::function<void()> next;
    };
    std::shared_ptr<State> m_state;
};

} // namespace slipway
