// Opens what lies in a folder that belongs to somebody who isn't trusted: no component of the path is
// followed through a symbolic link, and nothing above the folder is reached.
#pragma once
#include "service/ipc/FileDescriptor.h"

#include <QByteArray>

namespace slipway {

// Invalid when it can't be opened; errno says why (ELOOP and EXDEV: somebody put a link there).
FileDescriptor openBeneath(int folder, const QByteArray &relative, int flags);

} // namespace slipway
