#include "ctl/Context.h"
#include "ctl/PasswordPrompt.h"

namespace slipway {

namespace {

using Kind = Parameter::Kind;

Task<int> set(Context &context)
{
    const QString name = context.arguments().text("name");
    const auto value = askForSecret();
    if (!value)
        co_return context.failed(value.error());
    const auto done = co_await context.client().setSecret(name, *value);
    if (!done)
        co_return context.failed(done.error());
    co_return context.done({{QStringLiteral("set"), name}}, QStringLiteral("Set %1.").arg(name));
}

Task<int> list(Context &context)
{
    const auto secrets = co_await context.client().whole(QStringLiteral("/api/v1/secrets"));
    if (!secrets)
        co_return context.failed(secrets.error());
    if (context.json()) {
        printJson({{QStringLiteral("items"), secrets->items}});
        co_return exitFine;
    }
    Table table({QStringLiteral("NAME"), QStringLiteral("HOSTS")});
    for (const QJsonValue &value : secrets->items) {
        QStringList hosts;
        for (const QJsonValue &host : value.toObject().value(QStringLiteral("hosts")).toArray())
            hosts.append(host.toString());
        table.add({cell(value.toObject().value(QStringLiteral("name"))), hosts.join(QStringLiteral(", "))});
    }
    table.print();
    co_return exitFine;
}

Task<int> remove(Context &context)
{
    const QString name = context.arguments().text("name");
    const auto done = co_await context.client().removeSecret(name);
    if (!done)
        co_return context.failed(done.error());
    co_return context.done({{QStringLiteral("removed"), name}}, QStringLiteral("Removed %1.").arg(name));
}

} // namespace

std::vector<Command> secretCommands()
{
    const Parameter name{"name", Kind::Positional, "Name of the secret"};
    return {
        {"secret", "set", "Set a secret; its value is read from stdin", {name}, set},
        {"secret", "list", "Names of the secrets; values are never shown", {}, list},
        {"secret", "remove", "Remove a secret that no host needs", {name}, remove},
    };
}

} // namespace slipway
