#include "service/ipc/OutboundSettings.h"

#include "domain/Json.h"

#include <QRegularExpression>

#include <algorithm>

namespace slipway {

namespace {

const QString wantedForm = QStringLiteral("Write it as \"host:port\", an IPv6 address as \"[::1]:port\".");

Failure wrong(const QString &what, const QString &hint, const QString &where)
{
    return fail(Problem::Kind::Invalid, what, hint, where);
}

Result<void> knowsOnly(const QJsonObject &object, const QStringList &known, const QString &where)
{
    for (const QString &key : object.keys()) {
        if (!known.contains(key))
            return wrong(QStringLiteral("\"%1\" is not a setting").arg(key),
                         QStringLiteral("There are: %1.").arg(known.join(QStringLiteral(", "))),
                         where + QLatin1Char('/') + key);
    }
    return {};
}

Result<SmtpServer> serverFrom(const QJsonObject &object)
{
    const QString where = QStringLiteral("/mail");
    if (auto known =
            knowsOnly(object,
                      {QStringLiteral("smarthost"), QStringLiteral("security"), QStringLiteral("user"),
                       QStringLiteral("password_file"), QStringLiteral("ca_file")},
                      where);
        !known)
        return Failure(known.error());
    for (const QString &key : object.keys()) {
        if (!object.value(key).isString())
            return wrong(QStringLiteral("This must be text"), QStringLiteral("Put it in quotes."),
                         where + QLatin1Char('/') + key);
    }
    SmtpServer server;
    const auto at = HostPort::fromText(object.value(QLatin1String("smarthost")).toString());
    if (!at)
        return Failure(at.error().at(where + QStringLiteral("/smarthost")));
    server.at = *at;
    const QString security = object.value(QLatin1String("security")).toString(QStringLiteral("none"));
    if (security == QLatin1String("starttls"))
        server.security = SmtpServer::Security::StartTls;
    else if (security == QLatin1String("tls"))
        server.security = SmtpServer::Security::Tls;
    else if (security != QLatin1String("none"))
        return wrong(QStringLiteral("\"%1\" is no way to secure a connection").arg(security),
                     QStringLiteral("Use none, starttls or tls."), where + QStringLiteral("/security"));
    server.user = object.value(QLatin1String("user")).toString();
    server.passwordFile = object.value(QLatin1String("password_file")).toString();
    if (server.user.isEmpty() != server.passwordFile.isEmpty())
        return wrong(QStringLiteral("A sign-in needs a user and a file with the password"),
                     QStringLiteral("Set user and password_file, or neither."), where);
    if (!server.user.isEmpty() && server.security == SmtpServer::Security::None)
        return wrong(QStringLiteral("The password would be sent for everybody to read"),
                     QStringLiteral("Set \"security\" to starttls or tls."),
                     where + QStringLiteral("/security"));
    server.caFile = object.value(QLatin1String("ca_file")).toString();
    if (!server.caFile.isEmpty() && server.security == SmtpServer::Security::None)
        return wrong(QStringLiteral("Without a secure connection there is no certificate to check"),
                     QStringLiteral("Set \"security\" to starttls or tls, or leave ca_file out."),
                     where + QStringLiteral("/ca_file"));
    return server;
}

Result<QStringList> commandsFrom(const QJsonValue &value)
{
    const QString form = QStringLiteral("Write [\"/usr/local/bin/page\"].");
    if (!value.isUndefined() && !value.isArray())
        return wrong(QStringLiteral("This must be a list"), form, QStringLiteral("/commands"));
    QStringList commands;
    for (const QJsonValue &one : value.toArray()) {
        if (!one.toString().startsWith(QLatin1Char('/')))
            return wrong(
                QStringLiteral("\"%1\" isn't the whole path of a program").arg(one.toString().left(300)),
                form, QStringLiteral("/commands/%1").arg(commands.size()));
        commands.append(one.toString());
    }
    return commands;
}

} // namespace

QString HostPort::text() const
{
    return (host.contains(QLatin1Char(':')) ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2"))
        .arg(host)
        .arg(port);
}

Result<HostPort> HostPort::fromText(const QString &text)
{
    static const QRegularExpression form(QStringLiteral(
        R"(^(?:\[([0-9a-f:.]{2,45})\]|([a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_.])?)):([0-9]{1,5})$)"));
    const auto match = form.match(text.toLower());
    const int port = match.captured(3).toInt();
    if (!match.hasMatch() || port < 1 || port > 65535)
        return wrong(QStringLiteral("\"%1\" is no host with a port").arg(text.left(300)), wantedForm, {});
    return HostPort{match.captured(1) + match.captured(2), port};
}

Result<OutboundSettings> OutboundSettings::fromBytes(const QByteArray &bytes)
{
    const auto object = objectFromBytes(bytes, QStringLiteral("outbound.json"));
    if (!object)
        return Failure(object.error());
    if (auto known = knowsOnly(
            *object, {QStringLiteral("mail"), QStringLiteral("allow"), QStringLiteral("commands")}, {});
        !known)
        return Failure(known.error());
    OutboundSettings settings;
    const QJsonValue mail = object->value(QLatin1String("mail"));
    if (!mail.isUndefined()) {
        if (!mail.isObject())
            return wrong(QStringLiteral("This must be an object"),
                         QStringLiteral("Write {\"smarthost\": \"host:port\"}."), QStringLiteral("/mail"));
        auto server = serverFrom(mail.toObject());
        if (!server)
            return Failure(server.error());
        settings.smarthost = std::move(*server);
    }
    const QJsonValue allow = object->value(QLatin1String("allow"));
    if (!allow.isUndefined() && !allow.isArray())
        return wrong(QStringLiteral("This must be a list"), wantedForm, QStringLiteral("/allow"));
    const QJsonArray list = allow.toArray();
    for (qsizetype i = 0; i < list.size(); ++i) {
        auto target = HostPort::fromText(list.at(i).toString());
        if (!target)
            return Failure(target.error().at(QStringLiteral("/allow/%1").arg(i)));
        settings.allow.push_back(std::move(*target));
    }
    auto commands = commandsFrom(object->value(QLatin1String("commands")));
    if (!commands)
        return Failure(commands.error());
    settings.commands = std::move(*commands);
    return settings;
}

} // namespace slipway
