// Somebody outside who expects to hear from the service, and raises the alarm when nothing comes: an address
// that is called, mail, or both. A plain value: what is secret in the address isn't in it.
#pragma once
#include "domain/Problem.h"
#include "service/secrets/SecretValue.h"

#include <QJsonObject>

namespace slipway {

struct OutsideWatcher
{
    enum class Verb { Get, Post };

    QString place; // of the address that is called: its scheme and host; empty: none is
    Verb verb = Verb::Post;
    bool hasToken = false;
    QString mail; // empty: none is sent
    int everySeconds = 60;
    bool operator==(const OutsideWatcher &) const = default;

    static const QString secret; // its name: holds the address and the token
    bool isSet() const { return !place.isEmpty() || !mail.isEmpty(); }

    // The address with its token, as the secret holds them.
    struct Address
    {
        QByteArray url;
        QByteArray token;
        SecretValue toSecret() const;
        static Result<Address> fromSecret(const SecretValue &value);
    };
    // {"url","token","method":"GET" or "POST","mail","every_seconds"}: what isn't named stays as it is here
    // and in `address`; an empty text takes it away. A token doesn't go along to another address. Wrong
    // fields are named by JSON pointer, and no message holds any of the address.
    Result<OutsideWatcher> with(const QJsonObject &body, Address &address) const;
    // {"url": its place,"method","token": whether,"mail","every_seconds"}
    QJsonObject toJson() const;
};

} // namespace slipway
