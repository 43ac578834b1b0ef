// A mailbox on an IMAP server from which the support desk takes its mail: where it is, who we are there, and
// what is done there with a mail that was taken.
#pragma once
#include "domain/Instant.h"

#include <QJsonObject>

namespace slipway {

struct Mailbox
{
    enum class Security { Tls, StartTls, None }; // None: only to a server on this machine
    enum class SignIn { Password, OAuth2 };      // OAuth2: with an access token (RFC 6749)
    static constexpr qint64 mostBytes = 60'000'000;

    qint64 id = 0;
    QString name; // "support"
    QString host;
    int port = 993;
    Security security = Security::Tls;
    QString certificate; // PEM of whoever vouches for the server; empty: those this machine believes
    QString user;
    SignIn signIn = SignIn::Password;
    QString tokenUrl; // where access tokens are had; like the next two empty with a password
    QString clientId; // as whom we are registered there
    QString scope;    // what the token is for; empty: what the registration says
    QString folder = QStringLiteral("INBOX");
    QString moveTo;              // a folder that taken mail goes to; empty: it stays, and is marked as seen
    qint64 largest = 50'000'000; // bytes of a mail; what is larger is left where it is, and said
    int pollSeconds = 60;        // for a server that can't tell of new mail by itself
    Instant created;             // what was read before isn't taken
    bool operator==(const Mailbox &) const = default;

    QString secret() const; // name of the secret that it signs in with
    QString place() const;  // "mail.example.net:993", for people
    QJsonObject toJson() const;
    // What `object` says over what `before` says; wrong values and unknown names are named.
    static Result<Mailbox> fromJson(const QJsonObject &object, const Mailbox &before);
};

QString toText(Mailbox::Security security); // "starttls"
QString toText(Mailbox::SignIn signIn);     // "oauth2"

} // namespace slipway
