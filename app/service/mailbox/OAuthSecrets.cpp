#include "service/mailbox/OAuthSecrets.h"

#include <algorithm>
#include <sodium.h>

namespace slipway {

SecretValue OAuthSecrets::sealed() const
{
    QByteArray lines;
    lines.reserve(client.bytes().size() + refresh.bytes().size() + 2); // no smaller buffer is left behind
    lines.append(client.bytes()).append('\n').append(refresh.bytes()).append('\n');
    SecretValue whole(lines);
    ::sodium_memzero(lines.data(), static_cast<std::size_t>(lines.size()));
    return whole;
}

Result<OAuthSecrets> OAuthSecrets::of(const SecretValue &sealed, const QString &mailbox)
{
    const QByteArrayView bytes = sealed.bytes();
    const auto first = std::find(bytes.begin(), bytes.end(), '\n') - bytes.begin();
    const bool areTwo = first < bytes.size() - 1 && std::count(bytes.begin(), bytes.end(), '\n') == 2;
    OAuthSecrets secrets;
    if (areTwo && bytes.back() == '\n') {
        secrets.client = SecretValue(bytes.first(first));
        secrets.refresh = SecretValue(bytes.sliced(first + 1).chopped(1));
    }
    const bool isNothing = secrets.client.isEmpty() && secrets.refresh.isEmpty();
    if (isNothing || !canBe(secrets.client) || !canBe(secrets.refresh))
        return fail(Problem::Kind::Invalid, QStringLiteral("The mailbox has no secrets for OAuth2"),
                    QStringLiteral("Set them: slipwayctl mailbox set %1 --client-secret --refresh-token.")
                        .arg(mailbox));
    return secrets;
}

bool OAuthSecrets::canBe(const SecretValue &secret)
{
    const QByteArrayView bytes = secret.bytes();
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

} // namespace slipway
