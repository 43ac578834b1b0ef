// Writes the folder HAProxy runs in (DATA/gateway): its configuration, our Lua, the page for sites that are
// down. The routes in it belong to the Lua; they are left alone.
#pragma once
#include "domain/Problem.h"

#include <QStringList>

namespace slipway {

struct HaproxySettings
{
    QStringList addresses; // public addresses, all on `port`
    int port = 8080;
    // The addresses' listening sockets are inherited as descriptors from this number on; 0: HAProxy binds
    // itself. Inherited ones outlive a killed HAProxy: clients wait in the queue of the kernel meanwhile.
    int firstListener = 0;
    int slots = 64;
    QString doors = QStringLiteral("../doors"); // <doors>/<slot>/http.sock, seen from the folder
    int maxConnections = 4000;
};

QByteArray haproxyConfig(const HaproxySettings &settings);

// The most connections that the limit on open files allows, 4,000 at most; raises the soft limit.
int possibleConnections();

Result<void> writeGatewayFolder(const QString &folder, const HaproxySettings &settings);

} // namespace slipway
