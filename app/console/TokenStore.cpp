#include "console/TokenStore.h"

#include <QPointer>

namespace slipway {

Pending<QByteArray> TokenStore::fetch(const QString &key)
{
    Pending<QByteArray> pending;
    if (const QByteArray known = current(key); !known.isEmpty()) {
        pending.resolve(known);
        return pending;
    }
    const QPointer<TokenStore> self(this);
    m_home.read(key).then([self, key, pending](const Result<QByteArray> &token) {
        if (!self)
            return;
        // Somebody may have signed in while the keychain was being unlocked.
        if (const QByteArray known = self->current(key); !known.isEmpty())
            return pending.resolve(known);
        if (token)
            self->m_tokens.insert(key, *token);
        else if (token.error().kind != Problem::Kind::NotFound)
            return pending.resolve(token);
        pending.resolve(token.value_or(QByteArray()));
    });
    return pending;
}

Pending<bool> TokenStore::keep(const QString &key, const QByteArray &token)
{
    m_tokens.insert(key, token);
    return m_home.write(key, token);
}

Pending<bool> TokenStore::forget(const QString &key)
{
    m_tokens.remove(key);
    return m_home.remove(key);
}

} // namespace slipway
