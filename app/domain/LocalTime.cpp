#include "domain/LocalTime.h"

#include <algorithm>
#include <vector>

namespace slipway {

namespace {

using std::chrono::milliseconds;

constexpr qint64 dayMs = 24LL * 3600 * 1000;

// Qt gives the later of two for an ambiguous time and its own guess for one that is skipped; both are settled
// by trying the offsets around. In order of time; never empty.
std::vector<qint64> candidates(QDate date, QTime time, const QTimeZone &zone)
{
    const qint64 asUtc = QDateTime(date, time, Qt::UTC).toMSecsSinceEpoch();
    const QDateTime dayBefore = QDateTime::fromMSecsSinceEpoch(asUtc - dayMs, Qt::UTC);
    const QDateTime dayAfter = QDateTime::fromMSecsSinceEpoch(asUtc + dayMs, Qt::UTC);
    const int before = zone.offsetFromUtc(dayBefore);
    std::vector<qint64> found;
    for (const int offset : {before, zone.offsetFromUtc(dayAfter)}) {
        const qint64 candidate = asUtc - offset * 1000LL;
        const QDateTime local = QDateTime::fromMSecsSinceEpoch(candidate, zone);
        if (local.date() == date && local.time() == time)
            found.push_back(candidate);
    }
    if (found.empty()) {
        // The clocks jump over it: the moment of the jump is the first time that exists.
        const qint64 asBefore = asUtc - before * 1000LL;
        found.push_back(asBefore);
        for (const QTimeZone::OffsetData &jump : zone.transitions(dayBefore, dayAfter)) {
            if (jump.atUtc.toMSecsSinceEpoch() <= asBefore)
                found.front() = jump.atUtc.toMSecsSinceEpoch();
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace

bool isTimeZone(const QByteArray &name)
{
    return QTimeZone::isTimeZoneIdAvailable(name) || (name.startsWith("Etc/") && QTimeZone(name).isValid());
}

Instant instantOf(QDate date, QTime time, const QTimeZone &zone)
{
    return Instant(milliseconds(candidates(date, time, zone).front()));
}

Instant lastInstantOf(QDate date, QTime time, const QTimeZone &zone)
{
    return Instant(milliseconds(candidates(date, time, zone).back()));
}

QDateTime localTime(Instant at, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(std::chrono::floor<milliseconds>(at.time_since_epoch()).count(),
                                          zone);
}

} // namespace slipway
