// `repeat` of a step: what is done more often than once becomes as many steps, each after a wait of its own,
// so that whatever a run knows (its record, retry and skip, the plan of who is paged, the picture) holds for
// each. {id: manager, after: wait-manager, repeat: {times: 2, every: 10m}} has manager-2-wait, manager-2,
// manager-3-wait and manager-3 behind it. All distances count from the moment the first could begin, so that
// they don't add up what each took; what comes after `manager` doesn't wait for the others.
#pragma once
#include "service/engine/Definition.h"

namespace slipway {

// Of the steps that it is made into, besides itself.
QStringList idsOfRepetitions(const StepDefinition &step);

// Of one section. A repetition that is given what the wait before it gave (${steps.wait-manager.due}) is
// given that of its own wait.
std::vector<StepDefinition> withRepetitions(const std::vector<StepDefinition> &steps);

} // namespace slipway
