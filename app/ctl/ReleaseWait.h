// Waiting for a release to reach a state, by the event feed: states that pass quickly are seen too.
#pragma once
#include "client/Client.h"
#include "client/Task.h"
#include "domain/Release.h"

namespace slipway {

struct ReleaseWait
{
    struct Wish
    {
        qint64 release = 0;
        std::optional<ReleaseState> state; // none: live, or any end
        std::optional<Duration> timeout;
    };
    // From `state` on, `wish` may still come true.
    static bool canCome(const Wish &wish, ReleaseState state);
    static bool isThere(const Wish &wish, ReleaseState state);
};

// The release once it is there. Timeout, or Conflict once it can't come true any more.
Task<Result<QJsonObject>> waitForRelease(Client &client, ReleaseWait::Wish wish);

// Said right after the swap it waits for a moment: the sign-off is given once it is asked for.
Task<Result<QJsonObject>> finalizeRelease(Client &client, qint64 id, QJsonObject body);

} // namespace slipway
