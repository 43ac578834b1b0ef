// Process 1 of an environment: one loop over signals, requests and deadlines. Everything that could block is
// a worker's.
#pragma once
#include "service/ipc/Channel.h"
#include "service/platform/sandbox/EnvironmentSpec.h"
#include "service/platform/sandbox/init/HealthBoard.h"
#include "service/platform/sandbox/init/IncidentRing.h"
#include "service/platform/sandbox/init/StateFile.h"
#include "service/platform/sandbox/init/Supervisor.h"
#include "service/platform/sandbox/init/Workers.h"

#include <list>

namespace slipway::init {

class Commands;

// Somebody who asked for something that isn't finished yet.
struct Connection
{
    explicit Connection(Channel opened) : channel(std::move(opened)) {}
    Channel channel;
    int worker = 0;
    // Looked at after every event: an answer, or nothing yet. `expired`: no more patience.
    std::function<std::optional<QJsonObject>(bool expired)> waiting;
    Moment deadline;
    bool handedOver = false; // a child speaks on it now
    bool closed = false;
    bool isBusy() const { return worker > 0 || waiting; }
};

class EnvironmentInit
{
public:
    EnvironmentInit(EnvironmentSpec spec, FileDescriptor listener, FileDescriptor state);
    ~EnvironmentInit();
    EnvironmentInit(const EnvironmentInit &) = delete;
    EnvironmentInit &operator=(const EnvironmentInit &) = delete;

    int run();

    // For the commands.
    const EnvironmentSpec &spec() const { return m_spec; }
    StateFile &state() { return m_state; }
    IncidentRing &incidents() { return m_incidents; }
    Workers &workers() { return m_workers; }
    HealthBoard &health() { return m_health; }
    Supervisor &supervisor() { return m_supervisor; }
    void finish() { m_finished = true; } // leave the loop; everything inside ends with us

private:
    Result<void> prepare();
    void reap();
    void accept();
    void serve(Connection &connection);
    void drop(Connection &connection);
    void look(Moment now);
    int patience() const; // milliseconds until the next deadline

    EnvironmentSpec m_spec;
    FileDescriptor m_listener;
    FileDescriptor m_signals;
    StateFile m_state;
    IncidentRing m_incidents;
    Workers m_workers;
    HealthBoard m_health;
    Supervisor m_supervisor;
    std::unique_ptr<Commands> m_commands;
    std::list<Connection> m_connections;
    bool m_finished = false;
};

} // namespace slipway::init
