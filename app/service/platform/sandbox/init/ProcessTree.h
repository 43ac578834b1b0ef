// A look at /proc: who descends from whom, to end or pause all of something.
#pragma once
#include <QByteArray>

#include <functional>
#include <map>
#include <vector>

namespace slipway::init {

class ProcessTree
{
public:
    struct Entry
    {
        int parent = 0;
        char state = '?';
    };
    static ProcessTree read();

    const std::map<int, Entry> &all() const { return m_entries; }
    std::vector<int> childrenOf(int pid) const;
    std::vector<int> withDescendants(int pid) const; // itself first

private:
    std::map<int, Entry> m_entries;
};

// Whether the process was started with this "NAME=value" in its environment.
bool wasStartedWith(int pid, const QByteArray &variable);
// Sends `signal` to `pid` and all below it, again until no new one has appeared.
void signalTree(int pid, int signal);
// SIGKILL for every process that `which` names, again until it names none that is alive; at most `rounds`.
int killAll(const std::function<std::vector<int>()> &which, int rounds = 50);

} // namespace slipway::init
