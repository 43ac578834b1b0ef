#include "service/platform/sandbox/init/ProcessTree.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <set>
#include <unistd.h>

namespace slipway::init {

namespace {

// /proc in plain calls: Qt's files would cost a pause more than the processes it looks at.
QByteArray readProc(int pid, const char *name, std::size_t most)
{
    std::array<char, 64> path;
    std::snprintf(path.data(), path.size(), "/proc/%d/%s", pid, name);
    const int fd = ::open(path.data(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return {};
    QByteArray bytes(static_cast<qsizetype>(most), Qt::Uninitialized);
    qsizetype length = 0;
    for (;;) {
        const ssize_t count =
            ::read(fd, bytes.data() + length, static_cast<std::size_t>(bytes.size() - length));
        if (count > 0)
            length += count;
        else if (count == 0 || errno != EINTR)
            break;
    }
    ::close(fd);
    bytes.truncate(length);
    return bytes;
}

} // namespace

ProcessTree ProcessTree::read()
{
    ProcessTree tree;
    DIR *folder = ::opendir("/proc");
    if (!folder)
        return tree;
    while (const dirent *item = ::readdir(folder)) {
        if (!std::isdigit(static_cast<unsigned char>(item->d_name[0])))
            continue;
        const int pid = std::atoi(item->d_name);
        const QByteArray line = readProc(pid, "stat", 512);
        const qsizetype after = line.lastIndexOf(')');
        if (after < 0 || line.size() < after + 4)
            continue;
        tree.m_entries.emplace(pid, Entry{std::atoi(line.constData() + after + 4), line.at(after + 2)});
    }
    ::closedir(folder);
    return tree;
}

std::vector<int> ProcessTree::childrenOf(int pid) const
{
    std::vector<int> list;
    for (const auto &[child, entry] : m_entries) {
        if (entry.parent == pid)
            list.push_back(child);
    }
    return list;
}

std::vector<int> ProcessTree::withDescendants(int pid) const
{
    std::vector<int> list{pid};
    for (std::size_t i = 0; i < list.size(); ++i) {
        for (const int child : childrenOf(list[i]))
            list.push_back(child);
    }
    return list;
}

bool wasStartedWith(int pid, const QByteArray &variable)
{
    const QByteArray environment = '\0' + readProc(pid, "environ", 128 * 1024);
    return environment.contains('\0' + variable + '\0');
}

void signalTree(int pid, int signal)
{
    std::set<int> reached;
    for (int round = 0; round < 10; ++round) {
        bool isNew = false;
        for (const int target : ProcessTree::read().withDescendants(pid)) {
            if (reached.insert(target).second) {
                ::kill(target, signal);
                isNew = true;
            }
        }
        if (!isNew)
            return;
    }
}

int killAll(const std::function<std::vector<int>()> &which, int rounds)
{
    std::set<int> ended;
    for (int round = 0; round < rounds; ++round) {
        const std::vector<int> targets = which();
        const ProcessTree now = ProcessTree::read();
        const auto alive = std::count_if(targets.begin(), targets.end(), [&](int pid) {
            const auto found = now.all().find(pid);
            return found != now.all().end() && found->second.state != 'Z' && found->second.state != 'X';
        });
        if (alive == 0)
            break;
        for (const int pid : targets) {
            ::kill(pid, SIGKILL);
            ended.insert(pid);
        }
        ::poll(nullptr, 0, 2); // the kernel needs a moment to take them down
    }
    return static_cast<int>(ended.size());
}

} // namespace slipway::init
