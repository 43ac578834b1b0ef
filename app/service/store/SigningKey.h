// The key that signs the ledger's heads: Ed25519, its seed in a file that only the service's user may read.
#pragma once
#include "domain/Problem.h"

#include <QByteArray>

namespace slipway {

class SigningKey
{
public:
    static Result<SigningKey> load(const QString &file);
    static Result<SigningKey> create(const QString &file); // refuses to replace one

    QByteArray publicKey() const { return m_public.toHex(); } // 64 hexadecimal digits
    QByteArray sign(const QByteArray &message) const;         // 128 hexadecimal digits
    static bool verify(const QByteArray &publicKey, const QByteArray &message, const QByteArray &signature);

private:
    QByteArray m_public;
    QByteArray m_secret;
};

} // namespace slipway
