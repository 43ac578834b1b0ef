// slipwayd --watch: a small process of its own that says when the service's paging stands still: on its
// machine, or by HTTP on another one.
#pragma once
#include <QStringList>

namespace slipway {

// --watch [--data DIR | --url URL] [--limit 10s] [--mail ADDRESS] [--command PROGRAM ARGUMENT…]
int watchMain(const QStringList &arguments);

} // namespace slipway
