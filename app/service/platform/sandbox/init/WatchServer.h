// A child of init that watches files for one connection, until that connection closes.
// {"take": true} → {"changed":[…],"overflow":bool}, complete up to the moment of the question;
// {"peek": true} → {"pending": n, "overflow": bool}.
#pragma once
#include "service/ipc/Channel.h"

#include <QStringList>

namespace slipway::init {

void serveWatch(Channel &channel, const QString &root, const QStringList &paths, const QString &fence);

} // namespace slipway::init
