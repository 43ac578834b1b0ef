#include "service/guardian/Doors.h"

#include "service/ipc/Beneath.h"

#include <QDir>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace slipway {

namespace {

Failure cannot(const char *what, const QString &path)
{
    const int code = errno;
    const QString hint =
        code == ELOOP || code == EXDEV
            ? QStringLiteral(
                  "There is a symbolic link in the doors of an environment; look who put it there.")
            : QStringLiteral("Is the process that listens there running?");
    return fail(
        Problem::Kind::Unavailable,
        QStringLiteral("Can't %1: %2").arg(QLatin1String(what), QString::fromLocal8Bit(std::strerror(code))),
        hint, path);
}

sockaddr_un nameOf(int descriptor, const QByteArray &child = {})
{
    sockaddr_un name{};
    name.sun_family = AF_UNIX;
    const QByteArray path = "/proc/self/fd/" + QByteArray::number(descriptor) + child;
    std::memcpy(name.sun_path, path.constData(),
                static_cast<std::size_t>(std::min<qsizetype>(path.size(), 107)));
    return name;
}

FileDescriptor newSocket()
{
    return FileDescriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
}

} // namespace

Doors::Doors(QString root) : m_root(QDir::cleanPath(root)) {}

Result<QByteArray> Doors::inside(const QString &path) const
{
    const QString clean = QDir::cleanPath(path);
    if (!clean.startsWith(m_root + QLatin1Char('/')))
        return fail(Problem::Kind::Forbidden,
                    QStringLiteral("The socket isn't in the doors of an environment"), {}, path);
    return clean.mid(m_root.size() + 1).toLocal8Bit();
}

std::optional<Doors::Place> Doors::socketAt(const QString &path) const
{
    const auto relative = inside(path);
    if (!relative)
        return std::nullopt;
    const FileDescriptor root(::open(m_root.toLocal8Bit().constData(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    const FileDescriptor found = openBeneath(root.get(), *relative, O_PATH);
    struct stat status
    {
    };
    if (!found.isValid() || ::fstat(found.get(), &status) != 0 || !S_ISSOCK(status.st_mode))
        return std::nullopt;
    return Place{status.st_dev, status.st_ino};
}

Result<FileDescriptor> Doors::connect(const QString &path) const
{
    const auto relative = inside(path);
    if (!relative)
        return Failure(relative.error());
    const FileDescriptor root(::open(m_root.toLocal8Bit().constData(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    const FileDescriptor target = openBeneath(root.get(), *relative, O_PATH);
    if (!target.isValid())
        return cannot("reach the socket", path);
    struct stat status
    {
    };
    if (::fstat(target.get(), &status) != 0 || !S_ISSOCK(status.st_mode))
        return fail(Problem::Kind::Unavailable, QStringLiteral("This is not a socket"), {}, path);
    FileDescriptor socket = newSocket();
    const sockaddr_un name = nameOf(target.get());
    if (::connect(socket.get(), reinterpret_cast<const sockaddr *>(&name), sizeof name) != 0)
        return cannot("connect", path);
    return socket;
}

Result<Doors::Listener> Doors::listen(const QString &path) const
{
    const auto relative = inside(path);
    if (!relative)
        return Failure(relative.error());
    FileDescriptor folder(::open(m_root.toLocal8Bit().constData(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    QList<QByteArray> parts = relative->split('/');
    const QByteArray last = parts.takeLast();
    for (const QByteArray &part : parts) {
        if (::mkdirat(folder.get(), part.constData(), 0711) != 0 && errno != EEXIST)
            return cannot("create the folder", path);
        folder = openBeneath(folder.get(), part, O_PATH | O_DIRECTORY);
        if (!folder.isValid())
            return cannot("enter the folder", path);
    }
    ::unlinkat(folder.get(), last.constData(), 0);
    FileDescriptor socket = newSocket();
    const sockaddr_un name = nameOf(folder.get(), '/' + last);
    if (::bind(socket.get(), reinterpret_cast<const sockaddr *>(&name), sizeof name) != 0)
        return cannot("bind", path);
    const FileDescriptor bound = openBeneath(folder.get(), last, O_PATH);
    struct stat status
    {
    };
    if (!bound.isValid() || ::fstat(bound.get(), &status) != 0 || !S_ISSOCK(status.st_mode) ||
        ::chmod(nameOf(bound.get()).sun_path, 0666) != 0)
        return cannot("open the socket to the environment", path);
    if (::listen(socket.get(), 64) != 0)
        return cannot("listen", path);
    return Listener{std::move(socket), {status.st_dev, status.st_ino}};
}

} // namespace slipway
