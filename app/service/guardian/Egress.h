// The way out for live environments: each open slot has a socket in its door, where an HTTP proxy answers. In
// the guardian, because production must reach its partners while the service is away, and because an
// environment's door is shut, with every connection through it, in the same step in which that is written
// down. What comes in is read in a thread a connection, bounded in number, size and time.
#pragma once
#include "service/guardian/Doors.h"
#include "service/guardian/EgressConnection.h"
#include "service/ipc/OutboundFile.h"

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace slipway {

class Egress
{
public:
    static constexpr int mostOfSlot = 64;
    static constexpr int mostOfAll = 256;

    using Tell = std::function<void(int slot, int refused)>;

    // `tell` hears from time to time how many more connections of a slot were refused.
    Egress(const QString &dataFolder, EgressLimits limits = {}, Tell tell = {});
    ~Egress(); // ends every connection

    // Listening when it returns; again is anew, connections stay.
    Result<void> open(int slot);
    // Nothing passes any more when it returns.
    void shut(int slot);
    bool isOpen(int slot) const;
    int connections(int slot) const;

private:
    struct Guest
    {
        int slot = 0;
        std::shared_ptr<EgressConnection> connection;
    };
    // What the threads of connections leave behind; they may live longer than all of this.
    struct Refusals
    {
        std::mutex mutex;
        std::map<int, int> bySlot;
        FileDescriptor wake;
    };
    void run(const std::stop_token &stop);
    // Milliseconds until there will be more to tell; -1: nothing is left.
    int tellRefusals(bool all);
    void wake() const;
    bool admit(int slot, int listener); // false: no descriptor is left for more
    void sweep();
    int countOf(int slot) const;

    Doors m_doors;
    QString m_folder;
    EgressLimits m_limits;
    OutboundFile m_settings;
    Tell m_tell;
    FileDescriptor m_wake;
    std::shared_ptr<Refusals> m_refusals = std::make_shared<Refusals>();
    std::map<int, std::chrono::steady_clock::time_point> m_told; // by slot; of the thread alone
    mutable std::mutex m_mutex;                                  // for what follows; never held while waiting
    std::map<int, FileDescriptor> m_listeners;
    std::list<Guest> m_guests;
    std::jthread m_thread;
};

} // namespace slipway
