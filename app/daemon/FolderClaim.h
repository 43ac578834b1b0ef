// Whether a folder may become, or is, the data folder of a service, and handing it to the service's user. A
// mistyped --data must not cost anybody their files: as root everything in reach could be taken.
#pragma once
#include "domain/Problem.h"

#include <sys/types.h>

namespace slipway {

// New, empty, or served before (it has a folder.json). For root also: of root or of `account` (the service's
// user; root itself where there is none), and no link. Looks only.
Result<void> mayServe(const QString &path, uid_t account);

// Gives to the account what root has in there. What others own, links, files with several names (another one
// may lie anywhere) and what belongs to environments stay as they are.
Result<void> takeOver(const QString &path, uid_t account, gid_t group);

} // namespace slipway
