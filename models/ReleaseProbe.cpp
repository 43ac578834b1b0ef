// How a release follows what its probe sees: closely while requests are held or may be, else once.
#include "models/ReleaseWatch.h"

#include <algorithm>

namespace slipway {

namespace {

constexpr qint64 longestAnswer = 40'000; // ms: a request that is held, and then takes its time

ReleaseWatch::ProbeSlice sliceOf(const QJsonObject &object)
{
    return {object.value(QLatin1String("at")).toInteger(), object.value(QLatin1String("answered")).toInt(),
            object.value(QLatin1String("failed")).toInt(),
            object.value(QLatin1String("worst_ms")).toDouble()};
}

} // namespace

std::optional<Instant> ReleaseWatch::lastProbe() const
{
    std::optional<Instant> last;
    for (const StepRow &step : m_steps) {
        if (step.activity == QLatin1String("probe.start") && step.started && (!last || *step.started > *last))
            last = step.started;
    }
    return last;
}

// Its step has started it, and the one that ends it hasn't been there. A release that waits for a person
// holds nothing: somebody may take hours to decide.
bool ReleaseWatch::isProbeOpen() const
{
    if (m_release.state == QLatin1String("frozen"))
        return true;
    if (m_release.isEnded() || m_release.state == QLatin1String("waiting"))
        return false;
    bool started = false;
    bool ends = false;
    for (const StepRow &step : m_steps) {
        if (step.isBack() != isBack())
            continue;
        const bool runs = step.state == QLatin1String("running");
        if (step.activity == QLatin1String("probe.start"))
            started = started || runs || step.state == QLatin1String("done");
        if (step.activity == QLatin1String("probe.check"))
            ends = ends || runs || step.state == QLatin1String("pending");
    }
    return started && ends;
}

void ReleaseWatch::followProbe()
{
    const bool follows = m_active && m_loaded && m_session.isLive();
    if (follows && isProbeOpen()) {
        m_probeSettled.reset();
        if (!m_probeTimer.isActive()) {
            m_probeTimer.start();
            fetchProbe(probeSince());
        }
        return;
    }
    m_probeTimer.stop();
    if (follows && lastProbe() && lastProbe() != m_probeSettled)
        fetchProbe(probeSince());
}

void ReleaseWatch::fetchProbe(qint64 since)
{
    if (m_probeFetching || !m_active || m_id == 0)
        return;
    m_probeFetching = true;
    const auto settles = isProbeOpen() ? std::nullopt : lastProbe();
    answered<QJsonObject>(m_session.client().samples(m_id, since),
                          [this, since, settles](const Result<QJsonObject> &answer) {
                              m_probeFetching = false;
                              if (!answer) {
                                  m_probeTimer.stop();
                                  m_probeSettled = lastProbe(); // until something happens
                                  // A service that is older than this console doesn't know the question.
                                  if (answer.error().kind != Problem::Kind::NotFound)
                                      Q_EMIT failed(answer.error());
                                  return;
                              }
                              onProbe(*answer, since);
                              if (m_probeFetching) // the rest of it
                                  return;
                              m_probeSettled = settles;
                              if (!m_probeTimer.isActive())
                                  followProbe();
                          });
}

void ReleaseWatch::onProbe(const QJsonObject &answer, qint64 since)
{
    const auto parsed = instantFromText(answer.value(QLatin1String("start")).toString());
    const std::optional<Instant> start = parsed ? std::optional<Instant>(*parsed) : std::nullopt;
    const bool another = start != m_probeStart;
    std::vector<ProbeSlice> slices;
    if (!another) {
        const auto end = std::find_if(m_probe.begin(), m_probe.end(),
                                      [since](const ProbeSlice &slice) { return slice.at >= since; });
        slices.assign(m_probe.begin(), end);
    }
    m_probeStart = start;
    m_probeRate = std::max(1, answer.value(QLatin1String("rate")).toInt(100));
    m_probeSlice = std::max<qint64>(1, answer.value(QLatin1String("slice_ms")).toInteger(100));
    if (another && since > 0) { // its beginning is missing
        m_probe.clear();
        fetchProbe(0);
        return;
    }
    const QJsonArray items = answer.value(QLatin1String("items")).toArray();
    for (const QJsonValue &item : items) {
        const ProbeSlice slice = sliceOf(item.toObject());
        if (slices.empty() || slice.at > slices.back().at)
            slices.push_back(slice);
    }
    const bool same = slices == m_probe && !another;
    m_probe = std::move(slices);
    if (!same)
        Q_EMIT probeChanged();
    if (answer.value(QLatin1String("more")).toBool() && !items.isEmpty())
        fetchProbe(m_probe.back().at + m_probeSlice);
}

// Where the first slice may be that isn't complete: some of its requests are still held.
qint64 ReleaseWatch::probeSince() const
{
    if (m_probe.empty())
        return 0;
    const int whole = std::max<int>(1, static_cast<int>(m_probeRate * m_probeSlice / 1000));
    const qint64 earliest = std::max<qint64>(0, m_probe.back().at - longestAnswer);
    auto slice = std::find_if(m_probe.begin(), m_probe.end(),
                              [earliest](const ProbeSlice &one) { return one.at >= earliest; });
    qint64 expected = slice->at;
    while (slice != m_probe.end() && slice->at == expected && slice->answered + slice->failed >= whole) {
        expected += m_probeSlice;
        ++slice;
    }
    return expected;
}

} // namespace slipway
