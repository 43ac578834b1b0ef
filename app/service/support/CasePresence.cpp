#include "service/support/CasePresence.h"

#include <algorithm>
#include <iterator>

namespace slipway {

QJsonObject CasePresence::Person::toJson() const
{
    return {{QStringLiteral("who"), who},
            {QStringLiteral("writing"), writing},
            {QStringLiteral("since"), toText(since)}};
}

void CasePresence::forgetOver()
{
    std::erase_if(m_entries, [this](const auto &entry) { return isOver(entry.second); });
}

void CasePresence::makeRoom(Entries::iterator from, Entries::iterator to, std::size_t most)
{
    if (static_cast<std::size_t>(std::distance(from, to)) < most)
        return;
    m_entries.erase(std::min_element(
        from, to, [](const auto &one, const auto &other) { return one.second.seen < other.second.seen; }));
}

void CasePresence::keep(qint64 ofCase, const QString &who, bool writing)
{
    const std::lock_guard lock(m_mutex);
    forgetOver();
    const Key key{ofCase, who};
    if (!m_entries.contains(key)) {
        makeRoom(m_entries.lower_bound({ofCase, QString()}), m_entries.lower_bound({ofCase + 1, QString()}),
                 mostAtACase);
        makeRoom(m_entries.begin(), m_entries.end(), mostInAll);
    }
    Entry &entry = m_entries.try_emplace(key, Entry{false, m_clock.now(), {}}).first->second;
    entry.writing = writing;
    entry.seen = m_clock.monotonic();
}

void CasePresence::leave(qint64 ofCase, const QString &who)
{
    const std::lock_guard lock(m_mutex);
    m_entries.erase({ofCase, who});
}

std::vector<CasePresence::Person> CasePresence::others(qint64 ofCase, const QString &than) const
{
    const std::lock_guard lock(m_mutex);
    std::vector<Person> found;
    for (auto at = m_entries.lower_bound({ofCase, QString()});
         at != m_entries.end() && at->first.first == ofCase; ++at) {
        if (at->first.second != than && !isOver(at->second))
            found.push_back({at->first.second, at->second.writing, at->second.since});
    }
    return found;
}

std::size_t CasePresence::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_entries.size();
}

} // namespace slipway
