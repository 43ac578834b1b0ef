// slipwayd --guardian: the program around a Guardian.
#pragma once
#include "service/guardian/EnvironmentStarter.h"
#include "service/ipc/DataFolder.h"

#include <functional>
#include <memory>

namespace slipway {

using MakeEnvironmentStarter = std::function<Result<std::unique_ptr<EnvironmentStarter>>(const DataFolder &)>;

// Arguments: --data DIR [--detach], or --enter-gateway DOORS PROGRAM… (how HAProxy is started, see there).
// With --detach it returns once the guardian serves in a process of its own; 3: the folder has one already.
int runGuardian(const QStringList &arguments, const MakeEnvironmentStarter &makeStarter);

// For the service: makes sure that a guardian serves the folder. `program` is slipwayd.
Result<void> ensureGuardian(const QString &program, const QString &dataFolder);

} // namespace slipway
