// What became of a case, read from its messages and the ledger, and its clocks by what is agreed now.
#pragma once
#include "service/store/Transaction.h"
#include "service/support/Sla.h"

namespace slipway {

Result<CaseCourse> courseOf(Reader &reader, const Case &about);

// Tells that clocks have begun or ended with what is promised; those that have ended go.
Result<void> tellClocks(Transaction &transaction, const Case &about, const ReckonedClocks &reckoned,
                        const QString &actor);

// Its agreement or severity has changed; `actor` has done it. What its paging knows of it follows. The case
// is written by whoever asks.
Result<void> reckonCase(Transaction &transaction, Case &about, const Agreement &agreement,
                        const QString &actor);

} // namespace slipway
