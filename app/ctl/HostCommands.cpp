#include "ctl/Context.h"

#include <QFile>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>

namespace slipway {

namespace {

using Kind = Parameter::Kind;

constexpr qint64 largestKey = 64 * 1024;
constexpr int sshPort = 22;

Result<QString> privateKeyFrom(const QString &path)
{
    QFile file(path);
    const bool isOpen =
        path == QLatin1String("-") ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!isOpen) {
        return fail(Problem::Kind::NotFound,
                    QStringLiteral("The private key can't be read: %1").arg(file.errorString()),
                    QStringLiteral("Name its file, or - for stdin."), path);
    }
    return QString::fromUtf8(file.read(largestKey));
}

// Where stdin has brought the key, the terminal is asked.
bool isConfirmed(bool stdinIsTaken)
{
    std::fputs("Is that the host's own key? (yes/no) ", stderr);
    std::string answer;
    if (stdinIsTaken) {
        std::ifstream terminal("/dev/tty");
        std::getline(terminal, answer);
    } else {
        std::getline(std::cin, answer);
    }
    return answer == "yes" || answer == "y";
}

// The key that the host shows, once a person has said that it is the right one.
Task<Result<QString>> trustedKey(Context &context, int port)
{
    const Arguments &arguments = context.arguments();
    const auto shown = co_await context.client().scanHost(arguments.text("address"), port);
    if (!shown)
        co_return Failure(shown.error());
    const QString key = shown->value(QStringLiteral("host_key")).toString();
    const QString fingerprint = shown->value(QStringLiteral("fingerprint")).toString();
    printNote(QStringLiteral("%1 port %2 shows the key %3 (%4).")
                  .arg(arguments.text("address"))
                  .arg(port)
                  .arg(fingerprint, key.section(QLatin1Char(' '), 0, 0)));
    printNote(
        QStringLiteral("On the host itself, \"ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub\" tells."));
    if (isConfirmed(arguments.text("key") == QLatin1String("-")))
        co_return key;
    co_return fail(Problem::Kind::Conflict,
                   QStringLiteral("The host's key was not confirmed; nothing changed"),
                   QStringLiteral("Say yes, or give the key with --host-key."));
}

Task<int> add(Context &context)
{
    const Arguments &arguments = context.arguments();
    const int port = arguments.has("port") ? static_cast<int>(arguments.number("port")) : sshPort;
    QJsonObject body{{QStringLiteral("name"), arguments.text("name")},
                     {QStringLiteral("address"), arguments.text("address")},
                     {QStringLiteral("port"), port},
                     {QStringLiteral("user"), arguments.text("user")},
                     {QStringLiteral("host_key"), arguments.text("host-key")}};
    insertGiven(body, "secret", arguments.text("secret"));
    if (arguments.has("key")) {
        const auto key = privateKeyFrom(arguments.text("key"));
        if (!key)
            co_return context.failed(key.error());
        body.insert(QStringLiteral("private_key"), *key);
    }
    if (!arguments.has("host-key")) {
        const auto key = co_await trustedKey(context, port);
        if (!key)
            co_return context.failed(key.error());
        body.insert(QStringLiteral("host_key"), *key);
    }
    const auto host = co_await context.client().addHost(body);
    if (!host)
        co_return context.failed(host.error());
    co_return context.done(
        *host, QStringLiteral("Added %1, whose key is %2.")
                   .arg(arguments.text("name"), cell(host->value(QStringLiteral("fingerprint")))));
}

Task<int> list(Context &context)
{
    const auto hosts = co_await context.all(QStringLiteral("/api/v1/hosts"), {}, 10000);
    if (!hosts)
        co_return context.failed(hosts.error());
    if (context.json()) {
        printJson({{QStringLiteral("items"), *hosts}});
        co_return exitFine;
    }
    Table table({QStringLiteral("NAME"), QStringLiteral("ADDRESS"), QStringLiteral("PORT"),
                 QStringLiteral("USER"), QStringLiteral("SECRET"), QStringLiteral("HOST KEY")});
    for (const QJsonValue &value : *hosts) {
        const QJsonObject host = value.toObject();
        table.add({cell(host.value(QStringLiteral("name"))), cell(host.value(QStringLiteral("address"))),
                   cell(host.value(QStringLiteral("port"))), cell(host.value(QStringLiteral("user"))),
                   cell(host.value(QStringLiteral("secret"))),
                   cell(host.value(QStringLiteral("fingerprint")))});
    }
    table.print();
    co_return exitFine;
}

Task<int> show(Context &context)
{
    const auto host = co_await context.client().host(context.arguments().text("name"));
    if (!host)
        co_return context.failed(host.error());
    QStringList lines;
    for (const char *field :
         {"name", "address", "port", "user", "secret", "fingerprint", "host_key", "created"})
        lines.append(QStringLiteral("%1  %2")
                         .arg(QLatin1String(field), -12)
                         .arg(cell(host->value(QLatin1String(field)))));
    co_return context.done(*host, lines.join(QLatin1Char('\n')));
}

Task<int> remove(Context &context)
{
    const QString name = context.arguments().text("name");
    const auto removed = co_await context.client().removeHost(name);
    if (!removed)
        co_return context.failed(removed.error());
    co_return context.done({{QStringLiteral("removed"), name}}, QStringLiteral("Removed %1.").arg(name));
}

} // namespace

std::vector<Command> hostCommands()
{
    const Parameter name{"name", Kind::Positional, "Name of the host, as pipelines say it"};
    return {
        {"host",
         "add",
         "Add a host that steps run on over SSH; shows its key and asks, unless --host-key gives it",
         {name,
          {"--address", Kind::Required, "Its name or IP address"},
          {"--port", Kind::Number, "Port of its sshd (22)"},
          {"--user", Kind::Required, "Login there"},
          {"--host-key", Kind::Optional, "Its public key: one line, \"ssh-ed25519 AAAA...\""},
          {"--key", Kind::Optional, "File with our private key there, or - for stdin; kept as a secret"},
          {"--secret", Kind::Optional, "Name of the secret that holds our private key, instead of --key"}},
         add},
        {"host", "list", "Hosts", {}, list},
        {"host", "show", "One host", {name}, show},
        {"host", "remove", "Remove a host, and its own key with it", {name}, remove},
    };
}

} // namespace slipway
