// What all activities of a release share: which release this is, which environments it is about, and the way
// to write both down.
#pragma once
#include "domain/Catalog.h"
#include "service/engine/Activity.h"
#include "service/platform/Platform.h"
#include "service/release/ReleaseParts.h"
#include "service/release/ReleaseRepository.h"

namespace slipway {

class ReleaseActivity : public Activity
{
public:
    explicit ReleaseActivity(const ReleaseParts &parts) : m_parts(parts) {}

protected:
    Result<Release> release(const StepContext &context) const;
    Result<Application> application(const StepContext &context) const;
    // The environment whose id the step's parameter `name` holds.
    Result<Environment> environment(const StepContext &context, const QString &name) const;
    Result<Environment> environmentById(qint64 id) const;
    // Runs and is healthy, or says why it doesn't, with its last words.
    Result<void> startCandidate(const Environment &target, const Work &work) const;
    // Writes with the catalog's own events, on behalf of who started the step.
    using Change = std::function<Result<void>(Transaction &)>;
    Result<void> write(const Change &change) const;
    // A file in the folder of the release.
    QString fileOf(const Release &release, const QString &name) const;
    // The cutover has ended, and the guardian need not look after it any more. One that keeps its journal,
    // for the old side doesn't stand down, is asked again by the step that makes it stand by.
    void endJournal(const StepContext &context, qint64 release) const;
    Work work(const StepContext &context) const;
    Work work(const StepContext &context, qint64 token, std::stop_token stop) const;
    // The run's own, or the newest of its cutovers: never older than what a target has seen from this run.
    qint64 token(const StepContext &context) const;

    ReleaseParts m_parts;
};

// "3s" of a step's parameter, or `otherwise` when there is none.
Result<Duration> durationOf(const StepContext &context, const QString &name, Duration otherwise);

QString shown(const Environment &environment); // "shop-1 (127.93.4.1)"

} // namespace slipway
