#include "domain/Host.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QtEndian>

namespace slipway {

namespace {

QByteArray blobOf(const QString &publicKey)
{
    const auto decoded = QByteArray::fromBase64Encoding(publicKey.section(QLatin1Char(' '), 1, 1).toLatin1(),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? *decoded : QByteArray();
}

} // namespace

QString Host::place() const
{
    if (name.isEmpty()) // an address that is only looked at
        return QStringLiteral("%1:%2").arg(address).arg(port);
    return QStringLiteral("%1 (%2@%3:%4)").arg(name, user, address).arg(port);
}

QJsonObject Host::toJson() const
{
    return {{QStringLiteral("id"), id},
            {QStringLiteral("name"), name},
            {QStringLiteral("address"), address},
            {QStringLiteral("port"), port},
            {QStringLiteral("user"), user},
            {QStringLiteral("host_key"), hostKey},
            {QStringLiteral("fingerprint"), fingerprintOf(hostKey)},
            {QStringLiteral("secret"), secret},
            {QStringLiteral("created"), toText(created)}};
}

Result<QString> publicKeyFromText(const QString &text)
{
    static const QRegularExpression pattern(
        QStringLiteral("^((?:ssh|ecdsa|sk)-[a-z0-9@.-]+) ([A-Za-z0-9+/]+=*)(?: .*)?$"));
    const auto match = pattern.match(text.trimmed());
    const QString key = match.captured(1) + QLatin1Char(' ') + match.captured(2);
    // Inside, the key says its type once more.
    const QByteArray blob = match.hasMatch() ? blobOf(key) : QByteArray();
    const QByteArray type = match.captured(1).toLatin1();
    if (blob.size() <= 4 + type.size() || qFromBigEndian<quint32>(blob.constData()) != type.size() ||
        !QByteArrayView(blob).sliced(4).startsWith(type)) {
        return fail(Problem::Kind::Invalid, QStringLiteral("This is no public key"),
                    QStringLiteral("Give one line such as \"ssh-ed25519 AAAA…\", as ssh-keyscan prints it "
                                   "behind the name."));
    }
    return key;
}

QString fingerprintOf(const QString &publicKey)
{
    const QByteArray blob = blobOf(publicKey);
    if (blob.isEmpty())
        return {};
    return QStringLiteral("SHA256:") +
           QString::fromLatin1(QCryptographicHash::hash(blob, QCryptographicHash::Sha256)
                                   .toBase64(QByteArray::OmitTrailingEquals));
}

} // namespace slipway
