// What a paging process would do if nobody answered: whom it pages when. Pure; nothing is sent.
#pragma once
#include "service/engine/Definition.h"
#include "service/support/Rota.h"

namespace slipway {

struct PlannedPage
{
    Instant at;
    QString step;
    DutyRank rank = DutyRank::OnDuty;
    QStringList people; // whoever comes next, where the rank is nobody; empty: nobody at all
    QString when;       // only where this holds, which can't be told yet
    bool operator==(const PlannedPage &) const = default;
    QJsonObject toJson() const;
};

// In order of time. What comes after an event or a sign-off may never happen and is left out, as is a page
// whose condition wouldn't hold by then. `inputs` are those of the case's run.
Result<std::vector<PlannedPage>> planOf(const Definition &process, const Rota &rota, Instant opened,
                                        const QJsonObject &inputs = {});

} // namespace slipway
