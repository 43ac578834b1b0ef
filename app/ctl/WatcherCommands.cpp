#include "ctl/Context.h"
#include "ctl/PasswordPrompt.h"

namespace slipway {

namespace {

using Kind = Parameter::Kind;
const QString path = QStringLiteral("/api/v1/watcher");

QString textOf(const QJsonObject &object, const char *field)
{
    return cell(object.value(QLatin1String(field)));
}

// "heard at …", "not heard: …", "hears nothing: …".
QString stateOf(const QJsonObject &way)
{
    if (way.value(QStringLiteral("silent")).toBool())
        return QStringLiteral("hears nothing now: paging stands still");
    if (const QString problem = textOf(way, "problem"); !problem.isEmpty())
        return problem;
    const QString at = shortTime(textOf(way, "accepted_at"));
    return at.isEmpty() ? QStringLiteral("not told yet") : QStringLiteral("heard at %1").arg(at);
}

int answer(const Context &context, const Result<QJsonObject> &watcher)
{
    if (!watcher)
        return context.failed(watcher.error());
    QStringList lines;
    for (const QJsonValue &value : watcher->value(QStringLiteral("ways")).toArray()) {
        const QJsonObject way = value.toObject();
        lines.append(QStringLiteral("%1  %2, every %3 s: %4")
                         .arg(textOf(way, "way"), -4)
                         .arg(textOf(way, "place"), textOf(*watcher, "every_seconds"), stateOf(way)));
        if (const QString hint = textOf(way, "hint"); !hint.isEmpty())
            lines.append(QStringLiteral("      ") + hint);
    }
    if (lines.isEmpty())
        lines.append(QStringLiteral("Nobody outside is told whether paging goes on."));
    return context.done(*watcher, lines.join(QLatin1Char('\n')));
}

Task<int> show(Context &context)
{
    const auto watcher = co_await context.client().get(path);
    co_return answer(context, watcher);
}

Task<int> set(Context &context)
{
    const Arguments &arguments = context.arguments();
    QJsonObject body;
    if (arguments.has("address")) {
        const auto given = askForSecret();
        if (!given)
            co_return context.failed(given.error());
        body.insert(QStringLiteral("url"), given->section(QLatin1Char('\n'), 0, 0).trimmed());
        if (const QString token = given->section(QLatin1Char('\n'), 1, 1).trimmed(); !token.isEmpty())
            body.insert(QStringLiteral("token"), token);
    }
    if (arguments.has("no-address"))
        body.insert(QStringLiteral("url"), QString());
    if (arguments.has("no-mail"))
        body.insert(QStringLiteral("mail"), QString());
    insertGiven(body, "method", arguments.text("method").toUpper());
    insertGiven(body, "mail", arguments.text("mail"));
    if (arguments.has("every"))
        body.insert(QStringLiteral("every_seconds"), arguments.number("every"));
    const auto watcher = co_await context.client().put(path, body);
    co_return answer(context, watcher);
}

Task<int> remove(Context &context)
{
    const auto removed = co_await context.client().remove(path);
    if (!removed)
        co_return context.failed(removed.error());
    co_return context.done({{QStringLiteral("removed"), true}},
                           QStringLiteral("Nobody outside is told any more."));
}

Task<int> test(Context &context)
{
    const auto tested = co_await context.client().post(path + QStringLiteral("/test"), {});
    if (!tested)
        co_return context.failed(tested.error());
    const bool isFine = tested->value(QStringLiteral("ok")).toBool();
    if (context.json()) {
        printJson(*tested);
        co_return isFine ? exitFine : exitRefused;
    }
    for (const QJsonValue &value : tested->value(QStringLiteral("ways")).toArray()) {
        const QJsonObject way = value.toObject();
        if (way.value(QStringLiteral("ok")).toBool())
            printLine(QStringLiteral("%1 heard it.").arg(textOf(way, "place")));
        else
            printProblem({Problem::Kind::Unavailable, textOf(way, "problem"), textOf(way, "place"),
                          textOf(way, "hint")});
    }
    co_return isFine ? exitFine : exitRefused;
}

} // namespace

std::vector<Command> watcherCommands()
{
    return {
        {"watcher", "show", "Who outside is told that paging goes on, and whether they hear it", {}, show},
        {"watcher",
         "set",
         "Tell somebody outside, again and again, that paging goes on; what isn't given stays",
         {{"--address", Kind::Flag,
           "Read the address from stdin, and its bearer token from a second line; kept as a secret"},
          {"--method", Kind::Optional, "GET or POST (POST)"},
          {"--mail", Kind::Optional, "Mail to this address"},
          {"--every", Kind::Number, "Seconds between two (60)"},
          {"--no-address", Kind::Flag, "Call nobody any more"},
          {"--no-mail", Kind::Flag, "Mail to nobody any more"}},
         set},
        {"watcher", "remove", "Tell nobody outside any more; the address goes, too", {}, remove},
        {"watcher", "test", "Tell them once, now, and say whether they heard it", {}, test},
    };
}

} // namespace slipway
