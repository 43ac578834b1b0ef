#include "daemon/MailDrop.h"

#include "service/ipc/Process.h"

#include <QDateTime>
#include <QDir>
#include <QtGlobal>

namespace slipway {

namespace {

constexpr auto beat = std::chrono::milliseconds(500);
constexpr qint64 settled = 500; // ms without a change: nobody writes at it any more

QString inFolder(const QString &folder, const char *name)
{
    return folder + QLatin1Char('/') + QLatin1String(name);
}

// By the clock that may have been set meanwhile.
bool isBeingWritten(const QFileInfo &file)
{
    return qAbs(file.lastModified().msecsTo(QDateTime::currentDateTime())) < settled;
}

} // namespace

MailDrop::MailDrop(QString folder, Take take) : m_folder(std::move(folder)), m_take(std::move(take)) {}

MailDrop::~MailDrop()
{
    stop();
}

Result<void> MailDrop::start()
{
    for (const char *name : {"tmp", "new", "cur"}) {
        if (!QDir().mkpath(inFolder(m_folder, name)))
            return fail(Problem::Kind::Unavailable, QStringLiteral("The demo's mailbox can't be made"),
                        QStringLiteral("Look who may write there."), inFolder(m_folder, name));
    }
    m_thread = std::jthread([this](const std::stop_token &stop) { loop(stop); });
    return {};
}

void MailDrop::stop()
{
    if (!m_thread.joinable())
        return;
    m_thread.request_stop();
    m_thread.join();
}

void MailDrop::loop(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        const auto taken = collect();
        const QString complaint = taken ? QString() : taken.error().text();
        if (complaint != m_complaint && !complaint.isEmpty())
            qWarning("slipwayd: the demo's mailbox: %s", qUtf8Printable(complaint));
        m_complaint = complaint;
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, stop, beat, [] { return false; });
    }
}

// The others are taken, whatever is wrong with one.
Result<int> MailDrop::collect()
{
    int taken = 0;
    Result<void> all;
    const auto files =
        QDir(inFolder(m_folder, "new")).entryInfoList(QDir::Files | QDir::NoSymLinks, QDir::Name);
    for (const QFileInfo &file : files) {
        if (isBeingWritten(file))
            continue;
        if (file.size() > largest) {
            if (m_tooLarge.insert(file.fileName()).second)
                qWarning("slipwayd: the demo's mailbox: %s is larger than %lld bytes and stays",
                         qUtf8Printable(file.filePath()), static_cast<long long>(largest));
            continue;
        }
        if (auto one = takeOne(file.fileName()); one)
            ++taken;
        else
            all = std::move(one);
    }
    return all ? Result<int>(taken) : Failure(all.error());
}

Result<void> MailDrop::takeOne(const QString &name) const
{
    const QString file = inFolder(m_folder, "new") + QLatin1Char('/') + name;
    const auto raw = readFile(file);
    if (!raw)
        return Failure(raw.error());
    if (auto taken = m_take(*raw); !taken)
        return taken;
    // Seen, as mail programs name it.
    const QString kept =
        QStringLiteral("%1/%2:2,S").arg(inFolder(m_folder, "cur"), name.section(QLatin1Char(':'), 0, 0));
    QFile::remove(kept);
    if (!QFile::rename(file, kept))
        return fail(Problem::Kind::Unavailable, QStringLiteral("A mail that was taken can't be put aside"),
                    QStringLiteral("Look who may write there."), file);
    return {};
}

} // namespace slipway
