// What a case was before mail for it was held back, to be that again where nobody needs the mail. The ledger
// keeps it, with the mail.
#pragma once
#include "domain/Case.h"
#include "service/store/Transaction.h"

namespace slipway {

struct CaseBefore
{
    CaseState state = CaseState::New;
    QString plan;
    qint64 run = 0; // its paging
    int round = 0;  // of its last clock for a next response
    Instant until;
    bool isAssigned = false; // since: whose it is now may be called for that

    static CaseBefore of(const Case &about); // now: `until` is the time of its event
    static Result<CaseBefore> fromJson(const QJsonObject &object, Instant until);
    QJsonObject toJson() const;
    // Which runs only because it seemed that the customer had written.
    bool lacks(const CaseClock &clock) const;
};

// Nothing for a case that is there only because of such mail, and where what it is now is somebody's wish, or
// follows from what they said.
Result<std::optional<CaseBefore>> caseBefore(Reader &reader, const Case &about);

} // namespace slipway
