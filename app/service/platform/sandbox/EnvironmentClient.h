// Asks the init of one environment, over run/env-<slot>.sock. Every call has a connection of its own; what a
// call started ends with it.
#pragma once
#include "service/ipc/Channel.h"
#include "service/ipc/DataFolder.h"

namespace slipway {

class EnvironmentClient
{
public:
    EnvironmentClient(const DataFolder &folder, int slot);

    // {"do": what, …arguments}. `token` above zero is checked and remembered by the environment.
    Result<QJsonObject> ask(const QString &what, QJsonObject arguments = {},
                            Duration timeout = std::chrono::seconds(10), qint64 token = 0,
                            std::stop_token stop = {}, std::span<const int> descriptors = {}) const;
    // A hook's JSON; an empty object when the class has none.
    Result<QJsonObject> hook(const QString &appliance, const QString &verb, Duration timeout,
                             qint64 token = 0, std::stop_token stop = {}) const;
    // A connection of one's own, for what is asked more than once.
    Result<Channel> connect() const;
    int slot() const { return m_slot; }

private:
    QString m_folder; // of the data
    QString m_socket;
    int m_slot = 0;
};

} // namespace slipway
