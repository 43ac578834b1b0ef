#include "service/probe/ProbeSummary.h"

#include <algorithm>

namespace slipway {

namespace {

constexpr double ms(qint64 microseconds)
{
    return static_cast<double>(microseconds) / 1000.0;
}

// From the first failed request of a row to the next good one, by the times at which they were due.
qint64 downtimeOf(const std::vector<ProbeSample> &byTime)
{
    qint64 sum = 0;
    std::optional<qint64> since;
    for (const ProbeSample &sample : byTime) {
        if (!sample.good() && !since) {
            since = sample.at;
        } else if (sample.good() && since) {
            sum += sample.at - *since;
            since.reset();
        }
    }
    if (since) // until the end of the last one that failed
        sum += byTime.back().at + byTime.back().latency - *since;
    return sum;
}

qint64 longestGapOf(const std::vector<ProbeSample> &byTime)
{
    std::vector<qint64> ends;
    for (const ProbeSample &sample : byTime) {
        if (sample.good())
            ends.push_back(sample.at + sample.latency);
    }
    std::sort(ends.begin(), ends.end());
    qint64 longest = 0;
    for (std::size_t i = 1; i < ends.size(); ++i)
        longest = std::max(longest, ends[i] - ends[i - 1]);
    return longest;
}

} // namespace

QJsonObject ProbeSummary::toJson() const
{
    return {{QStringLiteral("requests"), requests},       {QStringLiteral("failed_requests"), failedRequests},
            {QStringLiteral("downtime_ms"), downtimeMs},  {QStringLiteral("longest_gap_ms"), longestGapMs},
            {QStringLiteral("worst_ms"), worstMs},        {QStringLiteral("held_ms"), heldMs},
            {QStringLiteral("held_from_ms"), heldFromMs}, {QStringLiteral("median_ms"), medianMs}};
}

ProbeSummary summarise(std::vector<ProbeSample> samples)
{
    ProbeSummary summary;
    if (samples.empty())
        return summary;
    std::sort(samples.begin(), samples.end(),
              [](const ProbeSample &a, const ProbeSample &b) { return a.at < b.at; });
    std::vector<quint32> latencies;
    const ProbeSample *worst = nullptr;
    for (const ProbeSample &sample : samples) {
        ++summary.requests;
        if (!sample.good()) {
            ++summary.failedRequests;
            continue;
        }
        latencies.push_back(sample.latency);
        if (!worst || sample.latency > worst->latency)
            worst = &sample;
    }
    summary.downtimeMs = ms(downtimeOf(samples));
    summary.longestGapMs = ms(longestGapOf(samples));
    if (worst) {
        const auto middle = latencies.begin() + static_cast<std::ptrdiff_t>(latencies.size() / 2);
        std::nth_element(latencies.begin(), middle, latencies.end());
        summary.medianMs = ms(*middle);
        summary.worstMs = ms(worst->latency);
        // One request is due every few milliseconds: the worst one came just when the hold began.
        summary.heldMs = summary.worstMs - summary.medianMs;
        summary.heldFromMs = ms(worst->at);
    }
    return summary;
}

} // namespace slipway
