#include "service/platform/sandbox/FollowTable.h"

#include "domain/Json.h"
#include "service/ipc/Process.h"

#include <QFile>

#include <utility>

namespace slipway {

namespace {

constexpr auto watchLimit = std::chrono::minutes(5);
constexpr std::size_t mostCompared = 2000;
constexpr auto takeLimit = std::chrono::seconds(10);

} // namespace

QString FollowTable::file(int slot) const
{
    return m_folder.file(QStringLiteral("run/env-%1.peer").arg(slot));
}

std::optional<int> FollowTable::peerOf(int slot) const
{
    const auto bytes = readFile(file(slot), 64);
    bool isNumber = false;
    const int peer = bytes ? bytes->trimmed().toInt(&isNumber) : 0;
    return isNumber ? std::optional(peer) : std::nullopt;
}

Result<void> FollowTable::remember(int follower, int source)
{
    for (const auto &[slot, peer] : {std::pair(follower, source), std::pair(source, follower)}) {
        if (peerOf(slot) == peer)
            continue;
        if (auto written = writeFileAtomically(file(slot), QByteArray::number(peer) + '\n', 0600); !written)
            return written;
    }
    return {};
}

void FollowTable::forget(int follower, int source)
{
    unwatch(follower, source);
    if (peerOf(follower) == source)
        QFile::remove(file(follower));
    if (peerOf(source) == follower)
        QFile::remove(file(source));
}

std::shared_ptr<FollowTable::Watch> FollowTable::find(int follower, int source) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_watches.find({follower, source});
    return found == m_watches.end() ? nullptr : found->second;
}

Result<std::shared_ptr<FollowTable::Watch>> FollowTable::begin(int source, const QStringList &paths) const
{
    auto channel = EnvironmentClient(m_folder, source).connect();
    if (!channel)
        return Failure(channel.error());
    const auto watching = channel->call(
        {{QStringLiteral("do"), QStringLiteral("watch")}, {QStringLiteral("paths"), toJson(paths)}},
        watchLimit);
    if (!watching)
        return Failure(watching.error());
    auto watch = std::make_shared<Watch>();
    watch->channel = std::move(*channel);
    return watch;
}

Result<void> FollowTable::watch(int follower, int source, const QStringList &paths, const QStringList &back)
{
    unwatch(follower, source);
    auto there = begin(source, paths);
    if (!there)
        return Failure(there.error());
    auto here = begin(follower, back);
    const std::lock_guard lock(m_mutex);
    m_watches[{follower, source}] = std::move(*there);
    if (here) // without it the way back takes a walk
        m_watches[{source, follower}] = std::move(*here);
    return {};
}

bool FollowTable::isWatching(int follower, int source) const
{
    const auto watch = find(follower, source);
    return watch && !watch->isPromoted && pending(follower, source) >= 0;
}

void FollowTable::promoted(int follower, int source)
{
    if (const auto watch = find(follower, source))
        watch->isPromoted = true;
}

void FollowTable::unwatch(int follower, int source)
{
    const std::lock_guard lock(m_mutex);
    m_watches.erase({follower, source});
    m_watches.erase({source, follower});
}

// A late change of the old side can't be put on the new side's list: what is a folder's new name on one side
// is many files on the other.
void FollowTable::turnRound(int follower, int source)
{
    const auto watch = find(follower, source);
    if (!watch || !watch->isPromoted)
        return; // turned already, or nothing is known: a walk will tell
    const Changes late = take(follower, source);
    if (!late.complete || !late.paths.isEmpty()) {
        unwatch(follower, source);
        return;
    }
    // From now on it is the watch on the follower.
    const std::lock_guard lock(watch->mutex);
    watch->isPromoted = false;
    watch->toCompare.clear();
    watch->leftOut = 0;
    watch->settled.reset();
}

