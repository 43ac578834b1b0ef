// Why a guarantee wasn't kept, in words: from what the case and its pages show. Pure.
#pragma once
#include "domain/Case.h"

namespace slipway {

QString causeOfBreach(const Case &about, const CaseClock &clock, const std::vector<CasePage> &pages);

} // namespace slipway
