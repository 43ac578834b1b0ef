// The first start of a folder that a backup was put into: addresses move into the folder's own block, and
// environments, which no backup holds, are said to be missing.
#pragma once
#include "service/ipc/DataFolder.h"

namespace slipway {

class Store;

// In one transaction, with an event for every change. Nothing to do where the folder isn't a restored one;
// repeated after a crash it changes nothing more.
Result<void> settleRestored(Store &store, DataFolder &folder);

} // namespace slipway
