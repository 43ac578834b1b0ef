// Answers to reads, kept until anything at all is committed: the same question between two commits is
// answered from memory. Each thread keeps its own, because SQLite's data version is one of a connection.
#pragma once
#include "service/api/Request.h"

#include <functional>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace slipway {

class Store;

class AnswerCache
{
public:
    explicit AnswerCache(const Store &store) : m_store(store) {}

    // What `make` answers, or did since the last commit. Only for handlers that look at nothing but the
    // store, the path, the query and the principal.
    Result<Response> answer(const Request &request,
                            const std::function<Result<Response>(const Request &)> &make);

private:
    struct Kept
    {
        qint64 version = 0;
        std::unordered_map<std::string, Response> answers;
    };

    const Store &m_store;
    std::mutex m_mutex;
    std::map<std::thread::id, Kept> m_kept;
};

} // namespace slipway
