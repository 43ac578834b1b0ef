#include "service/platform/sandbox/MailCollector.h"

#include "service/ipc/Beneath.h"
#include "service/ipc/Process.h"

#include <QFile>
#include <QtGlobal>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace slipway {

namespace {

constexpr qint64 mostBytes = 26 * 1024 * 1024; // of a message with its envelope: init takes 25 MiB
constexpr int mostEntries = 20'000;            // looked at in one round
constexpr int mostTaken = 200;                 // in one round of one environment

QString systemError()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

Failure unreadable(int slot, const QString &what)
{
    return fail(
        Problem::Kind::Unavailable,
        QStringLiteral("Mail of the environment in slot %1 can't be taken over: %2").arg(slot).arg(what),
        QStringLiteral("Look at doors/%1/mail: only the environment's own programs write there.").arg(slot));
}

// Whole, or nothing when it isn't a plain file of a fair size.
std::optional<QByteArray> readPlain(int folder, const char *name)
{
    // A pipe would block whoever opens it.
    const FileDescriptor file = openBeneath(folder, name, O_RDONLY | O_NONBLOCK);
    struct stat info
    {
    };
    if (!file.isValid() || ::fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode) || info.st_nlink != 1 ||
        info.st_size > mostBytes)
        return std::nullopt;
    QByteArray bytes(static_cast<qsizetype>(info.st_size), Qt::Uninitialized);
    qsizetype length = 0;
    while (length < bytes.size()) {
        const ssize_t count =
            ::read(file.get(), bytes.data() + length, static_cast<std::size_t>(bytes.size() - length));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        length += count;
    }
    bytes.truncate(length);
    return bytes;
}

struct CloseFolder
{
    void operator()(DIR *folder) const { ::closedir(folder); }
};

} // namespace

QString MailCollector::mark(int slot) const
{
    return m_folder.file(QStringLiteral("run/env-%1.mail").arg(slot));
}

bool MailCollector::isOpen(int slot) const
{
    return QFile::exists(mark(slot));
}

FileDescriptor MailCollector::doors() const
{
    return FileDescriptor(::open(m_folder.file(QStringLiteral("doors")).toLocal8Bit().constData(),
                                 O_PATH | O_DIRECTORY | O_CLOEXEC));
}

Result<void> MailCollector::take(int slot, HowMuch much) const
{
    FileDescriptor mail =
        openBeneath(doors().get(), QByteArray::number(slot) + "/mail", O_RDONLY | O_DIRECTORY);
    if (!mail.isValid())
        return errno == ENOENT ? Result<void>() : unreadable(slot, systemError());
    const std::unique_ptr<DIR, CloseFolder> list(::fdopendir(mail.get()));
    if (!list)
        return unreadable(slot, systemError());
    const int folder = mail.release(); // the list's from here on
    bool odd = false;
    std::optional<int> room; // asked for only where there is something
    for (int seen = 0, taken = 0; seen < mostEntries; ++seen) {
        const dirent *entry = ::readdir(list.get());
        if (!entry)
            break;
        const QByteArray name(entry->d_name);
        if (name.startsWith('.') || !name.endsWith(".eml"))
            continue; // being written
        const auto bytes = readPlain(folder, entry->d_name);
        odd = odd || !bytes;
        if (!bytes)
            continue;
        if (!room)
            room = much == HowMuch::All ? mostEntries : std::min(m_sink->room(slot), mostTaken);
        if (taken >= *room)
            break;
        if (auto kept = m_sink->keep(slot, *bytes); !kept)
            return kept;
        ++taken;
        if (::unlinkat(folder, entry->d_name, 0) != 0 && errno != ENOENT)
            return unreadable(slot,
                              QStringLiteral("one that was taken over stays there: %1").arg(systemError()));
    }
    if (odd)
        return unreadable(slot, QStringLiteral("there is a link, no plain file, or one that is too large"));
    return {};
}

// In one step, however much somebody has laid there: the folder gets another name.
Result<void> MailCollector::setAside(int slot) const
{
    const FileDescriptor door = openBeneath(doors().get(), QByteArray::number(slot), O_RDONLY | O_DIRECTORY);
    if (!door.isValid())
        return unreadable(slot, systemError());
    if (::unlinkat(door.get(), "mail", AT_REMOVEDIR) == 0 || errno == ENOENT)
        return {};
    const auto now = std::chrono::system_clock::now().time_since_epoch() / std::chrono::microseconds(1);
    const QByteArray aside = "mail-of-quiet-times-" + QByteArray::number(static_cast<qint64>(now));
    if (::renameat(door.get(), "mail", door.get(), aside.constData()) != 0)
        return unreadable(slot, systemError());
    return {};
}

Result<void> MailCollector::open(int slot)
{
    const std::lock_guard lock(m_mutexes.at(static_cast<std::size_t>(slot)));
    if (isOpen(slot))
        return {};
    if (auto done = setAside(slot); !done)
        return done;
    return writeFileAtomically(mark(slot), {}, 0600);
}

Result<void> MailCollector::shut(int slot)
{
    const std::lock_guard lock(m_mutexes.at(static_cast<std::size_t>(slot)));
    if (!isOpen(slot))
        return {};
    if (m_sink) {
        // All of it, whatever room there is: what was taken while it was live is sent. An odd file isn't, and
        // is no reason to keep an environment from falling quiet.
        if (auto done = take(slot, HowMuch::All); !done)
            qWarning("slipwayd: %s", qUtf8Printable(done.error().text()));
    }
    if (!QFile::remove(mark(slot)))
        return fail(Problem::Kind::Unavailable, QStringLiteral("The mark can't be removed"), {}, mark(slot));
    return {};
}

std::vector<Problem> MailCollector::collect()
{
    std::vector<Problem> problems;
    for (int slot = 1; m_sink && slot <= DataFolder::slots; ++slot) {
        const std::lock_guard lock(m_mutexes.at(static_cast<std::size_t>(slot)));
        if (!isOpen(slot))
            continue;
        if (auto done = take(slot, HowMuch::WhatFits); !done)
            problems.push_back(done.error());
    }
    return problems;
}

} // namespace slipway
