#include "ctl/PasswordPrompt.h"

#include <cstdio>
#include <iostream>
#include <iterator>
#include <string>
#include <termios.h>
#include <unistd.h>

namespace slipway {

namespace {

// Echo is off while it lives.
class Silence
{
public:
    Silence()
    {
        ::tcgetattr(STDIN_FILENO, &m_before);
        termios silent = m_before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~Silence() { ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before); }
    Silence(const Silence &) = delete;
    Silence &operator=(const Silence &) = delete;

private:
    termios m_before{};
};

QString readLine()
{
    std::string line;
    std::getline(std::cin, line);
    if (!line.empty() && line.back() == '\r')
        line.pop_back();
    return QString::fromStdString(line);
}

QString ask(const char *prompt)
{
    std::fputs(prompt, stderr);
    const Silence silence;
    const QString line = readLine();
    std::fputs("\n", stderr);
    return line;
}

Result<QString> askTwice(const char *prompt)
{
    const QString first = ask(prompt);
    if (!first.isEmpty() && ask("Once more: ") != first)
        return fail(Problem::Kind::Invalid, QStringLiteral("The two differ"), QStringLiteral("Try again."));
    return first;
}

} // namespace

Result<QString> askForPassword()
{
    return ::isatty(STDIN_FILENO) == 0 ? Result<QString>(readLine())
                                       : askTwice("Password (empty for none): ");
}

Result<QString> askForSecret()
{
    if (::isatty(STDIN_FILENO) != 0)
        return askTwice("Secret: ");
    const std::string bytes{std::istreambuf_iterator<char>(std::cin), {}};
    const QString text = QString::fromStdString(bytes);
    if (text.toStdString() != bytes)
        return fail(Problem::Kind::Invalid, QStringLiteral("The secret isn't text in UTF-8"),
                    QStringLiteral("Encode it, with base64 for example."), QStringLiteral("stdin"));
    const bool isOneLine = text.indexOf(QLatin1Char('\n')) == text.size() - 1;
    return isOneLine && !text.isEmpty() ? text.chopped(1) : text;
}

Result<QString> askForLine(const char *prompt)
{
    const QString line = ::isatty(STDIN_FILENO) != 0 ? ask(prompt) : readLine();
    if (line.isEmpty())
        return fail(Problem::Kind::Invalid, QStringLiteral("A secret is missing"),
                    QStringLiteral("Give each on a line of its own, the client's secret first."),
                    QStringLiteral("stdin"));
    return line;
}

} // namespace slipway
