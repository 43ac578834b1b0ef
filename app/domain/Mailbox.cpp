#include "domain/Mailbox.h"

#include <QRegularExpression>
#include <QUrl>

#include <array>

namespace slipway {

namespace {

struct SecurityName
{
    Mailbox::Security security;
    QLatin1String name;
};

constexpr std::array<SecurityName, 3> securityNames{{{Mailbox::Security::Tls, QLatin1String("tls")},
                                                     {Mailbox::Security::StartTls, QLatin1String("starttls")},
                                                     {Mailbox::Security::None, QLatin1String("none")}}};

constexpr std::array<Mailbox::SignIn, 2> signIns{Mailbox::SignIn::Password, Mailbox::SignIn::OAuth2};
constexpr qsizetype longestUrl = 2000;

Failure wrong(const char *field, const QString &hint)
{
    return fail(Problem::Kind::Invalid,
                QStringLiteral("The mailbox can't have this %1").arg(QLatin1String(field)), hint,
                QLatin1Char('/') + QLatin1String(field));
}

// Text without anything that a line of IMAP couldn't hold.
bool isLine(const QString &text, qsizetype longest)
{
    static const QRegularExpression control(QStringLiteral("[\\x00-\\x1f\\x7f]"));
    return text.size() <= longest && !text.contains(control);
}

bool isOnThisMachine(const QString &host)
{
    static const QRegularExpression loopback(QStringLiteral("\\A(?:localhost|127(?:\\.\\d{1,3}){3}|::1)\\z"));
    return loopback.match(host).hasMatch();
}

Result<void> readText(const QJsonObject &object, const char *field, qsizetype longest, QString &into)
{
    const QJsonValue value = object.value(QLatin1String(field));
    if (value.isUndefined())
        return {};
    if (!value.isString() || !isLine(value.toString(), longest))
        return wrong(field, QStringLiteral("Give a text of one line, at most %1 letters.").arg(longest));
    into = value.toString();
    return {};
}

Result<void> readNumber(const QJsonObject &object, const char *field, qint64 least, qint64 most, qint64 &into)
{
    const QJsonValue value = object.value(QLatin1String(field));
    if (value.isUndefined())
        return {};
    if (!value.isDouble() || value.toInteger(least - 1) < least || value.toInteger() > most)
        return wrong(field, QStringLiteral("Give a number from %1 to %2.").arg(least).arg(most));
    into = value.toInteger();
    return {};
}

Result<void> readSecurity(const QJsonObject &object, Mailbox &mailbox)
{
    const QJsonValue value = object.value(QStringLiteral("security"));
    if (value.isUndefined())
        return {};
    for (const SecurityName &row : securityNames) {
        if (value.toString() == row.name) {
            mailbox.security = row.security;
            return {};
        }
    }
    return wrong("security", QStringLiteral("Use tls, starttls or none."));
}

Result<void> readCertificate(const QJsonObject &object, Mailbox &mailbox)
{
    const QJsonValue value = object.value(QStringLiteral("certificate"));
    if (value.isUndefined())
        return {};
    const QString pem = value.toString();
    const bool isPem = pem.contains(QLatin1String("-----BEGIN CERTIFICATE-----")) && pem.size() <= 200'000;
    if (!value.isString() || (!pem.isEmpty() && !isPem))
        return wrong("certificate", QStringLiteral("Give certificates in PEM, or nothing."));
    mailbox.certificate = pem;
    return {};
}

Result<void> readSignIn(const QJsonObject &object, Mailbox &mailbox)
{
    const QJsonValue value = object.value(QStringLiteral("sign_in"));
    if (value.isUndefined())
        return {};
    for (const Mailbox::SignIn signIn : signIns) {
        if (value.toString() == toText(signIn)) {
            mailbox.signIn = signIn;
            return {};
        }
    }
    return wrong("sign_in", QStringLiteral("Use password or oauth2."));
}

// Secrets go there: nobody on the way may read them, and nothing of the address itself may be secret.
bool isTokenUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool isSecure = url.scheme() == QLatin1String("https") ||
                          (url.scheme() == QLatin1String("http") && isOnThisMachine(url.host()));
    return url.isValid() && !url.host().isEmpty() && isSecure && url.userInfo().isEmpty() &&
           !url.hasFragment();
}

// With a password nothing of OAuth2 is kept; what is named all the same is named by mistake.
Result<void> settleSignIn(const QJsonObject &object, Mailbox &mailbox)
{
    if (mailbox.signIn == Mailbox::SignIn::OAuth2) {
        if (!isTokenUrl(mailbox.tokenUrl))
            return wrong("token_url", QStringLiteral("Give the https address of the token endpoint, without "
                                                     "a login in it; plain http goes only to this machine."));
        if (mailbox.clientId.isEmpty())
            return wrong("client_id", QStringLiteral("Give the name that the client is registered by."));
        return {};
    }
    for (const char *field : {"token_url", "client_id", "scope"}) {
        if (!object.value(QLatin1String(field)).toString().isEmpty())
            return wrong(field, QStringLiteral("It is for a sign-in by oauth2: set that, too."));
    }
    mailbox.tokenUrl.clear();
    mailbox.clientId.clear();
    mailbox.scope.clear();
    return {};
}

Result<void> checkWhole(const Mailbox &mailbox)
{
    static const QRegularExpression host(QStringLiteral("\\A[A-Za-z0-9:][A-Za-z0-9.:_-]{0,252}\\z"));
    if (!host.match(mailbox.host).hasMatch())
        return wrong("host", QStringLiteral("Give the server's name, or its IP address."));
    if (mailbox.user.isEmpty())
        return wrong("user", QStringLiteral("Give the login there."));
    if (mailbox.folder.isEmpty())
        return wrong("folder", QStringLiteral("Name the folder, such as INBOX."));
    if (mailbox.moveTo.compare(mailbox.folder, Qt::CaseInsensitive) == 0)
        return wrong("move_to", QStringLiteral("Name another folder than the one that mail is taken from."));
    if (mailbox.security == Mailbox::Security::None && !isOnThisMachine(mailbox.host))
        return wrong("security",
                     QStringLiteral("Without TLS only a server on this machine is spoken to; use tls "
                                    "or starttls."));
    return {};
}

} // namespace

