// SHA-256 of files, and manifests of whole trees. Symbolic links are never followed.
#pragma once
#include "domain/Problem.h"

#include <QJsonObject>
#include <QStringList>

namespace slipway::init {

// Each of `paths` (relative to `root`): "100644 <sha256>", "120777 <sha256 of the target>", "40755", or null
// when it isn't there.
Result<QJsonObject> hashesOf(const QString &root, const QStringList &paths);
// Every entry below `paths`: {"digest","files","bytes","entries":{…}}.
Result<QJsonObject> manifestOf(const QString &root, const QStringList &paths);

} // namespace slipway::init
