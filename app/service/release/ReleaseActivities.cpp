#include "service/release/ReleaseActivities.h"

#include "service/release/activities/AccessActivities.h"
#include "service/release/activities/CloneActivity.h"
#include "service/release/activities/FollowActivity.h"
#include "service/release/activities/GuardActivity.h"
#include "service/release/activities/HoldActivities.h"
#include "service/release/activities/ManifestActivity.h"
#include "service/release/activities/NoOpActivity.h"
#include "service/release/activities/ProbeActivities.h"
#include "service/release/activities/SideActivities.h"
#include "service/release/activities/SwapActivity.h"

namespace slipway {

void addReleaseActivities(ActivityRegistry &registry, const ReleaseParts &parts)
{
    registry.add(std::make_shared<CloneActivity>(parts));
    registry.add(std::make_shared<OpenAccessActivity>(parts));
    registry.add(std::make_shared<CloseAccessActivity>(parts));
    registry.add(std::make_shared<ManifestActivity>(parts));
    registry.add(std::make_shared<GuardActivity>(parts));
    registry.add(std::make_shared<FollowActivity>(parts));
    registry.add(std::make_shared<ApproachActivity>(parts));
    registry.add(std::make_shared<ProbeStartActivity>(parts));
    registry.add(std::make_shared<ProbeCheckActivity>(parts));
    registry.add(std::make_shared<HoldActivity>(parts));
    registry.add(std::make_shared<DrainActivity>(parts));
    registry.add(std::make_shared<QuiesceActivity>(parts));
    registry.add(std::make_shared<FinalSyncActivity>(parts));
    registry.add(std::make_shared<CompareActivity>(parts));
    registry.add(std::make_shared<PromoteActivity>(parts));
    registry.add(std::make_shared<SwapActivity>(parts));
    registry.add(std::make_shared<WakeActivity>(parts));
    registry.add(std::make_shared<ReverseActivity>(parts));
    registry.add(std::make_shared<RestActivity>(parts));
    registry.add(std::make_shared<RetireActivity>(parts));
    registry.add(std::make_shared<NoOpActivity>());
}

} // namespace slipway
