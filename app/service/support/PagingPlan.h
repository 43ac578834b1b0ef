// What a paging process would do if nobody answered: whom it pages when. Pure; nothing is sent.
#pragma once
#include "service/engine/Definition.h"
#include "service/support/CallRule.h"

namespace slipway {

struct PlannedPage
{
    Instant at;
    QString step;
    DutyRank rank = DutyRank::OnDuty;
    QStringList
        people;   // whom it reaches: whoever comes next, where that is nobody of the rank; empty: nobody
    QString when; // only where this holds, which can't be told yet
    bool operator==(const PlannedPage &) const = default;
    QJsonObject toJson() const;
};

// How people are reached, and what comes of that.
struct Reach
{
    enum class Fate {
        Arrives,
        Waits,   // it can't go out now, and will be tried again; others may be called meanwhile
        Refused, // for sure: others are called at once
    };
    WaysOf ways;
    std::function<Fate(const ContactMethod &)> fate;
};

// In order of time. What comes after an event or a sign-off may never happen and is left out, as is a page
// whose condition wouldn't hold by then. `inputs` are those of the case's run.
Result<std::vector<PlannedPage>> planOf(const Definition &process, const Rota &rota, const Reach &reach,
                                        Instant opened, const QJsonObject &inputs = {});

} // namespace slipway
