// Whom a call goes to: by the rota, and by who can be reached at all. The pager goes by it, and so does the
// plan of what it would do. Pure.
#pragma once
#include "service/support/Rota.h"

#include <functional>

namespace slipway {

// How somebody is reached, in order; nothing of whom nothing is known.
using WaysOf = std::function<std::vector<ContactMethod>(const QString &person)>;
WaysOf waysOf(std::vector<DutyPerson> people);

struct Callee
{
    QString person;
    std::vector<ContactMethod> ways; // one at least
};

struct Callees
{
    std::vector<Callee> people;
    QStringList unreached;        // they would be called, and have no way to be
    std::vector<DutyRank> nobody; // of these nobody has one: whoever comes next is called

    QStringList names() const;
    bool areReachedOtherwise() const; // than by mail: somebody is
};
// Of a rank those who can be reached; where that is nobody, those of the next one, and so on.
Callees calleesOf(const Rota &rota, DutyRank rank, Instant at, const WaysOf &ways);

// Who is called at once when somebody turned out not to be reachable. `called`: so far, by the same run.
DutyRank rankInstead(const Rota &rota, const QStringList &called, Instant at);

} // namespace slipway
