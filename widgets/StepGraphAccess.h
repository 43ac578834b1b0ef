// The picture of the steps for whoever doesn't see it: a list whose entries are the steps, each with its
// words and its place.
#pragma once

namespace slipway {

// Makes screen readers find the steps in every StepGraphView; once is enough.
void makeStepGraphAccessible();

} // namespace slipway
