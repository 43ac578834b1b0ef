// What releases teach: what was seen of one from outside, and what the steps of many took.
#include "service/release/ProbePicture.h"
#include "service/release/ReleaseService.h"

#include <QFileInfo>

#include <algorithm>

namespace slipway {

namespace {

constexpr int releasesLookedAt = 20;

// The probe that was started last, whether or not its cutover has a record of it already.
QString samplesOf(const std::vector<Step> &steps)
{
    QString file;
    std::optional<Instant> started;
    for (const Step &step : steps) {
        const QString of = step.output.value(QStringLiteral("file")).toString();
        if (step.activity != QLatin1String("probe.start") || of.isEmpty() || !step.started)
            continue;
        if (!started || *step.started > *started) {
            started = step.started;
            file = of;
        }
    }
    return file;
}

// The middle one, or between the two in the middle.
Duration medianOf(std::vector<Duration> times)
{
    std::sort(times.begin(), times.end());
    const std::size_t middle = times.size() / 2;
    return times.size() % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2;
}

} // namespace

Result<QJsonObject> ReleaseService::samples(qint64 id, qint64 since) const
{
    const auto known = steps(id);
    if (!known)
        return Failure(known.error());
    QString file = samplesOf(*known);
    if (file.isEmpty()) {
        const auto last =
            m_store.read([&](Reader &reader) { return ReleaseRepository::latestCutover(reader, id); });
        if (!last)
            return Failure(last.error());
        if (*last)
            file = (*last)->probe.value(QStringLiteral("samples")).toString();
    }
    // Not written to yet, or removed since by somebody who needed the room.
    if (file.isEmpty() || QFileInfo(file).size() == 0)
        return emptyProbePicture();
    const auto recording = readProbeFile(file);
    if (!recording)
        return Failure(recording.error());
    return pictureOf(*recording, since);
}

Result<QJsonArray> ReleaseService::durations(const QString &pipeline) const
{
    const auto found = this->pipeline(pipeline);
    if (!found)
        return Failure(found.error());
    const ParsedDefinition parsed = parseDefinition(found->yaml, found->name, nullptr);
    if (!parsed.definition)
        return Failure(parsed.problems.front());
    ReleaseFilter filter;
    filter.pipeline = found->name;
    filter.limit = releasesLookedAt;
    for (const ReleaseState state :
         {ReleaseState::Finalized, ReleaseState::RolledBack, ReleaseState::Aborted, ReleaseState::Failed})
        filter.states.append(toText(state));
    const auto ended = m_store.read([&](Reader &reader) { return ReleaseRepository::list(reader, filter); });
    if (!ended)
        return Failure(ended.error());
    std::vector<qint64> runs;
    for (const Release &release : ended->items)
        runs.push_back(release.runId);
    const auto times = m_engine.stepTimes(runs);
    if (!times)
        return Failure(times.error());
    QJsonArray items;
    for (const StepDefinition &step : parsed.definition->steps) {
        const auto of = times->find(step.id);
        if (of == times->end())
            continue;
        items.append(QJsonObject{
            {QStringLiteral("step"), step.id},
            {QStringLiteral("median_ms"), qint64(medianOf(of->second) / std::chrono::milliseconds(1))},
            {QStringLiteral("runs"), qint64(of->second.size())},
            {QStringLiteral("waits"), step.wait.has_value()},
            {QStringLiteral("reaches"), step.reaches}});
    }
    return items;
}

} // namespace slipway
