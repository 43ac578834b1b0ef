// Keeps a receiver for the environment's mail running; quiet decides where the messages go.
#pragma once
#include "service/platform/sandbox/EnvironmentSpec.h"
#include "service/platform/sandbox/init/Workers.h"

namespace slipway::init {

class MailDoor
{
public:
    MailDoor(const EnvironmentSpec &spec, Workers &workers) : m_spec(spec), m_workers(workers) {}
    // Where environments share the machine's loopback the address could be anybody's: no receiver then.
    void open(bool quiet);

private:
    void listen();
    void start();

    const EnvironmentSpec &m_spec;
    Workers &m_workers;
    std::vector<FileDescriptor> m_listeners;
    bool m_quiet = true;
    int m_worker = 0;
};

} // namespace slipway::init
