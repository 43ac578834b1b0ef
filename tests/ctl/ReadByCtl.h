// A line that was copied as a command, through a real shell and into the parser of slipwayctl itself.
#pragma once
#ifndef Q_MOC_RUN // which stumbles over coroutines
#include "ctl/CommandLine.h"
#endif

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

namespace slipway {

struct ReadLine
{
    QString command; // "ledger tail"; empty: slipwayctl wouldn't have it
    Arguments arguments;
    QStringList others; // what else the line starts, with its words: "xdg-open"
    QString fed;        // to its standard input
};

namespace readbyctl {

inline bool writeProgram(const QString &path, const char *script)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(script) > 0 &&
           file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace readbyctl

inline ReadLine readByCtl(const QString &line)
{
    ReadLine read;
    QTemporaryDir folder;
    const QString words = folder.filePath(QStringLiteral("words"));
    const QString others = folder.filePath(QStringLiteral("others"));
    const QString fed = folder.filePath(QStringLiteral("fed"));
    if (!readbyctl::writeProgram(folder.filePath(QStringLiteral("slipwayctl")),
                                 "#!/bin/sh\nprintf '%s\\0' slipwayctl \"$@\" >\"$WORDS\"\ncat >\"$FED\"\n"
                                 "echo answer\n") ||
        !readbyctl::writeProgram(folder.filePath(QStringLiteral("xdg-open")),
                                 "#!/bin/sh\nprintf '%s\\0' xdg-open \"$@\" >\"$OTHERS\"\n"))
        return read;
    QProcess shell;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PATH"),
                       folder.path() + QLatin1Char(':') + environment.value(QStringLiteral("PATH")));
    environment.insert(QStringLiteral("WORDS"), words);
    environment.insert(QStringLiteral("OTHERS"), others);
    environment.insert(QStringLiteral("FED"), fed);
    shell.setStandardInputFile(QProcess::nullDevice());
    shell.setProcessEnvironment(environment);
    shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), line});
    if (!shell.waitForFinished() || shell.exitCode() != 0)
        return read;
    const QList<QByteArray> other = readbyctl::contentOf(others).split('\0');
    for (qsizetype i = 0; i + 1 < other.size(); ++i)
        read.others.append(QString::fromUtf8(other[i]));
    read.fed = QString::fromUtf8(readbyctl::contentOf(fed));
    QList<QByteArray> given = readbyctl::contentOf(words).split('\0');
    given.removeLast();
    std::vector<char *> arguments;
    for (QByteArray &word : given)
        arguments.push_back(word.data());
    if (arguments.empty())
        return read;
    const Invocation invocation =
        readCommandLine(static_cast<int>(arguments.size()), arguments.data(), allCommands());
    if (!invocation.command)
        return read;
    read.arguments = invocation.arguments;
    read.command = QStringLiteral("%1 %2").arg(QLatin1String(invocation.command->group),
                                               QLatin1String(invocation.command->name));
    return read;
}

} // namespace slipway
