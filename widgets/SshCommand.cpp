#include "widgets/SshCommand.h"

#include "models/ShellLine.h"

#include <QCoreApplication>
#include <QProcess>

namespace slipway {

QStringList sshWords(const EnvironmentRow &environment)
{
    if (environment.sshHost.isEmpty())
        return {};
    // After "--" a host is a host, whatever it begins with.
    return {QStringLiteral("ssh"), QStringLiteral("-p"), QString::number(environment.sshPort),
            QStringLiteral("-l"),  environment.sshUser,  QStringLiteral("--"),
            environment.sshHost};
}

QString sshLine(const EnvironmentRow &environment)
{
    QStringList quoted;
    for (const QString &word : sshWords(environment))
        quoted.append(shellQuoted(word));
    return quoted.join(QLatin1Char(' '));
}

QString scpLine(const EnvironmentRow &environment, const QString &from, const QString &to)
{
    const bool isNumeric6 = environment.sshHost.contains(QLatin1Char(':'));
    const QString host = isNumeric6 ? QStringLiteral("[%1]").arg(environment.sshHost) : environment.sshHost;
    const QString folder = to.isEmpty() || to.endsWith(QLatin1Char('/')) ? to : to + QLatin1Char('/');
    const QString target = QStringLiteral("%1@%2:%3").arg(environment.sshUser, host, folder);
    return QStringLiteral("scp -r -P %1 -- %2/. %3")
        .arg(QString::number(environment.sshPort), shellQuoted(from), shellQuoted(target));
}

Result<TerminalCommand> terminalFor(const QStringList &words, const QString &wanted,
                                    const std::function<QString(const QString &)> &find)
{
    QStringList named = QProcess::splitCommand(wanted);
    if (!named.isEmpty()) {
        const QString program = find(named.takeFirst());
        if (!program.isEmpty())
            return TerminalCommand{program, named + QStringList{QStringLiteral("-e")} + words};
    }
    const QString program = find(QStringLiteral("x-terminal-emulator"));
    if (!program.isEmpty())
        return TerminalCommand{program, QStringList{QStringLiteral("-e")} + words};
    return fail(Problem::Kind::NotFound,
                QCoreApplication::translate("SshCommand", "There is no terminal to open it in"),
                QCoreApplication::translate(
                    "SshCommand",
                    "Name yours in the variable TERMINAL, or copy the SSH line and use it where you like."));
}

} // namespace slipway
