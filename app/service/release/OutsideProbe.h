// The probe as a release uses it: a process of its own that asks a public address 100 times a second and
// keeps every answer in a file. An interface, so that the rules can be tested without processes.
#pragma once
#include "domain/Instant.h"
#include "domain/Problem.h"

#include <QJsonObject>

#include <stop_token>

namespace slipway {

class OutsideProbe
{
public:
    struct Target
    {
        QString url;  // numeric address, with the path to ask for
        QString file; // where the samples go; also the name by which this probe is found again
    };
    virtual ~OutsideProbe() = default;
    // Runs until finish(), survives the service. Running already: fine.
    virtual Result<void> start(const Target &target) = 0;
    virtual bool isRunning(const Target &target) = 0;
    // Ends it (fine when it has ended) and says what was seen: requests, failed_requests, downtime_ms,
    // longest_gap_ms, worst_ms, since and until.
    virtual Result<QJsonObject> finish(const Target &target) = 0;
};

} // namespace slipway
