// The live events as whoever follows them sees them: one over the network, one faked in tests.
#pragma once
#include "domain/Event.h"

#include <functional>

namespace slipway {

class Feed
{
public:
    struct Callbacks
    {
        std::function<void(const Event &)> event;
        std::function<void()> connected = [] {};
        // Refused for good (token, role, a replaced ledger), or not reached within the client's patience.
        std::function<void(const Problem &)> ended = [](const Problem &) {};
        std::function<void()> lost = [] {};  // it was connected; tries to be so again by itself
        std::function<void()> heard = [] {}; // the service gave a sign of life
    };
    virtual ~Feed() = default;

    virtual void start(qint64 since) = 0;
    virtual void stop() = 0;
    virtual qint64 last() const = 0; // seq of the event that was given last
};

} // namespace slipway
