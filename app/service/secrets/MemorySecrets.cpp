#include "service/secrets/MemorySecrets.h"

namespace slipway {

Result<SecretValue> MemorySecrets::get(const QString &name) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_secrets.find(name);
    if (found == m_secrets.end())
        return noSuch(name);
    return SecretValue(found->second.bytes());
}

Result<void> MemorySecrets::put(const QString &name, QByteArrayView value)
{
    if (auto fine = check(name, value); !fine)
        return fine;
    const std::lock_guard lock(m_mutex);
    m_secrets.insert_or_assign(name, SecretValue(value));
    return {};
}

Result<void> MemorySecrets::remove(const QString &name)
{
    const std::lock_guard lock(m_mutex);
    return m_secrets.erase(name) == 0 ? Result<void>(noSuch(name)) : Result<void>();
}

Result<QStringList> MemorySecrets::names() const
{
    const std::lock_guard lock(m_mutex);
    QStringList list;
    for (const auto &[name, value] : m_secrets)
        list.append(name);
    return list;
}

} // namespace slipway
