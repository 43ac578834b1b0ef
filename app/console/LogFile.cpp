#include "console/LogFile.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <atomic>
#include <cstdio>

namespace slipway {

namespace {

// Qt's message handler is one for the whole program and gets no context of ours.
std::atomic<LogFile *> target{nullptr};
QtMessageHandler before = nullptr;

const char *wordOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    default:
        return "error";
    }
}

void onMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (LogFile *log = target.load())
        log->write(QLatin1String(wordOf(type)) + QLatin1Char(' ') + message);
    if (before)
        before(type, context, LogFile::blotted(message));
}

} // namespace

LogFile::LogFile(const QString &path, qint64 most) : m_path(path), m_most(most), m_file(path)
{
    open();
}

LogFile::~LogFile()
{
    if (!m_takesMessages)
        return;
    qInstallMessageHandler(before);
    target.store(nullptr);
}

QString LogFile::defaultFolder()
{
    const QString named = qEnvironmentVariable("XDG_STATE_HOME");
    return (named.isEmpty() ? QDir::homePath() + QStringLiteral("/.local/state") : named) +
           QStringLiteral("/slipway");
}

QString LogFile::blotted(QString line)
{
    static const QRegularExpression token(QStringLiteral("slw_[A-Za-z0-9_-]{4,}"));
    static const QRegularExpression bearer(QStringLiteral("(Bearer\\s+)\\S+"),
                                           QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression field(
        QStringLiteral("(\"?(?:password|token|secret)\"?\\s*[:=]\\s*)(\"[^\"]*\"|\\S+)"),
        QRegularExpression::CaseInsensitiveOption);
    line.replace(token, QStringLiteral("slw_…"));
    line.replace(bearer, QStringLiteral("\\1…"));
    line.replace(field, QStringLiteral("\\1…"));
    return line;
}

void LogFile::takeMessages()
{
    m_takesMessages = true;
    target.store(this);
    before = qInstallMessageHandler(onMessage);
}

void LogFile::write(const QString &line)
{
    const QByteArray bytes = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1() + ' ' +
                             blotted(line).replace(QLatin1Char('\n'), QLatin1String("\\n")).toUtf8() + '\n';
    const std::lock_guard lock(m_mutex);
    if (!m_file.isOpen() && !open()) // the disk may have been full when it was tried before
        return;
    if (m_file.size() + bytes.size() > m_most)
        turnOver();
    m_file.write(bytes);
    m_file.flush();
}

void LogFile::turnOver()
{
    m_file.close();
    const auto numbered = [this](int number) { return m_path + QLatin1Char('.') + QString::number(number); };
    QFile::remove(numbered(kept));
    for (int number = kept - 1; number >= 1; --number)
        QFile::rename(numbered(number), numbered(number + 1));
    QFile::rename(m_path, numbered(1));
    open();
}

bool LogFile::open()
{
    QDir().mkpath(QFileInfo(m_path).path());
    return m_file.open(QIODevice::WriteOnly | QIODevice::Append) &&
           m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

QString endOfFile(const QString &path, int lines)
{
    constexpr qint64 most = 16 * 1024;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    file.seek(std::max<qint64>(0, file.size() - most));
    QStringList all = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    return all.mid(std::max<qsizetype>(0, all.size() - lines)).join(QLatin1Char('\n'));
}

} // namespace slipway
