#include "service/support/Heartbeat.h"

#include <QFile>

#include <fcntl.h>
#include <unistd.h>

namespace slipway {

namespace {

constexpr int digits = 19;

} // namespace

QString Heartbeat::fileIn(const QString &dataFolder)
{
    return dataFolder + QStringLiteral("/run/paging.beat");
}

Heartbeat::Heartbeat(const QString &file)
    : m_file(::open(file.toLocal8Bit().constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644))
{
}

// Always as long: a reader never sees half of one and half of another.
void Heartbeat::beat(Duration monotonic)
{
    const QByteArray text =
        QByteArray::number(static_cast<qlonglong>(monotonic.count())).rightJustified(digits, '0');
    [[maybe_unused]] const ssize_t written =
        ::pwrite(m_file.get(), text.constData(), static_cast<std::size_t>(text.size()), 0);
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
