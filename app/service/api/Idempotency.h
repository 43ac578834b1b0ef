// Idempotency-Key: the first request with a key has its effect, its answer is kept, and every later one with
// the same key gets that answer and nothing else happens. Of an answer that holds a secret only that it was
// given is kept: the store and its backups never see the secret, and a repetition is told so.
#pragma once
#include "service/api/Request.h"

#include <mutex>
#include <set>

namespace slipway {

class Store;
class Transaction;

class Idempotency
{
public:
    explicit Idempotency(Store &store);

    // A request that the service died over: whether it had its effect isn't known, or nothing is lost by
    // doing it once more.
    enum class CutShort { IsNotKnown, BeginsAgain };
    // An answer: it is a repetition, this was the first one's. Nothing: go on, then finish().
    Result<std::optional<Response>> begin(const IdempotencyKey &key, const Request &request,
                                          CutShort cutShort);
    // Only successes are kept: whoever was refused may try again with the same key.
    Result<void> finish(const IdempotencyKey &key, const Response &response);

    bool isUnderWay(const IdempotencyKey &key);

    // Keeps the answer in the very transaction that has the effect.
    static Result<void> keep(Transaction &transaction, const IdempotencyKey &key, const Response &response);

    Result<void> forgetOld(); // older than a week
    // 1…128 printable ASCII characters.
    static bool isValid(const QByteArray &key);

private:
    Store &m_store;
    std::mutex m_mutex;
    std::set<IdempotencyKey> m_underWay; // in this process
};

} // namespace slipway
