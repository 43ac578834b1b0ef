// Changes of the store and of a secret that belongs to it, in one step: each with its event, and what doesn't
// come through leaves the secret as it was.
#pragma once
#include "service/secrets/SecretStore.h"
#include "service/store/Store.h"

#include <functional>
#include <mutex>
#include <optional>

namespace slipway {

class SecretBook
{
public:
    SecretBook(Store &store, SecretStore &secrets) : m_store(store), m_secrets(secrets) {}

    // The value, or nothing where there is none of that name.
    Result<std::optional<SecretValue>> known(const QString &name) const;
    // `work` writes the store and may put or take that one secret.
    Result<void> change(const QString &secret, const std::function<Result<void>(Transaction &)> &work);
    Result<void> put(Transaction &transaction, const QString &name, const SecretValue &value,
                     const QString &actor);
    Result<void> take(Transaction &transaction, const QString &name, const QString &actor);

private:
    Store &m_store;
    SecretStore &m_secrets;
    std::mutex m_changing;
};

} // namespace slipway
