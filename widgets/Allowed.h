// Whether who is signed in may do what a route does; by the one table of routes.
#pragma once
#include "domain/Roles.h"
#include "models/Session.h"

#include <algorithm>

namespace slipway {

// Of an operationId: "cloneApplication". Nothing is allowed before it is known who asks.
inline bool isAllowed(const Session &session, QLatin1String route)
{
    const auto role = session.role();
    const auto all = routes();
    return role && std::any_of(all.begin(), all.end(), [&](const Route &one) {
               return route == QLatin1String(one.id) && one.access.allows(*role);
           });
}

} // namespace slipway
