// What stands beside a case, as a page with links: who asks, what is under way there, what changed last, and
// who was paged. Links are references of the window: "release/214".
#pragma once
#include "models/CaseRows.h"
#include "models/CaseSurroundings.h"

namespace slipway {

QString caseFactsPage(const CaseRow &about, const CaseSurroundings &around, const std::vector<PageRow> &pages,
                      Instant now);

} // namespace slipway
