#include "service/probe/ProbeRun.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <chrono>
#include <poll.h>
#include <sys/wait.h>

namespace slipway {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

ProbeRun::ProbeRun(QString samplesFile) : m_file(std::move(samplesFile)) {}

QString ProbeRun::pidFile() const
{
    return m_file + QStringLiteral(".pid");
}

bool ProbeRun::isRunning() const
{
    const auto process = ProcessId::readFrom(pidFile());
    return process && process->isAlive();
}

Result<void> ProbeRun::start(const Settings &settings)
{
    if (isRunning())
        return {};
    const QString folder = QFileInfo(m_file).path();
    if (!QDir().mkpath(folder))
        return fail(Problem::Kind::Unavailable, QStringLiteral("Can't create the folder"),
                    QStringLiteral("Check its owner and the free space of the disk."), folder);
    QFile::remove(pidFile());
    QFile::remove(m_file);
    SpawnOptions options;
    options.newSession = true;
    const auto process =
        spawn({settings.program, QStringLiteral("--probe"), QStringLiteral("--url"), settings.url,
               QStringLiteral("--rate"), QString::number(settings.rate), QStringLiteral("--until"),
               QStringLiteral("%1ms").arg(
                   std::chrono::duration_cast<std::chrono::milliseconds>(settings.most).count()),
               QStringLiteral("--file"), m_file, QStringLiteral("--pid-file"), pidFile()},
              options);
    if (!process)
        return Failure(process.error());
    // The pid file comes when the probe has understood its arguments and opened its file.
    const auto limit = steady_clock::now() + 5s;
    while (!isRunning()) {
        if (!process->isAlive() || steady_clock::now() > limit) {
            ::waitpid(process->pid, nullptr, WNOHANG);
            return fail(Problem::Kind::Unavailable,
                        QStringLiteral("The probe of %1 doesn't start").arg(settings.url),
                        QStringLiteral("Its reason is in the service's log."), m_file);
        }
        ::poll(nullptr, 0, 2);
    }
    return {};
}

Result<void> ProbeRun::stop()
{
    const auto process = ProcessId::readFrom(pidFile());
    if (!process)
        return {};
    auto ended = endProcess(*process, 3s);
    ::waitpid(process->pid, nullptr, WNOHANG); // where it is our own child
    return ended;
}

Result<ProbeRecording> ProbeRun::read() const
{
    return readProbeFile(m_file);
}

Result<ProbeSummary> ProbeRun::summary() const
{
    return read().map([](const ProbeRecording &recording) { return summarise(recording.samples); });
}

Result<QJsonObject> ProbeRun::report() const
{
    const auto recording = read();
    if (!recording)
        return Failure(recording.error());
    qint64 last = 0;
    for (const ProbeSample &sample : recording->samples)
        last = std::max(last, sample.at + sample.latency);
    QJsonObject object = summarise(recording->samples).toJson();
    object.insert(QStringLiteral("since"), toText(recording->start));
    object.insert(QStringLiteral("until"), toText(recording->start + Duration(last)));
    return object;
}

} // namespace slipway
