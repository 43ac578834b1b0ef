// Answering customers: replies, and the templates for them.
#include "ctl/CaseAttach.h"

#include <QFile>

#include <unistd.h>

namespace slipway {

namespace {

using Kind = Parameter::Kind;

constexpr qint64 longestInput = 1024 * 1024; // the service takes less, and says how much

QString textOf(const QJsonObject &object, const char *field)
{
    return cell(object.value(QLatin1String(field)));
}

QString encoded(const QString &name)
{
    return QString::fromLatin1(name.toUtf8().toPercentEncoding());
}

QString pathOf(const Context &context)
{
    return QStringLiteral("/api/v1/templates/") + encoded(context.arguments().text("name"));
}

// All of them; a handful of texts.
Task<Result<QJsonArray>> allTemplates(Context &context)
{
    const auto answer = co_await context.client().get(QStringLiteral("/api/v1/templates"));
    if (!answer)
        co_return Failure(answer.error());
    co_return answer->value(QLatin1String("items")).toArray();
}

Task<Result<QJsonObject>> templateCalled(Context &context, QString name)
{
    const auto all = co_await allTemplates(context);
    if (!all)
        co_return Failure(all.error());
    for (const QJsonValue &one : *all) {
        if (textOf(one.toObject(), "name") == name)
            co_return one.toObject();
    }
    co_return fail(Problem::Kind::NotFound, QStringLiteral("There is no template \"%1\"").arg(name),
                   QStringLiteral("\"slipwayctl case templates\" shows those there are."));
}

Task<int> list(Context &context)
{
    const auto all = co_await allTemplates(context);
    if (!all)
        co_return context.failed(all.error());
    if (context.json()) {
        printJson({{QStringLiteral("items"), *all}});
        co_return exitFine;
    }
    Table table(
        {QStringLiteral("NAME"), QStringLiteral("TITLE"), QStringLiteral("CHANGED"), QStringLiteral("BY")});
    for (const QJsonValue &value : *all) {
        const QJsonObject one = value.toObject();
        table.add({textOf(one, "name"), textOf(one, "title"), shortTime(textOf(one, "updated")),
                   textOf(one, "by")});
    }
    if (table.isEmpty())
        printLine(QStringLiteral("There are no templates."));
    table.print();
    co_return exitFine;
}

Task<int> show(Context &context)
{
    const auto one = co_await templateCalled(context, context.arguments().text("name"));
    if (!one)
        co_return context.failed(one.error());
    // As "set" reads it from a file.
    co_return context.done(*one, textOf(*one, "text"));
}

Result<QString> givenText(const Context &context)
{
    if (context.arguments().has("text"))
        return context.arguments().text("text");
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return fail(Problem::Kind::Invalid, QStringLiteral("The text can't be read from standard input"),
                    QStringLiteral("Give it with --text."));
    if (::isatty(STDIN_FILENO) != 0)
        printNote(QStringLiteral("Write the text; Ctrl+D ends it."));
    return QString::fromUtf8(input.read(longestInput));
}

// Whoever changes only the text leaves the title.
Task<int> set(Context &context)
{
    QString title = context.arguments().text("title");
    if (!context.arguments().has("title")) {
        const auto before = co_await templateCalled(context, context.arguments().text("name"));
        if (!before && before.error().kind == Problem::Kind::NotFound)
            co_return context.failed({Problem::Kind::Invalid,
                                      QStringLiteral("A new template needs a title"),
                                      {},
                                      QStringLiteral("Say with --title when it is used.")});
        if (!before)
            co_return context.failed(before.error());
        title = textOf(*before, "title");
    }
    const auto text = givenText(context);
    if (!text)
        co_return context.failed(text.error());
    const QJsonObject body{{QStringLiteral("title"), title}, {QStringLiteral("text"), *text}};
    const auto kept = co_await context.client().put(pathOf(context), body);
    if (!kept)
        co_return context.failed(kept.error());
    co_return context.done(*kept, QStringLiteral("Set the template %1.").arg(textOf(*kept, "name")));
}

Task<int> remove(Context &context)
{
    Client::Call call;
    call.method = "DELETE";
    call.path = pathOf(context);
    const auto removed = co_await context.client().call(std::move(call));
    if (!removed)
        co_return context.failed(removed.error());
    const QString name = context.arguments().text("name");
    co_return context.done({{QStringLiteral("removed"), name}},
                           QStringLiteral("Removed the template %1.").arg(name));
}

// A template's words for this case; what they lack is told, and only sent where that is wanted.
Task<Result<QString>> filledWords(Context &context)
{
    const auto filled = co_await context.client().get(
        QStringLiteral("/api/v1/cases/%1/templates/%2")
            .arg(context.arguments().text("id"), encoded(context.arguments().text("template"))));
    if (!filled)
        co_return Failure(filled.error());
    QStringList missing;
    for (const QJsonValue &one : filled->value(QLatin1String("missing")).toArray())
        missing.append(QStringLiteral("{{%1}}").arg(one.toString()));
    if (missing.isEmpty())
        co_return textOf(*filled, "text");
    const QString what = QStringLiteral("Nothing is known for %1").arg(missing.join(QStringLiteral(", ")));
    if (!context.arguments().has("allow-missing"))
        co_return fail(Problem::Kind::Invalid, what,
                       QStringLiteral("Nothing was sent. Write the answer yourself, or leave that out with "
                                      "--allow-missing."));
    printNote(what + QStringLiteral(": left out."));
    co_return textOf(*filled, "text");
}

Task<int> reply(Context &context)
{
    const Arguments &arguments = context.arguments();
    if (arguments.has("text") == arguments.has("template")) {
        printProblem({Problem::Kind::Invalid,
                      QStringLiteral("It isn't said what the customer is answered"),
                      {},
                      QStringLiteral("Give either a text or --template.")});
        co_return exitUsage;
    }
    Result<QString> text = arguments.text("text");
    if (arguments.has("template"))
        text = co_await filledWords(context);
    if (!text)
        co_return context.failed(text.error());
    const auto about = co_await sayWithFiles(context, QStringLiteral("reply"), *text);
    if (!about)
        co_return context.failed(about.error());
    co_return context.done(
        *about, QStringLiteral("The reply to case %1 is on its way.").arg(textOf(*about, "number")));
}

} // namespace

std::vector<Command> answerCommands()
{
    const Parameter name{"name", Kind::Positional, "Name of the template"};
    return {
        {"case",
         "reply",
         "Answer the customer by mail",
         {{"id", Kind::Positional, "Number of the case"},
          {"text", Kind::OptionalPositional, "What is said"},
          {"--template", Kind::Optional, "A template's words instead, filled for this case"},
          {"--allow-missing", Kind::Flag, "Also where nothing is known for one of its placeholders"},
          {"--attach", Kind::Several, "A file that goes with it; repeatable, 10 files, 20 MB together"}},
         reply},
        {"case", "templates", "Templates for answers, by name", {}, list},
        {"case template", "show", "The words of a template, with its placeholders", {name}, show},
        {"case template",
         "set",
         "Add a template, or change one; without --text it is read from standard input",
         {name,
          {"--title", Kind::Optional, "When it is used, in a few words; a new one needs it"},
          {"--text", Kind::Optional,
           "Its words; {{customer}}, {{contact}}, {{case}}, {{subject}}, {{engineer}}, {{application}} and "
           "{{severity}} are filled for each case"}},
         set},
        {"case template", "remove", "Remove a template; the ledger keeps what it said", {name}, remove},
    };
}

} // namespace slipway
