// The token of each connection: in memory for this session, in its home for the next. Where the home fails,
// the session goes on with what is in memory, and the problem says so.
#pragma once
#include "console/TokenHome.h"

#include <QHash>
#include <QObject>

namespace slipway {

class TokenStore : public QObject
{
    Q_OBJECT

public:
    // The home outlives it.
    explicit TokenStore(TokenHome &home, QObject *parent = nullptr) : QObject(parent), m_home(home) {}

    // At once, for every attempt of the client; empty: none is known.
    QByteArray current(const QString &key) const { return m_tokens.value(key); }
    // Fetched from the home where memory has none. Empty where there is none; a problem where the home
    // can't be asked.
    Pending<QByteArray> fetch(const QString &key);
    // In memory at once; the answer says whether the home took it.
    Pending<bool> keep(const QString &key, const QByteArray &token);
    Pending<bool> forget(const QString &key);

private:
    TokenHome &m_home;
    QHash<QString, QByteArray> m_tokens;
};

} // namespace slipway
