// A definition as people draw it: its inputs, its steps and the way back, without what the activities get.
#pragma once
#include "service/engine/Definition.h"

namespace slipway {

// {description, inputs, steps, rollback}
QJsonObject pictureOf(const Definition &definition);

} // namespace slipway
