#include "service/ipc/OutboundFile.h"

#include "service/ipc/Process.h"

#include <cerrno>
#include <sys/stat.h>

namespace slipway {

namespace {

constexpr qint64 mostBytes = 1024 * 1024;
constexpr char absent[] = "absent";

// Another file, or other bytes in it: one of these differs.
QByteArray identityOf(const QString &path)
{
    struct stat info
    {
    };
    if (::stat(path.toLocal8Bit().constData(), &info) != 0 && errno == ENOENT)
        return absent;
    return QByteArray::number(static_cast<quint64>(info.st_ino)) + ' ' +
           QByteArray::number(static_cast<qint64>(info.st_size)) + ' ' +
           QByteArray::number(static_cast<qint64>(info.st_ctim.tv_sec)) + ' ' +
           QByteArray::number(static_cast<qint64>(info.st_ctim.tv_nsec));
}

QString fileIn(const QString &dataFolder)
{
    return dataFolder + QStringLiteral("/outbound.json");
}

Result<OutboundSettings> parse(const Result<QByteArray> &bytes, const QString &path)
{
    auto settings =
        bytes ? OutboundSettings::fromBytes(*bytes) : Result<OutboundSettings>(Failure(bytes.error()));
    if (settings)
        return settings;
    Problem problem = settings.error();
    problem.where = bytes ? QString(path + QLatin1Char(' ') + problem.where).trimmed() : path;
    if (problem.hint.isEmpty())
        problem.hint = QStringLiteral("Correct it; until then the settings before it are in force.");
    return Failure(problem);
}

} // namespace

OutboundFile::OutboundFile(const QString &dataFolder)
    : m_path(fileIn(dataFolder)), m_lastGood(dataFolder + QStringLiteral("/run/outbound-good.json"))
{
    if (const auto bytes = readFile(m_lastGood, mostBytes)) {
        if (auto settings = OutboundSettings::fromBytes(*bytes))
            m_settings = std::move(*settings);
    }
}

OutboundSettings OutboundFile::current()
{
    const std::lock_guard lock(m_mutex);
    look();
    return m_settings;
}

std::optional<Problem> OutboundFile::problem()
{
    const std::lock_guard lock(m_mutex);
    look();
    return m_problem;
}

void OutboundFile::look()
{
    const QByteArray identity = identityOf(m_path);
    if (identity == m_seen)
        return;
    m_seen = identity;
    read();
}

void OutboundFile::read()
{
    const auto bytes = m_seen == absent ? Result<QByteArray>("{}") : readFile(m_path, mostBytes);
    auto settings = parse(bytes, m_path);
    if (!settings) {
        m_problem = settings.error();
        return;
    }
    m_problem.reset();
    m_settings = std::move(*settings);
    // Without it a restart would fall back to what is in force by default, not to what was.
    if (readFile(m_lastGood, mostBytes).value_or(QByteArray()) != *bytes) {
        if (auto written = writeFileAtomically(m_lastGood, *bytes, 0600); !written)
            m_problem = written.error();
    }
}

Result<OutboundSettings> OutboundFile::readFrom(const QString &dataFolder)
{
    const QString path = fileIn(dataFolder);
    return identityOf(path) == absent ? OutboundSettings() : parse(readFile(path, mostBytes), path);
}

} // namespace slipway
