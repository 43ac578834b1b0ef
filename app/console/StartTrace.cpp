#include "console/StartTrace.h"

#include <QFile>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <unistd.h>

namespace slipway {

namespace {

double nowMs(clockid_t clock)
{
    timespec time = {};
    ::clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

double execMs()
{
    QFile file(QStringLiteral("/proc/self/stat"));
    if (!file.open(QIODevice::ReadOnly))
        return nowMs(CLOCK_BOOTTIME);
    // The name before may hold blanks and brackets; the start time is the 20th field after it.
    const QByteArray line = file.readAll();
    const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    constexpr qsizetype startTime = 19;
    return fields.value(startTime).toDouble() * 1e3 / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

} // namespace

StartTrace::StartTrace() : m_execMs(execMs()), m_tell(qEnvironmentVariableIsSet("SLIPWAY_TRACE_START")) {}

void StartTrace::mark(const char *name)
{
    const QString text = QString::fromLatin1(name);
    if (std::any_of(m_marks.begin(), m_marks.end(), [&](const Mark &mark) { return mark.name == text; }))
        return;
    m_marks.push_back({text, nowMs(CLOCK_BOOTTIME) - m_execMs});
    if (!m_tell)
        return;
    std::fprintf(stderr, "slipway-start %s %.1f ms since exec, monotonic %.3f\n", name,
                 m_marks.back().sinceExecMs, nowMs(CLOCK_MONOTONIC));
    std::fflush(stderr);
}

QString StartTrace::text() const
{
    QStringList parts;
    for (const Mark &mark : m_marks)
        parts.append(QStringLiteral("%1 %2 ms").arg(mark.name).arg(mark.sinceExecMs, 0, 'f', 0));
    return parts.join(QStringLiteral(", "));
}

} // namespace slipway
