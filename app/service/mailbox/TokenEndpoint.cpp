#include "service/mailbox/TokenEndpoint.h"

#include "domain/Json.h"

#include <QUrl>

#include <algorithm>
#include <sodium.h>
#include <string_view>

namespace slipway {

namespace {

constexpr qsizetype longestToken = 16 * 1024;
constexpr std::chrono::seconds unsaid = std::chrono::minutes(5); // that one lasts of which nothing is said
constexpr std::chrono::seconds longest = std::chrono::hours(24); // that one is believed to last

// For people: without its query.
QString placeOf(const Mailbox &mailbox)
{
    return QUrl(mailbox.tokenUrl).toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

Failure failed(const QString &what, const QString &hint, const Mailbox &mailbox)
{
    return fail(Problem::Kind::Unavailable, what, hint, placeOf(mailbox));
}

void add(QByteArray &form, const char *field, QByteArrayView value)
{
    constexpr std::string_view digits("0123456789ABCDEF");
    form.append(form.isEmpty() ? "" : "&").append(field).append('=');
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isPlain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                             (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' || byte == '_' ||
                             byte == '~';
        if (isPlain)
            form.append(c);
        else
            form.append('%').append(digits[byte >> 4]).append(digits[byte & 15]);
    }
}

QByteArray formOf(const Mailbox &mailbox, const OAuthSecrets &secrets)
{
    QByteArray form;
    form.reserve(3 * (secrets.client.bytes().size() + secrets.refresh.bytes().size()) + 8 * 1024);
    const bool canRefresh = !secrets.refresh.isEmpty();
    add(form, "grant_type", canRefresh ? "refresh_token" : "client_credentials");
    if (canRefresh)
        add(form, "refresh_token", secrets.refresh.bytes());
    add(form, "client_id", mailbox.clientId.toUtf8());
    if (!secrets.client.isEmpty())
        add(form, "client_secret", secrets.client.bytes());
    if (!mailbox.scope.isEmpty())
        add(form, "scope", mailbox.scope.toUtf8());
    return form;
}

bool holds(const QString &text, const SecretValue &secret)
{
    const QString value = QString::fromLatin1(secret.bytes());
    return !secret.isEmpty() && (text.contains(value) || text.contains(value.simplified()));
}

// One line of its words; none where they repeat a secret.
QString lineOf(const QJsonValue &value, const OAuthSecrets &secrets)
{
    const QString text = value.toString();
    const QString line = text.simplified();
    const bool isTold = holds(text, secrets.client) || holds(text, secrets.refresh) ||
                        holds(line, secrets.client) || holds(line, secrets.refresh);
    return isTold ? QString() : line.left(200);
}

// "invalid_grant: Token has been revoked"
QString wordsOf(const QJsonObject &object, const OAuthSecrets &secrets)
{
    const QString error = lineOf(object.value(QStringLiteral("error")), secrets);
    const QString why = lineOf(object.value(QStringLiteral("error_description")), secrets);
    return error.isEmpty() || why.isEmpty() ? error + why : QStringLiteral("%1: %2").arg(error, why);
}

// Each that RFC 6749 names, with who can mend it and how.
Failure refusedWith(const QString &error, const QString &words, const Mailbox &mailbox)
{
    const auto refused = [&](const QString &what, const QString &hint) {
        return fail(Problem::Kind::Unauthenticated, what, hint, placeOf(mailbox));
    };
    if (error == QLatin1String("invalid_grant"))
        return refused(
            QStringLiteral("The refresh token isn't valid any more: the token endpoint says \"%1\"")
                .arg(words),
            QStringLiteral("Let \"%1\" sign in again, and set the new one: slipwayctl mailbox set %2 "
                           "--refresh-token.")
                .arg(mailbox.user, mailbox.name));
    if (error == QLatin1String("invalid_client") || error == QLatin1String("unauthorized_client"))
        return refused(
            QStringLiteral("The token endpoint doesn't let the client \"%1\" in: it says \"%2\"")
                .arg(mailbox.clientId, words),
            QStringLiteral("Has its secret run out, and may it do this? Set the right one: slipwayctl "
                           "mailbox set %1 --client-secret.")
                .arg(mailbox.name));
    if (error == QLatin1String("invalid_scope"))
        return refused(
            QStringLiteral("The token endpoint doesn't give the scope \"%1\": it says \"%2\"")
                .arg(mailbox.scope, words),
            QStringLiteral("Set the one that it names for IMAP: slipwayctl mailbox set %1 --scope.")
                .arg(mailbox.name));
    return refused(
        QStringLiteral("The token endpoint refuses: it says \"%1\"").arg(words),
        QStringLiteral("Are the token URL, the client and the scope right? slipwayctl mailbox show %1 "
                       "lists them.")
            .arg(mailbox.name));
}

bool isToken(const QByteArray &text)
{
    return !text.isEmpty() && text.size() <= longestToken &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

// Some write the number as text.
std::chrono::seconds lastsOf(const QJsonValue &value)
{
    if (value.isUndefined() || value.isNull())
        return unsaid;
    const double seconds = value.isString() ? value.toString().toDouble() : value.toDouble();
    return std::chrono::seconds(
        static_cast<qint64>(std::clamp(seconds, 0.0, static_cast<double>(longest.count()))));
}

Result<TokenAnswer> tokenIn(const QJsonObject &object, const Mailbox &mailbox, const OAuthSecrets &secrets)
{
    const QByteArray access = object.value(QStringLiteral("access_token")).toString().toUtf8();
    const QString type = object.value(QStringLiteral("token_type")).toString();
    if (!isToken(access))
        return failed(QStringLiteral("The token endpoint answers without an access token"),
                      QStringLiteral("Is the token URL right?"), mailbox);
    if (type.compare(QLatin1String("bearer"), Qt::CaseInsensitive) != 0)
        return failed(QStringLiteral("The token endpoint gives tokens of the kind \"%1\"")
                          .arg(lineOf(object.value(QStringLiteral("token_type")), secrets)),
                      QStringLiteral("Mail servers take bearer tokens: use the endpoint that gives those."),
                      mailbox);
    TokenAnswer answer;
    answer.access = SecretValue(access);
    answer.refresh = SecretValue(object.value(QStringLiteral("refresh_token")).toString().toUtf8());
    answer.lasts = lastsOf(object.value(QStringLiteral("expires_in")));
    if (!OAuthSecrets::canBe(answer.refresh) || answer.refresh.bytes().size() > longestToken)
        return failed(QStringLiteral("The token endpoint gives a refresh token that can't be one"),
                      QStringLiteral("Is the token URL right?"), mailbox);
    return answer;
}

} // namespace

Result<TokenAnswer> readTokenAnswer(const HttpAnswer &answer, const Mailbox &mailbox,
                                    const OAuthSecrets &secrets)
{
    if (answer.status == 0)
        return failed(QStringLiteral("The token endpoint can't be reached: %1").arg(answer.why),
                      QStringLiteral("Is the token URL right? It is tried again by itself."), mailbox);
    if (answer.isCut)
        return failed(QStringLiteral("The token endpoint says more than an answer may hold"),
                      QStringLiteral("Is the token URL right?"), mailbox);
    const bool isBusy = answer.status == 429 || answer.status >= 500;
    const auto object = objectFromBytes(answer.body, QStringLiteral("the answer"));
    const QString error = object ? object->value(QStringLiteral("error")).toString() : QString();
    if (!isBusy && !error.isEmpty() && error != QLatin1String("temporarily_unavailable"))
        return refusedWith(error, wordsOf(*object, secrets), mailbox);
    if (isBusy || !error.isEmpty())
        return failed(QStringLiteral("The token endpoint can't answer now: it says %1").arg(answer.status),
                      QStringLiteral("It is tried again by itself."), mailbox);
    const bool isShut = answer.status == 401 || answer.status == 403;
    if (answer.status != 200 || !object)
        return fail(
            isShut ? Problem::Kind::Unauthenticated : Problem::Kind::Unavailable,
            QStringLiteral("The token endpoint doesn't answer as OAuth2 says: it says %1").arg(answer.status),
            QStringLiteral("Is the token URL right?"), placeOf(mailbox));
    return tokenIn(*object, mailbox, secrets);
}

Result<TokenAnswer> askForToken(const Mailbox &mailbox, const OAuthSecrets &secrets, Duration patience,
                                const std::stop_token &stop)
{
    HttpRequest request;
    request.url = mailbox.tokenUrl.toUtf8();
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
    request.body = formOf(mailbox, secrets);
    HttpAnswer answer = HttpSender(patience).send(request, stop);
    ::sodium_memzero(request.body.data(), static_cast<std::size_t>(request.body.size()));
    auto read = readTokenAnswer(answer, mailbox, secrets);
    ::sodium_memzero(answer.body.data(), static_cast<std::size_t>(answer.body.size()));
    if (!read && stop.stop_requested())
        return fail(Problem::Kind::Cancelled, QStringLiteral("It was stopped"));
    return read;
}

} // namespace slipway
