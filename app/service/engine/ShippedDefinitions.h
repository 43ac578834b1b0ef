// The process definitions that come along (resources/processes), each desk's own.
#pragma once
#include "service/engine/Definition.h"

namespace slipway {

class Store;

// Brings those of this purpose into the store; one that is there already stays as it is. `registry` may be
// null: their activities aren't looked for then. `slipwayInitResources()` must have been called.
Result<void> loadShipped(Store &store, Definition::For purpose, const ActivityRegistry *registry);

} // namespace slipway
