// The words for what can be done to a release: names of buttons, and what a sheet asks before it is done.
// Pure, tested by tables.
#pragma once
#include "models/ReleaseActions.h"
#include "widgets/Navigator.h"

namespace slipway {

// "Roll back", "Sign off readiness as customer"
QString actionLabel(const std::vector<StepRow> &steps, const ReleaseAction &action);
// One sentence on what it does, for tool tips and screen readers.
QString actionHint(const std::vector<StepRow> &steps, const ReleaseAction &action);
// A sheet asks first; otherwise a click is enough.
bool isAsked(const ReleaseAction &action);
// Of which step the preview says most about what the action will do; empty: of none.
QString previewedStep(const std::vector<StepRow> &steps, const ReleaseAction &action);

Question questionFor(const ReleaseRow &release, const std::vector<StepRow> &steps,
                     const ReleaseAction &action, const QStringList &preview);

} // namespace slipway
