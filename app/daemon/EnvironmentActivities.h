// environment.create, .copy, .start, .stop and .remove: what people do with environments outside of a
// release. The environment's row exists before; its id is the input `environment`. And application.remove,
// whose input is `application`.
#pragma once
#include "service/engine/Activity.h"
#include "service/gateway/Gateway.h"
#include "service/platform/Platform.h"
#include "service/store/Store.h"

namespace slipway {

struct EnvironmentParts
{
    Store &store;
    Platform &platform;
    Gateway &gateway;
};

void addEnvironmentActivities(ActivityRegistry &registry, EnvironmentParts parts);

// The environment's state, version and appliances in the catalog as `health` says, where they differ.
Result<void> recordHealth(Transaction &transaction, const QString &actor, const Environment &known,
                          const EnvironmentHealth &health);
// Its appliances only.
Result<void> recordAppliances(Transaction &transaction, const QString &actor, const Environment &known,
                              const EnvironmentHealth &health);

} // namespace slipway
