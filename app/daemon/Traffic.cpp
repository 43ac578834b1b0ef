#include "daemon/Traffic.h"

#include "daemon/Handover.h"
#include "service/ipc/Process.h"

#include <QFile>

#include <algorithm>

namespace slipway {

namespace {

constexpr int defaultRate = 50;
constexpr int longestSeconds = 7 * 24 * 3600;

} // namespace

Traffic::Traffic(const DataFolder &folder) : m_folder(folder) {}

Result<QJsonObject> Traffic::set(bool on, int rate, const QString &url)
{
    if (rate < 0 || rate > mostRate) {
        return fail(Problem::Kind::Invalid,
                    QStringLiteral("A rate of %1 requests a second is out of range").arg(rate),
                    QStringLiteral("Use 1 to %1.").arg(mostRate), QStringLiteral("/rate"));
    }
    const std::lock_guard guard(m_mutex);
    if (const auto process = ProcessId::readFrom(pidFile())) {
        if (auto ended = endProcess(*process, std::chrono::seconds(7)); !ended)
            return Failure(ended.error());
        QFile::remove(pidFile());
    }
    if (on) {
        if (auto started = startAt(rate ? rate : defaultRate, url); !started)
            return Failure(started.error());
    }
    return QJsonObject{
        {QStringLiteral("on"), on}, {QStringLiteral("rate"), on ? m_rate : 0}, {QStringLiteral("url"), url}};
}

QJsonObject Traffic::state() const
{
    const std::lock_guard guard(m_mutex);
    return {{QStringLiteral("on"), runs()},
            {QStringLiteral("rate"), runs() ? m_rate : 0},
            {QStringLiteral("url"), m_url}};
}

QString Traffic::pidFile() const
{
    return m_folder.file(QStringLiteral("run/traffic.pid"));
}

bool Traffic::runs() const
{
    const auto process = ProcessId::readFrom(pidFile());
    return process && process->isAlive();
}

Result<void> Traffic::startAt(int rate, const QString &url)
{
    const QString folder = m_folder.file(QStringLiteral("demo"));
    const auto started =
        startDetached({QStringLiteral("/usr/bin/python3"), QStringLiteral("-B"),
                       m_folder.runtime() + QStringLiteral("/share/demo/traffic.py"), QStringLiteral("--url"),
                       url, QStringLiteral("--rate"), QString::number(rate), QStringLiteral("--seconds"),
                       QString::number(longestSeconds), QStringLiteral("--state"),
                       folder + QStringLiteral("/acknowledged.jsonl")},
                      m_folder.file(QStringLiteral("log/traffic.log")));
    if (!started)
        return Failure(started.error());
    if (auto noted = started->writeTo(pidFile()); !noted)
        return noted;
    m_rate = rate;
    m_url = url;
    return {};
}

} // namespace slipway
