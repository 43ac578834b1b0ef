#include "ctl/Context.h"
#include "ctl/Offline.h"

#include <QFile>
#include <QFileInfo>

namespace slipway {

namespace {

using Kind = Parameter::Kind;

Task<int> backUp(Context &context)
{
    const QString target = context.arguments().text("file");
    if (QFile::exists(target)) {
        co_return context.failed({Problem::Kind::Conflict, QStringLiteral("The file exists already"), target,
                                  QStringLiteral("Name another one.")});
    }
    const QFileInfo folder(QFileInfo(target).absolutePath());
    if (!folder.isDir() || !folder.isWritable()) {
        co_return context.failed({Problem::Kind::Invalid, QStringLiteral("Nothing can be written there"),
                                  folder.filePath(), QStringLiteral("Name a folder that is yours.")});
    }
    const auto made = co_await context.client().backUp();
    if (!made)
        co_return context.failed(made.error());
    QFile source(made->value(QStringLiteral("file")).toString());
    if (!source.copy(target) ||
        !QFile::setPermissions(target, QFileDevice::ReadOwner | QFileDevice::WriteOwner)) {
        co_return context.failed(
            {Problem::Kind::Unavailable,
             QStringLiteral("The backup was made but can't be copied: %1").arg(source.errorString()), target,
             QStringLiteral("It lies at %1.").arg(source.fileName())});
    }
    QJsonObject answer = *made;
    answer.insert(QStringLiteral("file"), QFileInfo(target).absoluteFilePath());
    co_return context.done(answer, QStringLiteral("Backed up to %1.").arg(target));
}

Task<int> restore(Context &context)
{
    QStringList words{QStringLiteral("--offline"), QStringLiteral("restore"),
                      QFileInfo(context.arguments().text("file")).absoluteFilePath()};
    if (context.arguments().has("keep-addresses"))
        words << QStringLiteral("--keep-addresses");
    co_return runDaemon(context, words);
}

Task<int> doctor(Context &context)
{
    co_return runDaemon(context, {QStringLiteral("--doctor")});
}

Task<int> health(Context &context)
{
    const auto health = co_await context.client().health();
    if (!health)
        co_return context.failed(health.error());
    const int code = health->value(QStringLiteral("healthy")).toBool() ? exitFine : exitRefused;
    if (context.json()) {
        printJson(*health);
        co_return code;
    }
    Table table({QStringLiteral("PART"), QStringLiteral("HEALTHY"), QStringLiteral("WHY")});
    const QJsonObject parts = health->value(QStringLiteral("parts")).toObject();
    for (auto part = parts.begin(); part != parts.end(); ++part) {
        const QJsonObject state = part.value().toObject();
        table.add({part.key(), cell(state.value(QStringLiteral("healthy"))),
                   cell(state.value(QStringLiteral("why")))});
    }
    table.print();
    co_return code;
}

int answerBrake(const Context &context, const Result<QJsonObject> &brake)
{
    if (!brake)
        return context.failed(brake.error());
    const bool on = brake->value(QStringLiteral("on")).toBool();
    const QString by = cell(brake->value(QStringLiteral("by")));
    const QString reason = cell(brake->value(QStringLiteral("reason")));
    QString line =
        on ? QStringLiteral("The brake is on: no new effects start") : QStringLiteral("The brake is off");
    if (on && !by.isEmpty())
        line += QStringLiteral(" (by %1%2)")
                    .arg(by, reason.isEmpty() ? QString() : QStringLiteral(": ") + reason);
    return context.done(*brake, line + QLatin1Char('.'));
}

Task<int> showBrake(Context &context)
{
    const auto brake = co_await context.client().brake();
    co_return answerBrake(context, brake);
}

Task<int> setBrake(Context &context, bool on)
{
    const auto brake = co_await context.client().setBrake(on, context.arguments().text("reason"));
    co_return answerBrake(context, brake);
}

} // namespace

std::vector<Command> systemCommands()
{
    const Parameter file{"file", Kind::Positional, "The backup's file"};
    const Parameter reason{"--reason", Kind::Optional, "Why, for the record"};
    return {
        {"brake",
         "on",
         "No new effects, and requests held anywhere are released",
         {reason},
         [](Context &context) { return setBrake(context, true); }},
        {"brake", "off", "Go on", {reason}, [](Context &context) { return setBrake(context, false); }},
        {"brake", "show", "Whether it is on", {}, showBrake},
        {"",
         "backup",
         "Write a backup of the store, its key and secrets; environments' files and databases aren't in it",
         {file},
         backUp},
        {"",
         "restore",
         "Put a backup into an empty or new data folder, which takes addresses of its own",
         {file, {"--keep-addresses", Kind::Flag, "Keep those of the backup, if they are free"}},
         restore},
        {"", "doctor", "What is wrong on this machine, and how to mend it", {}, doctor},
        {"", "health", "Whether the parts of the service are well", {}, health},
    };
}

} // namespace slipway
