// The SSH session of an environment, as words for a process and as a line for people; and the terminal that
// it is opened in. Pure, but for looking for the terminal.
#pragma once
#include "domain/Problem.h"
#include "models/Rows.h"

#include <functional>

namespace slipway {

QStringList sshWords(const EnvironmentRow &environment); // empty: nobody is let in
// Copies what lies in a folder of theirs into one of the environment's: to be typed by the customer.
QString scpLine(const EnvironmentRow &environment, const QString &from, const QString &to);
QString sshLine(const EnvironmentRow &environment);

struct TerminalCommand
{
    QString program;
    QStringList arguments;
    bool operator==(const TerminalCommand &) const = default;
};
// `wanted` is what the person named ($TERMINAL), `find` gives the path of a program or nothing.
Result<TerminalCommand> terminalFor(const QStringList &words, const QString &wanted,
                                    const std::function<QString(const QString &)> &find);

} // namespace slipway
