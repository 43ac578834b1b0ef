// Starting, watching and ending other programs: argument vectors, never a shell.
#pragma once
#include "domain/Instant.h"
#include "domain/Problem.h"
#include "service/ipc/FileDescriptor.h"

#include <QByteArray>
#include <QStringList>

#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <vector>

namespace slipway {

struct SpawnOptions
{
    QString folder;                         // working directory; empty: the caller's
    std::map<QString, QString> environment; // the whole environment; empty: the caller's
    int input = -1;                         // -1: /dev/null
    int output = -1;                        // -1: the caller's
    int error = -1;                         // -1: the caller's
    std::vector<std::pair<int, int>>
        inherited;               // {ours, number in the child}; everything else is closed on exec
    bool newSession = false;     // setsid: a process group of its own
    bool detached = false;       // a session of its own and not our child: outlives us, is nobody's zombie
    bool diesWithParent = false; // SIGKILL when the thread that started it ends
    std::optional<unsigned> uid; // become this user and group (needs root)
};

// A process known by pid and start time, so that a recycled pid is never mistaken for it.
struct ProcessId
{
    int pid = 0;
    quint64 startTime = 0; // field 22 of /proc/PID/stat, clock ticks since boot
    bool operator==(const ProcessId &) const = default;
    bool isAlive() const; // any thread of it; false for zombies
    static std::optional<ProcessId> of(int pid);
    // "pid startTime\n" in a file, written atomically.
    Result<void> writeTo(const QString &file) const;
    static std::optional<ProcessId> readFrom(const QString &file);
};

// fork + exec; the caller reaps. A program that can't be executed is a problem here, not an exit code later.
Result<ProcessId> spawn(const QStringList &arguments, const SpawnOptions &options = {});

// SIGTERM, then SIGKILL after `grace`; to the whole group where `group`. Works for processes that aren't
// ours.
Result<void> endProcess(const ProcessId &process, Duration grace, bool group = false);

struct Finished
{
    int exitCode = 0; // 128 + n when signal n ended it
    QByteArray output;
    QByteArray error;
};

// Runs to the end, collecting at most 16 MiB of output; killed with its group on stop or time-out.
Result<Finished> runProcess(const QStringList &arguments, Duration timeout, std::stop_token stop = {},
                            const QByteArray &input = {}, SpawnOptions options = {});

// Writes a file whole or not at all: temporary name, fsync, rename, fsync of the folder.
Result<void> writeFileAtomically(const QString &file, const QByteArray &bytes, unsigned mode = 0644);
Result<QByteArray> readFile(const QString &file, qint64 most = 64 * 1024 * 1024);

} // namespace slipway
