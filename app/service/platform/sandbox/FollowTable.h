// Which environment follows which, and the watches on the files of both that this process keeps: what changes
// at the source is copied by the next pass; what changes at the follower is copied back once it has become
// the source.
#pragma once
#include "service/ipc/Channel.h"
#include "service/platform/sandbox/EnvironmentClient.h"

#include <QStringList>

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>

namespace slipway {

class FollowTable
{
public:
    explicit FollowTable(const DataFolder &folder) : m_folder(folder) {}

    // The peer of `slot`, also after a restart of the service.
    std::optional<int> peerOf(int slot) const;
    Result<void> remember(int follower, int source); // both ways: after the swap the roles change
    void forget(int follower, int source);

    // Starts to watch `paths` of the source, and `back` of the follower where that is possible; ends older
    // watches. A walk is due after it.
    Result<void> watch(int follower, int source, const QStringList &paths, const QStringList &back);
    // Whether the lists tell all in which the follower differs.
    bool isWatching(int follower, int source) const;
    void unwatch(int follower, int source); // both ways
    // The follower begins to write of its own: unless it takes over now, only a walk tells what it changed.
    void promoted(int follower, int source);
    // After the swap: what changes from then on at the new side is all in which they differ, unless the old
    // one has changed after its last pass. Asked again it does nothing.
    void turnRound(int follower, int source);
    // What the follower has changed of its own so far, where the passes brought `carried` and it is the same
    // on both sides now. Stays on the list of the way back.
    QStringList ownChanges(int follower, int source, const QStringList &carried);

    struct Changes
    {
        QStringList paths;
        bool complete = false; // otherwise only a walk can tell
    };
    // What has changed and isn't copied yet; complete up to now. Stays on the list until copied().
    Changes take(int follower, int source);
    // Everything that take() named last is at the follower now: these paths, and so many that have no name
    // here.
    void copied(int follower, int source, const QStringList &paths, qint64 unnamed = 0);
    qint64 pending(int follower, int source) const; // -1: a walk will be needed
    struct Carried
    {
        QStringList paths;
        qint64 leftOut = 0; // more, that aren't compared: too many passes ago, or without a name
    };
    // What the passes since the first walk carried, at least the last one, and same() hasn't named since.
    // Nothing where it isn't known: there is no watch.
    std::optional<Carried> toCompare(int follower, int source) const;
    void same(int follower, int source, const QStringList &paths);
    // Where the databases stood on both sides when that of the source was stopped; given out once.
    void settled(int follower, int source, const QJsonObject &positions);
    std::optional<QJsonObject> takeSettled(int follower, int source);

private:
    struct Watch
    {
        std::mutex mutex;
        std::optional<Channel> channel;
        std::set<QString> open;               // taken from the watch, not copied yet
        bool incomplete = false;              // so is the list: a walk is due
        std::atomic<bool> isPromoted = false; // the follower writes of its own
        std::set<QString> toCompare;
        qint64 leftOut = 0; // of the comparison
        std::optional<QJsonObject> settled;
    };
    std::shared_ptr<Watch> find(int follower, int source) const;
    Result<std::shared_ptr<Watch>> begin(int source, const QStringList &paths) const;
    QString file(int slot) const;

    const DataFolder &m_folder;
    mutable std::mutex m_mutex;
    std::map<std::pair<int, int>, std::shared_ptr<Watch>> m_watches;
};

} // namespace slipway
