#include "service/secrets/SealedFileSecrets.h"

#include "service/ipc/Process.h"

#include <QFile>
#include <QtEndian>

#include <array>
#include <sodium.h>
#include <sys/stat.h>

namespace slipway {

namespace {

constexpr qsizetype keySize = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr qsizetype nonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype tagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr qsizetype largestFile = 16 * 1024 * 1024;
const QByteArray magic("slipway-secrets 1 ");

const unsigned char *raw(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

unsigned char *raw(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

unsigned long long sizeOf(QByteArrayView bytes)
{
    return static_cast<unsigned long long>(bytes.size());
}

// Takes the bytes out of a buffer that is wiped.
SecretValue taken(QByteArray &bytes)
{
    SecretValue value((QByteArrayView(bytes)));
    ::sodium_memzero(bytes.data(), static_cast<std::size_t>(bytes.size()));
    return value;
}

// The first line: what it is, and which key it needs.
QByteArray headerFor(const SecretValue &key)
{
    static const QByteArray purpose("slipway secrets key");
    QByteArray hash(crypto_generichash_BYTES, '\0');
    ::crypto_generichash(raw(hash), crypto_generichash_BYTES, raw(purpose), sizeOf(purpose), raw(key.bytes()),
                         static_cast<std::size_t>(keySize));
    return magic + hash.left(8).toHex() + '\n';
}

void append(QByteArray &plain, QByteArrayView bytes)
{
    std::array<char, 4> size{};
    qToBigEndian(static_cast<quint32>(bytes.size()), size.data());
    plain.append(size.data(), static_cast<qsizetype>(size.size()));
    plain.append(bytes.data(), bytes.size());
}

std::optional<QByteArrayView> takeFrom(QByteArrayView &plain)
{
    if (plain.size() < 4)
        return std::nullopt;
    const auto size = static_cast<qsizetype>(qFromBigEndian<quint32>(plain.data()));
    if (size > plain.size() - 4)
        return std::nullopt;
    const QByteArrayView bytes = plain.sliced(4, size);
    plain = plain.sliced(4 + size);
    return bytes;
}

Failure damaged(const QString &file)
{
    return fail(Problem::Kind::Unavailable, QStringLiteral("The file with the secrets is damaged"),
                QStringLiteral("Restore it from a backup."), file);
}

Result<SecretValue> keyFrom(const QString &file)
{
    struct stat info = {};
    auto bytes = readFile(file, 4096);
    if (!bytes || ::stat(file.toLocal8Bit().constData(), &info) != 0) {
        return fail(Problem::Kind::Unavailable, QStringLiteral("The key of the secrets can't be read"),
                    QStringLiteral("Check the file's owner and mode."), file);
    }
    SecretValue value = taken(*bytes);
    if ((info.st_mode & S_IROTH) != 0) {
        return fail(Problem::Kind::Conflict, QStringLiteral("Everybody may read the key of the secrets"),
                    QStringLiteral("chmod 600 it, and replace the secrets if others use this machine."),
                    file);
    }
    if (value.bytes().size() == keySize)
        return value;
    QByteArray decoded = QByteArray::fromHex(value.bytes().toByteArray().trimmed());
    if (decoded.size() != keySize) {
        return fail(Problem::Kind::Unavailable, QStringLiteral("The key of the secrets has a wrong length"),
                    QStringLiteral("It is 32 bytes, or 64 hexadecimal digits; restore it from a backup."),
                    file);
    }
    return taken(decoded);
}

} // namespace

SealedFileSecrets::SealedFileSecrets(const QString &folder, const QString &credentials)
    : m_file(folder + QStringLiteral("/secrets.sealed")), m_keyFile(folder + QStringLiteral("/secrets.key"))
{
    const QString credential = credentials + QStringLiteral("/slipway-key");
    if (!credentials.isEmpty() && QFile::exists(credential))
        m_credential = credential;
}

Result<std::optional<SecretValue>> SealedFileSecrets::key() const
{
    if (::sodium_init() < 0)
        return fail(Problem::Kind::Internal, QStringLiteral("libsodium can't be initialised"));
    if (m_credential.isEmpty() && !QFile::exists(m_keyFile)) {
        if (!QFile::exists(m_file))
            return std::nullopt;
        return fail(Problem::Kind::Unavailable,
                    QStringLiteral("There are secrets, but the key that opens them is missing"),
                    QStringLiteral("Put the key back: %1 from a backup, or the systemd credential "
                                   "\"slipway-key\".")
                        .arg(m_keyFile),
                    m_file);
    }
    auto found = keyFrom(m_credential.isEmpty() ? m_keyFile : m_credential);
    if (!found)
        return Failure(found.error());
    return std::move(*found);
}

Result<SecretValue> SealedFileSecrets::makeKey() const
{
    QByteArray bytes(keySize, '\0');
    ::randombytes_buf(bytes.data(), static_cast<std::size_t>(bytes.size()));
    if (auto written = writeFileAtomically(m_keyFile, bytes, 0600); !written)
        return Failure(written.error());
    return taken(bytes);
}

Result<SealedFileSecrets::Secrets> SealedFileSecrets::load() const
{
    const auto opener = key();
    if (!opener)
        return Failure(opener.error());
    if (!*opener || !QFile::exists(m_file))
        return Secrets();
    const auto sealed = readFile(m_file, largestFile);
    if (!sealed)
        return Failure(sealed.error());
    const QByteArray header = headerFor(**opener);
    const qsizetype overhead = header.size() + nonceSize + tagSize;
    if (sealed->size() < overhead || !sealed->startsWith(magic))
        return damaged(m_file);
    if (!sealed->startsWith(header)) {
        return fail(Problem::Kind::Conflict, QStringLiteral("The secrets were sealed with another key"),
                    QStringLiteral("Put that key back in place of %1.")
                        .arg(m_credential.isEmpty() ? m_keyFile : m_credential),
                    m_file);
    }
    const QByteArrayView nonce = QByteArrayView(*sealed).sliced(header.size(), nonceSize);
    const QByteArrayView text = QByteArrayView(*sealed).sliced(header.size() + nonceSize);
    QByteArray plain(text.size() - tagSize, '\0');
    if (::crypto_aead_xchacha20poly1305_ietf_decrypt(raw(plain), nullptr, nullptr, raw(text), sizeOf(text),
                                                     raw(header), sizeOf(header), raw(nonce),
                                                     raw((*opener)->bytes())) != 0)
        return damaged(m_file);
    const SecretValue kept = taken(plain);
    Secrets secrets;
    for (QByteArrayView rest = kept.bytes(); !rest.isEmpty();) {
        const auto name = takeFrom(rest);
        const auto value = name ? takeFrom(rest) : std::nullopt;
        if (!value)
            return damaged(m_file);
        secrets.insert_or_assign(QString::fromUtf8(*name), SecretValue(*value));
    }
    return secrets;
}

Result<void> SealedFileSecrets::save(const Secrets &secrets) const
{
    auto known = key();
    if (!known)
        return Failure(known.error());
    auto sealer = *known ? Result<SecretValue>(std::move(**known)) : makeKey();
    if (!sealer)
        return Failure(sealer.error());
    qsizetype size = 0;
    for (const auto &[name, value] : secrets)
        size += 8 + name.toUtf8().size() + value.bytes().size();
    QByteArray plain;
    plain.reserve(size); // grown in place: no smaller buffer is left behind
    for (const auto &[name, value] : secrets) {
        append(plain, name.toUtf8());
        append(plain, value.bytes());
    }
    const QByteArray header = headerFor(*sealer);
    QByteArray nonce(nonceSize, '\0');
    ::randombytes_buf(nonce.data(), static_cast<std::size_t>(nonce.size()));
    QByteArray text(plain.size() + tagSize, '\0');
    ::crypto_aead_xchacha20poly1305_ietf_encrypt(raw(text), nullptr, raw(QByteArrayView(plain)),
                                                 sizeOf(plain), raw(header), sizeOf(header), nullptr,
                                                 raw(nonce), raw(sealer->bytes()));
    ::sodium_memzero(plain.data(), static_cast<std::size_t>(plain.size()));
    return writeFileAtomically(m_file, header + nonce + text, 0600);
}

Result<SecretValue> SealedFileSecrets::get(const QString &name) const
{
    const std::lock_guard lock(m_mutex);
    auto secrets = load();
    if (!secrets)
        return Failure(secrets.error());
    const auto found = secrets->find(name);
    if (found == secrets->end())
        return noSuch(name);
    return std::move(found->second);
}

Result<void> SealedFileSecrets::put(const QString &name, QByteArrayView value)
{
    if (auto fine = check(name, value); !fine)
        return fine;
    const std::lock_guard lock(m_mutex);
    auto secrets = load();
    if (!secrets)
        return Failure(secrets.error());
    secrets->insert_or_assign(name, SecretValue(value));
    return save(*secrets);
}

Result<void> SealedFileSecrets::remove(const QString &name)
{
    const std::lock_guard lock(m_mutex);
    auto secrets = load();
    if (!secrets)
        return Failure(secrets.error());
    if (secrets->erase(name) == 0)
        return noSuch(name);
    return save(*secrets);
}

Result<QStringList> SealedFileSecrets::names() const
{
    const std::lock_guard lock(m_mutex);
    const auto secrets = load();
    if (!secrets)
        return Failure(secrets.error());
    QStringList list;
    for (const auto &[name, value] : *secrets)
        list.append(name);
    return list;
}

} // namespace slipway
