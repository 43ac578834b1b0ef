#include "service/platform/sandbox/init/CronTable.h"

#include "service/ipc/Process.h"
#include "service/platform/sandbox/init/HealthCheck.h"
#include "service/platform/sandbox/init/ProcessTree.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <fcntl.h>

namespace slipway::init {

CronTable::CronTable(const EnvironmentSpec &spec) : m_spec(spec)
{
    for (const ApplianceSpec &appliance : spec.appliances) {
        for (const CronSpec &job : appliance.cron)
            m_entries.push_back({&appliance, &job, {}, 0});
    }
}

void CronTable::allow(bool allowed, Moment now)
{
    if (allowed && !m_allowed) {
        for (Entry &entry : m_entries)
            entry.next = now + entry.spec->every;
    }
    m_allowed = allowed;
}

void CronTable::pause()
{
    m_paused = true;
    for (const int pid : pids())
        signalTree(pid, SIGSTOP);
}

void CronTable::proceed()
{
    m_paused = false;
    for (const int pid : pids())
        signalTree(pid, SIGCONT);
}

void CronTable::end()
{
    for (const int pid : pids())
        signalTree(pid, SIGKILL);
}

void CronTable::start(Entry &entry)
{
    const QString file =
        m_spec.own(QStringLiteral("log/%1-cron-%2.log").arg(entry.appliance->name, entry.spec->name));
    const FileDescriptor log(
        ::open(file.toLocal8Bit().constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0640));
    SpawnOptions options;
    options.folder = entry.appliance->home;
    options.newSession = true;
    options.output = log.get();
    options.error = log.get();
    options.environment = programVariables(m_spec, entry.appliance);
    const auto process = spawn(entry.spec->run, options);
    if (process)
        entry.pid = process->pid;
    else
        std::fprintf(stderr, "init: %s\n", qPrintable(process.error().text()));
}

void CronTable::tick(Moment now)
{
    if (!m_allowed || m_paused)
        return;
    for (Entry &entry : m_entries) {
        if (entry.next > now)
            continue;
        // One that still runs is left alone; its next time comes when it has come.
        if (entry.pid == 0)
            start(entry);
        while (entry.next <= now)
            entry.next += entry.spec->every;
    }
}

std::optional<CronTable::Moment> CronTable::due() const
{
    if (!m_allowed || m_paused || m_entries.empty())
        return std::nullopt;
    return std::min_element(m_entries.begin(), m_entries.end(),
                            [](const Entry &one, const Entry &other) { return one.next < other.next; })
        ->next;
}

bool CronTable::ended(int pid)
{
    for (Entry &entry : m_entries) {
        if (entry.pid == pid) {
            entry.pid = 0;
            return true;
        }
    }
    return false;
}

std::vector<int> CronTable::pids() const
{
    std::vector<int> list;
    for (const Entry &entry : m_entries) {
        if (entry.pid > 0)
            list.push_back(entry.pid);
    }
    return list;
}

} // namespace slipway::init
