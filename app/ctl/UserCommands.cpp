#include "ctl/Context.h"
#include "ctl/PasswordPrompt.h"

namespace slipway {

namespace {

using Kind = Parameter::Kind;

Task<int> add(Context &context)
{
    const Arguments &arguments = context.arguments();
    const auto password = askForPassword();
    if (!password)
        co_return context.failed(password.error());
    QJsonObject body{{QStringLiteral("name"), arguments.text("name")},
                     {QStringLiteral("role"), arguments.text("role")}};
    insertGiven(body, "customer", arguments.text("customer"));
    insertGiven(body, "password", *password);
    const auto user = co_await context.client().addUser(body);
    if (!user)
        co_return context.failed(user.error());
    co_return context.done(
        *user, QStringLiteral("Added %1 as %2%3.")
                   .arg(arguments.text("name"), arguments.text("role"),
                        password->isEmpty() ? QStringLiteral(", without a password") : QString()));
}

Task<int> list(Context &context)
{
    const auto users = co_await context.all(QStringLiteral("/api/v1/users"), {}, 10000);
    if (!users)
        co_return context.failed(users.error());
    if (context.json()) {
        printJson({{QStringLiteral("items"), *users}});
        co_return exitFine;
    }
    Table table({QStringLiteral("NAME"), QStringLiteral("ROLE"), QStringLiteral("CUSTOMER"),
                 QStringLiteral("ACTIVE"), QStringLiteral("CREATED")});
    for (const QJsonValue &value : *users) {
        const QJsonObject user = value.toObject();
        table.add({cell(user.value(QStringLiteral("name"))), cell(user.value(QStringLiteral("role"))),
                   cell(user.value(QStringLiteral("customer"))), cell(user.value(QStringLiteral("active"))),
                   shortTime(cell(user.value(QStringLiteral("created"))))});
    }
    table.print();
    co_return exitFine;
}

Task<int> token(Context &context)
{
    QJsonObject body;
    insertGiven(body, "label", context.arguments().text("label"));
    const auto token = co_await context.client().issueToken(context.arguments().text("name"), body);
    if (!token)
        co_return context.failed(token.error());
    co_return context.done(*token, cell(token->value(QStringLiteral("token"))));
}

} // namespace

std::vector<Command> userCommands()
{
    const Parameter name{"name", Kind::Positional, "Name of the user"};
    return {
        {"user",
         "add",
         "Add a user; the password is read from stdin",
         {name,
          {"--role", Kind::Required, "operations, support, sales, admin or customer"},
          {"--customer", Kind::Optional, "Customer it belongs to, for the role customer"}},
         add},
        {"user", "list", "Users", {}, list},
        {"user",
         "token",
         "Give out a token; it is shown once",
         {name, {"--label", Kind::Optional, "What it is for"}},
         token},
    };
}

} // namespace slipway
