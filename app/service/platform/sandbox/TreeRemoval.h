// Removes a folder with all that is in it, whoever made it and however it was left: locked, deeper than a
// path can say, full of links. Nothing of it is trusted: no link is followed, and depth costs neither stack
// nor descriptors.
#pragma once
#include "domain/Problem.h"

#include <QByteArray>

namespace slipway {

// `name` in the folder `parent`, which is an open descriptor. One that isn't there is removed already.
Result<void> removeTree(int parent, const QByteArray &name);

} // namespace slipway
