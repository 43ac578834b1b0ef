// What is said of the brake: since when, by whom and why it is on stands in the ledger.
#pragma once
#include "domain/Problem.h"

namespace slipway {

class Store;

// {"on", "since", "by", "reason"}. Pulled again while it is on, it is on since the first time; a reason given
// then takes the place of the one before, and none leaves it.
Result<QJsonObject> brakeOf(Store &store, bool on);

} // namespace slipway
