// Waiting that can be called off.
#pragma once
#include "domain/Instant.h"

#include <stop_token>

namespace slipway {

// Waits so long, or until stop; true when it was stopped.
bool pauseFor(Duration duration, const std::stop_token &stop);

} // namespace slipway
