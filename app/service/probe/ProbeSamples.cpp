#include "service/probe/ProbeSamples.h"

#include "service/ipc/Process.h"

#include <QtEndian>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace slipway {

namespace {

constexpr QByteArrayView magic("slipway-probe 1\n");
constexpr qsizetype headSize = 16 + 8 + 8;
constexpr qsizetype sampleSize = 16;
constexpr qint64 largestFile = 256 * 1024 * 1024;

Failure cannotWrite(const QString &file)
{
    return fail(Problem::Kind::Unavailable,
                QStringLiteral("Can't write samples: %1").arg(QString::fromLocal8Bit(std::strerror(errno))),
                QStringLiteral("Check that the disk isn't full."), file);
}

template <class T>
void append(QByteArray &bytes, T value)
{
    const T little = qToLittleEndian(value);
    bytes.append(reinterpret_cast<const char *>(&little), sizeof little);
}

} // namespace

QString toText(ProbeError error)
{
    switch (error) {
    case ProbeError::None:
        return QString();
    case ProbeError::Refused:
        return QStringLiteral("connection refused");
    case ProbeError::Closed:
        return QStringLiteral("connection closed before the answer");
    case ProbeError::Timeout:
        return QStringLiteral("no answer in time");
    case ProbeError::Malformed:
        return QStringLiteral("not an HTTP answer");
    case ProbeError::Unfinished:
        return QStringLiteral("still waiting when the probe ended");
    }
    return QString();
}

Result<ProbeRecording> readProbeFile(const QString &file)
{
    const auto bytes = readFile(file, largestFile);
    if (!bytes)
        return Failure(bytes.error());
    if (bytes->size() < headSize || !bytes->startsWith(magic))
        return fail(Problem::Kind::Malformed, QStringLiteral("This is not a recording of a probe"), {}, file);
    ProbeRecording recording;
    const char *data = bytes->constData();
    recording.start = Instant(Duration(qFromLittleEndian<qint64>(data + 16)));
    recording.rate = qFromLittleEndian<quint32>(data + 24);
    for (qsizetype place = headSize; place + sampleSize <= bytes->size(); place += sampleSize) {
        const char *entry = data + place;
        recording.samples.push_back({qFromLittleEndian<qint64>(entry), qFromLittleEndian<quint32>(entry + 8),
                                     qFromLittleEndian<quint16>(entry + 12),
                                     static_cast<ProbeError>(qFromLittleEndian<quint16>(entry + 14))});
    }
    return recording;
}

Result<ProbeWriter> ProbeWriter::create(const QString &file, Instant start, quint32 rate)
{
    ProbeWriter writer;
    writer.m_file = FileDescriptor(
        ::open(file.toLocal8Bit().constData(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600));
    QByteArray head(magic.data(), magic.size());
    append<qint64>(head, start.time_since_epoch().count());
    append<quint32>(head, rate);
    append<quint32>(head, 0);
    if (!writer.m_file.isValid() || ::write(writer.m_file.get(), head.constData(), headSize) != headSize)
        return cannotWrite(file);
    return writer;
}

Result<void> ProbeWriter::flush()
{
    if (m_pending.empty())
        return {};
    QByteArray bytes;
    bytes.reserve(static_cast<qsizetype>(m_pending.size()) * sampleSize);
    for (const ProbeSample &sample : m_pending) {
        append<qint64>(bytes, sample.at);
        append<quint32>(bytes, sample.latency);
        append<quint16>(bytes, sample.status);
        append<quint16>(bytes, static_cast<quint16>(sample.error));
    }
    if (::write(m_file.get(), bytes.constData(), static_cast<std::size_t>(bytes.size())) != bytes.size())
        return cannotWrite(QStringLiteral("the samples"));
    m_pending.clear();
    return {};
}

} // namespace slipway
