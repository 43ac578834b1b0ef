// Whether an environment can be built from a recipe: its form (resources/schemas/application.json), its
// classes, and that what it names is there. Looked at before anything is made from it.
#pragma once
#include "domain/Problem.h"
#include "service/ipc/DataFolder.h"

#include <QJsonObject>

namespace slipway {

// A problem's place is a pointer from /recipe. The runtime must be installed.
Result<void> checkRecipe(const DataFolder &folder, const QJsonObject &recipe);

} // namespace slipway
