// Carries bytes between sockets that can't see each other: whoever connects to a link's listening side is
// connected to its target, both ways, until both have finished. One thread for all links.
#pragma once
#include "service/guardian/Doors.h"
#include "service/ipc/GuardianClient.h"

#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace slipway {

class Relay
{
public:
    explicit Relay(Doors doors);
    ~Relay(); // ends every connection

    // Listening when this returns. Another link of the same name is replaced: its connections end. The same
    // again stays as it is, as long as it can be reached.
    Result<void> add(const Link &link);
    void remove(const QString &name);
    std::vector<Link> links() const;
    int connections(const QString &name) const;

private:
    struct Side;
    struct Connection;
    struct Entry;

    void run(const std::stop_token &stop);
    bool stands(const Link &link) const;
    void end(const QString &name);
    void wake() const;
    void acceptAll(Entry &entry);
    void onReady(Connection &connection, unsigned events, bool first);
    void watch(Connection &connection);
    void sweep();

    Doors m_doors;
    FileDescriptor m_epoll;
    FileDescriptor m_wake;
    std::mutex m_changing; // which links there are: one at a time
    mutable std::mutex
        m_mutex; // for everything below; the thread holds it while it works, never while it waits
    std::map<QString, std::unique_ptr<Entry>> m_entries;
    std::map<quint64, std::unique_ptr<Connection>> m_connections;
    quint64 m_nextId = 1;
    std::jthread m_thread;
};

} // namespace slipway
