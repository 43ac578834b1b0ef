// Tokens in the desktop's keychain (libsecret, KWallet), by QtKeychain.
#pragma once
#include "console/TokenHome.h"

#include <QCoreApplication>

namespace slipway {

class KeychainHome final : public TokenHome
{
    Q_DECLARE_TR_FUNCTIONS(slipway::KeychainHome)

public:
    Pending<QByteArray> read(const QString &key) override;
    Pending<bool> write(const QString &key, const QByteArray &token) override;
    Pending<bool> remove(const QString &key) override;
};

} // namespace slipway
