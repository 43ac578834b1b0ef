#include "service/remote/HostDesk.h"

#include "service/store/HostRepository.h"

namespace slipway {

namespace {

constexpr auto scanLimit = std::chrono::seconds(10);

NewEvent eventOf(const QString &actor, const QString &kind, const QString &secret)
{
    return {actor, kind, QStringLiteral("secret/") + secret, {}};
}

QString ownSecretOf(const QString &host)
{
    return QStringLiteral("host.") + host;
}

} // namespace

Result<std::optional<SecretValue>> HostDesk::known(const QString &name) const
{
    auto value = m_secrets.get(name);
    if (value)
        return std::move(*value);
    if (value.error().kind == Problem::Kind::NotFound)
        return std::nullopt;
    return Failure(value.error());
}

Result<void> HostDesk::change(const QString &secret, const std::function<Result<void>(Transaction &)> &work)
{
    const std::lock_guard lock(m_changing);
    const auto before = known(secret);
    if (!before)
        return Failure(before.error());
    auto written = m_store.write(work);
    if (written)
        return written;
    const auto after = known(secret);
    if (!after)
        return written;
    const bool isSame =
        before->has_value() == after->has_value() && (!*before || (*before)->bytes() == (*after)->bytes());
    if (isSame)
        return written;
    const auto back = *before ? m_secrets.put(secret, (*before)->bytes()) : m_secrets.remove(secret);
    return back ? written : back;
}

Result<void> HostDesk::put(Transaction &transaction, const QString &name, const SecretValue &value,
                           const QString &actor)
{
    transaction.append(eventOf(actor, QStringLiteral("secret.set"), name));
    return m_secrets.put(name, value.bytes());
}

Result<void> HostDesk::take(Transaction &transaction, const QString &name, const QString &actor)
{
    transaction.append(eventOf(actor, QStringLiteral("secret.removed"), name));
    return m_secrets.remove(name);
}

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
    const auto written = change(host.secret, [&](Transaction &transaction) -> Result<void> {
        auto added = HostRepository::add(transaction, actor, host);
        if (!added)
            return Failure(added.error());
        host = std::move(*added);
        return privateKey.isEmpty() ? Result<void>() : put(transaction, host.secret, privateKey, actor);
    });
    if (!written)
        return Failure(written.error());
    m_pool.forget(host.name);
    return host;
}

Result<void> HostDesk::remove(const QString &name, const QString &actor)
{
    const QString own = ownSecretOf(name);
    auto written = change(own, [&](Transaction &transaction) -> Result<void> {
        if (auto removed = HostRepository::remove(transaction, actor, name); !removed)
            return removed;
        const auto users = HostRepository::namesWithSecret(transaction, own);
        if (!users)
            return Failure(users.error());
        const auto secret = known(own);
        if (!secret)
            return Failure(secret.error());
        return *secret && users->isEmpty() ? take(transaction, own, actor) : Result<void>();
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
    auto written = change(name, [&](Transaction &transaction) -> Result<void> {
        auto hosts = HostRepository::namesWithSecret(transaction, name);
        if (!hosts)
            return Failure(hosts.error());
        users = std::move(*hosts);
        if (!users.isEmpty()) {
            if (const auto usable = SshSession::publicKeyOf(value); !usable)
                return Failure(usable.error().at(QStringLiteral("host ") + users.first()));
        }
        return put(transaction, name, value, actor);
    });
    if (!written)
        return written;
    for (const QString &host : users)
        m_pool.forget(host);
    return {};
}

Result<void> HostDesk::removeSecret(const QString &name, const QString &actor)
{
    return change(name, [&](Transaction &transaction) -> Result<void> {
        const auto users = HostRepository::namesWithSecret(transaction, name);
        if (!users)
            return Failure(users.error());
        if (!users->isEmpty()) {
            return fail(Problem::Kind::Conflict,
                        QStringLiteral("The secret \"%1\" is needed for %2")
                            .arg(name, users->join(QStringLiteral(", "))),
                        QStringLiteral("Remove the host first, or set another value."));
        }
        return take(transaction, name, actor);
    });
}

} // namespace slipway
