#include "service/platform/sandbox/init/Preparation.h"

#include "domain/Json.h"
#include "service/ipc/Process.h"
#include "service/platform/sandbox/init/HealthCheck.h"
#include "service/platform/sandbox/Variables.h"

#include <QDir>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <sys/stat.h>
#include <unistd.h>

namespace slipway::init {

namespace {

Result<void> makeFolder(const QString &path)
{
    if (!QDir().mkpath(path))
        return fail(Problem::Kind::Unavailable, QStringLiteral("Can't create the folder"),
                    QStringLiteral("Check that the disk isn't full."), path);
    return {};
}

// Durable writes cost what requests wait for in a hold: only what differs is written.
Result<void> writeIfDifferent(const QString &path, const QByteArray &bytes, unsigned mode)
{
    const auto present = readFile(path);
    struct stat info
    {
    };
    if (present && *present == bytes && ::lstat(path.toLocal8Bit().constData(), &info) == 0 &&
        S_ISREG(info.st_mode) && (info.st_mode & 07777) == mode)
        return {};
    return writeFileAtomically(path, bytes, mode);
}

Result<void> renderFile(const ApplianceSpec &appliance, const FileSpec &file)
{
    const auto source = readFile(file.source);
    if (!source)
        return Failure(source.error());
    const VariableLookup lookup = [&](const QString &name) -> std::optional<QString> {
        const QLatin1String secret("secret.");
        if (name.startsWith(secret)) {
            const QJsonValue value = appliance.secrets.value(name.mid(secret.size()));
            return value.isString() ? std::optional(value.toString()) : std::nullopt;
        }
        return lookupIn(appliance.variables)(name);
    };
    const auto text = expandVariables(QString::fromUtf8(*source), lookup, file.source);
    if (!text)
        return Failure(text.error());
    if (auto made = makeFolder(QFileInfo(file.path).path()); !made)
        return made;
    return writeIfDifferent(file.path, text->toUtf8(), file.mode);
}

} // namespace

Result<void> prepareFolders(const EnvironmentSpec &spec)
{
    for (const char *name : {"log", "caught", "ssh"}) {
        if (auto made = makeFolder(spec.own(QLatin1String(name))); !made)
            return made;
    }
    // Folders of doors take the door's group; a change of mode would lose it, so the umask does it.
    for (const ApplianceSpec &appliance : spec.appliances) {
        for (const QString &folder : {spec.doors + QLatin1Char('/') + appliance.name,
                                      spec.doors + QStringLiteral("/peer/") + appliance.name}) {
            if (auto made = makeFolder(folder); !made)
                return made;
        }
    }
    for (const ApplianceSpec &appliance : spec.appliances) {
        if (auto made = makeFolder(appliance.home); !made)
            return made;
        for (const QString &folder : appliance.folders) {
            if (auto made = makeFolder(folder); !made)
                return made;
        }
        for (const QString &path : appliance.code) {
            if (auto made = makeFolder(spec.root + QLatin1Char('/') + path); !made)
                return made;
        }
        for (const LiveSpec &live : appliance.live) {
            if (live.kind != QLatin1String("files"))
                continue;
            if (auto made = makeFolder(spec.root + QLatin1Char('/') + live.path); !made)
                return made;
        }
        const QString secrets = spec.own(QStringLiteral("secrets-%1.json").arg(appliance.name));
        if (auto written = writeIfDifferent(secrets, toBytes(appliance.secrets), 0600); !written)
            return written;
        for (const FileSpec &file : appliance.files) {
            if (auto rendered = renderFile(appliance, file); !rendered)
                return rendered;
        }
    }
    return {};
}

// Whether it was copied is written down, not read off the target: the class makes folders there, and a copy
// may have been cut short.
Result<void> copyContent(const EnvironmentSpec &spec, const ApplianceSpec &appliance)
{
    const QString done = spec.own(QStringLiteral("content-%1").arg(appliance.name));
    if (appliance.content.isEmpty() || QFileInfo::exists(done))
        return {};
    const auto finished = runProcess(
        {QStringLiteral("/usr/bin/rsync"), QStringLiteral("-rlt"), QStringLiteral("--chmod=Du+rwx,Fu+rw"),
         QStringLiteral("--executability"), QStringLiteral("--ignore-existing"),
         appliance.content + QLatin1Char('/'), appliance.contentTo + QLatin1Char('/')},
        std::chrono::minutes(10));
    if (!finished)
        return Failure(finished.error());
    if (finished->exitCode != 0)
        return fail(Problem::Kind::Unavailable,
                    QStringLiteral("The application's content can't be copied: %1")
                        .arg(QString::fromLocal8Bit(finished->error).trimmed()),
                    {}, appliance.content);
    return writeFileAtomically(done, appliance.content.toUtf8() + '\n');
}

Result<QJsonObject> runHook(const EnvironmentSpec &spec, const ApplianceSpec &appliance, const QString &verb,
                            Duration timeout)
{
    const auto found = appliance.hooks.find(verb);
    if (found == appliance.hooks.end())
        return QJsonObject();
    SpawnOptions options;
    options.folder = appliance.home;
    options.environment = programVariables(spec, &appliance);
    const auto finished = runProcess({found->second}, timeout, {}, {}, options);
    const QString where = QStringLiteral("%1: %2").arg(appliance.name, verb);
    if (!finished)
        return Failure(finished.error().at(where));
    if (finished->exitCode != 0) {
        return fail(Problem::Kind::Unavailable,
                    QStringLiteral("The hook ends with %1: %2")
                        .arg(finished->exitCode)
                        .arg(QString::fromLocal8Bit(finished->error.right(600)).trimmed()),
                    {}, where);
    }
    const QByteArray output = finished->output.trimmed();
    if (output.isEmpty())
        return QJsonObject();
    auto object = objectFromBytes(output, QStringLiteral("the hook's output"));
    return object ? object : Result<QJsonObject>(Failure(object.error().at(where)));
}

} // namespace slipway::init
