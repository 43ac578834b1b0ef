#include "service/release/activities/FollowActivity.h"

#include "domain/Clock.h"
#include "domain/Pause.h"

using namespace std::chrono_literals;

namespace slipway {

Result<QStringList> FollowActivity::preview(const StepContext &context)
{
    const auto serving = environment(context, QStringLiteral("serving"));
    const auto follower = environment(context, QStringLiteral("follower"));
    if (!serving)
        return Failure(serving.error());
    if (!follower)
        return Failure(follower.error());
    return QStringList{
        QStringLiteral(
            "The databases of %1 are replaced by copies of those of %2 and follow them from then on.")
            .arg(shown(*follower), shown(*serving)),
        QStringLiteral(
            "The live files of %2 are copied to %1, compared by content; further changes are watched.")
            .arg(follower->name, serving->name),
        QStringLiteral("%1 serves all the while.").arg(serving->name)};
}

Result<Observation> FollowActivity::observe(const StepContext &)
{
    return Observation::notDone(); // repeated, it does only what is missing
}

Result<QJsonObject> FollowActivity::apply(const StepContext &context)
{
    const auto serving = environment(context, QStringLiteral("serving"));
    const auto follower = environment(context, QStringLiteral("follower"));
    if (!serving)
        return Failure(serving.error());
    if (!follower)
        return Failure(follower.error());
    // The way back may begin before the old side stood by: it runs by itself then, with nobody to serve.
    if (context.with.value(QStringLiteral("stand_by")).toBool() && !follower->quiet) {
        if (const auto stands = m_parts.platform.standBy(*follower, work(context)); !stands)
            return Failure(stands.error());
    }
    const auto report = m_parts.platform.follow(*follower, *serving, work(context));
    if (!report)
        return Failure(report.error());
    return QJsonObject{{QStringLiteral("streaming"), report->streaming},
                       {QStringLiteral("lag_bytes"), report->lagBytes},
                       {QStringLiteral("pending_paths"), report->pendingPaths},
                       {QStringLiteral("detail"), report->detail}};
}

Result<void> FollowActivity::verify(const StepContext &context, const QJsonObject &)
{
    const auto serving = environment(context, QStringLiteral("serving"));
    const auto follower = environment(context, QStringLiteral("follower"));
    if (!serving)
        return Failure(serving.error());
    if (!follower)
        return Failure(follower.error());
    // "Started" isn't "streaming": asked until it is, within the step's time.
    constexpr int tries = 200;
    for (int i = 0; i < tries; ++i) {
        const auto report = m_parts.platform.following(*follower, *serving);
        if (!report)
            return Failure(report.error());
        if (report->streaming && report->lagBytes < 16 * 1024 * 1024)
            return {};
        if (pauseFor(std::chrono::milliseconds(50), context.stop))
            break;
    }
    return fail(Problem::Kind::Unavailable,
                QStringLiteral("%1 doesn't keep up with %2").arg(shown(*follower), shown(*serving)),
                QStringLiteral("Look at the databases of both and at the load, then retry."));
}

Result<void> FollowActivity::undo(const StepContext &context, const QJsonObject &)
{
    // The pass right before the hold: the following itself belongs to an earlier step.
    if (context.with.value(QStringLiteral("keep")).toBool())
        return {};
    const auto serving = environment(context, QStringLiteral("serving"));
    const auto follower = environment(context, QStringLiteral("follower"));
    if (!serving)
        return Failure(serving.error());
    if (!follower)
        return Failure(follower.error());
    return m_parts.platform.unfollow(*follower, *serving, work(context));
}

Result<QStringList> ApproachActivity::preview(const StepContext &context)
{
    const auto serving = environment(context, QStringLiteral("serving"));
    if (!serving)
        return Failure(serving.error());
    return QStringList{
        QStringLiteral("What the last seconds wrote is brought over, until little is left for the hold."),
        QStringLiteral("%1 serves all the while.").arg(serving->name)};
}

Result<Observation> ApproachActivity::observe(const StepContext &)
{
    return Observation::notDone(); // repeated, it does only what is missing
}

// What a database has to write when it stops, it writes in the hold: it goes to disk here, while requests are
// still answered.
Result<QJsonObject> ApproachActivity::apply(const StepContext &context)
{
    constexpr int passes = 5;
    constexpr Duration brief = 1s;
    // On a busy machine also a pass over next to nothing takes its time: what it leaves behind counts then.
    constexpr qint64 fewPaths = 200;
    constexpr qint64 fewBytes = 4 * 1024 * 1024;
    const auto serving = environment(context, QStringLiteral("serving"));
    const auto follower = environment(context, QStringLiteral("follower"));
    if (!serving)
        return Failure(serving.error());
    if (!follower)
        return Failure(follower.error());
    for (int pass = 1; pass <= passes; ++pass) {
        const auto began = m_parts.clock.monotonic();
        const auto followed = m_parts.platform.follow(*follower, *serving, work(context));
        if (!followed)
            return Failure(followed.error());
        // No hold comes behind a follower that wouldn't get the rest.
        if (!followed->streaming) {
            return fail(Problem::Kind::Conflict,
                        QStringLiteral("The database of %1 doesn't follow").arg(shown(*follower)),
                        QStringLiteral("Retry: it is let follow again; production serves as before."),
                        context.step);
        }
        const bool isLittle = followed->pendingPaths >= 0 && followed->pendingPaths <= fewPaths &&
                              followed->lagBytes <= fewBytes;
        if (m_parts.clock.monotonic() - began < brief || (pass > 1 && isLittle)) {
            return QJsonObject{{QStringLiteral("passes"), pass},
                               {QStringLiteral("lag_bytes"), followed->lagBytes},
                               {QStringLiteral("pending_paths"), followed->pendingPaths}};
        }
    }
    return fail(Problem::Kind::Unavailable,
                QStringLiteral("%1 is written to faster than it can be caught up with: a hold would be long")
                    .arg(shown(*serving)),
                QStringLiteral("Retry at a quieter time; production serves as before."), context.step);
}

// The following itself belongs to an earlier step.
Result<void> ApproachActivity::undo(const StepContext &, const QJsonObject &)
{
    return {};
}

} // namespace slipway
