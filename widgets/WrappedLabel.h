// Plain text over several lines, as high as it has to be in the width there is; a word without end doesn't
// push its column apart.
#pragma once

class QLabel;

namespace slipway {

void wrap(QLabel *label);

} // namespace slipway
