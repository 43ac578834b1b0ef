#include "service/platform/sandbox/init/StateFile.h"

#include "domain/Json.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace slipway::init {

namespace {

constexpr auto stateName = "state.json";

Failure cannot(const char *what, const char *name)
{
    return fail(
        Problem::Kind::Unavailable,
        QStringLiteral("Can't %1: %2").arg(QLatin1String(what), QString::fromLocal8Bit(std::strerror(errno))),
        QStringLiteral("Check that the disk isn't full."), QLatin1String(name));
}

bool writeAll(int fd, const QByteArray &bytes)
{
    qsizetype written = 0;
    while (written < bytes.size()) {
        const ssize_t count =
            ::write(fd, bytes.constData() + written, static_cast<std::size_t>(bytes.size() - written));
        if (count < 0 && errno != EINTR)
            return false;
        written += std::max<ssize_t>(count, 0);
    }
    return true;
}

} // namespace

Result<QByteArray> StateFile::readFile(const char *name) const
{
    const FileDescriptor file(::openat(m_folder.get(), name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!file.isValid())
        return errno == ENOENT ? Result<QByteArray>(QByteArray()) : Result<QByteArray>(cannot("read", name));
    QByteArray bytes;
    std::array<char, 65536> space;
    for (;;) {
        const ssize_t count = ::read(file.get(), space.data(), space.size());
        if (count > 0)
            bytes.append(space.data(), count);
        else if (count == 0)
            return bytes;
        else if (errno != EINTR)
            return cannot("read", name);
    }
}

Result<void> StateFile::writeFile(const char *name, const QByteArray &bytes) const
{
    const QByteArray temporary = QByteArray(name) + ".new";
    const FileDescriptor file(::openat(m_folder.get(), temporary.constData(),
                                       O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file.isValid() || !writeAll(file.get(), bytes) || ::fdatasync(file.get()) != 0 ||
        ::renameat(m_folder.get(), temporary.constData(), m_folder.get(), name) != 0 ||
        ::fsync(m_folder.get()) != 0)
        return cannot("save", name);
    return {};
}

void StateFile::appendLine(const char *name, const QByteArray &line, qint64 most,
                           const std::function<QByteArray()> &keep) const
{
    struct stat info
    {
    };
    if (::fstatat(m_folder.get(), name, &info, AT_SYMLINK_NOFOLLOW) == 0 && info.st_size > most) {
        const auto written = writeFile(name, keep());
        if (!written)
            std::fprintf(stderr, "init: %s\n", qPrintable(written.error().text()));
        return;
    }
    const FileDescriptor file(
        ::openat(m_folder.get(), name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file.isValid() || !writeAll(file.get(), line + '\n'))
        std::fprintf(stderr, "init: %s can't be written\n", name);
}

Result<void> StateFile::load()
{
    const auto bytes = readFile(stateName);
    if (!bytes)
        return Failure(bytes.error());
    if (bytes->isEmpty())
        return {};
    const auto object = objectFromBytes(*bytes, QStringLiteral("the environment's state"));
    if (!object)
        return Failure(object.error());
    m_state.token = object->value(QLatin1String("token")).toString().toLongLong();
    m_state.quiet = object->value(QLatin1String("quiet")).toBool(true);
    m_state.access = object->value(QLatin1String("access")).toBool();
    m_state.services = stringsFromJson(object->value(QLatin1String("services")));
    return {};
}

Result<void> StateFile::set(InitState state)
{
    if (state == m_state)
        return {};
    const QJsonObject object{{QStringLiteral("token"), QString::number(state.token)},
                             {QStringLiteral("quiet"), state.quiet},
                             {QStringLiteral("access"), state.access},
                             {QStringLiteral("services"), toJson(state.services)}};
    if (auto written = writeFile(stateName, toBytes(object)); !written)
        return written;
    m_state = std::move(state);
    return {};
}

} // namespace slipway::init
