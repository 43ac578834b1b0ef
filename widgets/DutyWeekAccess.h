// The week of the rota for whoever doesn't see it: a list whose entries are the people, each with what they
// are on duty for.
#pragma once

namespace slipway {

// Makes screen readers find the people in every DutyWeekView; once is enough.
void makeDutyWeekAccessible();

} // namespace slipway
