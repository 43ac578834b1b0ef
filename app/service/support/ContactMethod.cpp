#include "service/support/ContactMethod.h"

#include "domain/Json.h"
#include "service/notify/HttpSender.h"
#include "service/notify/MailMessage.h"
#include "service/secrets/SecretStore.h"

#include <QRegularExpression>

#include <array>
#include <utility>

namespace slipway {

namespace {

using Kind = ContactMethod::Kind;
constexpr std::array<std::pair<Kind, const char *>, 5> kinds{{{Kind::Mail, "mail"},
                                                              {Kind::Sms, "sms"},
                                                              {Kind::Webhook, "webhook"},
                                                              {Kind::Push, "push"},
                                                              {Kind::Command, "command"}}};
constexpr qsizetype longestName = 40;
constexpr qsizetype mostWords = 50;
constexpr qsizetype longestWord = 1000;

Failure wrong(const char *field, const QString &what, const QString &hint)
{
    return fail(Problem::Kind::Invalid, what, hint, QLatin1Char('/') + QLatin1String(field));
}

QStringList fieldsOf(Kind kind)
{
    switch (kind) {
    case Kind::Mail:
    case Kind::Sms:
        return {QStringLiteral("to")};
    case Kind::Webhook:
    case Kind::Push:
        return {QStringLiteral("url"), QStringLiteral("url_secret"), QStringLiteral("token_secret")};
    case Kind::Command:
        break;
    }
    return {QStringLiteral("command")};
}

Result<void> checkUrl(const ContactMethod &method)
{
    if (method.url.isEmpty() == method.urlSecret.isEmpty())
        return wrong("url", QStringLiteral("It isn't said where to"),
                     QStringLiteral("Give a url, or as url_secret the name of the secret that holds it."));
    if (method.url.isEmpty())
        return {};
    // It stands in the ledger and in lists.
    if (method.url.contains(QLatin1Char('@')) || method.url.contains(QLatin1Char('?')))
        return wrong("url", QStringLiteral("Everybody on the desk could read what is secret in it"),
                     QStringLiteral("Put the whole address among the secrets and give its name as "
                                    "url_secret: slipwayctl secret set NAME."));
    const auto checked = checkPostUrl(method.url.toUtf8());
    return checked ? Result<void>() : Failure(checked.error().at(QStringLiteral("/url")));
}

Result<void> checkCommand(const QStringList &command)
{
    const bool isPath = !command.isEmpty() && command.constFirst().startsWith(QLatin1Char('/'));
    if (!isPath || command.size() > mostWords)
        return wrong("command", QStringLiteral("A command begins with the whole path of a program"),
                     QStringLiteral("Write [\"/usr/local/bin/page\", \"eva\"]."));
    for (const QString &word : command) {
        if (word.size() > longestWord || word.contains(QChar(0)))
            return wrong("command", QStringLiteral("A word of the command is too long"),
                         QStringLiteral("At most %1 characters.").arg(longestWord));
    }
    return {};
}

Result<void> check(const ContactMethod &method)
{
    static const QRegularExpression plain(QStringLiteral("\\A[a-z0-9][a-z0-9_-]*\\z"));
    if (!method.name.isEmpty() && (method.name.size() > longestName || !plain.match(method.name).hasMatch()))
        return wrong("name", QStringLiteral("A method can't have this name"),
                     QStringLiteral("Use small letters, digits and dashes."));
    for (const QString &secret : method.secrets()) {
        if (auto named = SecretStore::check(secret, "x"); !named)
            return Failure(named.error().at(secret == method.urlSecret ? QStringLiteral("/url_secret")
                                                                       : QStringLiteral("/token_secret")));
    }
    if (method.isMail())
        return isMailAddress(method.address) && method.address.count(QLatin1Char('@')) == 1
                   ? Result<void>()
                   : wrong("to", QStringLiteral("\"%1\" is no mail address").arg(method.address.left(60)),
                           QStringLiteral("Use one such as eva@provider.example."));
    return method.kind == Kind::Command ? checkCommand(method.command) : checkUrl(method);
}

} // namespace

QString toText(ContactMethod::Kind kind)
{
    for (const auto &[known, name] : kinds) {
        if (known == kind)
            return QLatin1String(name);
    }
    return {};
}

ContactMethod ContactMethod::byMail(const QString &address)
{
    ContactMethod method;
    method.address = address;
    return method;
}

Result<ContactMethod> ContactMethod::fromJson(const QJsonObject &object)
{
    const QString said = object.value(QLatin1String("kind")).toString();
    const auto known = std::find_if(kinds.begin(), kinds.end(),
                                    [&](const auto &one) { return said == QLatin1String(one.second); });
    if (known == kinds.end())
        return wrong("kind", QStringLiteral("Nobody is reached by \"%1\"").arg(said.left(60)),
                     QStringLiteral("Use mail, sms, webhook, push or command."));
    const QStringList fields =
        fieldsOf(known->first) + QStringList{QStringLiteral("kind"), QStringLiteral("name")};
    for (const QString &key : object.keys()) {
        if (!fields.contains(key))
            return fail(Problem::Kind::Invalid,
                        QStringLiteral("The method %1 has no \"%2\"").arg(said, key.left(60)),
                        QStringLiteral("It has: %1.").arg(fields.join(QStringLiteral(", "))),
                        QLatin1Char('/') + key.left(60));
    }
    const auto text = [&](const char *field) { return object.value(QLatin1String(field)).toString(); };
    ContactMethod method;
    method.kind = known->first;
    method.name = text("name");
    method.address = text("to").trimmed().toLower();
    method.url = text("url").trimmed();
    method.urlSecret = text("url_secret");
    method.tokenSecret = text("token_secret");
    method.command = stringsFromJson(object.value(QLatin1String("command")));
    const auto checked = check(method);
    return checked ? Result<ContactMethod>(method) : Failure(checked.error());
}

QJsonObject ContactMethod::toJson() const
{
    QJsonObject object{{QStringLiteral("kind"), toText(kind)}};
    const auto insert = [&](const char *field, const QString &value) {
        if (!value.isEmpty())
            object.insert(QLatin1String(field), value);
    };
    insert("name", name);
    insert("to", address);
    insert("url", url);
    insert("url_secret", urlSecret);
    insert("token_secret", tokenSecret);
    if (!command.isEmpty())
        object.insert(QStringLiteral("command"), slipway::toJson(command));
    return object;
}

bool ContactMethod::answersTo(const QString &wanted) const
{
    return wanted == name || wanted == toText(kind);
}

QString ContactMethod::place() const
{
    if (isMail())
        return address;
    if (kind == Kind::Command)
        return command.join(QLatin1Char(' '));
    return url.isEmpty() ? QStringLiteral("secret:") + urlSecret : url;
}

QStringList ContactMethod::secrets() const
{
    QStringList names{urlSecret, tokenSecret};
    names.removeAll(QString());
    return names;
}

} // namespace slipway
