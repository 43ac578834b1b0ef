#include "service/store/Readers.h"

#include "service/store/Connection.h"
#include "service/store/ThreadEnd.h"

#include <vector>

namespace slipway::detail {

namespace {

// Remembers where a thread reads, and closes its connections when it ends.
struct ThreadEnd
{
    std::vector<std::weak_ptr<Readers>> stores;
    ~ThreadEnd() { leave(); }
    void leave()
    {
        for (const auto &store : stores) {
            if (const auto readers = store.lock())
                readers->close(std::this_thread::get_id());
        }
        stores.clear();
    }
};

thread_local ThreadEnd atThreadEnd;

} // namespace

Readers::Readers(QString file, Duration busyLimit) : m_file(std::move(file)), m_busyLimit(busyLimit) {}

Readers::~Readers() = default;

Result<Connection *> Readers::ofThisThread()
{
    const auto thread = std::this_thread::get_id();
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_connections.find(thread); found != m_connections.end())
            return found->second.get();
    }
    auto opened = Connection::open(m_file, Connection::Use::Read, m_busyLimit);
    if (!opened)
        return Failure(opened.error());
    std::erase_if(atThreadEnd.stores, [](const auto &store) { return store.expired(); });
    atThreadEnd.stores.push_back(weak_from_this());
    const std::lock_guard lock(m_mutex);
    return m_connections.emplace(thread, std::move(*opened)).first->second.get();
}

void Readers::close(std::thread::id thread)
{
    std::unique_ptr<Connection> connection;
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_connections.find(thread); found != m_connections.end()) {
        connection = std::move(found->second);
        m_connections.erase(found);
    }
}

std::size_t Readers::count() const
{
    const std::lock_guard lock(m_mutex);
    return m_connections.size();
}

} // namespace slipway::detail

namespace slipway {

void leaveStores()
{
    detail::atThreadEnd.leave();
}

} // namespace slipway
