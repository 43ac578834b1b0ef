// HAProxy connects to sockets that lie in folders of the environments' own users. It runs in a mount
// namespace in which no symbolic link below the doors is followed, so that nobody leads it to another one's
// socket.
#pragma once
#include <QStringList>

namespace slipway {

// Executes `program` there; returns only on failure.
int enterGateway(const QString &doors, const QStringList &program);

} // namespace slipway
