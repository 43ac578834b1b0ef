#include "service/support/MailSeal.h"

#include "service/ipc/Process.h"

#include <QFile>

#include <sodium.h>

namespace slipway {

namespace {

constexpr std::size_t sealBytes = 16; // the least that BLAKE2b gives here; ten of them are shown
constexpr qsizetype shown = 16;

const unsigned char *bytesOf(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

QString base32(const QByteArray &bytes)
{
    static constexpr char letters[] = "abcdefghijklmnopqrstuvwxyz234567";
    QString text;
    unsigned held = 0;
    int bits = 0;
    for (const char byte : bytes) {
        held = (held << 8) | static_cast<unsigned char>(byte);
        for (bits += 8; bits >= 5; bits -= 5)
            text += QLatin1Char(letters[(held >> (bits - 5)) & 31]);
    }
    return text;
}

} // namespace

Result<MailSeal> MailSeal::open(const QString &file)
{
    if (::sodium_init() < 0)
        return fail(Problem::Kind::Internal, QStringLiteral("libsodium can't be initialised"));
    if (!QFile::exists(file)) {
        QByteArray made(crypto_generichash_KEYBYTES, '\0');
        ::randombytes_buf(made.data(), static_cast<std::size_t>(made.size()));
        if (auto written = writeFileAtomically(file, made, 0600); !written)
            return Failure(written.error());
    }
    auto key = readFile(file, crypto_generichash_KEYBYTES);
    if (!key || key->size() != crypto_generichash_KEYBYTES) {
        return fail(Problem::Kind::Unavailable, QStringLiteral("The key that seals mail can't be read"),
                    QStringLiteral("Check the file's owner and mode, or restore the file from a backup."),
                    file);
    }
    return MailSeal(std::move(*key));
}

QString MailSeal::of(const QString &what) const
{
    const QByteArray text = what.toUtf8();
    QByteArray hash(static_cast<qsizetype>(sealBytes), '\0');
    ::crypto_generichash(reinterpret_cast<unsigned char *>(hash.data()), sealBytes, bytesOf(text),
                         static_cast<unsigned long long>(text.size()), bytesOf(m_key),
                         static_cast<std::size_t>(m_key.size()));
    return base32(hash).left(shown);
}

bool MailSeal::fits(const QString &what, QStringView seal) const
{
    const QByteArray expected = of(what).toLatin1();
    const QByteArray given = seal.toLatin1();
    return given.size() == expected.size() && ::sodium_memcmp(given.constData(), expected.constData(),
                                                              static_cast<std::size_t>(expected.size())) == 0;
}

} // namespace slipway
