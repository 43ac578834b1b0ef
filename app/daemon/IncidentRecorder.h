// What the guardian and the environments saw go down and come up goes into the ledger, once, under the names
// that people know: the application, the appliance. Also what happened while the service was away.
#pragma once
#include "service/ipc/GuardianClient.h"
#include "service/platform/Platform.h"
#include "service/store/Store.h"

#include <functional>

namespace slipway {

class IncidentRecorder
{
public:
    // Incidents of the gateway and of whole environments, those from a number on.
    using GuardianIncidents = std::function<Result<GuardianClient::Incidents>(qint64 since)>;

    IncidentRecorder(Store &store, Platform &platform, GuardianIncidents guardian);
    // Writes what is new; nothing at all is written when nothing is.
    Result<void> record();

private:
    Store &m_store;
    Platform &m_platform;
    GuardianIncidents m_guardian;
};

} // namespace slipway
