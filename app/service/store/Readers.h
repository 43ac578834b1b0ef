// One read-only connection for each thread that reads; closed when the thread or the store ends.
#pragma once
#include "domain/Instant.h"
#include "domain/Problem.h"

#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace slipway {

class Connection;
namespace detail {

class Readers : public std::enable_shared_from_this<Readers>
{
public:
    Readers(QString file, Duration busyLimit);
    ~Readers();
    Result<Connection *> ofThisThread();
    void close(std::thread::id thread);
    std::size_t count() const;

private:
    QString m_file;
    Duration m_busyLimit;
    mutable std::mutex m_mutex;
    std::map<std::thread::id, std::unique_ptr<Connection>> m_connections;
};

} // namespace detail
} // namespace slipway
