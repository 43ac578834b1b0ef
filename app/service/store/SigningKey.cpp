#include "service/store/SigningKey.h"

#include "service/ipc/Process.h"

#include <QFile>

#include <sodium.h>

namespace slipway {

namespace {

const unsigned char *bytesOf(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

unsigned char *bytesOf(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

} // namespace

Result<SigningKey> SigningKey::load(const QString &file)
{
    if (::sodium_init() < 0)
        return fail(Problem::Kind::Internal, QStringLiteral("libsodium can't be initialised"));
    const auto seed = readFile(file, crypto_sign_SEEDBYTES);
    if (!seed || seed->size() != crypto_sign_SEEDBYTES) {
        return fail(Problem::Kind::Unavailable, QStringLiteral("The key that signs the ledger can't be read"),
                    QStringLiteral("Check the file's owner and mode, or restore the file from a backup."),
                    file);
    }
    SigningKey key;
    key.m_public.resize(crypto_sign_PUBLICKEYBYTES);
    key.m_secret.resize(crypto_sign_SECRETKEYBYTES);
    ::crypto_sign_seed_keypair(bytesOf(key.m_public), bytesOf(key.m_secret), bytesOf(*seed));
    return key;
}

Result<SigningKey> SigningKey::create(const QString &file)
{
    if (::sodium_init() < 0)
        return fail(Problem::Kind::Internal, QStringLiteral("libsodium can't be initialised"));
    if (QFile::exists(file))
        return fail(Problem::Kind::Conflict, QStringLiteral("There is a signing key already"), {}, file);
    QByteArray seed(crypto_sign_SEEDBYTES, '\0');
    ::randombytes_buf(seed.data(), static_cast<std::size_t>(seed.size()));
    if (auto written = writeFileAtomically(file, seed, 0600); !written)
        return Failure(written.error());
    return load(file);
}

QByteArray SigningKey::sign(const QByteArray &message) const
{
    QByteArray signature(crypto_sign_BYTES, '\0');
    ::crypto_sign_detached(bytesOf(signature), nullptr, bytesOf(message),
                           static_cast<unsigned long long>(message.size()), bytesOf(m_secret));
    return signature.toHex();
}

bool SigningKey::verify(const QByteArray &publicKey, const QByteArray &message, const QByteArray &signature)
{
    const QByteArray key = QByteArray::fromHex(publicKey);
    const QByteArray bytes = QByteArray::fromHex(signature);
    // fromHex skips what isn't a digit: only the exact form counts.
    if (key.size() != crypto_sign_PUBLICKEYBYTES || bytes.size() != crypto_sign_BYTES ||
        key.toHex() != publicKey || bytes.toHex() != signature || ::sodium_init() < 0)
        return false;
    return ::crypto_sign_verify_detached(bytesOf(bytes), bytesOf(message),
                                         static_cast<unsigned long long>(message.size()), bytesOf(key)) == 0;
}

} // namespace slipway
