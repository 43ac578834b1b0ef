#include "service/platform/sandbox/FileSync.h"

#include "domain/Json.h"

#include <QRegularExpression>
#include <QStringDecoder>

#include <array>

namespace slipway {

namespace {

constexpr int relayNumber = 3;
constexpr auto passLimit = std::chrono::hours(12);

// Before every name that rsync prints, so that no file's name can look like a line of its statistics.
constexpr QLatin1String pathMark("path ");

qint64 numberAfter(const QString &text, const char *label)
{
    const QRegularExpression pattern(QLatin1Char('^') + QLatin1String(label) + QStringLiteral(": (\\d+)"),
                                     QRegularExpression::MultilineOption);
    return pattern.match(text).captured(1).toLongLong();
}

// rsync writes what isn't printable as a backslash, a hash and three octal digits. Nothing where the name
// isn't UTF-8.
std::optional<QString> nameOf(const QString &printed)
{
    constexpr qsizetype length = 5;
    const QByteArray text = printed.toUtf8();
    QByteArray name;
    for (qsizetype i = 0; i < text.size(); ++i) {
        bool isOctal = false;
        const uint byte = text.mid(i, 2) == "\\#" ? text.mid(i + 2, 3).toUInt(&isOctal, 8) : 0;
        if (isOctal && byte < 256 && i + length <= text.size()) {
            name.append(static_cast<char>(byte));
            i += length - 1;
        } else {
            name.append(text.at(i));
        }
    }
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder.decode(name);
    return decoder.hasError() ? std::nullopt : std::optional(decoded);
}

} // namespace

FileSync::FileSync(const EnvironmentClient &target, const EnvironmentClient &source, QString configuration,
                   QString relay)
    : m_target(target), m_source(source), m_configuration(std::move(configuration)), m_relay(std::move(relay))
{
}

Result<FilePass> FileSync::run(QStringList arguments, const QString &input, qint64 token,
                               std::stop_token stop) const
{
    auto pair = Channel::pair();
    if (!pair)
        return Failure(pair.error());
    auto serving = m_source.connect();
    if (!serving)
        return Failure(serving.error());
    {
        const Channel theirs = std::move(pair->first);
        const std::array<int, 2> ends{theirs.fd(), theirs.fd()};
        QJsonObject request{
            {QStringLiteral("do"), QStringLiteral("exec")},
            {QStringLiteral("argv"),
             toJson(QStringList{QStringLiteral("/usr/bin/rsync"), QStringLiteral("--server"),
                                QStringLiteral("--daemon"), QStringLiteral("--config=") + m_configuration,
                                QStringLiteral(".")})},
            {QStringLiteral("numbers"), QJsonArray{0, 1}}};
        if (auto sent = serving->send(request, ends); !sent)
            return Failure(sent.error());
    }
    arguments.prepend(QStringLiteral("/usr/bin/rsync"));
    const std::array<int, 1> ours{pair->second.fd()};
    const auto answer = m_target.ask(QStringLiteral("exec"),
                                     {{QStringLiteral("argv"), toJson(arguments)},
                                      {QStringLiteral("numbers"), QJsonArray{relayNumber}},
                                      {QStringLiteral("input"), input}},
                                     passLimit, token, std::move(stop), ours);
    if (!answer)
        return Failure(answer.error());
    const int code = answer->value(QLatin1String("exit")).toInt();
    const QString output = answer->value(QLatin1String("output")).toString();
    // 24: something vanished while it was copied; the last pass will know.
    if (code != 0 && code != 24) {
        return fail(
            Problem::Kind::Unavailable,
            QStringLiteral("Copying the files ended with %1: %2")
                .arg(code)
                .arg((answer->value(QLatin1String("error")).toString() + output.right(1000)).trimmed()),
            QStringLiteral("Check disk and permissions on both sides, then try again."));
    }
    FilePass pass{numberAfter(output, "Number of regular files transferred"),
                  numberAfter(output, "Total transferred file size"),
                  numberAfter(output, "Number of deleted files"),
                  {},
                  0};
    for (const QString &line : output.split(QLatin1Char('\n'))) {
        if (!line.startsWith(pathMark))
            continue;
        if (const auto name = nameOf(line.mid(pathMark.size())))
            pass.paths.append(*name);
        else
            ++pass.unnamed;
    }
    return pass;
}

Result<FilePass> FileSync::everything(const QStringList &excluded, qint64 token, std::stop_token stop) const
{
    QStringList arguments{QStringLiteral("-rlpt"),
                          QStringLiteral("--delete"),
                          QStringLiteral("--force"),
                          QStringLiteral("--modify-window=-1"),
                          QStringLiteral("--whole-file"),
                          QStringLiteral("--stats"),
                          QStringLiteral("--no-h"),
                          QStringLiteral("-e"),
                          m_relay + QStringLiteral(" --relay %1").arg(relayNumber)};
    for (const QString &pattern : excluded)
        arguments << QStringLiteral("--exclude") << pattern;
    arguments << QStringLiteral("peer::srv/") << QStringLiteral("./");
    return run(std::move(arguments), {}, token, std::move(stop));
}

Result<FilePass> FileSync::trees(const QStringList &paths, bool byContent, qint64 token,
                                 std::stop_token stop) const
{
    if (paths.isEmpty())
        return FilePass();
    QStringList arguments{QStringLiteral("-rlptR"),
                          QStringLiteral("--delete"),
                          QStringLiteral("--force"),
                          QStringLiteral("--modify-window=-1"),
                          QStringLiteral("--whole-file"),
                          QStringLiteral("--stats"),
                          QStringLiteral("--no-h"),
                          QStringLiteral("-e"),
                          m_relay + QStringLiteral(" --relay %1").arg(relayNumber)};
    if (byContent)
        arguments << QStringLiteral("--checksum");
    else
        arguments << QStringLiteral("--out-format=path %n");
    for (const QString &path : paths)
        arguments << QStringLiteral("peer::srv/") + path;
    arguments << QStringLiteral("./");
    return run(std::move(arguments), {}, token, std::move(stop));
}

Result<FilePass> FileSync::list(const QStringList &paths, qint64 token, std::stop_token stop) const
{
    if (paths.isEmpty())
        return FilePass();
    // --ignore-times: what is on the list has changed, whatever size and time say.
    const QStringList arguments{QStringLiteral("-lpt"),
                                QStringLiteral("--dirs"),
                                QStringLiteral("--force"),
                                QStringLiteral("--ignore-times"),
                                QStringLiteral("--whole-file"),
                                QStringLiteral("--stats"),
                                QStringLiteral("--no-h"),
                                QStringLiteral("--delete-missing-args"),
                                QStringLiteral("--files-from=-"),
                                QStringLiteral("--from0"),
                                QStringLiteral("-e"),
                                m_relay + QStringLiteral(" --relay %1").arg(relayNumber),
                                QStringLiteral("peer::srv/"),
                                QStringLiteral("./")};
    return run(arguments, paths.join(QChar(0)) + QChar(0), token, std::move(stop));
}

} // namespace slipway
