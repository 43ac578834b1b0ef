// Looks after what runs beside the service: starts the guardian again when it has gone, writes down what went
// down and came up (also while the service was away), and keeps the catalog's states true.
#pragma once
#include "daemon/IncidentRecorder.h"
#include "service/ipc/DataFolder.h"
#include "service/ipc/GuardianClient.h"
#include "service/platform/Platform.h"
#include "service/store/Store.h"
#include "service/support/PlatformCases.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace slipway {

// The guardian serves, this process is its controller, and HAProxy runs.
Result<void> takeControl(const DataFolder &folder, GuardianClient &guardian);

class Monitor
{
public:
    // `gateway` says whether the gateway answers; it may take a second. `cases` hears what was recorded,
    // `desk` what became of releases.
    Monitor(const DataFolder &folder, Store &store, Platform &platform, GuardianClient &guardian,
            std::function<Result<void>()> gateway, PlatformCases &cases, CaseDesk &desk);
    ~Monitor(); // stops
    void start();
    void stop();
    QByteArray metrics() const; // what was refused on its way out, by environment

private:
    void loop(std::stop_token stop);
    void lookAtEnvironments();
    void lookAtGateway();
    void hear(); // what cases come of, or waited for

    const DataFolder &m_folder;
    Store &m_store;
    Platform &m_platform;
    GuardianClient &m_guardian;
    IncidentRecorder m_incidents;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::function<Result<void>()> m_gateway;
    PlatformCases &m_cases;
    CaseDesk &m_desk;
    QString m_complaint; // told once, until it is another or none
    int m_gatewayMisses = 0;
    std::jthread m_thread;
};

} // namespace slipway
