#include "client/LocalService.h"

#include "domain/Json.h"

#include <QDir>
#include <QFile>

#include <sys/stat.h>
#include <unistd.h>

namespace slipway {

namespace {

constexpr qint64 longestFile = 64 * 1024;

QJsonObject readObject(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return objectFromBytes(file.read(longestFile), path).value_or(QJsonObject());
}

} // namespace

QString LocalService::defaultFolder()
{
    const QString named = qEnvironmentVariable("SLIPWAY_DATA");
    return named.isEmpty() ? usualFolder() : named;
}

QString LocalService::usualFolder()
{
    return ::geteuid() == 0 ? QStringLiteral("/var/lib/slipway")
                            : QDir::homePath() + QStringLiteral("/.local/share/slipway");
}

LocalService::LocalService(const QString &folder) : m_folder(QDir(folder).absolutePath()) {}

QString LocalService::file(const char *name) const
{
    return m_folder + QLatin1Char('/') + QLatin1String(name);
}

Endpoint LocalService::endpoint() const
{
    if (!foreignFolder().isEmpty())
        return {};
    const QJsonObject object = readObject(file("client.json"));
    Endpoint endpoint;
    endpoint.url = QUrl(object.value(QStringLiteral("url")).toString());
    endpoint.token = object.value(QStringLiteral("token")).toString().toLatin1();
    endpoint.folder = object.value(QStringLiteral("folder")).toString().toLatin1();
    return endpoint;
}

QString LocalService::foreignFolder() const
{
    const QString named = readObject(file("client.json")).value(QStringLiteral("data")).toString();
    struct stat theirs = {};
    struct stat ours = {};
    // Elsewhere the same folder may have another name, in a container for one: then the one named isn't here.
    if (named.isEmpty() || ::stat(QFile::encodeName(named).constData(), &theirs) != 0 ||
        ::stat(QFile::encodeName(m_folder).constData(), &ours) != 0)
        return {};
    return theirs.st_dev == ours.st_dev && theirs.st_ino == ours.st_ino ? QString() : named;
}

bool LocalService::wasStarted() const
{
    return QFile::exists(file("client.json"));
}

bool LocalService::hasProcessId() const
{
    return QFile::exists(file("slipwayd.pid"));
}

bool LocalService::isServed() const
{
    QFile left(file("slipwayd.pid"));
    if (!left.open(QIODevice::ReadOnly))
        return false;
    bool isNumber = false;
    const int pid = left.read(32).trimmed().toInt(&isNumber);
    if (!isNumber || pid <= 0)
        return false;
    // The number may belong to somebody else by now.
    QFile command(QStringLiteral("/proc/%1/cmdline").arg(pid));
    return command.open(QIODevice::ReadOnly) && command.read(4096).split('\0').value(0).endsWith("slipwayd");
}

} // namespace slipway
