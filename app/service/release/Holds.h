// Production brought back behind an address that is held, whatever its release is about: at the brake, and
// where the guardian can't be asked.
#pragma once
#include "service/gateway/Gateway.h"
#include "service/platform/Platform.h"
#include "service/release/CutoverKeeper.h"
#include "service/release/ReleaseRepository.h"
#include "service/store/Store.h"

#include <QJsonArray>

namespace slipway {

// As the guardian does it: the cutover's own token is spent, the next one is its recovery's. Refused when the
// address leads to the new side already.
Result<void> bringBackAlone(Gateway &gateway, Platform &platform, const Environment &serving,
                            const CutoverRecord &cutover, Work work);

// Production serves again behind every address that is held; the addresses. What can't be brought back now
// comes back when its lease lapses.
QJsonArray releaseHolds(Store &store, Gateway &gateway, Platform &platform, CutoverKeeper &keeper);

} // namespace slipway