// rsync writes ".name.XXXXXX" first.
QStringList FollowTable::ownChanges(int follower, int source, const QStringList &carried)
{
    const auto back = find(source, follower);
    if (!back || !take(source, follower).complete)
        return {};
    const std::set<QString> ours(carried.begin(), carried.end());
    const std::lock_guard lock(back->mutex);
    std::erase_if(back->open, [&](const QString &path) {
        if (ours.contains(path))
            return true;
        const qsizetype name = path.lastIndexOf(QLatin1Char('/')) + 1;
        const qsizetype end = path.size() - 7;
        return path.mid(name, 1) == QLatin1String(".") && end > name && path.at(end) == QLatin1Char('.') &&
               ours.contains(path.left(name) + path.mid(name + 1, end - name - 1));
    });
    return {back->open.begin(), back->open.end()};
}

FollowTable::Changes FollowTable::take(int follower, int source)
{
    const auto watch = find(follower, source);
    if (!watch)
        return {};
    const std::lock_guard lock(watch->mutex);
    if (!watch->channel)
        return {};
    const auto answer = watch->channel->call({{QStringLiteral("take"), true}}, takeLimit);
    if (!answer) {
        watch->channel.reset(); // its answer could still come and be mistaken for a later one
        return {};
    }
    for (const QString &path : stringsFromJson(answer->value(QLatin1String("changed"))))
        watch->open.insert(path);
    watch->incomplete = watch->incomplete || answer->value(QLatin1String("overflow")).toBool(true);
    return {QStringList(watch->open.begin(), watch->open.end()), !watch->incomplete};
}

void FollowTable::copied(int follower, int source, const QStringList &paths, qint64 unnamed)
{
    if (const auto watch = find(follower, source)) {
        const std::lock_guard lock(watch->mutex);
        watch->open.clear();
        watch->incomplete = false;
        // Everything since the walk is compared, as long as that takes no longer than the last pass itself.
        if (watch->toCompare.size() + static_cast<std::size_t>(paths.size()) > mostCompared) {
            watch->leftOut += static_cast<qint64>(watch->toCompare.size());
            watch->toCompare.clear();
        }
        watch->leftOut += unnamed;
        watch->toCompare.insert(paths.begin(), paths.end());
    }
}

qint64 FollowTable::pending(int follower, int source) const
{
    const auto watch = find(follower, source);
    if (!watch)
        return -1;
    const std::lock_guard lock(watch->mutex);
    if (!watch->channel || watch->incomplete)
        return -1;
    const auto answer = watch->channel->call({{QStringLiteral("peek"), true}}, takeLimit);
    if (!answer) {
        watch->channel.reset();
        return -1;
    }
    return answer->value(QLatin1String("overflow")).toBool(true)
               ? -1
               : static_cast<qint64>(answer->value(QLatin1String("pending")).toDouble()) +
                     static_cast<qint64>(watch->open.size());
}

std::optional<FollowTable::Carried> FollowTable::toCompare(int follower, int source) const
{
    const auto watch = find(follower, source);
    if (!watch)
        return std::nullopt;
    const std::lock_guard lock(watch->mutex);
    return Carried{QStringList(watch->toCompare.begin(), watch->toCompare.end()), watch->leftOut};
}

void FollowTable::same(int follower, int source, const QStringList &paths)
{
    if (const auto watch = find(follower, source)) {
        const std::lock_guard lock(watch->mutex);
        for (const QString &path : paths)
            watch->toCompare.erase(path);
    }
}

void FollowTable::settled(int follower, int source, const QJsonObject &positions)
{
    if (const auto watch = find(follower, source)) {
        const std::lock_guard lock(watch->mutex);
        watch->settled = positions;
    }
}

std::optional<QJsonObject> FollowTable::takeSettled(int follower, int source)
{
    const auto watch = find(follower, source);
    if (!watch)
        return std::nullopt;
    const std::lock_guard lock(watch->mutex);
    return std::exchange(watch->settled, std::nullopt);
}

} // namespace slipway
