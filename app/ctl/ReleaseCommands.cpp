#include "ctl/Context.h"
#include "ctl/ReleaseView.h"
#include "ctl/ReleaseWait.h"
#include "ctl/Waiting.h"

#include <QJsonDocument>

namespace slipway {

namespace {

using Kind = Parameter::Kind;

const Parameter idParameter{"id", Kind::Positional, "Number of the release"};
const Parameter noteParameter{"--note", Kind::Optional, "A note for the record"};
const Parameter stepParameter{"--step", Kind::Optional, "Step; by default the one that waits for a person"};

// "k=v": v is JSON where it reads as a number, true, false or null; otherwise text.
Result<QJsonObject> inputsOf(const QStringList &given)
{
    QJsonObject inputs;
    for (const QString &pair : given) {
        const qsizetype equals = pair.indexOf(QLatin1Char('='));
        if (equals < 1) {
            return fail(Problem::Kind::Invalid, QStringLiteral("\"%1\" is not an input").arg(pair),
                        QStringLiteral("Write --input NAME=VALUE."), QStringLiteral("--input"));
        }
        const QString text = pair.mid(equals + 1);
        const QJsonValue value = QJsonDocument::fromJson('[' + text.toUtf8() + ']').array().at(0);
        const bool isPlain = value.isDouble() || value.isBool() || value.isNull();
        inputs.insert(pair.left(equals), isPlain ? value : QJsonValue(text));
    }
    return inputs;
}

// A time as it is, or so long from now.
Result<QString> timeOf(const QString &text)
{
    if (text.isEmpty())
        return QString();
    if (const auto time = instantFromText(text))
        return toText(*time);
    if (const auto duration = durationFromText(text)) {
        const auto now =
            std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
        return toText(now + *duration);
    }
    return fail(Problem::Kind::Invalid, QStringLiteral("\"%1\" is not a time").arg(text),
                QStringLiteral("Write 2026-11-23T18:00:00.000000Z, or 10m for ten minutes from now."),
                QStringLiteral("--at"));
}

Task<int> start(Context &context)
{
    const Arguments &arguments = context.arguments();
    const auto inputs = inputsOf(arguments.all("input"));
    if (!inputs)
        co_return context.failed(inputs.error());
    const auto at = timeOf(arguments.text("at"));
    if (!at)
        co_return context.failed(at.error());
    const auto handle = co_await context.handle(arguments.text("app"));
    if (!handle)
        co_return context.failed(handle.error());
    QJsonObject body{{QStringLiteral("application"), *handle}, {QStringLiteral("inputs"), *inputs}};
    insertGiven(body, "pipeline", arguments.text("pipeline"));
    insertGiven(body, "at", *at);
    insertGiven(body, "note", arguments.text("note"));
    const auto release = co_await context.client().startRelease(body);
    if (!release)
        co_return context.failed(release.error());
    const qint64 id = release->value(QStringLiteral("id")).toInteger();
    QString line =
        QStringLiteral("Release %1 of %2 has started. Watch it with \"slipwayctl release show %1\".")
            .arg(id)
            .arg(*handle);
    // Nothing would be seen to happen, and the release itself doesn't know why.
    const auto brake = co_await context.client().brake();
    if (brake && brake->value(QStringLiteral("on")).toBool()) {
        const QString reason = cell(brake->value(QStringLiteral("reason")));
        line += QStringLiteral("\nIt waits: the brake is on%1. It goes on after \"slipwayctl brake off\".")
                    .arg(reason.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(reason));
    }
    co_return context.done(*release, line);
}

Task<int> list(Context &context)
{
    const Arguments &arguments = context.arguments();
    ListQuery query;
    query.q = arguments.text("search");
    if (arguments.has("state"))
        query.more.addQueryItem(QStringLiteral("state"), arguments.text("state"));
    if (arguments.has("app")) {
        const auto handle = co_await context.handle(arguments.text("app"));
        if (!handle)
            co_return context.failed(handle.error());
        query.more.addQueryItem(QStringLiteral("application"), *handle);
    }
    const int most = arguments.has("limit") ? static_cast<int>(arguments.number("limit")) : 50;
    const auto releases = co_await context.all(QStringLiteral("/api/v1/releases"), query, most);
    if (!releases)
        co_return context.failed(releases.error());
    if (context.json()) {
        printJson({{QStringLiteral("items"), *releases}});
        co_return exitFine;
    }
    printReleases(*releases);
    co_return exitFine;
}

Task<int> show(Context &context)
{
    const qint64 id = context.arguments().number("id");
    const auto release = co_await context.client().release(id);
    if (!release)
        co_return context.failed(release.error());
    const auto steps = co_await context.client().steps(id);
    if (!steps)
        co_return context.failed(steps.error());
    if (context.json()) {
        QJsonObject object = *release;
        object.insert(QStringLiteral("steps"), steps->items);
        printJson(object);
    } else {
        printRelease(*release, steps->items);
    }
    co_return exitFine;
}

Task<int> step(Context &context)
{
    const qint64 id = context.arguments().number("id");
    const QString name = context.arguments().text("step");
    const auto steps = co_await context.client().steps(id);
    if (!steps)
        co_return context.failed(steps.error());
    QJsonObject found;
    QStringList names;
    for (const QJsonValue &candidate : steps->items) {
        names.append(candidate.toObject().value(QStringLiteral("id")).toString());
        if (names.last() == name)
            found = candidate.toObject();
    }
    if (found.isEmpty()) {
        co_return context.failed({Problem::Kind::NotFound,
                                  QStringLiteral("Release %1 has no step \"%2\"").arg(id).arg(name),
                                  {},
                                  QStringLiteral("It has: %1.").arg(names.join(QStringLiteral(", ")))});
    }
    // What it would change can't be said of every step: a wait has nothing to preview.
    const auto preview = co_await context.client().preview(id, name);
    if (preview)
        found.insert(QStringLiteral("preview"), preview->items);
    ListQuery query;
    const auto log = co_await context.all(QStringLiteral("/api/v1/releases/%1/log").arg(id), query, 5000);
    if (log)
        found.insert(QStringLiteral("log"), linesOf(*log, name));
    if (context.json())
        printJson(found);
    else
        printStep(found);
    co_return exitFine;
}

Task<int> report(Context &context)
{
    const auto report = co_await context.client().report(context.arguments().number("id"));
    if (!report)
        co_return context.failed(report.error());
    if (context.json())
        printJson(*report);
    else
        printReport(*report);
    co_return exitFine;
}

// Everything that is a verb with a few texts in its body.
Task<int> command(Context &context, QString verb, QStringList fields)
{
    const Arguments &arguments = context.arguments();
    QJsonObject body;
    for (const QString &field : fields)
        insertGiven(body, field.toLatin1().constData(), arguments.text(field.toLatin1().constData()));
    const qint64 id = arguments.number("id");
    const auto release = co_await context.client().command(id, verb, body);
    if (!release)
        co_return context.failed(release.error());
    const QString waits = release->value(QStringLiteral("waits_for")).toString();
    co_return context.done(*release,
                           QStringLiteral("Release %1 is %2%3.")
                               .arg(id)
                               .arg(release->value(QStringLiteral("state")).toString(),
                                    waits.isEmpty() ? QString() : QStringLiteral("; it waits: ") + waits));
}

std::function<Task<int>(Context &)> verb(const char *name, QStringList fields)
{
    return [name = QString::fromLatin1(name), fields = std::move(fields)](Context &context) {
        return command(context, name, fields);
    };
}

Task<int> finalize(Context &context)
{
    const qint64 id = context.arguments().number("id");
    QJsonObject body;
    insertGiven(body, "note", context.arguments().text("note"));
    const auto release = co_await finalizeRelease(context.client(), id, body);
    if (!release)
        co_return context.failed(release.error());
    co_return context.done(*release, QStringLiteral("Release %1 is being finalized.").arg(id));
}

Task<int> wait(Context &context)
{
    const Arguments &arguments = context.arguments();
    ReleaseWait::Wish wish;
    wish.release = arguments.number("id");
    if (arguments.has("for")) {
        const auto state = releaseStateFromText(arguments.text("for"));
        if (!state) {
            printProblem(state.error().at(QStringLiteral("--for")));
            co_return exitUsage;
        }
        wish.state = *state;
    }
    if (arguments.has("timeout"))
        wish.timeout = std::chrono::seconds(arguments.number("timeout"));
    const auto release = co_await waitForRelease(context.client(), wish);
    if (!release)
        co_return context.failed(release.error());
    co_return context.done(*release, QStringLiteral("Release %1 is %2.")
                                         .arg(wish.release)
                                         .arg(release->value(QStringLiteral("state")).toString()));
}

} // namespace

std::vector<Command> releaseCommands()
{
    const Parameter timeout{"--timeout", Kind::Number, "Seconds to wait (for ever)"};
    return {
        {"release",
         "start",
         "Start a release",
         {{"app", Kind::Positional, "Application: customer/name, or its name"},
          {"--pipeline", Kind::Optional, "Pipeline (no-migration)"},
          {"--input", Kind::Several, "Input of the pipeline, NAME=VALUE; repeatable"},
          {"--at", Kind::Optional, "Not before this time, or so long from now: 10m"},
          noteParameter},
         start},
        {"release",
         "list",
         "Releases, newest first",
         {{"--app", Kind::Optional, "Only of this application"},
          {"--state", Kind::Optional, "Only in these states, separated by commas"},
          {"--search", Kind::Optional, "Only those with this text"},
          {"--limit", Kind::Number, "At most so many (50)"}},
         list},
        {"release", "show", "One release with its steps", {idParameter}, show},
        {"release",
         "step",
         "One step: what it would change, what it did",
         {idParameter, {"step", Kind::Positional, "Name of the step"}},
         step},
        {"release", "report", "What was measured, done and signed", {idParameter}, report},
        {"release",
         "signoff",
         "Sign off what the release waits for",
         {idParameter, {"--as", Kind::Optional, "customer or operations"}, stepParameter, noteParameter},
         verb("signoff", {QStringLiteral("as"), QStringLiteral("step"), QStringLiteral("note")})},
        {"release",
         "approve",
         "Approve it, as somebody else than who started it",
         {idParameter, noteParameter},
         verb("approve", {QStringLiteral("note")})},
        {"release",
         "retry",
         "Try a failed step again",
         {idParameter, stepParameter},
         verb("retry", {QStringLiteral("step")})},
        {"release",
         "skip",
         "Skip a step",
         {idParameter, stepParameter, {"--reason", Kind::Required, "Why, for the record"}},
         verb("skip", {QStringLiteral("step"), QStringLiteral("reason")})},
        {"release", "pause", "Start no further step", {idParameter}, verb("pause", {})},
        {"release", "resume", "Go on after a pause", {idParameter}, verb("resume", {})},
        {"release",
         "abort",
         "End it before the swap; what was done is undone",
         {idParameter, {"--reason", Kind::Optional, "Why, for the record"}},
         verb("abort", {QStringLiteral("reason")})},
        {"release",
         "rollback",
         "Back to the old side, with every write made since",
         {idParameter, {"--reason", Kind::Required, "Why, for the record"}},
         verb("rollback", {QStringLiteral("reason")})},
        {"release",
         "finalize",
         "Give up the way back; the old side is removed",
         {idParameter, noteParameter},
         finalize},
        {"release",
         "wait",
         "Wait for a state; without --for for live or an end",
         {idParameter, {"--for", Kind::Optional, "State to wait for"}, timeout},
         wait},
    };
}

} // namespace slipway
