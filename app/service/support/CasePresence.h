// Who has a case open right now, and whether they write at it. In memory only: nothing of it is a change. For
// many threads; pure but for the clock.
#pragma once
#include "domain/Clock.h"

#include <QJsonObject>
#include <QString>

#include <map>
#include <mutex>
#include <utility>
#include <vector>

namespace slipway {

class CasePresence
{
public:
    static constexpr Duration life = std::chrono::seconds(30); // without another word of theirs
    // Beyond these, whoever was silent longest makes room.
    static constexpr std::size_t mostAtACase = 50;
    static constexpr std::size_t mostInAll = 5000;

    struct Person
    {
        QString who;
        bool writing = false;
        Instant since; // when they came
        bool operator==(const Person &) const = default;
        QJsonObject toJson() const;
    };

    explicit CasePresence(const Clock &clock) : m_clock(clock) {}

    // They are there, for another `life`.
    void keep(qint64 ofCase, const QString &who, bool writing);
    void leave(qint64 ofCase, const QString &who);
    // By name, without the one who asks.
    std::vector<Person> others(qint64 ofCase, const QString &than) const;
    std::size_t size() const; // what is kept in all, be it over or not

private:
    struct Entry
    {
        bool writing = false;
        Instant since;
        Duration seen{}; // monotonic: somebody may set the wall clock
    };
    using Key = std::pair<qint64, QString>;
    using Entries = std::map<Key, Entry>;
    bool isOver(const Entry &entry) const { return m_clock.monotonic() - entry.seen >= life; }
    void forgetOver();
    void makeRoom(Entries::iterator from, Entries::iterator to, std::size_t most);

    const Clock &m_clock;
    mutable std::mutex m_mutex;
    Entries m_entries; // a case's lie side by side
};

} // namespace slipway
