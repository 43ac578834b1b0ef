// What this process holds in memory, as the kernel counts it.
#pragma once
#include <QFile>

namespace slipway::test {

inline qint64 residentKiB()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).simplified().split(' ').at(0).toLongLong();
    }
    return 0;
}

} // namespace slipway::test
