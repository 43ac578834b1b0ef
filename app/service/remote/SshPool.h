// Keeps one connection to each host and hands it out to one caller at a time. A connection that died while
// nobody used it is made anew, once; a command that was sent is never sent again.
#pragma once
#include "service/remote/SshCommand.h"
#include "service/secrets/SecretStore.h"

#include <condition_variable>
#include <map>
#include <mutex>

namespace slipway {

class SshPool
{
public:
    struct Options
    {
        Duration connect = std::chrono::seconds(10); // to connect and sign in
        Duration idle = std::chrono::minutes(5);     // unused for longer: closed when the pool is next used
    };
    explicit SshPool(const SecretStore &secrets) : SshPool(secrets, Options()) {}
    SshPool(const SecretStore &secrets, Options options) : m_secrets(secrets), m_options(options) {}
    ~SshPool() = default; // no command may still run

    // Blocks. The time-out counts from here: waiting for the connection is part of it.
    Result<SshEnd> run(const Host &host, const SshCall &call);
    // The host, or its key, was changed: the next command makes a new connection.
    void forget(const QString &host);

private:
    struct Place
    {
        bool isBusy = false;
        bool isForgotten = false;
        std::unique_ptr<SshSession> session;
        RemoteWait::Time used{};
    };
    class Lease;

    Result<SshEnd> runOn(Place &place, const Host &host, const SshCall &call, const RemoteWait &wait);
    Result<std::unique_ptr<SshSession>> connect(const Host &host, const RemoteWait &wait) const;
    void closeIdle();

    const SecretStore &m_secrets;
    const Options m_options;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::map<QString, Place> m_places; // by host; none is ever taken away while it is busy
};

} // namespace slipway
