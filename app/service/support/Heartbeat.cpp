#include "service/support/Heartbeat.h"

#include <QFile>

#include <fcntl.h>
#include <unistd.h>

namespace slipway {

namespace {

constexpr int digits = 19;
constexpr Duration step =
    std::chrono::milliseconds(50); // less is no progress: two looks at two clocks differ

} // namespace

QString Heartbeat::fileIn(const QString &dataFolder)
{
    return dataFolder + QStringLiteral("/run/paging.beat");
}

Heartbeat::Heartbeat(const QString &file, Duration monotonic)
    : m_file(::open(file.toLocal8Bit().constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644)),
      m_mark(monotonic.count())
{
}

// Always as long: a reader never sees half of one and half of another.
void Heartbeat::beat(Duration monotonic, Duration behind)
{
    const Duration mark = monotonic - behind;
    if (mark - Duration(m_mark.load()) < step)
        return;
    m_mark = mark.count();
    const QByteArray text =
        QByteArray::number(static_cast<qlonglong>(mark.count())).rightJustified(digits, '0');
    [[maybe_unused]] const ssize_t written =
        ::pwrite(m_file.get(), text.constData(), static_cast<std::size_t>(text.size()), 0);
}

Duration Heartbeat::age(Duration monotonic) const
{
    return monotonic - Duration(m_mark.load());
}

std::optional<Duration> Heartbeat::last(const QString &file)
{
    QFile beat(file);
    if (!beat.open(QIODevice::ReadOnly))
        return std::nullopt;
    bool isNumber = false;
    const Duration at(beat.read(digits).toLongLong(&isNumber));
    return isNumber ? std::optional(at) : std::nullopt;
}

} // namespace slipway
