// Whether another data folder holds the addresses that this one needs: said at once, and by whom, instead of
// by a gateway that can't bind them.
#pragma once
#include "service/ipc/DataFolder.h"

namespace slipway {

// Unavailable, with the holder and what to do, when something else listens there. What this folder left
// running itself (its gateway) is no obstacle.
Result<void> checkAddresses(const DataFolder &folder);

} // namespace slipway
