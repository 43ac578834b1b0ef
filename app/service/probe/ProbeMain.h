// slipwayd --probe: a process of its own that survives the service.
#pragma once
#include <QStringList>

namespace slipway {

// --url URL --file F [--pid-file P] [--rate 100] [--until 10m]. On SIGTERM, or when the time is up, it writes
// what it saw to F.json and ends.
int probeMain(const QStringList &arguments);

} // namespace slipway