QString toText(Mailbox::Security security)
{
    for (const SecurityName &row : securityNames) {
        if (row.security == security)
            return row.name;
    }
    return {};
}

QString toText(Mailbox::SignIn signIn)
{
    return signIn == Mailbox::SignIn::OAuth2 ? QStringLiteral("oauth2") : QStringLiteral("password");
}

QString Mailbox::secret() const
{
    return QStringLiteral("mailbox.") + name;
}

QString Mailbox::place() const
{
    return host.contains(QLatin1Char(':')) ? QStringLiteral("[%1]:%2").arg(host).arg(port)
                                           : QStringLiteral("%1:%2").arg(host).arg(port);
}

QJsonObject Mailbox::toJson() const
{
    return {{QStringLiteral("name"), name},
            {QStringLiteral("host"), host},
            {QStringLiteral("port"), port},
            {QStringLiteral("security"), toText(security)},
            {QStringLiteral("certificate"), certificate},
            {QStringLiteral("user"), user},
            {QStringLiteral("sign_in"), toText(signIn)},
            {QStringLiteral("token_url"), tokenUrl},
            {QStringLiteral("client_id"), clientId},
            {QStringLiteral("scope"), scope},
            {QStringLiteral("folder"), folder},
            {QStringLiteral("move_to"), moveTo},
            {QStringLiteral("largest"), largest},
            {QStringLiteral("poll_seconds"), pollSeconds},
            {QStringLiteral("created"), toText(created)}};
}

Result<Mailbox> Mailbox::fromJson(const QJsonObject &object, const Mailbox &before)
{
    Mailbox mailbox = before;
    qint64 port = mailbox.port;
    qint64 seconds = mailbox.pollSeconds;
    if (auto read = readSecurity(object, mailbox); !read)
        return Failure(read.error());
    // Another security has another port, where none is named.
    if (mailbox.security != before.security && !object.contains(QStringLiteral("port")))
        port = mailbox.security == Security::Tls ? 993 : 143;
    for (const auto &read :
         {readCertificate(object, mailbox), readSignIn(object, mailbox),
          readText(object, "host", 253, mailbox.host), readText(object, "user", 250, mailbox.user),
          readText(object, "token_url", longestUrl, mailbox.tokenUrl),
          readText(object, "client_id", 250, mailbox.clientId),
          readText(object, "scope", 1000, mailbox.scope), readText(object, "folder", 250, mailbox.folder),
          readText(object, "move_to", 250, mailbox.moveTo), readNumber(object, "port", 1, 65535, port),
          readNumber(object, "largest", 1000, mostBytes, mailbox.largest),
          readNumber(object, "poll_seconds", 1, 3600, seconds)}) {
        if (!read)
            return Failure(read.error());
    }
    mailbox.port = static_cast<int>(port);
    mailbox.pollSeconds = static_cast<int>(seconds);
    if (auto settled = settleSignIn(object, mailbox); !settled)
        return Failure(settled.error());
    if (auto checked = checkWhole(mailbox); !checked)
        return Failure(checked.error());
    return mailbox;
}

} // namespace slipway
