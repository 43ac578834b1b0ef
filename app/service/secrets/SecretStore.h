// Where secrets lie, by name: definitions, hosts and runs hold names, and whoever needs a value asks for it
// when it is needed. Values are never listed, printed or logged.
#pragma once
#include "domain/Problem.h"
#include "service/secrets/SecretValue.h"

#include <QStringList>

namespace slipway {

class SecretStore
{
public:
    static constexpr qsizetype largest = 64 * 1024; // bytes of one value

    virtual ~SecretStore() = default;
    // All may be called from any thread.
    virtual Result<SecretValue> get(const QString &name) const = 0; // NotFound
    virtual Result<void> put(const QString &name, QByteArrayView value) = 0;
    virtual Result<void> remove(const QString &name) = 0; // NotFound
    virtual Result<QStringList> names() const = 0;        // sorted

    // Lower case letters, digits and . _ -, at most 80; a value has 1 byte to `largest`.
    static Result<void> check(const QString &name, QByteArrayView value);

protected:
    static Failure noSuch(const QString &name);
};

} // namespace slipway
