// What a schema can't see: names that lead nowhere, circles, conditions that don't parse, ways back that are
// missing.
#pragma once
#include "service/engine/Definition.h"
#include "service/engine/YamlReader.h"

namespace slipway {

class ActivityRegistry;

void checkDefinition(const Definition &definition, const YamlDocument &document,
                     const ActivityRegistry *registry, std::vector<Problem> &problems);

} // namespace slipway
