#include "ctl/Context.h"
#include "ctl/PasswordPrompt.h"

#include <QFile>

namespace slipway {

namespace {

using Kind = Parameter::Kind;

constexpr qint64 largestCertificate = 200'000;

QString textOf(const QJsonObject &object, const char *field)
{
    return cell(object.value(QLatin1String(field)));
}

// "connected, waits for news", "not connected: …", in words.
QString stateOf(const QJsonObject &state)
{
    QString words = QStringLiteral("connecting");
    if (state.value(QStringLiteral("connected")).toBool())
        words = state.value(QStringLiteral("idle")).toBool() ? QStringLiteral("connected")
                                                             : QStringLiteral("connected, asks for new mail");
    else if (const QString problem = textOf(state, "problem"); !problem.isEmpty())
        words = problem;
    if (const QString warning = textOf(state, "warning"); !warning.isEmpty())
        words += QStringLiteral("; ") + warning;
    return words;
}

int answer(const Context &context, const Result<QJsonObject> &mailbox)
{
    if (!mailbox)
        return context.failed(mailbox.error());
    QStringList lines;
    const auto line = [&](const QString &name, const QString &value) {
        if (!value.isEmpty())
            lines.append(QStringLiteral("%1  %2").arg(name, -12).arg(value));
    };
    for (const char *field : {"name", "host", "port", "security", "user", "sign_in", "token_url", "client_id",
                              "scope", "folder", "move_to", "largest", "poll_seconds"})
        line(QLatin1String(field), textOf(*mailbox, field));
    const QJsonObject state = mailbox->value(QStringLiteral("state")).toObject();
    line(QStringLiteral("state"), stateOf(state));
    line(QStringLiteral("since"), shortTime(textOf(state, "since")));
    line(QStringLiteral("hint"), textOf(state, "hint"));
    line(QStringLiteral("taken"), textOf(state, "taken"));
    line(QStringLiteral("last mail"), shortTime(textOf(state, "last_mail")));
    for (const QJsonValue &value : state.value(QStringLiteral("left")).toArray()) {
        const QJsonObject left = value.toObject();
        line(QStringLiteral("left there"),
             QStringLiteral("mail %1: %2").arg(textOf(left, "uid"), textOf(left, "why")));
    }
    return context.done(*mailbox, lines.join(QLatin1Char('\n')));
}

Task<int> list(Context &context)
{
    const auto mailboxes = co_await context.client().whole(QStringLiteral("/api/v1/mailboxes"));
    if (!mailboxes)
        co_return context.failed(mailboxes.error());
    if (context.json()) {
        printJson({{QStringLiteral("items"), mailboxes->items}});
        co_return exitFine;
    }
    Table table({QStringLiteral("NAME"), QStringLiteral("SERVER"), QStringLiteral("USER"),
                 QStringLiteral("FOLDER"), QStringLiteral("TAKEN"), QStringLiteral("LAST MAIL"),
                 QStringLiteral("STATE")});
    for (const QJsonValue &value : mailboxes->items) {
        const QJsonObject mailbox = value.toObject();
        const QJsonObject state = mailbox.value(QStringLiteral("state")).toObject();
        table.add({textOf(mailbox, "name"),
                   QStringLiteral("%1:%2").arg(textOf(mailbox, "host"), textOf(mailbox, "port")),
                   textOf(mailbox, "user"), textOf(mailbox, "folder"), textOf(state, "taken"),
                   shortTime(textOf(state, "last_mail")), stateOf(state)});
    }
    table.print();
    co_return exitFine;
}

Task<int> show(Context &context)
{
    const auto mailbox = co_await context.client().mailbox(context.arguments().text("name"));
    co_return answer(context, mailbox);
}

Task<int> set(Context &context)
{
    const Arguments &arguments = context.arguments();
    QJsonObject body;
    for (const auto &[argument, field] :
         {std::pair("host", "host"), std::pair("security", "security"), std::pair("user", "user"),
          std::pair("sign-in", "sign_in"), std::pair("token-url", "token_url"),
          std::pair("client-id", "client_id"), std::pair("scope", "scope"), std::pair("folder", "folder"),
          std::pair("move-to", "move_to")}) {
        if (arguments.has(argument))
            body.insert(QLatin1String(field), arguments.text(argument));
    }
    for (const auto &[argument, field] :
         {std::pair("port", "port"), std::pair("largest", "largest"), std::pair("poll", "poll_seconds")}) {
        if (arguments.has(argument))
            body.insert(QLatin1String(field), arguments.number(argument));
    }
    if (arguments.has("ca")) {
        QFile file(arguments.text("ca"));
        if (!file.open(QIODevice::ReadOnly))
            co_return context.failed(
                {Problem::Kind::NotFound,
                 QStringLiteral("The certificate can't be read: %1").arg(file.errorString()), file.fileName(),
                 QStringLiteral("Name its file, in PEM.")});
        body.insert(QStringLiteral("certificate"), QString::fromLatin1(file.read(largestCertificate)));
    }
    if (arguments.has("password")) {
        const auto password = askForSecret();
        if (!password)
            co_return context.failed(password.error());
        body.insert(QStringLiteral("password"), *password);
    }
    for (const auto &[argument, field, prompt] :
         {std::tuple("client-secret", "client_secret", "Secret of the client: "),
          std::tuple("refresh-token", "refresh_token", "Refresh token: ")}) {
        if (!arguments.has(argument))
            continue;
        const auto secret = askForLine(prompt);
        if (!secret)
            co_return context.failed(secret.error());
        body.insert(QLatin1String(field), *secret);
    }
    const auto mailbox = co_await context.client().setMailbox(arguments.text("name"), body);
    co_return answer(context, mailbox);
}

Task<int> remove(Context &context)
{
    const QString name = context.arguments().text("name");
    const auto removed = co_await context.client().removeMailbox(name);
    if (!removed)
        co_return context.failed(removed.error());
    co_return context.done({{QStringLiteral("removed"), name}}, QStringLiteral("Removed %1.").arg(name));
}

Task<int> check(Context &context)
{
    const QString name = context.arguments().text("name");
    const auto checked = co_await context.client().checkMailbox(name);
    if (!checked)
        co_return context.failed(checked.error());
    const bool isFine = checked->value(QStringLiteral("ok")).toBool();
    if (context.json())
        printJson(*checked);
    else if (!isFine)
        printProblem(
            {Problem::Kind::Unavailable, textOf(*checked, "problem"), name, textOf(*checked, "hint")});
    else
        printLine(QStringLiteral("%1 can be read: %2 mails%3.")
                      .arg(name, textOf(*checked, "mails"),
                           checked->value(QStringLiteral("idle")).toBool()
                               ? QString()
                               : QStringLiteral(", and the server is asked for new ones: it has no IDLE")));
    co_return isFine ? exitFine : exitRefused;
}

} // namespace

std::vector<Command> mailboxCommands()
{
    const Parameter name{"name", Kind::Positional, "Name of the mailbox, such as support"};
    return {
        {"mailbox", "list", "Mailboxes that mail is taken from, and how it goes", {}, list},
        {"mailbox", "show", "One mailbox, and how it goes", {name}, show},
        {"mailbox",
         "set",
         "Add a mailbox, or change one; what isn't given stays",
         {name,
          {"--host", Kind::Optional, "Its IMAP server"},
          {"--port", Kind::Number, "Port (993; 143 without TLS from the beginning)"},
          {"--security", Kind::Optional, "tls, starttls, or none for a server on this machine"},
          {"--ca", Kind::Optional, "File with the certificates in PEM that vouch for the server"},
          {"--user", Kind::Optional, "Login there"},
          {"--password", Kind::Flag, "Read the password from stdin; kept as the secret mailbox.NAME"},
          {"--sign-in", Kind::Optional, "password, or oauth2 with what follows"},
          {"--token-url", Kind::Optional, "Where access tokens are had, by https"},
          {"--client-id", Kind::Optional, "As whom we are registered there"},
          {"--scope", Kind::Optional, "What the token is for; empty: what the registration says"},
          {"--client-secret", Kind::Flag, "Read the client's secret from stdin, one line"},
          {"--refresh-token", Kind::Flag,
           "Read the refresh token from stdin, the next line; without one tokens are had with the client's "
           "secret alone"},
          {"--folder", Kind::Optional, "Folder that mail is taken from (INBOX)"},
          {"--move-to", Kind::Optional, "Folder that taken mail goes to; empty: it stays, marked as seen"},
          {"--largest", Kind::Number, "Bytes of a mail (50000000); a larger one is left there and said"},
          {"--poll", Kind::Number, "Seconds between two looks, for a server without IDLE (60)"}},
         set},
        {"mailbox", "remove", "Take no more mail from there; its secret goes, too", {name}, remove},
        {"mailbox", "check", "Connect once and say what is wrong", {name}, check},
    };
}

} // namespace slipway
