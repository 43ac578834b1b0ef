#include "ctl/Context.h"
#include "ctl/Waiting.h"
#include "domain/Json.h"

#include <QFile>

namespace slipway {

namespace {

using Kind = Parameter::Kind;

constexpr Duration lookEvery = std::chrono::milliseconds(300);
const Parameter appParameter{"app", Kind::Positional, "Application: customer/name, or its name"};
const Parameter environmentParameter{"--environment", Kind::Optional, "Environment; by default production"};

QString textOf(const QJsonObject &object, const char *field)
{
    return cell(object.value(QLatin1String(field)));
}

QJsonArray environmentsOf(const QJsonObject &application)
{
    return application.value(QStringLiteral("environments")).toArray();
}

void printApplication(const QJsonObject &application)
{
    printLine(QStringLiteral("%1 (%2)").arg(textOf(application, "handle"), textOf(application, "name")));
    Table table({QStringLiteral("ENVIRONMENT"), QStringLiteral("ROLE"), QStringLiteral("STATE"),
                 QStringLiteral("VERSION"), QStringLiteral("URL"), QStringLiteral("SSH")});
    for (const QJsonValue &value : environmentsOf(application)) {
        const QJsonObject environment = value.toObject();
        const QJsonObject ssh = environment.value(QStringLiteral("ssh")).toObject();
        const QString door = ssh.isEmpty()
                                 ? QString()
                                 : QStringLiteral("%1@%2:%3")
                                       .arg(textOf(ssh, "user"), textOf(ssh, "host"), textOf(ssh, "port"));
        table.add({textOf(environment, "name"), textOf(environment, "role"), textOf(environment, "state"),
                   textOf(environment, "version"), textOf(environment, "url"), door});
    }
    table.print();
    for (const QJsonValue &value : environmentsOf(application)) {
        if (textOf(value.toObject(), "state") == QLatin1String("missing"))
            printLine(
                QStringLiteral("%1 is missing: the folder was restored from a backup, which doesn't hold "
                               "the files and databases of environments.")
                    .arg(textOf(value.toObject(), "name")));
    }
    for (const QJsonValue &value : environmentsOf(application)) {
        const qint64 refused = value.toObject().value(QStringLiteral("outbound_refused")).toInteger();
        if (refused > 0)
            printLine(QStringLiteral("%1 was refused %2 connections to the outside.")
                          .arg(textOf(value.toObject(), "name"))
                          .arg(refused));
    }
    for (const QJsonValue &value : environmentsOf(application)) {
        const QJsonObject environment = value.toObject();
        Table appliances({QStringLiteral("APPLIANCE OF ") + textOf(environment, "name"),
                          QStringLiteral("CLASS"), QStringLiteral("STATE"), QStringLiteral("HEALTH"),
                          QStringLiteral("ADDRESS")});
        for (const QJsonValue &item : environment.value(QStringLiteral("appliances")).toArray()) {
            const QJsonObject appliance = item.toObject();
            appliances.add({textOf(appliance, "name"), textOf(appliance, "class"), textOf(appliance, "state"),
                            textOf(appliance, "health"), textOf(appliance, "address")});
        }
        if (appliances.isEmpty())
            continue;
        printLine({});
        appliances.print();
    }
}

int answer(const Context &context, const QJsonObject &application)
{
    if (context.json())
        printJson(application);
    else
        printApplication(application);
    return exitFine;
}

Task<int> list(Context &context)
{
    ListQuery query;
    query.q = context.arguments().text("search");
    const auto applications = co_await context.all(QStringLiteral("/api/v1/applications"), query, 10000);
    if (!applications)
        co_return context.failed(applications.error());
    if (context.json()) {
        printJson({{QStringLiteral("items"), *applications}});
        co_return exitFine;
    }
    Table table({QStringLiteral("APPLICATION"), QStringLiteral("NAME"), QStringLiteral("STATE"),
                 QStringLiteral("VERSION"), QStringLiteral("URL")});
    for (const QJsonValue &value : *applications) {
        const QJsonObject application = value.toObject();
        QJsonObject production;
        for (const QJsonValue &environment : environmentsOf(application)) {
            if (textOf(environment.toObject(), "role") == QLatin1String("production"))
                production = environment.toObject();
        }
        table.add({textOf(application, "handle"), textOf(application, "name"), textOf(production, "state"),
                   textOf(production, "version"), textOf(production, "url")});
    }
    if (table.isEmpty())
        printLine(QStringLiteral("No applications. Create one with \"slipwayctl app create\"."));
    table.print();
    co_return exitFine;
}

Task<int> show(Context &context)
{
    const auto handle = co_await context.handle(context.arguments().text("app"));
    if (!handle)
        co_return context.failed(handle.error());
    const auto application = co_await context.client().application(*handle);
    co_return application ? answer(context, *application) : context.failed(application.error());
}

// The bare address, for other programs: of an environment, by default of production.
Task<int> url(Context &context)
{
    const auto handle = co_await context.handle(context.arguments().text("app"));
    if (!handle)
        co_return context.failed(handle.error());
    const auto application = co_await context.client().application(*handle);
    if (!application)
        co_return context.failed(application.error());
    const QString wanted = context.arguments().text("environment");
    QStringList names;
    for (const QJsonValue &value : environmentsOf(*application)) {
        const QJsonObject environment = value.toObject();
        const QString name = textOf(environment, "name");
        const bool isProduction = textOf(environment, "role") == QLatin1String("production");
        names.append(name);
        if (wanted.isEmpty() ? !isProduction : name != wanted)
            continue;
        const QString address = textOf(environment, "url");
        if (address.isEmpty())
            co_return context.failed({Problem::Kind::NotFound,
                                      QStringLiteral("%1 has no address").arg(name),
                                      {},
                                      QStringLiteral("See \"slipwayctl app show %1\".").arg(*handle)});
        co_return context.done({{QStringLiteral("url"), address}}, address);
    }
    co_return context.failed({Problem::Kind::NotFound,
                              wanted.isEmpty()
                                  ? QStringLiteral("%1 has no production").arg(*handle)
                                  : QStringLiteral("%1 has no environment \"%2\"").arg(*handle, wanted),
                              {},
                              QStringLiteral("It has: %1.").arg(names.join(QStringLiteral(", ")))});
}

// Until nothing of it is being created any more. The names of those that were are looked at, whatever the
// rest of the application does.
Task<int> waitUntilCreated(Context &context, QJsonObject application)
{
    QStringList names;
    for (const QJsonValue &environment : environmentsOf(application)) {
        if (textOf(environment.toObject(), "state") == QLatin1String("creating"))
            names.append(textOf(environment.toObject(), "name"));
    }
    while (!context.arguments().has("no-wait")) {
        bool creating = false;
        QString failed;
        for (const QJsonValue &environment : environmentsOf(application)) {
            const QString name = textOf(environment.toObject(), "name");
            const QString state = textOf(environment.toObject(), "state");
            creating |= names.contains(name) && state == QLatin1String("creating");
            if (names.contains(name) && state == QLatin1String("failed"))
                failed = name;
        }
        if (!failed.isEmpty()) {
            co_return context.failed({Problem::Kind::Conflict, QStringLiteral("Building it failed"), failed,
                                      QStringLiteral("\"slipwayctl ledger tail\" tells why.")});
        }
        if (!creating)
            break;
        co_await after(lookEvery);
        auto again = co_await context.client().application(textOf(application, "handle"));
        if (!again)
            co_return context.failed(again.error());
        application = *again;
    }
    co_return answer(context, application);
}

Result<QJsonObject> recipeFrom(const QString &path)
{
    QFile file;
    bool isOpen = false;
    if (path == QLatin1String("-")) {
        isOpen = file.open(stdin, QIODevice::ReadOnly);
    } else {
        file.setFileName(path);
        isOpen = file.open(QIODevice::ReadOnly);
    }
    if (!isOpen) {
        return fail(Problem::Kind::NotFound, QStringLiteral("Can't be read: %1").arg(file.errorString()),
                    QStringLiteral("Name a file with the recipe as JSON, or - for stdin."), path);
    }
    return objectFromBytes(file.readAll(), path);
}

Task<int> create(Context &context)
{
    const Arguments &arguments = context.arguments();
    const QString handle = arguments.text("app");
    const auto recipe = recipeFrom(arguments.text("recipe"));
    if (!recipe)
        co_return context.failed(recipe.error());
    const QString slug = handle.section(QLatin1Char('/'), 1);
    const QJsonObject body{{QStringLiteral("customer"), handle.section(QLatin1Char('/'), 0, 0)},
                           {QStringLiteral("slug"), slug},
                           {QStringLiteral("name"), arguments.text("name", slug)},
                           {QStringLiteral("recipe"), *recipe}};
    const auto application = co_await context.client().createApplication(body);
    if (!application)
        co_return context.failed(application.error());
    co_return co_await waitUntilCreated(context, *application);
}

Task<int> clone(Context &context)
{
    const auto handle = co_await context.handle(context.arguments().text("app"));
    if (!handle)
        co_return context.failed(handle.error());
    const auto application = co_await context.client().cloneApplication(*handle);
    if (!application)
        co_return context.failed(application.error());
    co_return co_await waitUntilCreated(context, *application);
}

Task<int> startOrStop(Context &context, bool start)
{
    const auto handle = co_await context.handle(context.arguments().text("app"));
    if (!handle)
        co_return context.failed(handle.error());
    const QString environment = context.arguments().text("environment");
    Client &client = context.client();
    // Not as one conditional expression: g++ 12 makes both calls where it stands inside co_await.
    auto changed =
        start ? client.startEnvironment(*handle, environment) : client.stopEnvironment(*handle, environment);
    const auto application = co_await std::move(changed);
    co_return application ? answer(context, *application) : context.failed(application.error());
}

Task<int> remove(Context &context)
{
    const auto handle = co_await context.handle(context.arguments().text("app"));
    if (!handle)
        co_return context.failed(handle.error());
    const QString environment = context.arguments().text("environment");
    if (environment.isEmpty()) {
        const auto removed = co_await context.client().removeApplication(*handle);
        if (!removed)
            co_return context.failed(removed.error());
        co_return context.done({{QStringLiteral("removed"), *handle}},
                               QStringLiteral("Removed %1.").arg(*handle));
    }
    const auto application = co_await context.client().removeEnvironment(*handle, environment);
    co_return application ? answer(context, *application) : context.failed(application.error());
}

} // namespace

std::vector<Command> applicationCommands()
{
    const Parameter noWait{"--no-wait", Kind::Flag, "Return once it is accepted"};
    return {
        {"app", "list", "Applications", {{"--search", Kind::Optional, "Only those with this text"}}, list},
        {"app", "show", "One application with its environments", {appParameter}, show},
        {"app",
         "create",
         "Build an application from a recipe",
         {{"app", Kind::Positional, "customer/name"},
          {"--name", Kind::Optional, "Name for people"},
          {"--recipe", Kind::Required, "File with the recipe as JSON, or -"},
          noWait},
         create},
        {"app",
         "clone",
         "Copy production into a test environment, while it serves",
         {appParameter, noWait},
         clone},
        {"app",
         "start",
         "Start an environment",
         {appParameter, environmentParameter},
         [](Context &context) { return startOrStop(context, true); }},
        {"app",
         "stop",
         "Stop an environment",
         {appParameter, environmentParameter},
         [](Context &context) { return startOrStop(context, false); }},
        {"app",
         "remove",
         "Remove a test environment with all its data, or an application whose building failed",
         {appParameter,
          {"environment", Kind::OptionalPositional, "Its name; none: the application as a whole"}},
         remove},
        {"app",
         "url",
         "The address of an environment and nothing else",
         {appParameter, environmentParameter},
         url},
    };
}

} // namespace slipway
