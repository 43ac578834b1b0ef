// What an environment's init must still know after a restart. It lies in a folder that is not visible inside
// the environment: init holds it open, and nobody else in there can reach it.
#pragma once
#include "domain/Problem.h"
#include "service/ipc/FileDescriptor.h"

#include <QStringList>

#include <functional>

namespace slipway::init {

struct InitState
{
    qint64 token = 0; // highest fencing token seen
    bool quiet = true;
    bool access = false;  // customers are let in
    QStringList services; // wanted: "db/postgres"
    bool operator==(const InitState &) const = default;
};

class StateFile
{
public:
    explicit StateFile(FileDescriptor folder) : m_folder(std::move(folder)) {}
    Result<void> load();
    const InitState &get() const { return m_state; }
    // Durable when it returns; nothing is written when nothing changes.
    Result<void> set(InitState state);

    Result<QByteArray> readFile(const char *name) const;
    Result<void> writeFile(const char *name, const QByteArray &bytes) const;
    // One line at the end of a file; started afresh with `keep` when it has grown over `most` bytes.
    void appendLine(const char *name, const QByteArray &line, qint64 most,
                    const std::function<QByteArray()> &keep) const;

private:
    FileDescriptor m_folder;
    InitState m_state;
};

} // namespace slipway::init
