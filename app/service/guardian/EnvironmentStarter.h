// How the guardian deals with environments: start an init on a listening control socket, and ask it things
// there. The sandbox implements it (launcher in root mode, bubblewrap otherwise); tests have their own.
// Calls may come from several threads, for different slots at once.
#pragma once
#include "domain/Instant.h"
#include "service/ipc/Process.h"

namespace slipway {

class EnvironmentStarter
{
public:
    virtual ~EnvironmentStarter() = default;
    // Starts the init of `slot`, handing it `listener` (bound at run/env-<slot>.sock). The process returned
    // is the one whose end means that the environment is down; it survives the guardian.
    virtual Result<ProcessId> launch(int slot, int listener) = 0;
    // The init answers on its socket.
    virtual Result<void> ready(int slot, Duration limit) = 0;
    // The environment serves as before it was quiesced: databases and application started, healthy. From now
    // on it obeys no token older than this one.
    virtual Result<void> resume(int slot, qint64 token, Duration limit) = 0;
    // What was quieted doesn't come back to life when its lease lapses: only its databases may run. It obeys
    // no token older than this one.
    virtual Result<void> standDown(int slot, qint64 token, Duration limit) = 0;
    // Ends the environment: services in order, whatever is left by force, and its init.
    virtual Result<void> end(int slot, const ProcessId &init, Duration limit) = 0;
};

} // namespace slipway
