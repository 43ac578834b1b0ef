// One connection through the way out: reads what is asked, finds and judges the target, and carries bytes
// until both sides have finished. It can be ended from outside at any moment: nothing passes from then on.
#pragma once
#include "domain/Instant.h"
#include "service/guardian/EgressPolicy.h"
#include "service/guardian/EgressRequest.h"
#include "service/ipc/StreamPair.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>

namespace slipway {

struct EgressLimits
{
    Duration head = std::chrono::seconds(10);
    Duration connect = std::chrono::seconds(10);
    Duration idle = std::chrono::minutes(10);
    Duration tellEvery = std::chrono::minutes(1); // what was refused is counted, not told one by one
};

class EgressConnection
{
public:
    // `forbidden` is called before somebody is told that they may not go where they want to.
    EgressConnection(FileDescriptor client, std::vector<HostPort> allow, EgressLimits limits,
                     std::function<void()> forbidden);

    void run(); // in a thread of its own, which nobody waits for: names may take long to be found
    void end();
    bool isFinished() const { return m_finished; }

private:
    Result<EgressRequest> readRequest();
    Result<void> reach(const HostPort &target);
    Result<void> connectTo(const sockaddr *address, socklen_t size);
    bool take(FileDescriptor target);
    void carry();
    void refuse(const Problem &problem);

    std::vector<HostPort> m_allow;
    EgressLimits m_limits;
    std::function<void()> m_forbidden;
    QByteArray m_input; // read and not yet passed on
    std::mutex m_mutex; // for the next four
    FileDescriptor m_client;
    FileDescriptor m_target;
    std::unique_ptr<StreamPair> m_pair; // has both, once they are connected
    bool m_ended = false;
    std::atomic<bool> m_finished = false;
};

} // namespace slipway
