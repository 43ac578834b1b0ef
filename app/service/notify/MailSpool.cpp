#include "service/notify/MailSpool.h"

#include "domain/Json.h"
#include "service/ipc/Process.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>

#include <algorithm>

namespace slipway {

namespace {

const QString ending = QStringLiteral(".eml");

QString idOf(int slot, const QByteArray &bytes)
{
    return QStringLiteral("%1-%2").arg(slot).arg(
        QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().left(32)));
}

} // namespace

MailSpool::MailSpool(const QString &folder) : m_folder(folder) {}

Result<void> MailSpool::prepare()
{
    for (const char *name : {"", "/queue", "/refused"}) {
        const QString path = m_folder + QLatin1String(name);
        if (!QDir().mkpath(path) ||
            !QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
            return fail(Problem::Kind::Unavailable, QStringLiteral("Can't create the folder"),
                        QStringLiteral("Check the owner and the free space of the data folder."), path);
    }
    return {};
}

QString MailSpool::queued(const QString &id) const
{
    return m_folder + QStringLiteral("/queue/") + id + ending;
}

std::vector<MailSpool::Entry> MailSpool::list(const QString &folder) const
{
    std::vector<Entry> entries;
    const QDir place(m_folder + folder);
    for (const QFileInfo &file : place.entryInfoList({QLatin1Char('*') + ending}, QDir::Files)) {
        const QString id = file.completeBaseName();
        entries.push_back({id, id.section(QLatin1Char('-'), 0, 0).toInt(),
                           Instant(std::chrono::milliseconds(file.lastModified().toMSecsSinceEpoch()))});
    }
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry &one, const Entry &other) { return one.since < other.since; });
    return entries;
}

std::vector<MailSpool::Entry> MailSpool::waiting() const
{
    return list(QStringLiteral("/queue"));
}

std::vector<MailSpool::Entry> MailSpool::refused() const
{
    return list(QStringLiteral("/refused"));
}

int MailSpool::room(int slot) const
{
    const QDir place(m_folder + QStringLiteral("/queue"));
    const auto mine = place.entryList({QStringLiteral("%1-*").arg(slot)}, QDir::Files).size();
    return std::max(0, mostWaiting - static_cast<int>(mine));
}

Result<bool> MailSpool::keep(int slot, const QByteArray &taken)
{
    const QString id = idOf(slot, taken);
    const auto message = MailMessage::fromTaken(taken);
    if (!message)
        return putRefused(id, taken, message.error().what).map([] { return true; });
    if (QFile::exists(queued(id)))
        return false;
    return writeFileAtomically(queued(id), message->toSpool(), 0600).map([] { return false; });
}

Result<MailMessage> MailSpool::read(const QString &id) const
{
    const auto bytes = readFile(queued(id));
    if (!bytes)
        return Failure(bytes.error());
    auto message = MailMessage::fromSpool(*bytes);
    return message ? message : Result<MailMessage>(Failure(message.error().at(queued(id))));
}

Result<void> MailSpool::remove(const QString &id)
{
    QFile file(queued(id));
    if (!file.remove() && file.exists())
        return fail(Problem::Kind::Unavailable,
                    QStringLiteral("Can't remove what was sent: %1").arg(file.errorString()),
                    QStringLiteral("It would be sent again; check the folder's owner."), file.fileName());
    return {};
}

Result<void> MailSpool::putRefused(const QString &id, const QByteArray &bytes, const QString &reason)
{
    const QString place = m_folder + QStringLiteral("/refused/") + id;
    const QJsonObject why{{QStringLiteral("reason"), reason}};
    if (auto written = writeFileAtomically(place + QStringLiteral(".json"), toBytes(why) + '\n', 0600);
        !written)
        return written;
    if (auto written = writeFileAtomically(place + ending, bytes, 0600); !written)
        return written;
    // Somebody inside could fill the disk with them.
    std::vector<Entry> mine = refused();
    const int slot = id.section(QLatin1Char('-'), 0, 0).toInt();
    std::erase_if(mine, [slot](const Entry &entry) { return entry.slot != slot; });
    for (std::size_t i = 0; i + mostRefused < mine.size(); ++i) {
        const QString old = m_folder + QStringLiteral("/refused/") + mine[i].id;
        QFile::remove(old + ending);
        QFile::remove(old + QStringLiteral(".json"));
    }
    return {};
}

Result<void> MailSpool::refuse(const QString &id, const QString &reason)
{
    const auto bytes = readFile(queued(id));
    if (!bytes)
        return Failure(bytes.error());
    if (auto put = putRefused(id, *bytes, reason); !put)
        return put;
    return remove(id);
}

Result<void> MailSpool::split(const QString &id)
{
    const auto message = read(id);
    if (!message)
        return Failure(message.error());
    const int slot = id.section(QLatin1Char('-'), 0, 0).toInt();
    const QDateTime since = QFileInfo(queued(id)).lastModified();
    for (const QString &recipient : message->to) {
        MailMessage one = *message;
        one.to = {recipient};
        const QByteArray bytes = one.toSpool();
        const QString place = queued(idOf(slot, bytes));
        if (auto written = writeFileAtomically(place, bytes, 0600); !written)
            return written;
        // It has waited as long as the whole.
        QFile file(place);
        if (!since.isValid() || !file.open(QIODevice::ReadWrite) ||
            !file.setFileTime(since, QFileDevice::FileModificationTime))
            return fail(Problem::Kind::Unavailable, QStringLiteral("The time of a message can't be kept"), {},
                        place);
    }
    return remove(id);
}

} // namespace slipway
