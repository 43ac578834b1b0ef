// Another machine that steps run on over SSH: where it is, who we are there, and which key it must show.
#pragma once
#include "domain/Instant.h"

#include <QJsonObject>

namespace slipway {

struct Host
{
    qint64 id = 0;
    QString name;    // "web1": what definitions say
    QString address; // name or numeric
    int port = 22;
    QString user;
    QString hostKey; // its public key, "ssh-ed25519 AAAA…": any other is refused
    QString secret;  // name of the secret that holds our private key
    Instant created;
    bool operator==(const Host &) const = default;

    QString place() const; // "web1 (deploy@10.0.0.1:22)", for people
    QJsonObject toJson() const;
};

// A public key in OpenSSH's one-line form, without options and comment. Invalid where it is none.
Result<QString> publicKeyFromText(const QString &text);
// "SHA256:…", as ssh-keygen -l prints it; empty for what is no key.
QString fingerprintOf(const QString &publicKey);

} // namespace slipway
