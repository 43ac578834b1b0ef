// What must lie in an environment before its services start: folders, rendered files, secrets, doors.
#pragma once
#include "service/platform/sandbox/EnvironmentSpec.h"

namespace slipway::init {

// Repeatable; done at every start.
Result<void> prepareFolders(const EnvironmentSpec &spec);
// The recipe's content into the first code path, once; what is there already stays as it is.
Result<void> copyContent(const EnvironmentSpec &spec, const ApplianceSpec &appliance);
// A hook prints one JSON object; nothing when the class has none for this verb.
Result<QJsonObject> runHook(const EnvironmentSpec &spec, const ApplianceSpec &appliance, const QString &verb,
                            Duration timeout);

} // namespace slipway::init
