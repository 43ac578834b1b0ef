#include "service/ipc/DataFolder.h"

#include "domain/Json.h"
#include "service/ipc/Process.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

void slipwayInitResources();

namespace slipway {

namespace {

constexpr int layoutVersion = 1;
constexpr int indexesPerSlot = 16;
constexpr unsigned firstUid = 0x2000'0000;
constexpr mode_t passable = 0711; // environments' users pass through to what is theirs; they can't list

Failure cannot(const QString &what, const QString &path)
{
    return fail(
        Problem::Kind::Unavailable,
        QStringLiteral("Can't %1: %2").arg(what, QString::fromLocal8Bit(std::strerror(errno))),
        QStringLiteral("Check the owner and the free space of the data folder, or name another with --data."),
        path);
}

// Free now: nothing listens there. Port 0 finds one.
int bindable(const QString &address, int port)
{
    const FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_port = htons(static_cast<uint16_t>(port));
    ::inet_pton(AF_INET, address.toLatin1().constData(), &name.sin_addr);
    const int on = 1;
    ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (::bind(socket.get(), reinterpret_cast<const sockaddr *>(&name), sizeof name) != 0)
        return -1;
    socklen_t size = sizeof name;
    ::getsockname(socket.get(), reinterpret_cast<sockaddr *>(&name), &size);
    return ntohs(name.sin_port);
}

QString addressIn(int block, int third, int last)
{
    return QStringLiteral("127.%1.%2.%3").arg(block >> 8).arg((block & 0xff) + third).arg(last);
}

// 127.x.y.0/21 with x 2…250 and y a multiple of 8: some 7,700 blocks, so two folders hardly ever meet.
int chooseBlock()
{
    for (int attempt = 0; attempt < 1000; ++attempt) {
        const int block = (QRandomGenerator::global()->bounded(2, 251) << 8) |
                          (QRandomGenerator::global()->bounded(32) * 8);
        if (bindable(addressIn(block, 0, 1), DataFolder::httpPort) > 0 &&
            bindable(addressIn(block, 0, 254), 0) > 0)
            return block;
    }
    return 0;
}

Result<void> makeFolder(const QString &path, mode_t mode)
{
    if (!QDir().mkpath(path))
        return cannot(QStringLiteral("create the folder"), path);
    // Root's hand must not be led elsewhere: where somebody put a link, the mode of its target is theirs.
    const FileDescriptor folder(
        ::open(path.toLocal8Bit().constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!folder.isValid() && (errno == ELOOP || errno == ENOTDIR || errno == EACCES))
        return {};
    if (::fchmod(folder.get(), mode) != 0 && errno != EPERM)
        return cannot(QStringLiteral("set the mode of the folder"), path);
    return {};
}

Result<void> copyOut(const QString &from, const QString &to, QFile::Permissions permissions)
{
    QFile::remove(to);
    if (!QFile::copy(from, to) || !QFile::setPermissions(to, permissions))
        return cannot(QStringLiteral("copy %1").arg(from), to);
    return {};
}

const QString layoutField = QStringLiteral("layout");
const QString blockField = QStringLiteral("block");
const QString portField = QStringLiteral("api_port");
const QString restoredField = QStringLiteral("restored"); // {"block"} of the backup, until it was moved

QString settingsFile(const QString &path)
{
    return path + QStringLiteral("/folder.json");
}

Result<QJsonObject> readSettings(const QString &path)
{
    const auto bytes = readFile(settingsFile(path));
    if (!bytes)
        return Failure(bytes.error());
    auto object = objectFromBytes(*bytes, settingsFile(path));
    if (object && object->value(layoutField).toInt() > layoutVersion) {
        return fail(Problem::Kind::Conflict, QStringLiteral("The data folder was written by a newer Slipway"),
                    QStringLiteral("Use the newer version, or another folder with --data."), path);
    }
    return object;
}

Result<void> writeSettings(const QString &path, const QJsonObject &settings)
{
    return writeFileAtomically(settingsFile(path), toBytes(settings) + '\n');
}

// What is in folder.json; a new folder gets it first of all, because by it it is known for a data folder.
Result<QJsonObject> settingsOf(const QString &path)
{
    QJsonObject settings{{layoutField, layoutVersion}};
    if (QFile::exists(settingsFile(path))) {
        auto known = readSettings(path);
        if (!known || !known->contains(restoredField) || known->contains(blockField))
            return known;
        settings = *known;
    }
    const int block = chooseBlock();
    const int port = block ? bindable(addressIn(block, 0, 254), 0) : -1;
    if (port <= 0)
        return fail(Problem::Kind::Unavailable,
                    QStringLiteral("No free block of loopback addresses was found"));
    settings.insert(blockField, block);
    settings.insert(portField, port);
    if (auto written = writeSettings(path, settings); !written)
        return Failure(written.error());
    return settings;
}

} // namespace

QString DataFolder::defaultPath()
{
    const QString named = qEnvironmentVariable("SLIPWAY_DATA");
    if (!named.isEmpty())
        return named;
    if (::geteuid() == 0)
        return QStringLiteral("/var/lib/slipway");
    return QDir::homePath() + QStringLiteral("/.local/share/slipway");
}

Result<DataFolder> DataFolder::open(const QString &path)
{
    DataFolder folder;
    folder.m_path = QDir(path).absolutePath();
    if (auto made = makeFolder(folder.m_path, passable); !made)
        return Failure(made.error());
    const auto object = settingsOf(folder.m_path);
    if (!object)
        return Failure(object.error());
    for (const char *name : {"/run", "/doors", "/env", "/runtime"}) {
        if (auto made = makeFolder(folder.m_path + QLatin1String(name), passable); !made)
            return Failure(made.error());
    }
    for (const char *name : {"/gateway", "/log", "/releases", "/backups", "/demo"}) {
        if (auto made = makeFolder(folder.m_path + QLatin1String(name), 0750); !made)
            return Failure(made.error());
    }
    folder.m_block = object->value(blockField).toInt();
    folder.m_apiPort = object->value(portField).toInt();
    if (object->contains(restoredField))
        folder.m_restored = Restored{object->value(restoredField).toObject().value(blockField).toInt()};
    return folder;
}

Result<void> DataFolder::lock()
{
    const QString path = file(QStringLiteral("slipwayd.lock"));
    FileDescriptor descriptor(
        ::open(path.toLocal8Bit().constData(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!descriptor.isValid())
        return cannot(QStringLiteral("open the lock"), path);
    if (::flock(descriptor.get(), LOCK_EX | LOCK_NB) != 0) {
        const auto pid = readFile(file(QStringLiteral("slipwayd.pid")), 64);
        return fail(
            Problem::Kind::Conflict,
            QStringLiteral("The data folder is served by process %1")
                .arg(QString::fromLatin1(pid.value_or("?").trimmed())),
            QStringLiteral(
                "Use that service, stop it with \"app/run --stop\", or name another folder with --data."),
            m_path);
    }
    m_lock = std::move(descriptor);
    return {};
}

QString DataFolder::doors(int slot) const
{
    return file(QStringLiteral("doors/%1").arg(slot));
}

QString DataFolder::environment(int slot) const
{
    return file(QStringLiteral("env/%1").arg(slot));
}

QString DataFolder::runtime() const
{
    static const QString build = [] {
        QFile program(QStringLiteral("/proc/self/exe"));
        QCryptographicHash hash(QCryptographicHash::Sha256);
        if (program.open(QIODevice::ReadOnly))
            hash.addData(&program);
        return QString::fromLatin1(hash.result().toHex().left(12));
    }();
    return file(QStringLiteral("runtime/") + build);
}

Result<void> DataFolder::installRuntime() const
{
    const QString target = runtime();
    if (QFile::exists(target + QStringLiteral("/complete")))
        return {};
    slipwayInitResources();
    for (const char *name : {"", "/bin", "/share"}) {
        if (auto made = makeFolder(target + QLatin1String(name), 0755); !made)
            return made;
    }
    constexpr auto readable = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther;
    constexpr auto executable = readable | QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther;
    if (auto copied =
            copyOut(QStringLiteral("/proc/self/exe"), target + QStringLiteral("/bin/slipwayd"), executable);
        !copied)
        return copied;
    const QString root = QStringLiteral(":/slipway");
    QDirIterator walk(root, QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QString from = walk.next();
        const QString to = target + QStringLiteral("/share") + from.mid(root.size());
        if (walk.fileInfo().isDir()) {
            if (auto made = makeFolder(to, 0755); !made)
                return made;
            continue;
        }
        // Resources carry no modes: what begins with #! is run.
        QFile source(from);
        const bool isScript = source.open(QIODevice::ReadOnly) && source.read(2) == "#!";
        source.close();
        if (auto copied = copyOut(from, to, isScript ? executable : readable); !copied)
            return copied;
    }
    return writeFileAtomically(target + QStringLiteral("/complete"), SLIPWAY_VERSION "\n");
}

QString DataFolder::apiAddress() const
{
    return addressIn(m_block, 0, 254);
}

QString DataFolder::apiUrl() const
{
    return QStringLiteral("http://%1:%2").arg(apiAddress()).arg(m_apiPort);
}

QByteArray DataFolder::identity() const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QFileInfo(m_path).canonicalFilePath().toUtf8() + '\n' + apiUrl().toUtf8());
    return hash.result().toHex().left(16);
}

bool DataFolder::isFree() const
{
    bool free = bindable(apiAddress(), m_apiPort) > 0;
    for (int slot = 1; free && slot <= slots; ++slot)
        free = bindable(publicAddress(slot), httpPort) > 0;
    return free;
}

bool DataFolder::isFree(const QString &path)
{
    const auto settings = readSettings(path);
    DataFolder folder;
    folder.m_block = settings ? settings->value(blockField).toInt() : 0;
    folder.m_apiPort = settings ? settings->value(portField).toInt() : 0;
    return folder.isFree();
}

Result<void> DataFolder::markRestored(const QString &path, bool moves)
{
    auto settings = readSettings(path);
    if (!settings)
        return Failure(settings.error());
    settings->insert(restoredField, QJsonObject{{blockField, settings->value(blockField).toInt()}});
    if (moves) {
        settings->remove(blockField);
        settings->remove(portField);
    }
    return writeSettings(path, *settings);
}

QString DataFolder::moved(const QString &address) const
{
    in_addr number{};
    if (!m_restored || ::inet_pton(AF_INET, address.toLatin1().constData(), &number) != 1)
        return address;
    const quint32 bits = ntohl(number.s_addr);
    const int block = static_cast<int>((bits >> 8) & 0xfff8);
    if (bits >> 24 != 127 || block != m_restored->block)
        return address;
    return addressIn(m_block, static_cast<int>((bits >> 8) & 0x7), static_cast<int>(bits & 0xff));
}

Result<void> DataFolder::forgetRestored()
{
    auto settings = readSettings(m_path);
    if (!settings)
        return Failure(settings.error());
    settings->remove(restoredField);
    m_restored.reset();
    return writeSettings(m_path, *settings);
}

QString DataFolder::publicAddress(int slot) const
{
    return addressIn(m_block, 0, slot);
}

QString DataFolder::privateAddress(int slot, int index) const
{
    const int place = slot * indexesPerSlot + index;
    return addressIn(m_block, 1 + place / 250, 1 + place % 250);
}

unsigned DataFolder::environmentUid(int slot) const
{
    return firstUid + static_cast<unsigned>(m_block) * 128 + static_cast<unsigned>(slot);
}

} // namespace slipway
