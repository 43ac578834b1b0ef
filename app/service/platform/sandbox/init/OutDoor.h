// Keeps the environment's way out: an HTTP proxy on its own loopback. It only carries bytes to out.sock in
// the door; who may go where is decided on the other side, and where nobody listens there, it says so.
#pragma once
#include "service/platform/sandbox/EnvironmentSpec.h"
#include "service/platform/sandbox/init/Workers.h"

#include <atomic>

namespace slipway::init {

class OutDoor
{
public:
    OutDoor(const EnvironmentSpec &spec, Workers &workers);
    ~OutDoor();
    // Where environments share the machine's loopback and network there is nothing to carry.
    void open();
    // How many found the door shut since this was asked last.
    int takeRefused();

private:
    void start();

    const EnvironmentSpec &m_spec;
    Workers &m_workers;
    FileDescriptor m_listener;
    std::atomic<int> *m_refused = nullptr; // shared with the worker that keeps the door
};

} // namespace slipway::init
