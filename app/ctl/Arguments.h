// What a command of slipwayctl was given, and what a command is: one row of a table.
#pragma once
#include "client/Task.h"

#include <QMap>
#include <QStringList>

#include <functional>
#include <vector>

namespace slipway {

class Context;

// Documented in --help; scripts rely on them.
enum ExitCode { exitFine = 0, exitRefused = 1, exitUsage = 2, exitUnreachable = 3 };

class Arguments
{
public:
    void set(const QString &name, const QStringList &values) { m_values.insert(name, values); }
    bool has(const char *name) const { return m_values.contains(QLatin1String(name)); }
    QString text(const char *name, const QString &otherwise = {}) const
    {
        return m_values.value(QLatin1String(name), {otherwise}).value(0);
    }
    QStringList all(const char *name) const { return m_values.value(QLatin1String(name)); }
    qint64 number(const char *name) const { return text(name).toLongLong(); }

private:
    QMap<QString, QStringList> m_values;
};

struct Parameter
{
    enum class Kind { Positional, Required, Optional, Several, Flag, Number, OptionalPositional };
    const char *name; // "id" or "--note"
    Kind kind;
    const char *help;
};

struct Command
{
    const char *group; // "release", or "case template" below another; empty: a command of its own
    const char *name;  // "start"
    const char *help;
    std::vector<Parameter> parameters;
    std::function<Task<int>(Context &)> run;
};

// Whatever slipwayctl can do, group after group as its help shows them.
const std::vector<Command> &allCommands();

std::vector<Command> answerCommands();
std::vector<Command> applicationCommands();
std::vector<Command> caseCommands();
std::vector<Command> demoCommands();
std::vector<Command> dutyCommands();
std::vector<Command> slaCommands();
std::vector<Command> hostCommands();
std::vector<Command> ledgerCommands();
std::vector<Command> mailboxCommands();
std::vector<Command> mailCommands();
std::vector<Command> pipelineCommands();
std::vector<Command> releaseCommands();
std::vector<Command> secretCommands();
std::vector<Command> systemCommands();
std::vector<Command> usageCommands();
std::vector<Command> userCommands();
std::vector<Command> watcherCommands();

} // namespace slipway
