#include "service/remote/HostDesk.h"

#include "service/store/HostRepository.h"
#include "service/store/MailboxRepository.h"

namespace slipway {

namespace {

constexpr auto scanLimit = std::chrono::seconds(10);

QString ownSecretOf(const QString &host)
{
    return QStringLiteral("host.") + host;
}

} // namespace

Result<Host> HostDesk::add(Host host, const SecretValue &privateKey, const QString &actor)
{
    if (!privateKey.isEmpty()) {
        if (const auto usable = SshSession::publicKeyOf(privateKey); !usable)
            return Failure(usable.error().at(QStringLiteral("/private_key")));
        host.secret = ownSecretOf(host.name);
    } else {
        const auto named = m_secrets.get(host.secret);
        const auto usable = named ? SshSession::publicKeyOf(*named) : Failure(named.error());
        if (!usable)
            return Failure(usable.error().at(QStringLiteral("/secret")));
    }
    const auto written = m_book.change(host.secret, [&](Transaction &transaction) -> Result<void> {
        auto added = HostRepository::add(transaction, actor, host);
        if (!added)
            return Failure(added.error());
        host = std::move(*added);
        return privateKey.isEmpty() ? Result<void>()
                                    : m_book.put(transaction, host.secret, privateKey, actor);
    });
    if (!written)
        return Failure(written.error());
    m_pool.forget(host.name);
    return host;
}

Result<void> HostDesk::remove(const QString &name, const QString &actor)
{
    const QString own = ownSecretOf(name);
    auto written = m_book.change(own, [&](Transaction &transaction) -> Result<void> {
        if (auto removed = HostRepository::remove(transaction, actor, name); !removed)
            return removed;
        const auto users = HostRepository::namesWithSecret(transaction, own);
        if (!users)
            return Failure(users.error());
        const auto secret = m_book.known(own);
        if (!secret)
            return Failure(secret.error());
        return *secret && users->isEmpty() ? m_book.take(transaction, own, actor) : Result<void>();
    });
    if (written)
        m_pool.forget(name);
    return written;
}

Result<QString> HostDesk::hostKeyAt(const QString &address, int port) const
{
    return SshSession::hostKeyAt(address, port, RemoteWait({}, scanLimit));
}

Result<void> HostDesk::setSecret(const QString &name, const SecretValue &value, const QString &actor)
{
    if (auto fine = SecretStore::check(name, value.bytes()); !fine)
        return fine;
    QStringList users;
    auto written = m_book.change(name, [&](Transaction &transaction) -> Result<void> {
        auto hosts = HostRepository::namesWithSecret(transaction, name);
        if (!hosts)
            return Failure(hosts.error());
        users = std::move(*hosts);
        if (!users.isEmpty()) {
            if (const auto usable = SshSession::publicKeyOf(value); !usable)
                return Failure(usable.error().at(QStringLiteral("host ") + users.first()));
        }
        return m_book.put(transaction, name, value, actor);
    });
    if (!written)
        return written;
    for (const QString &host : users)
        m_pool.forget(host);
    return {};
}

Result<void> HostDesk::removeSecret(const QString &name, const QString &actor)
{
    return m_book.change(name, [&](Transaction &transaction) -> Result<void> {
        const auto users = HostRepository::namesWithSecret(transaction, name);
        if (!users)
            return Failure(users.error());
        if (!users->isEmpty()) {
            return fail(Problem::Kind::Conflict,
                        QStringLiteral("The secret \"%1\" is needed for %2")
                            .arg(name, users->join(QStringLiteral(", "))),
                        QStringLiteral("Remove the host first, or set another value."));
        }
        const auto isOfMailbox = MailboxRepository::hasSecret(transaction, name);
        if (!isOfMailbox)
            return Failure(isOfMailbox.error());
        if (*isOfMailbox)
            return fail(Problem::Kind::Conflict,
                        QStringLiteral("A mailbox signs in with the secret \"%1\"").arg(name),
                        QStringLiteral("Remove the mailbox first, or set another value."));
        return m_book.take(transaction, name, actor);
    });
}

} // namespace slipway
