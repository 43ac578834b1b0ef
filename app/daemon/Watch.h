// slipwayd --watch: a small process of its own that says when the service's paging stands still.
#pragma once
#include <QStringList>

namespace slipway {

// --watch [--data DIR] [--limit 10s] [--command PROGRAM ARGUMENT…]
int watchMain(const QStringList &arguments);

} // namespace slipway
