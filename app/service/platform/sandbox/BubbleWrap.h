// Starts the init of an environment: the one place that knows bubblewrap's arguments. Used directly by an
// ordinary user, and by the launcher for environments with users of their own.
#pragma once
#include "service/ipc/FileDescriptor.h"
#include "service/ipc/Process.h"

#include <optional>

namespace slipway {

struct EnvironmentPaths
{
    QString data;    // the data folder
    QString runtime; // …/runtime/<build>
    QString home;    // env/<slot>
    QString state;   // env/<slot>.state: init's own, never visible inside
    QString doors;   // doors/<slot>
    QString access;  // run/env-<slot>.access: passwd, hosts and sshd's configuration; read only inside
    QString log;     // run/env-<slot>.log: what init itself says

    static EnvironmentPaths of(const QString &data, const QString &runtime, int slot);
};

// Where the same folders are for those inside.
struct InsidePaths
{
    QString root;
    QString doors;
    QString runtime;
    QString access;
    static InsidePaths separated();
    static InsidePaths unseparated(const EnvironmentPaths &paths);
};

struct EnvironmentStart
{
    EnvironmentPaths paths;
    int listener = -1; // control socket
    int spec = -1;     // open specification
    int state = -1;    // open folder
    int log = -1;      // appended to
    bool separated = true;
    std::optional<unsigned> uid;
};

// Returns the init itself, not bubblewrap's monitor.
Result<ProcessId> startEnvironment(const EnvironmentStart &start);

} // namespace slipway
