// What went down and came up in an environment: the last thousand, also over a restart of init. Each has the
// machine's time since boot as its number, so that those of several environments can be put in order.
#pragma once
#include "service/platform/sandbox/init/StateFile.h"

#include <QJsonArray>
#include <QJsonObject>

#include <deque>

namespace slipway::init {

// Microseconds since boot, suspended time included: the same on all sides of a namespace.
qint64 microsecondsSinceBoot();

class IncidentRing
{
public:
    explicit IncidentRing(const StateFile &files);
    void load();
    void add(const QString &kind, const QString &appliance, QJsonObject payload = {});
    // Those in (since, until].
    QJsonArray between(qint64 since, qint64 until) const;

private:
    const StateFile &m_files;
    std::deque<QJsonObject> m_ring;
    qint64 m_last = 0;
};

} // namespace slipway::init
