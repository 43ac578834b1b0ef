#include "daemon/AddressCheck.h"

#include "domain/Json.h"
#include "service/ipc/Process.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <optional>

namespace slipway {

namespace {

struct Holder
{
    QString folder;
    int pid = 0;
};

// The data folder that a process of Slipway names: slipwayd --data DIR, haproxy -f DIR/gateway/….
QString folderNamedBy(const QByteArray &commandLine)
{
    const QList<QByteArray> arguments = commandLine.split('\0');
    const QString program = QFileInfo(QString::fromLocal8Bit(arguments.value(0))).fileName();
    if (!program.startsWith(QLatin1String("slipwayd")) && !program.startsWith(QLatin1String("haproxy")))
        return {};
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        if (arguments.at(i - 1) == "--data")
            return QString::fromLocal8Bit(arguments.at(i));
        if (const qsizetype at = arguments.at(i).indexOf("/gateway/"); at > 0)
            return QString::fromLocal8Bit(arguments.at(i).first(at));
    }
    return {};
}

QString apiOf(const QString &folder)
{
    const QString file = folder + QStringLiteral("/folder.json");
    const auto bytes = readFile(file, 64 * 1024);
    const auto settings = bytes ? objectFromBytes(*bytes, file) : Result<QJsonObject>(QJsonObject());
    if (!settings)
        return {};
    return QStringLiteral("%1:%2")
        .arg(settings->value(QStringLiteral("block")).toInt())
        .arg(settings->value(QStringLiteral("api_port")).toInt());
}

// A folder of the same block and port is a copy of this one, or this one of it.
std::optional<Holder> twinOf(const DataFolder &folder)
{
    const QString mine = QFileInfo(folder.path()).canonicalFilePath();
    const QString api = apiOf(mine);
    const QStringList entries = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &entry : entries) {
        bool isNumber = false;
        const int pid = entry.toInt(&isNumber);
        QFile file(QStringLiteral("/proc/%1/cmdline").arg(entry));
        if (!isNumber || !file.open(QIODevice::ReadOnly))
            continue;
        const QString other = QFileInfo(folderNamedBy(file.readAll())).canonicalFilePath();
        if (!other.isEmpty() && other != mine && apiOf(other) == api)
            return Holder{other, pid};
    }
    return std::nullopt;
}

} // namespace

Result<void> checkAddresses(const DataFolder &folder)
{
    if (folder.isFree())
        return {};
    const auto twin = twinOf(folder);
    if (!twin)
        return {}; // its own gateway, as a rule; what else is there is told by whoever binds
    return fail(
        Problem::Kind::Unavailable,
        QStringLiteral("The addresses of this data folder (%1) are held by %2 (process %3)")
            .arg(folder.apiUrl(), twin->folder)
            .arg(twin->pid),
        QStringLiteral("One of the two is a copy of the other. Stop that one with \"app/run --stop --data "
                       "%1\", or put a backup of it into a new folder with \"slipwayctl --data NEW "
                       "restore FILE\": that takes addresses of its own.")
            .arg(twin->folder),
        folder.path());
}

} // namespace slipway
