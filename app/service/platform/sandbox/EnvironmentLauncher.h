// Folders and init of an environment's slot, made and started with the rights it takes: through the launcher
// where there is one (started as root), directly otherwise.
#pragma once
#include "service/ipc/DataFolder.h"
#include "service/ipc/Process.h"

namespace slipway {

// env/<slot>, env/<slot>.state and doors/<slot>, with their owner and modes.
Result<void> prepareSlot(const DataFolder &folder, int slot);
// Ends what still runs there and removes the three folders.
Result<void> removeSlot(const DataFolder &folder, int slot);
// Starts the init on a listening control socket; the process returned is the init. Reads
// run/env-<slot>.json.
Result<ProcessId> launchEnvironment(const DataFolder &folder, int slot, int controlListener);
// Everything of the environment ends at once, by SIGKILL. The init's end is the end of all the others.
Result<void> killEnvironment(const DataFolder &folder, int slot, const ProcessId &init);

bool hasLauncher(const DataFolder &folder);
QString specificationFile(const DataFolder &folder, int slot);
QString controlSocket(const DataFolder &folder, int slot);

} // namespace slipway
