// Secrets that live as long as the program: for tests.
#pragma once
#include "service/secrets/SecretStore.h"

#include <map>
#include <mutex>

namespace slipway {

class MemorySecrets final : public SecretStore
{
public:
    Result<SecretValue> get(const QString &name) const override;
    Result<void> put(const QString &name, QByteArrayView value) override;
    Result<void> remove(const QString &name) override;
    Result<QStringList> names() const override;

private:
    mutable std::mutex m_mutex;
    std::map<QString, SecretValue> m_secrets;
};

} // namespace slipway
