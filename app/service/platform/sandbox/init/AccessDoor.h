// The door for customers: doors/ssh.sock, and one sshd of the environment's own user for each who knocks.
#pragma once
#include "service/ipc/FileDescriptor.h"
#include "service/platform/sandbox/EnvironmentSpec.h"

#include <set>

namespace slipway::init {

class AccessDoor
{
public:
    explicit AccessDoor(const EnvironmentSpec &spec) : m_spec(spec) {}
    // Makes the host key when there is none; its public half.
    Result<QString> open();
    void close(); // and ends all sessions
    int descriptor() const { return m_listener.get(); }
    void admit();
    bool ended(int pid) { return m_sessions.erase(pid) > 0; }

private:
    static constexpr std::size_t mostSessions = 32;

    const EnvironmentSpec &m_spec;
    FileDescriptor m_listener;
    std::set<int> m_sessions;
};

} // namespace slipway::init
