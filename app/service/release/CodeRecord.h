// What code an environment had at a moment, kept beside the release: the proof that what was signed off is
// what goes live, and that nobody has patched production meanwhile.
#pragma once
#include "service/platform/Platform.h"

namespace slipway {

// Written whole or not at all.
Result<void> writeManifest(const QString &file, const Manifest &manifest);
Result<Manifest> readManifest(const QString &file);

// "changed app/shop.py", "added app/new.py", "gone app/old.py"; sorted by path, at most `limit` and then how
// many more.
QStringList differences(const Manifest &before, const Manifest &after, int limit = 20);

} // namespace slipway
