// What went down and came up, numbered and kept on disk, so that the service learns what happened while it
// was away. The oldest are dropped.
#pragma once
#include "domain/Clock.h"
#include "service/ipc/GuardianClient.h"

#include <deque>
#include <mutex>

namespace slipway {

class Incidents
{
public:
    static constexpr std::size_t most = 500;

    Incidents(QString file, const Clock &clock); // reads what is there
    void add(const QString &kind, const QString &subject, const QJsonObject &payload = {});
    GuardianClient::Incidents since(qint64 id) const; // those from `id` on

private:
    QString m_file;
    const Clock &m_clock;
    mutable std::mutex m_mutex;
    std::deque<GuardianIncident> m_ring;
    qint64 m_next = 1;
};

} // namespace slipway
