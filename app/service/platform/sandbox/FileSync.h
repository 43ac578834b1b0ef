// Copies files from one environment to another: rsync on both sides, each with its own environment's rights,
// over a socket pair that neither can reach by name. Both end when the caller does.
#pragma once
#include "service/platform/sandbox/EnvironmentClient.h"

#include <QStringList>

namespace slipway {

struct FilePass
{
    qint64 files = 0; // transferred
    qint64 bytes = 0;
    qint64 deleted = 0;
    QStringList paths;  // that were transferred or deleted
    qint64 unnamed = 0; // more of them, whose names aren't UTF-8
};

class FileSync
{
public:
    FileSync(const EnvironmentClient &target, const EnvironmentClient &source, QString configuration,
             QString relay);

    // The whole root but `excluded` (anchored patterns).
    Result<FilePass> everything(const QStringList &excluded, qint64 token, std::stop_token stop) const;
    // These trees; by content, not only by size and time, when `byContent`.
    Result<FilePass> trees(const QStringList &paths, bool byContent, qint64 token,
                           std::stop_token stop) const;
    // Just these paths; what isn't at the source any more goes.
    Result<FilePass> list(const QStringList &paths, qint64 token, std::stop_token stop) const;

private:
    Result<FilePass> run(QStringList arguments, const QString &input, qint64 token,
                         std::stop_token stop) const;

    const EnvironmentClient &m_target;
    const EnvironmentClient &m_source;
    QString m_configuration; // of the source's daemon, inside
    QString m_relay;         // slipwayd, inside the target
};

} // namespace slipway
