// A keychain for tests: in memory, answering when it is told to, and failing on demand.
#pragma once
#include "console/TokenHome.h"

#include <QHash>
#include <QTimer>

namespace slipway {

class MemoryHome final : public TokenHome
{
public:
    Pending<QByteArray> read(const QString &key) override
    {
        ++reads;
        return later<QByteArray>([this, key]() -> Result<QByteArray> {
            if (!tokens.contains(key))
                return fail(Problem::Kind::NotFound, QStringLiteral("Not there"));
            return tokens.value(key);
        });
    }
    Pending<bool> write(const QString &key, const QByteArray &token) override
    {
        return later<bool>([this, key, token]() -> Result<bool> {
            tokens.insert(key, token);
            return true;
        });
    }
    Pending<bool> remove(const QString &key) override
    {
        return later<bool>([this, key]() -> Result<bool> { return tokens.remove(key) > 0; });
    }

    QHash<QString, QByteArray> tokens;
    bool isLocked = false;
    int reads = 0;

private:
    template <class T>
    Pending<T> later(std::function<Result<T>()> answer)
    {
        Pending<T> pending;
        QTimer::singleShot(0, [this, pending, answer] {
            if (isLocked)
                pending.resolve(fail(Problem::Kind::Unavailable, QStringLiteral("The keychain is locked")));
            else
                pending.resolve(answer());
        });
        return pending;
    }
};

} // namespace slipway
