// Ends everything that runs from a data folder: service, probe, guardian, gateway, environments, launcher;
// also when some or all of them were killed before and nobody is left to ask.
#pragma once
#include "domain/Problem.h"

#include <QStringList>

namespace slipway {

// slipwayd --stop --data DIR; 0 when nothing of it runs any more.
int stopMain(const QStringList &arguments);

} // namespace slipway
