// Where tokens outlive the console: the desktop's keychain, or memory in tests. Never a file of ours.
#pragma once
#include "client/Pending.h"

#include <QByteArray>
#include <QString>

namespace slipway {

class TokenHome
{
public:
    virtual ~TokenHome() = default;
    // Answers later. What isn't there is NotFound; a keychain that is locked or absent is Unavailable, and
    // says so in words.
    virtual Pending<QByteArray> read(const QString &key) = 0;
    virtual Pending<bool> write(const QString &key, const QByteArray &token) = 0;
    virtual Pending<bool> remove(const QString &key) = 0;
};

} // namespace slipway
