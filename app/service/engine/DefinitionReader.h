// Turns a checked YAML document into a Definition's values; complaints that a schema can't say go to
// `problems`.
#pragma once
#include "service/engine/Definition.h"
#include "service/engine/YamlReader.h"

namespace slipway {

// The document has passed the schema.
Definition readDefinition(const YamlDocument &document, std::vector<Problem> &problems);

// Pointer of a step: "/steps/3".
QString pointerOfStep(const QString &section, std::size_t index);

} // namespace slipway
