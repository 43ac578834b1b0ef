#include "service/remote/RemoteRunActivity.h"

#include "domain/Pause.h"
#include "service/remote/ShellCommand.h"
#include "service/store/HostRepository.h"

#include <algorithm>

namespace slipway {

namespace {

constexpr auto withoutTimeout = std::chrono::hours(1);
constexpr auto betweenLooks = std::chrono::milliseconds(50);
constexpr qsizetype keptOutput = 4096; // goes into the run's record, and from there into every backup
constexpr qsizetype toldLines = 10;
constexpr int exitNotDone = 1;

Result<QStringList> argumentsOf(const QJsonObject &with, const QString &key)
{
    const QString where = QStringLiteral("with/") + key;
    const QJsonValue value = with.value(key);
    if (!value.isArray()) {
        return fail(Problem::Kind::Invalid, QStringLiteral("\"%1\" is not a list").arg(key),
                    QStringLiteral("Give the program and its arguments: [systemctl, restart, shop]."), where);
    }
    QStringList arguments;
    for (const QJsonValue &item : value.toArray()) {
        if (!item.isString() && !item.isDouble()) {
            return fail(Problem::Kind::Invalid,
                        QStringLiteral("An argument of \"%1\" is neither text nor a number").arg(key),
                        QStringLiteral("Put it between quotes."), where);
        }
        arguments.append(item.isString() ? item.toString() : item.toVariant().toString());
    }
    if (auto line = shellCommand(arguments); !line)
        return Failure(line.error().at(where));
    return arguments;
}

QString lastLines(const QByteArray &bytes)
{
    const QStringList lines = QString::fromUtf8(bytes).trimmed().split(QLatin1Char('\n'));
    return lines.mid(std::max<qsizetype>(0, lines.size() - toldLines)).join(QLatin1Char('\n'));
}

// Every process of the step has this in its environment, and nobody else's has.
QByteArray markOf(const StepContext &context)
{
    return "SLIPWAY_STEP=" + QByteArray::number(context.runId) + '/' + context.step.toUtf8();
}

Failure badEnd(const Host &host, const QStringList &command, const SshEnd &end)
{
    const QString how = end.signal.isEmpty() ? QStringLiteral("exit code %1").arg(end.exitCode)
                                             : QStringLiteral("signal %1").arg(end.signal);
    const QString said = lastLines(end.error);
    return fail(Problem::Kind::Conflict,
                QStringLiteral("%1 ended with %2%3")
                    .arg(shellText(command).left(200), how,
                         said.isEmpty() ? QString() : QStringLiteral(":\n") + said),
                QStringLiteral("Mend what it complains about on %1.").arg(host.name), host.place());
}

} // namespace

Result<RemoteRunActivity::Wish> RemoteRunActivity::parse(const QJsonObject &with)
{
    for (const QString &key : with.keys()) {
        if (!QStringList{QStringLiteral("host"), QStringLiteral("command"), QStringLiteral("observe"),
                         QStringLiteral("undo")}
                 .contains(key)) {
            return fail(Problem::Kind::Invalid, QStringLiteral("remote.run knows no \"%1\"").arg(key),
                        QStringLiteral("Known: host, command, observe, undo."),
                        QStringLiteral("with/") + key);
        }
    }
    Wish wish;
    auto command = argumentsOf(with, QStringLiteral("command"));
    if (!command)
        return Failure(command.error());
    wish.command = std::move(*command);
    for (const auto &[key, place] : {std::pair(QStringLiteral("observe"), &wish.observe),
                                     std::pair(QStringLiteral("undo"), &wish.undo)}) {
        if (!with.contains(key))
            continue;
        auto arguments = argumentsOf(with, key);
        if (!arguments)
            return Failure(arguments.error());
        *place = std::move(*arguments);
    }
    return wish;
}

Result<Host> RemoteRunActivity::hostOf(const StepContext &context) const
{
    const QString name = context.with.value(QStringLiteral("host")).toString();
    auto host = m_store.read([&](Reader &reader) { return HostRepository::find(reader, name); });
    if (!host)
        return Failure(host.error().at(QStringLiteral("with/host")));
    return host;
}

Result<RemoteRunActivity::Wish> RemoteRunActivity::wishOf(const StepContext &context) const
{
    auto wish = parse(context.with);
    if (!wish)
        return wish;
    auto host = hostOf(context);
    if (!host)
        return Failure(host.error());
    wish->host = std::move(*host);
    return wish;
}

Result<QStringList> RemoteRunActivity::preview(const StepContext &context)
{
    const auto wish = wishOf(context);
    if (!wish)
        return Failure(wish.error());
    QStringList lines{
        QStringLiteral("Runs on %1: %2").arg(wish->host.place(), shellText(wish->command)),
        wish->observe.isEmpty()
            ? QStringLiteral("After a crash a person decides whether it is done.")
            : QStringLiteral("After a crash this tells whether it is done: %1").arg(shellText(wish->observe)),
        wish->undo.isEmpty() ? QStringLiteral("What it does stays when the run turns back.")
                             : QStringLiteral("Undone by: %1").arg(shellText(wish->undo))};
    return lines;
}

Result<SshEnd> RemoteRunActivity::run(const StepContext &context, const Host &host, const QByteArray &line)
{
    SshCall call;
    call.command = line;
    call.stop = context.stop;
    call.timeout = context.timeout.value_or(withoutTimeout);
    return m_pool.run(host, call);
}

Result<SshEnd> RemoteRunActivity::runMarked(const StepContext &context, const Host &host,
                                            const QStringList &command)
{
    const auto line = shellCommand(command);
    if (!line)
        return Failure(line.error());
    return run(context, host, markOf(context) + ' ' + *line);
}

Result<QString> RemoteRunActivity::stillRunning(const StepContext &context, const Host &host)
{
    // Says nothing on systems without /proc, and doesn't see what became another user's. What has just ended
    // may need a moment to be gone.
    constexpr int looks = 10;
    for (int look = 1;; ++look) {
        const auto end = run(context, host, "grep -lsxzF -e '" + markOf(context) + "' /proc/[0-9]*/environ");
        if (!end)
            return Failure(end.error());
        const QString process = QString::fromLatin1(end->output).section(QLatin1Char('/'), 2, 2);
        if (process.isEmpty() || look == looks || pauseFor(betweenLooks, context.stop))
            return process;
    }
}

Result<void> RemoteRunActivity::requireQuiet(const StepContext &context, const Host &host)
{
    const auto process = stillRunning(context, host);
    if (!process)
        return Failure(process.error());
    if (process->isEmpty())
        return {};
    return fail(Problem::Kind::Conflict,
                QStringLiteral("An earlier attempt still runs there, as process %1").arg(*process),
                QStringLiteral("Wait until it has ended, or end it."), host.place());
}

Result<Observation> RemoteRunActivity::observe(const StepContext &context)
{
    const auto wish = wishOf(context);
    if (!wish)
        return Failure(wish.error());
    if (wish->observe.isEmpty()) {
        return Observation::cannotTell(
            QStringLiteral("Whether %1 has run on %2 is not known, and no command was given that tells")
                .arg(shellText(wish->command).left(200), wish->host.name));
    }
    // "Not done" would mean nothing yet.
    const auto process = stillRunning(context, wish->host);
    if (!process)
        return Failure(process.error());
    if (!process->isEmpty()) {
        return Observation::cannotTell(
            QStringLiteral("The command still runs on %1, as process %2").arg(wish->host.name, *process));
    }
    const auto line = shellCommand(wish->observe);
    if (!line)
        return Failure(line.error());
    const auto end = run(context, wish->host, *line);
    if (!end)
        return Failure(end.error());
    if (end->exitCode == 0)
        return Observation::done(
            {{QStringLiteral("host"), wish->host.name}, {QStringLiteral("observed"), true}});
    if (end->exitCode == exitNotDone)
        return Observation::notDone();
    return Observation::cannotTell(badEnd(wish->host, wish->observe, *end).value().text());
}

Result<QJsonObject> RemoteRunActivity::apply(const StepContext &context)
{
    const auto wish = wishOf(context);
    if (!wish)
        return Failure(wish.error());
    if (context.attempt > 1) {
        if (auto quiet = requireQuiet(context, wish->host); !quiet)
            return Failure(quiet.error());
    }
    auto end = runMarked(context, wish->host, wish->command);
    if (!end)
        return Failure(end.error());
    if (end->exitCode != 0)
        return badEnd(wish->host, wish->command, *end);
    if (!end->error.isEmpty())
        context.say(lastLines(end->error));
    QByteArray output = end->output.left(keptOutput);
    while (output.endsWith('\n'))
        output.chop(1);
    QJsonObject answer{{QStringLiteral("host"), wish->host.name},
                       {QStringLiteral("stdout"), QString::fromUtf8(output)}};
    if (end->isCut || end->output.size() > keptOutput)
        answer.insert(QStringLiteral("cut"), true);
    return answer;
}

Result<void> RemoteRunActivity::undo(const StepContext &context, const QJsonObject &)
{
    const auto wish = parse(context.with);
    if (!wish) // apply() has refused it too
        return {};
    if (wish->undo.isEmpty()) {
        context.say(QStringLiteral("What the command did there, if it ran, stays"));
        return {};
    }
    const auto host = hostOf(context);
    if (!host)
        return Failure(host.error());
    if (auto quiet = requireQuiet(context, *host); !quiet)
        return quiet;
    const auto end = runMarked(context, *host, wish->undo);
    if (!end)
        return Failure(end.error());
    return end->exitCode == 0 ? Result<void>() : Result<void>(badEnd(*host, wish->undo, *end));
}

} // namespace slipway
