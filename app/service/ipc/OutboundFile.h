// DATA/outbound.json, read again when it changes. What can't be used leaves the settings before it in force,
// also over a restart: the last good ones lie beside the service's other state.
#pragma once
#include "service/ipc/OutboundSettings.h"

#include <QByteArray>

#include <mutex>

namespace slipway {

class OutboundFile
{
public:
    explicit OutboundFile(const QString &dataFolder);

    OutboundSettings current();       // any thread
    std::optional<Problem> problem(); // why the file isn't what is in force
    // As it stands there, good or not; an absent one says nothing.
    static Result<OutboundSettings> readFrom(const QString &dataFolder);

private:
    void look();
    void read();

    QString m_path;
    QString m_lastGood;
    std::mutex m_mutex;
    QByteArray m_seen; // what identifies the version that was read
    OutboundSettings m_settings;
    std::optional<Problem> m_problem;
};

} // namespace slipway
