// Whether what was typed has been said in a case already, as far as its messages tell. Pure.
#pragma once
#include "models/CaseRows.h"

#include <set>

namespace slipway {

struct TypedWords
{
    QString text;
    bool isNote = false;
    qint64 after = -1; // the last message that was known when they were typed; -1: that isn't known
};

// By `author`, later than when it was typed, in the same words; or null.
const MessageRow *saidBefore(const std::vector<MessageRow> &messages, const QString &author,
                             const TypedWords &typed);
// Files of staff that stand in any of them.
std::set<qint64> filesSaid(const std::vector<MessageRow> &messages);
qint64 lastOf(const std::vector<MessageRow> &messages); // 0: there is none

} // namespace slipway
