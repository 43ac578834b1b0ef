#include "service/remote/ShellCommand.h"

#include <QRegularExpression>

namespace slipway {

namespace {

// The line is one argument of the login shell, and Linux allows 128 KiB for one.
constexpr qsizetype longestLine = 120 * 1024;

// Between single quotes a POSIX shell takes everything as it is, newlines too, but for the quote itself.
QByteArray quoted(QByteArray argument)
{
    return '\'' + argument.replace('\'', "'\\''") + '\'';
}

} // namespace

Result<QByteArray> shellCommand(const QStringList &arguments)
{
    if (arguments.isEmpty() || arguments.first().isEmpty()) {
        return fail(Problem::Kind::Invalid, QStringLiteral("The command names no program"),
                    QStringLiteral("Give a list: the program, then its arguments."));
    }
    QByteArray line;
    for (const QString &argument : arguments) {
        const QByteArray bytes = argument.toUtf8();
        if (bytes.contains('\0')) {
            return fail(Problem::Kind::Invalid, QStringLiteral("An argument has a NUL character in it"),
                        QStringLiteral("No program can be given one: put the data into a file."));
        }
        if (!line.isEmpty())
            line += ' ';
        line += quoted(bytes);
    }
    if (line.size() > longestLine) {
        return fail(Problem::Kind::TooLarge,
                    QStringLiteral("The command has %1 bytes of arguments").arg(line.size()),
                    QStringLiteral("At most %1 can be passed: put the data into a file.").arg(longestLine));
    }
    return line;
}

QString shellText(const QStringList &arguments)
{
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9@%+=:,./_-]+\\z"));
    QStringList words;
    for (const QString &argument : arguments)
        words.append(plain.match(argument).hasMatch() ? argument
                                                      : QString::fromUtf8(quoted(argument.toUtf8())));
    return words.join(QLatin1Char(' '));
}

} // namespace slipway
