// Started as root, the service keeps root only in the launcher: it hands its data folder to the system user
// `slipway`, leaves a launcher behind, and becomes that user. It goes on from its copy in the data folder, so
// neither a 0700 checkout nor a rebuild under its feet matters.
#pragma once
#include "service/ipc/DataFolder.h"
#include "service/ipc/Process.h"

#include <QStringList>

namespace slipway {

inline constexpr auto serviceUser = "slipway";

// Looks, before anything is made or changed, whether this may be the data folder.
Result<void> mayServe(const QString &path);

// Returns only when this process already is what it should be (right user, right program), or with a problem;
// otherwise it replaces this process by the right one with the same arguments.
Result<void> handOver(const DataFolder &folder, const QStringList &arguments);

// Starts a process that survives the service, its output appended to `logFile`.
Result<ProcessId> startDetached(const QStringList &arguments, const QString &logFile);

} // namespace slipway
