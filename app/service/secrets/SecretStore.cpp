#include "service/secrets/SecretStore.h"

#include <QRegularExpression>

namespace slipway {

Result<void> SecretStore::check(const QString &name, QByteArrayView value)
{
    static const QRegularExpression pattern(QStringLiteral("\\A[a-z0-9][a-z0-9._-]{0,79}\\z"));
    if (!pattern.match(name).hasMatch()) {
        return fail(Problem::Kind::Invalid, QStringLiteral("\"%1\" can't name a secret").arg(name.left(100)),
                    QStringLiteral("Use lower case letters, digits and . _ -, at most 80."),
                    QStringLiteral("name"));
    }
    if (value.isEmpty() || value.size() > largest) {
        return fail(Problem::Kind::Invalid, QStringLiteral("The secret is empty or too large"),
                    QStringLiteral("Give 1 to %1 bytes.").arg(largest), QStringLiteral("value"));
    }
    return {};
}

Failure SecretStore::noSuch(const QString &name)
{
    return fail(Problem::Kind::NotFound, QStringLiteral("There is no secret \"%1\"").arg(name.left(100)),
                QStringLiteral("\"slipwayctl secret list\" shows the names there are."));
}

} // namespace slipway
