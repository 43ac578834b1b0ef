// The programs inside slipwayd that make up the sandbox: each takes the arguments after its own name and
// returns an exit code.
#pragma once
#include <QStringList>

namespace slipway {

// slipwayd --environment --spec-fd N --control-fd N --state-fd N: the init of one environment.
int environmentMain(const QStringList &arguments);
// slipwayd --launcher --data DIR: keeps root, only to start each environment under a user of its own.
int launcherMain(const QStringList &arguments);
// slipwayd --relay N …: copies between its standard streams and the inherited descriptor N.
int relayMain(const QStringList &arguments);
// slipwayd --enter-network /usr/bin/bwrap …: executes bubblewrap in a network of its own.
int enterNetworkMain(const QStringList &arguments);

} // namespace slipway
