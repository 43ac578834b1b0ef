// Secrets in one file, DIR/secrets.sealed, encrypted and authenticated as a whole (XChaCha20-Poly1305) and
// replaced atomically. The key is the systemd credential "slipway-key" where there is one, else
// DIR/secrets.key, which is made with the first secret.
//
// The file names its key by a short hash, so that another key and a damaged file are told apart. Neither is
// ever written over.
#pragma once
#include "service/secrets/SecretStore.h"

#include <map>
#include <mutex>
#include <optional>

namespace slipway {

class SealedFileSecrets final : public SecretStore
{
public:
    // `credentials`: $CREDENTIALS_DIRECTORY of the service, or empty. Nothing is read or made yet.
    SealedFileSecrets(const QString &folder, const QString &credentials);

    Result<SecretValue> get(const QString &name) const override;
    Result<void> put(const QString &name, QByteArrayView value) override;
    Result<void> remove(const QString &name) override;
    Result<QStringList> names() const override;

private:
    using Secrets = std::map<QString, SecretValue>;

    // Nothing where there is no key and no secret yet.
    Result<std::optional<SecretValue>> key() const;
    Result<SecretValue> makeKey() const;
    Result<Secrets> load() const;
    Result<void> save(const Secrets &secrets) const;

    QString m_file;
    QString m_keyFile;
    QString m_credential; // the file, or empty
    mutable std::mutex m_mutex;
};

} // namespace slipway
