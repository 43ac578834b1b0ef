#include "service/api/pages/PagesSettings.h"

#include "service/support/SignedLinks.h"

#include <QStringList>

#include <arpa/inet.h>

namespace slipway {

namespace {

constexpr int mostPort = 65535;

Failure wrong(const char *field, const QString &what, const QString &hint)
{
    return fail(Problem::Kind::Invalid, what, hint, QLatin1Char('/') + QLatin1String(field));
}

bool isAddress(const QString &text)
{
    in6_addr space{};
    const QByteArray bytes = text.toLatin1();
    return ::inet_pton(AF_INET, bytes.constData(), &space) == 1 ||
           ::inet_pton(AF_INET6, bytes.constData(), &space) == 1;
}

bool isLoopback(const QString &address)
{
    return address.isEmpty() || address.startsWith(QLatin1String("127.")) || address == QLatin1String("::1");
}

Result<void> check(const PagesSettings &settings)
{
    if (!settings.listen.isEmpty() && !isAddress(settings.listen))
        return wrong("listen", QStringLiteral("\"%1\" is no address").arg(settings.listen.left(60)),
                     QStringLiteral("Use numbers, such as 127.0.0.1 or 0.0.0.0."));
    if (settings.port < 0 || settings.port > mostPort)
        return wrong("port", QStringLiteral("There is no such port"),
                     QStringLiteral("Use 1 to %1.").arg(mostPort));
    if (settings.certificate.isEmpty() != settings.key.isEmpty())
        return wrong("key", QStringLiteral("A certificate needs its key, and a key its certificate"),
                     QStringLiteral("Give the paths of both PEM files, or neither."));
    if (!isLoopback(settings.listen) && settings.certificate.isEmpty() && !settings.proxy)
        return wrong("certificate", QStringLiteral("Everybody on the way could read the pages"),
                     QStringLiteral("Give certificate and key, or say \"proxy\": true where a proxy with TLS "
                                    "stands before it."));
    return {};
}

} // namespace

Result<PagesSettings> PagesSettings::fromJson(const QJsonObject &object)
{
    static const QStringList known{QStringLiteral("public_url"), QStringLiteral("listen"),
                                   QStringLiteral("port"),       QStringLiteral("certificate"),
                                   QStringLiteral("key"),        QStringLiteral("proxy")};
    for (const QString &key : object.keys()) {
        if (!known.contains(key))
            return fail(Problem::Kind::Invalid, QStringLiteral("The pages have no \"%1\"").arg(key.left(60)),
                        QStringLiteral("They have: %1.").arg(known.join(QStringLiteral(", "))),
                        QLatin1Char('/') + key.left(60));
    }
    const auto text = [&](const char *field) { return object.value(QLatin1String(field)).toString(); };
    PagesSettings settings;
    if (const QString url = text("public_url"); !url.isEmpty()) {
        const auto base = publicUrlFrom(url);
        if (!base)
            return Failure(base.error().at(QStringLiteral("/public_url")));
        settings.publicUrl = *base;
    }
    settings.listen = text("listen");
    settings.port =
        object.value(QLatin1String("port")).toInt(object.contains(QLatin1String("port")) ? -1 : 0);
    settings.certificate = text("certificate");
    settings.key = text("key");
    settings.proxy = object.value(QLatin1String("proxy")).toBool();
    const auto checked = check(settings);
    return checked ? Result<PagesSettings>(settings) : Failure(checked.error());
}

QJsonObject PagesSettings::toJson() const
{
    QJsonObject object{{QStringLiteral("public_url"), publicUrl}};
    const auto insert = [&](const char *field, const QString &value) {
        if (!value.isEmpty())
            object.insert(QLatin1String(field), value);
    };
    insert("listen", listen);
    insert("certificate", certificate);
    insert("key", key);
    if (port > 0)
        object.insert(QStringLiteral("port"), port);
    if (proxy)
        object.insert(QStringLiteral("proxy"), true);
    return object;
}

} // namespace slipway
