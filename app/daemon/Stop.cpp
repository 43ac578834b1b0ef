#include "daemon/Stop.h"

#include "domain/Json.h"
#include "service/ipc/Channel.h"
#include "service/ipc/DataFolder.h"
#include "service/ipc/MountPlace.h"
#include "service/ipc/Process.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <cstdio>
#include <thread>
#include <unistd.h>

namespace slipway {

namespace {

constexpr auto serviceGrace = std::chrono::seconds(3);
constexpr auto guardianGrace = std::chrono::seconds(5);

// The programs that run from a data folder. Others that merely name it (an editor, a tail) are left alone.
constexpr std::array programs{"slipwayd", "bwrap", "haproxy", "rsync"};

bool isOurProgram(const QString &name)
{
    return std::any_of(programs.begin(), programs.end(), [&](const char *program) {
        return name == QLatin1String(program) || name.startsWith(QLatin1String(program) + QLatin1Char('.'));
    });
}

bool belongsTo(const QString &folder, const QByteArray &commandLine)
{
    const QList<QByteArray> arguments = commandLine.split('\0');
    const QString program = QFileInfo(QString::fromLocal8Bit(arguments.value(0))).fileName();
    if (!isOurProgram(program))
        return false;
    const QByteArray path = folder.toLocal8Bit();
    return std::any_of(arguments.begin(), arguments.end(), [&](const QByteArray &argument) {
        const qsizetype at = argument.indexOf(path);
        const qsizetype after = at + path.size();
        return at >= 0 && (after == argument.size() || argument.at(after) == '/');
    });
}

QByteArray mountsOf(const QString &process)
{
    QFile file(QStringLiteral("/proc/%1/mountinfo").arg(process));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// The first process of an environment doesn't name the folder, but what it sees as /srv lies in it.
bool livesIn(const std::optional<MountPlace> &environments, int pid)
{
    const auto srv = mountedAt(mountsOf(QString::number(pid)), "/srv");
    return environments && srv && srv->isIn(*environments);
}

std::vector<ProcessId> processesOf(const QString &folder)
{
    std::vector<ProcessId> found;
    const QString canonical = QFileInfo(folder + QStringLiteral("/env")).canonicalFilePath();
    const auto environments = placeOf(mountsOf(QStringLiteral("self")), canonical.toLocal8Bit());
    const QStringList entries = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &entry : entries) {
        bool isNumber = false;
        const int pid = entry.toInt(&isNumber);
        if (!isNumber || pid == ::getpid() || pid == ::getppid())
            continue;
        QFile file(QStringLiteral("/proc/%1/cmdline").arg(pid));
        if (!file.open(QIODevice::ReadOnly) ||
            !(belongsTo(folder, file.readAll()) || livesIn(environments, pid)))
            continue;
        if (const auto process = ProcessId::of(pid))
            found.push_back(*process);
    }
    return found;
}

// What wrote its pid and start time there, whatever its command line says.
void addFromPidFiles(const DataFolder &folder, std::vector<ProcessId> &processes)
{
    const QDir run(folder.file(QStringLiteral("run")));
    for (const QFileInfo &file : run.entryInfoList({QStringLiteral("*.pid")}, QDir::Files)) {
        const auto process = ProcessId::readFrom(file.filePath());
        if (process && process->isAlive() &&
            std::find(processes.begin(), processes.end(), *process) == processes.end())
            processes.push_back(*process);
    }
}

// What the guardian had written down as running, where it can't be asked any more.
void addFromGuardian(const DataFolder &folder, std::vector<ProcessId> &processes)
{
    const auto bytes = readFile(folder.file(QStringLiteral("run/guardian.json")));
    const auto known =
        bytes ? objectFromBytes(*bytes, QStringLiteral("guardian.json")) : Result<QJsonObject>();
    if (!known)
        return;
    const QJsonObject listed = known->value(QStringLiteral("processes")).toObject();
    for (const QJsonValue &value : listed) {
        const QJsonObject entry = value.toObject();
        const ProcessId process{entry.value(QStringLiteral("pid")).toInt(),
                                entry.value(QStringLiteral("start")).toString().toULongLong()};
        if (process.isAlive() && std::find(processes.begin(), processes.end(), process) == processes.end())
            processes.push_back(process);
    }
}

std::vector<ProcessId> everything(const DataFolder &folder)
{
    std::vector<ProcessId> processes = processesOf(folder.path());
    addFromPidFiles(folder, processes);
    addFromGuardian(folder, processes);
    return processes;
}

void endAll(const std::vector<ProcessId> &processes, Duration grace)
{
    std::vector<std::jthread> threads;
    for (const ProcessId &process : processes)
        threads.emplace_back([process, grace] { (void)endProcess(process, grace); });
}

void askGuardian(const DataFolder &folder)
{
    auto channel = Channel::connect(folder.file(QStringLiteral("run/guardian.sock")));
    if (channel)
        (void)channel->call({{QStringLiteral("do"), QStringLiteral("stop")}}, guardianGrace);
}

} // namespace

int stopMain(const QStringList &arguments)
{
    const qsizetype named = arguments.indexOf(QStringLiteral("--data"));
    const QString path = named >= 0 ? arguments.value(named + 1) : DataFolder::defaultPath();
    if (!QFile::exists(path + QStringLiteral("/folder.json"))) {
        std::fprintf(stderr, "slipwayd: %s is not a data folder of Slipway; nothing to stop\n",
                     qUtf8Printable(path));
        return 0;
    }
    const auto folder = DataFolder::open(path);
    if (!folder) {
        std::fprintf(stderr, "slipwayd: %s\n", qUtf8Printable(folder.error().text()));
        return 1;
    }
    const auto pid = readFile(folder->file(QStringLiteral("slipwayd.pid")), 64);
    const auto service = pid ? ProcessId::of(pid->trimmed().toInt()) : std::nullopt;
    const std::vector<ProcessId> running = processesOf(folder->path());
    if (service && std::find(running.begin(), running.end(), *service) != running.end())
        (void)endProcess(*service, serviceGrace);
    askGuardian(*folder);
    // What was being started while the first were ended is seen in the next round.
    auto left = everything(*folder);
    for (int round = 0; round < 3 && !left.empty(); ++round) {
        endAll(left, std::chrono::seconds(1));
        left = everything(*folder);
    }
    for (const ProcessId &process : left)
        std::fprintf(stderr, "slipwayd: process %d doesn't end\n", process.pid);
    QFile::remove(folder->file(QStringLiteral("slipwayd.pid")));
    return left.empty() ? 0 : 1;
}

} // namespace slipway
