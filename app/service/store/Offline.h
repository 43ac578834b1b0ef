// What works on a data folder alone, without a service and beside one: checking the ledger, restoring.
#pragma once
#include <QStringList>

namespace slipway {

// ledger verify|head|export [--head FILE] [--data DIR] [--json], restore FILE [--data DIR] [--json].
// Returns 0, 1 when something was altered, 2 when it can't be read or done. The folder isn't changed by
// looking at it.
int offlineMain(const QStringList &arguments);

} // namespace slipway
