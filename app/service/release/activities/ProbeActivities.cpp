#include "service/release/activities/ProbeActivities.h"

#include "domain/Pause.h"
#include "service/store/Store.h"

#include <QDir>
#include <QFileInfo>

using namespace std::chrono_literals;

namespace slipway {

namespace {

OutsideProbe::Target targetOf(const QJsonObject &output)
{
    return {output.value(QStringLiteral("url")).toString(), output.value(QStringLiteral("file")).toString()};
}

OutsideProbe::Target targetOfStep(const StepContext &context, const QString &parameter)
{
    return targetOf(context.outputs.value(context.with.value(parameter).toString()).toObject());
}

// Ends the probe and keeps what it saw with the cutover it watched; again, it gives the same.
Result<QJsonObject> keepFindings(const ReleaseParts &parts, qint64 releaseId,
                                 const OutsideProbe::Target &target)
{
    const auto seen = parts.probe.finish(target);
    if (!seen)
        return seen;
    const auto written = parts.store.write([&](Transaction &transaction) -> Result<void> {
        auto release = ReleaseRepository::byId(transaction, releaseId);
        auto record = ReleaseRepository::latestCutover(transaction, releaseId);
        if (!release)
            return Failure(release.error());
        if (!record)
            return Failure(record.error());
        for (const QString &key :
             {QStringLiteral("requests"), QStringLiteral("failed_requests"), QStringLiteral("downtime_ms"),
              QStringLiteral("longest_gap_ms"), QStringLiteral("worst_ms")})
            release->measured.insert(key, seen->value(key));
        if (*record) {
            (*record)->probe = *seen;
            (*record)->probe.insert(QStringLiteral("samples"), target.file);
            if ((*record)->heldMs)
                release->measured.insert(QStringLiteral("held_ms"), *(*record)->heldMs);
            const auto updated = ReleaseRepository::updateCutover(transaction, **record);
            if (!updated)
                return updated;
        }
        // Nobody did this: the service measured, whoever set the release going.
        transaction.append({QStringLiteral("service"), QStringLiteral("release.measured"),
                            QStringLiteral("release/%1").arg(releaseId), release->measured});
        return ReleaseRepository::update(transaction, *release);
    });
    if (!written)
        return Failure(written.error());
    return seen;
}

Result<qint64> lastCutover(const ReleaseParts &parts, qint64 releaseId)
{
    return parts.store.read([&](Reader &reader) -> Result<qint64> {
        const auto record = ReleaseRepository::latestCutover(reader, releaseId);
        if (!record)
            return Failure(record.error());
        return *record ? (*record)->id : 0;
    });
}

// The service died before it had written down where a probe of this step runs: it would ask on.
void endStrays(const ReleaseParts &parts, const QString &step, const QString &folder)
{
    const QDir dir(folder);
    for (const QString &name : dir.entryList({step + QStringLiteral("-*.samples")}, QDir::Files)) {
        const OutsideProbe::Target stray{{}, dir.filePath(name)};
        if (parts.probe.isRunning(stray))
            (void)parts.probe.finish(stray);
    }
}

} // namespace

Result<QStringList> ProbeStartActivity::preview(const StepContext &context)
{
    const auto serving = environment(context, QStringLiteral("serving"));
    if (!serving)
        return Failure(serving.error());
    return QStringList{QStringLiteral("%1 is asked 100 times a second from outside, until after the swap.")
                           .arg(serving->url())};
}

Result<Observation> ProbeStartActivity::observe(const StepContext &)
{
    return Observation::notDone(); // starting one that runs is nothing
}

Result<QJsonObject> ProbeStartActivity::apply(const StepContext &context)
{
    const auto rel = release(context);
    const auto serving = environment(context, QStringLiteral("serving"));
    const auto lead = durationOf(context, QStringLiteral("lead"), 2s);
    if (!rel)
        return Failure(rel.error());
    if (!serving)
        return Failure(serving.error());
    if (!lead)
        return Failure(lead.error());
    // The way back begins within the time of the way there: its probe has seen enough.
    const auto earlier = targetOfStep(context, QStringLiteral("ends"));
    if (!earlier.file.isEmpty() && m_parts.probe.isRunning(earlier)) {
        const auto kept = keepFindings(m_parts, rel->id, earlier);
        if (!kept)
            return kept;
    }
    const QString path = context.with.value(QStringLiteral("path")).toString(QStringLiteral("/"));
    QString url = serving->url();
    if (url.endsWith(QLatin1Char('/')))
        url.chop(1);
    const QString file = fileOf(
        *rel, QStringLiteral("%1-%2-%3.samples").arg(context.step).arg(context.token).arg(context.attempt));
    const QString folder = QFileInfo(file).path();
    endStrays(m_parts, context.step, folder);
    const auto before = lastCutover(m_parts, rel->id);
    if (!before)
        return Failure(before.error());
    if (!QDir().mkpath(folder))
        return fail(Problem::Kind::Unavailable, QStringLiteral("The folder of the release can't be made"), {},
                    file);
    const OutsideProbe::Target target{url + path, file};
    if (const auto started = m_parts.probe.start(target); !started)
        return Failure(started.error());
    if (pauseFor(*lead, context.stop))
        return fail(Problem::Kind::Cancelled, QStringLiteral("Stopped while the probe warmed up"));
    return QJsonObject{{QStringLiteral("url"), target.url},
                       {QStringLiteral("file"), target.file},
                       {QStringLiteral("before"), *before}}; // the cutover that was the last one by then
}

// What it saw of a cutover that was taken back counts, too. That it can't be kept keeps nobody from going on.
Result<void> ProbeStartActivity::undo(const StepContext &context, const QJsonObject &output)
{
    const auto rel = release(context);
    const auto tail = durationOf(context, QStringLiteral("tail"), 5s);
    if (!rel)
        return Failure(rel.error());
    const auto target = targetOf(output);
    if (target.file.isEmpty()) {
        endStrays(m_parts, context.step, QFileInfo(fileOf(*rel, QStringLiteral("any"))).path());
        return {};
    }
    const auto last = lastCutover(m_parts, rel->id);
    if (!last)
        return Failure(last.error());
    const bool hasWatched = *last > output.value(QStringLiteral("before")).toInteger();
    if (hasWatched && tail && m_parts.probe.isRunning(target))
        pauseFor(*tail, context.stop);
    const auto done = hasWatched ? keepFindings(m_parts, rel->id, target) : m_parts.probe.finish(target);
    if (!done)
        context.say(QStringLiteral("What was seen from outside isn't known: %1").arg(done.error().text()));
    return {};
}

Result<QStringList> ProbeCheckActivity::preview(const StepContext &)
{
    return QStringList{QStringLiteral("What the probe saw is added up and kept in the release's record.")};
}

Result<Observation> ProbeCheckActivity::observe(const StepContext &)
{
    return Observation::notDone(); // adding up again gives the same
}

Result<QJsonObject> ProbeCheckActivity::apply(const StepContext &context)
{
    const auto rel = release(context);
    const auto tail = durationOf(context, QStringLiteral("tail"), 5s);
    if (!rel)
        return Failure(rel.error());
    if (!tail)
        return Failure(tail.error());
    const auto target = targetOfStep(context, QStringLiteral("probe"));
    if (target.file.isEmpty()) {
        return fail(Problem::Kind::Invalid, QStringLiteral("The step names no probe"),
                    QStringLiteral("`probe` is the id of the step that started it."), context.step);
    }
    const auto record =
        m_parts.store.read([&](Reader &reader) { return ReleaseRepository::latestCutover(reader, rel->id); });
    if (!record)
        return Failure(record.error());
    if (!*record || !(*record)->swappedAt)
        return fail(Problem::Kind::Conflict, QStringLiteral("There was no swap to check"), {}, context.step);
    // From here on, moments after the swap: by the clock on the wall they may be an hour. Cut short by a roll
    // back, it has still seen this much.
    pauseFor(*tail, context.stop);
    return keepFindings(m_parts, rel->id, target);
}

Result<void> ProbeCheckActivity::undo(const StepContext &, const QJsonObject &)
{
    return {};
}

} // namespace slipway
