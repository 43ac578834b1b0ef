// What stands beside a case, as a page with links: who asks, what is under way there, what changed last, and
// who was paged. Links are references of the window: "release/214"; "link:"
// asks for one more that the case is linked to, "unlink:release/214" takes one away.
#pragma once
#include "models/CaseRows.h"
#include "models/CaseSurroundings.h"

namespace slipway {

struct CaseLinkFacts
{
    std::vector<LinkRow> links;
    bool mayChange = false; // whoever reads it
};

QString caseFactsPage(const CaseRow &about, const CaseSurroundings &around, const std::vector<PageRow> &pages,
                      const CaseLinkFacts &links, Instant now);

} // namespace slipway
