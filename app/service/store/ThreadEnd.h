// For threads whose very end nobody can wait for.
#pragma once

namespace slipway {

// Closes the connections by which this thread reads, of every store; without it they go with the thread.
void leaveStores();

} // namespace slipway
