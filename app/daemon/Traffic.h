// The demo's traffic generator, switched on and off: readers and writers of the shop from outside, a process
// of its own that outlives the service as real visitors would.
#pragma once
#include "service/ipc/DataFolder.h"

#include <QJsonObject>

#include <mutex>

namespace slipway {

class Traffic
{
public:
    static constexpr int mostRate = 2000; // requests a second

    explicit Traffic(const DataFolder &folder);

    // {"on","rate","url"}; a rate of 0 keeps the default.
    Result<QJsonObject> set(bool on, int rate, const QString &url);
    QJsonObject state() const;

private:
    QString pidFile() const;
    bool runs() const;
    Result<void> startAt(int rate, const QString &url);

    const DataFolder &m_folder;
    mutable std::mutex m_mutex;
    int m_rate = 0;
    QString m_url;
};

} // namespace slipway
