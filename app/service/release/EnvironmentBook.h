// The catalog's side of making and removing environments: a place, a name and an address for a copy, and all
// of them free again once it is gone.
#pragma once
#include "service/platform/Platform.h"
#include "service/release/ReleaseParts.h"
#include "service/store/Transaction.h"

namespace slipway {

// A test environment with production's appliances, a free slot, a free address; not built yet.
Result<Environment> addCopy(Transaction &transaction, const DataFolder &folder, const QString &actor,
                            const Application &application, const Environment &production);

// The keys of all contacts of the application's customer.
Result<QStringList> sshKeysOf(Reader &reader, const Application &application);

// Away from the gateway, off the machine, retired in the catalog. Repeated: finishes what was begun.
// Production is refused.
Result<void> removeEnvironment(Store &store, Gateway &gateway, Platform &platform,
                               const Environment &environment, const QString &actor, const Work &work);

// An application whose building failed may be removed as a whole; one that has ever run may not: Conflict.
Result<void> mayRemove(Reader &reader, const Application &application);
// With all its environments and their data. Repeated: finishes what was begun.
Result<void> removeApplication(Store &store, Gateway &gateway, Platform &platform,
                               const Application &application, const QString &actor, const Work &work);

} // namespace slipway
