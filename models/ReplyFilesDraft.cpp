// What belongs to the draft of ReplyFiles: taking away, putting back, keeping over a restart.
#include "domain/Json.h"
#include "models/ReplyFiles.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QThreadPool>

#include <algorithm>

namespace slipway {

namespace {

constexpr qint64 daysUnnamed = 90; // by then the service has long dropped what was never sent

// With the folder that was made for it.
void erase(const QString &picture)
{
    QFile::remove(picture);
    QDir().rmdir(QFileInfo(picture).absolutePath());
}

} // namespace

void ReplyFiles::remove(qint64 ofCase, int key)
{
    const auto files = m_files.find(ofCase);
    const ReplyFile *found = find(ofCase, key);
    if (!found)
        return;
    letGo();
    m_removed = Removed{ofCase, *found};
    std::erase_if(*files, [key](const ReplyFile &file) { return file.key == key; });
    if (files->empty())
        m_files.erase(files);
    if (m_underWay == key && m_givingUp)
        m_givingUp->giveUp();
    Q_EMIT changed(ofCase);
    Q_EMIT kept();
}

// From where it was; a piece that was under way comes once more.
void ReplyFiles::putBack()
{
    if (!m_removed)
        return;
    auto [ofCase, file] = *std::exchange(m_removed, std::nullopt);
    file.key = ++m_lastKey;
    if (file.state == ReplyFile::State::Underway)
        file.state = ReplyFile::State::Waiting;
    m_files[ofCase].push_back(std::move(file));
    Q_EMIT changed(ofCase);
    Q_EMIT kept();
    lookAgain(ofCase);
}

void ReplyFiles::letGo()
{
    if (const auto removed = std::exchange(m_removed, std::nullopt))
        drop(removed->ofCase, removed->file);
}

// At the service and, where it is the only one, here. What isn't reached now goes there by itself in time.
void ReplyFiles::drop(qint64 ofCase, const ReplyFile &file)
{
    if (file.id != 0 && m_session.isLive())
        m_session.client().removeCaseFile(ofCase, file.id);
    if (file.isOurs)
        m_reader->start([path = file.path] { erase(path); });
}

void ReplyFiles::again(qint64 ofCase, int key)
{
    ReplyFile *file = find(ofCase, key);
    if (!file || file->state != ReplyFile::State::Failed)
        return;
    file->state = ReplyFile::State::Waiting;
    file->why.clear();
    lookAgain(ofCase);
}

void ReplyFiles::lookAgain(qint64 ofCase)
{
    m_unverified.insert(ofCase);
    Q_EMIT changed(ofCase);
    next();
}

void ReplyFiles::forget(qint64 ofCase, const std::vector<qint64> &sent)
{
    letGo();
    const auto files = m_files.find(ofCase);
    if (files == m_files.end())
        return;
    const auto isSent = [&sent](const ReplyFile &file) {
        return std::find(sent.begin(), sent.end(), file.id) != sent.end();
    };
    for (ReplyFile file : *files) {
        if (!isSent(file))
            continue;
        file.id = 0; // it is the message's now
        drop(ofCase, file);
    }
    std::erase_if(*files, isSent);
    if (files->empty())
        m_files.erase(files);
    Q_EMIT changed(ofCase);
    Q_EMIT kept();
}

bool ReplyFiles::isUnderWay(qint64 ofCase) const
{
    if (m_coming.contains(ofCase) || m_unverified.contains(ofCase) || m_verified == ofCase)
        return true;
    const auto &files = of(ofCase);
    return std::any_of(files.begin(), files.end(), [](const ReplyFile &file) {
        return file.state == ReplyFile::State::Waiting || file.state == ReplyFile::State::Underway;
    });
}

const ReplyFile *ReplyFiles::failed(qint64 ofCase) const
{
    const auto &files = of(ofCase);
    const auto found = std::find_if(files.begin(), files.end(), [](const ReplyFile &file) {
        return file.state == ReplyFile::State::Failed;
    });
    return found == files.end() ? nullptr : &*found;
}

std::vector<qint64> ReplyFiles::ids(qint64 ofCase) const
{
    std::vector<qint64> all;
    for (const ReplyFile &file : of(ofCase))
        all.push_back(file.id);
    return all;
}

qsizetype ReplyFiles::count(qint64 ofCase) const
{
    return std::ssize(of(ofCase)) + m_coming.value(ofCase);
}

QJsonObject ReplyFiles::toJson() const
{
    QJsonObject object;
    for (auto files = m_files.begin(); files != m_files.end(); ++files) {
        QJsonArray list;
        for (const ReplyFile &file : *files)
            list.append(QJsonObject{{QStringLiteral("path"), file.path},
                                    {QStringLiteral("size"), file.size},
                                    {QStringLiteral("modified"), file.modified},
                                    {QStringLiteral("ours"), file.isOurs},
                                    {QStringLiteral("id"), file.id}});
        object.insert(QString::number(files.key()), list);
    }
    return object;
}

void ReplyFiles::restore(const QJsonObject &object)
{
    for (auto one = object.begin(); one != object.end(); ++one) {
        const qint64 ofCase = one.key().toLongLong();
        if (ofCase == 0 || m_files.contains(ofCase))
            continue;
        for (const QJsonValue &value : one.value().toArray()) {
            const QJsonObject kept = value.toObject();
            ReplyFile file;
            file.key = ++m_lastKey;
            file.path = kept.value(QStringLiteral("path")).toString();
            file.name = QFileInfo(file.path).fileName();
            file.size = kept.value(QStringLiteral("size")).toInteger();
            file.modified = kept.value(QStringLiteral("modified")).toInteger();
            file.isOurs = kept.value(QStringLiteral("ours")).toBool();
            file.id = kept.value(QStringLiteral("id")).toInteger();
            m_files[ofCase].push_back(std::move(file));
        }
        lookAgain(ofCase);
    }
    tidy();
}

// What no draft has named for a long time goes. Another connection's drafts, which have their pictures here,
// too, aren't known: so whoever comes with a draft says on the file itself that it is still wanted.
void ReplyFiles::tidy()
{
    QSet<QString> named;
    for (const auto &files : std::as_const(m_files)) {
        for (const ReplyFile &file : files) {
            if (file.isOurs)
                named.insert(file.path);
        }
    }
    m_reader->start([folder = m_folder, named] {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        for (const QString &path : named) {
            if (QFile file(path); file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
                file.setFileTime(now, QFileDevice::FileAccessTime);
        }
        QDirIterator all(folder, QDir::Files, QDirIterator::Subdirectories);
        while (all.hasNext()) {
            const QFileInfo file(all.next());
            if (std::max(file.lastRead(), file.lastModified()).daysTo(now) > daysUnnamed)
                erase(file.filePath());
        }
    });
}

} // namespace slipway
