// One way to reach somebody on duty. A plain value: where a secret belongs stands only its name.
#pragma once
#include "domain/Problem.h"

#include <QJsonObject>
#include <QStringList>

namespace slipway {

struct ContactMethod
{
    enum class Kind {
        Mail,
        Sms,     // mail to a gateway, kept short
        Webhook, // JSON by POST
        Push,    // text by POST with title, priority and link in headers, as ntfy takes it
        Command, // a program that the administrator has allowed, the page on its standard input
    };
    Kind kind = Kind::Mail;
    QString name;        // by which a process may ask for it; empty: its kind
    QString address;     // of mail and SMS
    QString url;         // of webhook and push, where anybody may read it; otherwise
    QString urlSecret;   // the name of the secret that holds it
    QString tokenSecret; // of the bearer token that goes along; or empty
    QStringList command;
    bool operator==(const ContactMethod &) const = default;

    // {"kind":"mail","to":…}, {"kind":"webhook","url":… or "url_secret":…,"token_secret":…},
    // {"kind":"command","command":[…]}; each may have a "name". Wrong fields are named by JSON pointer.
    static Result<ContactMethod> fromJson(const QJsonObject &object);
    QJsonObject toJson() const;
    static ContactMethod byMail(const QString &address);

    bool isMail() const { return kind == Kind::Mail || kind == Kind::Sms; }
    bool answersTo(const QString &wanted) const; // its name or its kind
    QString place() const;                       // where it leads, as people may see it
    QStringList secrets() const;                 // names
};
QString toText(ContactMethod::Kind kind); // "webhook"

} // namespace slipway
