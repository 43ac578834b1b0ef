// Long work of init in child processes of its own: nothing that blocks runs in the loop. The result comes
// back through a memory file when the child ends.
#pragma once
#include "domain/Problem.h"
#include "service/ipc/FileDescriptor.h"

#include <QJsonObject>

#include <functional>
#include <map>
#include <span>
#include <vector>

namespace slipway::init {

// Closes every descriptor from 3 on but those in `keep`.
void closeAllBut(std::span<const int> keep);

class Workers
{
public:
    using Work = std::function<Result<QJsonObject>()>;
    using Done = std::function<void(Result<QJsonObject>)>;

    // `keep`: descriptors that the work needs; all others are closed in the child. Returns its pid.
    Result<int> start(const Work &work, Done done, std::span<const int> keep = {});
    // A child that takes over a connection and never comes back with a result.
    Result<int> handOver(const std::function<void()> &work, std::span<const int> keep);
    // Ends the worker and everything below it; its `done` isn't called.
    void cancel(int pid);
    bool ended(int pid, int status); // false: none of ours
    std::vector<int> pids() const;

private:
    struct Running
    {
        FileDescriptor result;
        Done done;
    };
    std::map<int, Running> m_running;
};

} // namespace slipway::init
