// What a recording says about a cutover, as a person outside saw it.
#pragma once
#include "service/probe/ProbeSamples.h"

#include <QJsonObject>

namespace slipway {

struct ProbeSummary
{
    qint64 requests = 0;
    qint64 failedRequests = 0; // no answer, or a status of 500 and above
    double downtimeMs = 0;     // in which requests that were due failed
    double longestGapMs = 0;   // between two good answers
    double worstMs = 0;        // latency of a good answer
    double heldMs = 0;         // how long requests waited: the worst latency beyond the usual one
    double heldFromMs = 0;     // since the start
    double medianMs = 0;
    bool operator==(const ProbeSummary &) const = default;
    QJsonObject toJson() const;
};

ProbeSummary summarise(std::vector<ProbeSample> samples);

} // namespace slipway
