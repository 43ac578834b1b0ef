// The activities that release pipelines are made of, put into the engine's registry.
#pragma once
#include "service/engine/Activity.h"
#include "service/release/ReleaseParts.h"

namespace slipway {

// What `parts` refers to must outlive the registry.
void addReleaseActivities(ActivityRegistry &registry, const ReleaseParts &parts);

} // namespace slipway
