// What one client may cost: sizes, times and numbers of connections. Small in tests, as they are in service.
#pragma once
#include "domain/Instant.h"

#include <cstddef>

namespace slipway {

struct HttpLimits
{
    std::size_t header = 16 * 1024;
    std::size_t body = 1024 * 1024;
    Duration headerTime =
        std::chrono::seconds(10);                 // from the first look for a request to its last header line
    Duration bodyTime = std::chrono::seconds(30); // the whole body
    // Of a body that was refused so much is still read, for so long: an answer that comes while the client
    // sends reaches it only if it may send on.
    std::size_t drained = 8 * 1024 * 1024;
    Duration drainTime = std::chrono::seconds(2);
    Duration writeTime = std::chrono::seconds(20); // a megabyte of an answer, one batch of the feed
    // Bytes a second: so much longer may a body take that is larger than usual.
    std::size_t slowest = 128 * 1024;
    Duration idleTime = std::chrono::seconds(60); // between two requests
    Duration feedPing = std::chrono::seconds(15); // silence on the feed before a ping; then again so long
    std::size_t connections = 1024;
    std::size_t connectionsPerPeer = 384; // more: the peer's longest silent one makes room
    std::size_t waitingWork = 512;        // requests that wait for a worker; more are told 503
};

} // namespace slipway
