// What people do with hosts and secrets: each change with its event, and the secret itself, in one step.
#pragma once
#include "service/remote/SshPool.h"
#include "service/secrets/SecretBook.h"

namespace slipway {

class HostDesk
{
public:
    HostDesk(Store &store, SecretStore &secrets, SshPool &pool)
        : m_store(store), m_secrets(secrets), m_pool(pool), m_book(store, secrets)
    {
    }

    // A private key that is given is kept as the secret "host.NAME"; else `host.secret` names one that is
    // there. It must be one that can sign in.
    Result<Host> add(Host host, const SecretValue &privateKey, const QString &actor);
    // Its own key goes with it.
    Result<void> remove(const QString &name, const QString &actor);
    // The key that a server shows now.
    Result<QString> hostKeyAt(const QString &address, int port) const;

    Result<void> setSecret(const QString &name, const SecretValue &value, const QString &actor);
    Result<void> removeSecret(const QString &name, const QString &actor); // Conflict while a host needs it
    Result<QStringList> secretNames() const { return m_secrets.names(); }

private:
    Store &m_store;
    SecretStore &m_secrets;
    SshPool &m_pool;
    SecretBook m_book;
};

} // namespace slipway
