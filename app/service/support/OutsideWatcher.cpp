#include "service/support/OutsideWatcher.h"

#include "domain/Json.h"
#include "service/notify/HttpSender.h"
#include "service/notify/MailMessage.h"

#include <QUrl>

namespace slipway {

namespace {

constexpr int mostOften = 5; // seconds
constexpr int mostSeldom = 24 * 3600;
constexpr qsizetype longestToken = 2000;

Failure wrong(const char *field, const QString &what, const QString &hint)
{
    return fail(Problem::Kind::Invalid, what, hint, QLatin1Char('/') + QLatin1String(field));
}

// What everybody may see of it.
QString placeOf(const QByteArray &url)
{
    const QUrl parsed(QString::fromUtf8(url));
    QUrl shown;
    shown.setScheme(parsed.scheme());
    shown.setHost(parsed.host());
    shown.setPort(parsed.port());
    return shown.toString();
}

} // namespace

const QString OutsideWatcher::secret = QStringLiteral("watcher.address");

SecretValue OutsideWatcher::Address::toSecret() const
{
    return SecretValue(toBytes(QJsonObject{{QStringLiteral("url"), QString::fromUtf8(url)},
                                           {QStringLiteral("token"), QString::fromUtf8(token)}}));
}

Result<OutsideWatcher::Address> OutsideWatcher::Address::fromSecret(const SecretValue &value)
{
    const auto object = objectFromBytes(value.bytes().toByteArray(), secret);
    if (!object) // what is wrong with it could quote it
        return fail(Problem::Kind::Invalid, QStringLiteral("The watcher's address can't be read"),
                    QStringLiteral("Set it again: slipwayctl watcher set --address."), secret);
    return Address{object->value(QLatin1String("url")).toString().toUtf8(),
                   object->value(QLatin1String("token")).toString().toUtf8()};
}

Result<OutsideWatcher> OutsideWatcher::with(const QJsonObject &body, Address &address) const
{
    OutsideWatcher wanted = *this;
    if (body.contains(QLatin1String("url"))) {
        const QByteArray url = body.value(QLatin1String("url")).toString().trimmed().toUtf8();
        if (!url.isEmpty()) {
            if (auto checked = checkPostUrl(url); !checked)
                return wrong("url", checked.error().what, checked.error().hint);
        }
        if (url != address.url)
            address = {url, {}};
        wanted.place = placeOf(url);
    }
    if (body.contains(QLatin1String("token")))
        address.token = body.value(QLatin1String("token")).toString().trimmed().toUtf8();
    wanted.hasToken = !address.token.isEmpty();
    if (wanted.hasToken && (address.url.isEmpty() || address.token.size() > longestToken))
        return wrong(
            "token",
            QStringLiteral("A token belongs to an address, and has up to %1 characters").arg(longestToken),
            QStringLiteral("Give the address, too, or leave out the token."));
    if (body.contains(QLatin1String("method"))) {
        const QString given = body.value(QLatin1String("method")).toString();
        if (given != QLatin1String("GET") && given != QLatin1String("POST"))
            return wrong("method", QStringLiteral("It is called by GET or POST"),
                         QStringLiteral("Use one of them; POST if it isn't said."));
        wanted.verb = given == QLatin1String("GET") ? Verb::Get : Verb::Post;
    }
    wanted.mail = body.value(QLatin1String("mail")).toString(mail).trimmed();
    if (!wanted.mail.isEmpty() && !isMailAddress(wanted.mail))
        return wrong("mail", QStringLiteral("\"%1\" is no mail address").arg(wanted.mail.left(60)),
                     QStringLiteral("Use such as watch@example.net."));
    wanted.everySeconds = body.value(QLatin1String("every_seconds"))
                              .toInt(body.contains(QLatin1String("every_seconds")) ? 0 : everySeconds);
    if (wanted.everySeconds < mostOften || wanted.everySeconds > mostSeldom)
        return wrong("every_seconds",
                     QStringLiteral("It is told every %1 to %2 seconds").arg(mostOften).arg(mostSeldom),
                     QStringLiteral("60 is usual; the watcher should wait for more than two of them."));
    if (!wanted.isSet())
        return wrong(
            "url", QStringLiteral("It isn't said who is told"),
            QStringLiteral("Give an address to call or to mail to; \"watcher remove\" tells nobody."));
    return wanted;
}

QJsonObject OutsideWatcher::toJson() const
{
    return {{QStringLiteral("url"), place},
            {QStringLiteral("method"), verb == Verb::Get ? QStringLiteral("GET") : QStringLiteral("POST")},
            {QStringLiteral("token"), hasToken},
            {QStringLiteral("mail"), mail},
            {QStringLiteral("every_seconds"), everySeconds}};
}

} // namespace slipway
