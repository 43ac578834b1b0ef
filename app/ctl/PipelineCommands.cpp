#include "ctl/Context.h"

#include <QFile>

namespace slipway {

namespace {

using Kind = Parameter::Kind;

Result<QByteArray> yamlFrom(const QString &path)
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
                    QStringLiteral("Name a YAML file, or - for stdin."), path);
    }
    return file.readAll();
}

QString sourceOf(const QString &path)
{
    return path == QLatin1String("-") ? QStringLiteral("stdin") : path;
}

Task<int> list(Context &context)
{
    const auto pipelines = co_await context.all(QStringLiteral("/api/v1/pipelines"), {}, 10000);
    if (!pipelines)
        co_return context.failed(pipelines.error());
    if (context.json()) {
        printJson({{QStringLiteral("items"), *pipelines}});
        co_return exitFine;
    }
    Table table({QStringLiteral("NAME"), QStringLiteral("VERSION"), QStringLiteral("TITLE"),
                 QStringLiteral("ORIGIN"), QStringLiteral("DIGEST")});
    for (const QJsonValue &value : *pipelines) {
        const QJsonObject pipeline = value.toObject();
        table.add(
            {cell(pipeline.value(QStringLiteral("name"))), cell(pipeline.value(QStringLiteral("version"))),
             cell(pipeline.value(QStringLiteral("title"))), cell(pipeline.value(QStringLiteral("origin"))),
             cell(pipeline.value(QStringLiteral("digest"))).left(12)});
    }
    table.print();
    co_return exitFine;
}

Task<int> show(Context &context)
{
    const auto pipeline = co_await context.client().pipeline(context.arguments().text("name"));
    if (!pipeline)
        co_return context.failed(pipeline.error());
    QString yaml = pipeline->value(QStringLiteral("yaml")).toString();
    while (yaml.endsWith(QLatin1Char('\n')))
        yaml.chop(1);
    co_return context.done(*pipeline, yaml);
}

Task<int> check(Context &context)
{
    const QString path = context.arguments().text("file");
    const auto yaml = yamlFrom(path);
    if (!yaml)
        co_return context.failed(yaml.error());
    const auto verdict = co_await context.client().checkPipeline(*yaml, sourceOf(path));
    if (!verdict)
        co_return context.failed(verdict.error());
    const bool isFine = verdict->value(QStringLiteral("ok")).toBool();
    if (context.json()) {
        printJson(*verdict);
    } else if (isFine) {
        printLine(QStringLiteral("%1 is all right.").arg(sourceOf(path)));
    } else {
        for (const QJsonValue &problem : verdict->value(QStringLiteral("problems")).toArray())
            printProblem(Problem::fromJson(problem.toObject(), 422));
    }
    co_return isFine ? exitFine : exitRefused;
}

Task<int> import(Context &context)
{
    const QString path = context.arguments().text("file");
    const auto yaml = yamlFrom(path);
    if (!yaml)
        co_return context.failed(yaml.error());
    const auto pipeline = co_await context.client().importPipeline(*yaml, sourceOf(path));
    if (!pipeline)
        co_return context.failed(pipeline.error());
    co_return context.done(*pipeline, QStringLiteral("Imported %1, version %2.")
                                          .arg(cell(pipeline->value(QStringLiteral("name"))),
                                               cell(pipeline->value(QStringLiteral("version")))));
}

} // namespace

std::vector<Command> pipelineCommands()
{
    const Parameter file{"file", Kind::Positional, "YAML file, or - for stdin"};
    return {
        {"pipeline", "list", "Pipelines", {}, list},
        {"pipeline",
         "show",
         "The YAML of a pipeline",
         {{"name", Kind::Positional, "Name of the pipeline"}},
         show},
        {"pipeline", "check", "Check a definition; problems with line and column", {file}, check},
        {"pipeline", "import", "Add a definition, or a new version of one", {file}, import},
    };
}

} // namespace slipway
