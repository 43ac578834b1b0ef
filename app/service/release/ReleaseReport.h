// The record of a release in one object: what was done, by whom, how long requests waited, what was seen from
// outside, and the ledger's head to hold it against.
#pragma once
#include "domain/Event.h"
#include "service/release/ReleaseRepository.h"

namespace slipway {

QJsonObject reportOf(const Release &release, const std::vector<Step> &steps,
                     const std::vector<CutoverRecord> &cutovers, const std::optional<Event> &turnedBack,
                     const QJsonObject &head);

} // namespace slipway
