// Names of files that somebody else chose.
#pragma once
#include <QString>

namespace slipway {

// The last part of what may be a path, without what some file system or header wouldn't bear or would show as
// something else; of a long one the end stays, which says what it is. Empty: nothing is left of it.
QString safeFileName(const QString &given);

} // namespace slipway
