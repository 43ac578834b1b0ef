#include "service/release/activities/HoldActivities.h"

#include "domain/Pause.h"
#include "service/gateway/Gateway.h"
#include "service/release/CutoverKeeper.h"
#include "service/store/Store.h"

using namespace std::chrono_literals;

namespace slipway {

namespace {

// An environment resumes this much later than the gateway's hold ends: once writers can be up again, no swap
// is possible any more.
constexpr Duration afterTheHold = 250ms;

Result<Duration> leaseOf(const StepContext &context)
{
    const auto lease = durationOf(context, QStringLiteral("hold"), 3s);
    if (!lease)
        return lease;
    if (*lease < 500ms || *lease > 30s) {
        return fail(Problem::Kind::Invalid,
                    QStringLiteral("A hold of %1 is not possible").arg(toText(*lease)),
                    QStringLiteral("Use 500ms to 30s."), context.step + QStringLiteral("/with/hold"));
    }
    return lease;
}

} // namespace

Result<QStringList> HoldActivity::preview(const StepContext &context)
{
    const auto serving = environment(context, QStringLiteral("serving"));
    const auto lease = leaseOf(context);
    if (!serving)
        return Failure(serving.error());
    if (!lease)
        return Failure(lease.error());
    const bool siteDown = context.with.value(QStringLiteral("site_down")).toBool();
    return QStringList{
        (siteDown ? QStringLiteral("Requests to %1 get the site-down page for at most %2; then, whatever "
                                   "happens, they are answered by %3 again.")
                  : QStringLiteral("Requests to %1 wait for at most %2; then, whatever happens, they are "
                                   "answered by %3 again."))
            .arg(serving->address, toText(*lease), serving->name)};
}

Result<Observation> HoldActivity::observe(const StepContext &context)
{
    const auto record = latestCutover(context);
    if (!record)
        return Failure(record.error());
    if (!*record || (*record)->outcome != QLatin1String("open") || (*record)->step != context.step)
        return Observation::notDone();
    const auto route = m_parts.gateway.route((*record)->address);
    if (!route)
        return Failure(route.error());
    if (!route->held || route->token != (*record)->token)
        return Observation::notDone();
    return Observation::done({{QStringLiteral("token"), (*record)->token},
                              {QStringLiteral("address"), (*record)->address},
                              {QStringLiteral("limit"), toText((*record)->limit)}});
}

// Higher than anything the gateway and the guardian have seen of this run, and never so high that a later
// controller's first token would be refused.
Result<qint64> HoldActivity::nextToken(const StepContext &context, const QString &address,
                                       qint64 release) const
{
    const auto route = m_parts.gateway.route(address);
    if (!route)
        return Failure(route.error());
    qint64 seen = std::max(route->token, token(context));
    if (const auto outcome = m_parts.keeper.outcome(release); outcome && *outcome)
        seen = std::max(seen, (*outcome)->fenced);
    if (seen >= context.token + tokensPerRun - 1) {
        return fail(Problem::Kind::Conflict,
                    QStringLiteral("A later controller has taken over %1").arg(address),
                    QStringLiteral("Look who works on it: slipwayctl release list."), context.step);
    }
    return seen + 1;
}

// A guardian that has died is started again by the service within moments; nothing is held yet.
Result<void> HoldActivity::beginJournal(const StepContext &context, const Cutover &cutover) const
{
    constexpr int tries = 30;
    auto begun = m_parts.keeper.begin(cutover);
    for (int i = 0; !begun && begun.error().kind == Problem::Kind::Unavailable && i < tries; ++i) {
        if (pauseFor(100ms, context.stop))
            break;
        begun = m_parts.keeper.begin(cutover);
    }
    return begun;
}

// Nothing is stopped for a follower that wouldn't get the rest, whatever the steps before this one did.
Result<void> HoldActivity::requireFollowing(const StepContext &context, const Environment &follower,
                                            const Environment &serving) const
{
    const auto followed = m_parts.platform.following(follower, serving);
    if (!followed)
        return Failure(followed.error());
    if (followed->streaming)
        return {};
    return fail(Problem::Kind::Conflict,
                QStringLiteral("The database of %1 doesn't follow").arg(shown(follower)),
                QStringLiteral("Retry: it is let follow again; production serves as before."), context.step);
}

Result<QJsonObject> HoldActivity::apply(const StepContext &context)
{
    const auto rel = release(context);
    const auto serving = environment(context, QStringLiteral("serving"));
    const auto follower = environment(context, QStringLiteral("follower"));
    const auto lease = leaseOf(context);
    if (!rel)
        return Failure(rel.error());
    if (!serving)
        return Failure(serving.error());
    if (!follower)
        return Failure(follower.error());
    if (!lease)
        return Failure(lease.error());
    if (const auto follows = requireFollowing(context, *follower, *serving); !follows)
        return Failure(follows.error());
    const auto next = nextToken(context, serving->address, rel->id);
    if (!next)
        return Failure(next.error());

    CutoverRecord record;
    record.releaseId = rel->id;
    record.step = context.step;
    record.token = *next;
    record.address = serving->address;
    record.other = follower->address;
    record.serving = serving->id;
    record.follower = follower->id;
    record.limit = *lease;
    record.heldAt = m_parts.clock.now();
    record.outcome = QStringLiteral("open");
    const auto written = m_parts.store.write(
        [&](Transaction &transaction) { return ReleaseRepository::insertCutover(transaction, record); });
    if (!written)
        return Failure(written.error());
    const auto begun = beginJournal(context, {rel->id, rel->application, record.address, record.other,
                                              serving->slot, follower->slot, record.token});
    if (!begun)
        return Failure(begun.error());
    const bool siteDown = context.with.value(QStringLiteral("site_down")).toBool();
    if (const auto held = m_parts.gateway.hold(record.address, record.token, *lease, siteDown); !held)
        return Failure(held.error());
    context.say(QStringLiteral("Requests to %1 are held for at most %2").arg(record.address, toText(*lease)));
    return QJsonObject{{QStringLiteral("token"), record.token},
                       {QStringLiteral("address"), record.address},
                       {QStringLiteral("limit"), toText(*lease)}};
}

Result<QStringList> DrainActivity::preview(const StepContext &)
{
    return QStringList{QStringLiteral("Requests that were under way when the hold began are waited for.")};
}

Result<QJsonObject> DrainActivity::apply(const StepContext &context)
{
    const auto cutover = held(context);
    if (!cutover)
        return Failure(cutover.error());
    const CutoverRecord &record = (*cutover)->record();
    const Work work = (*cutover)->work();
    const auto began = m_parts.clock.monotonic();
    for (;;) {
        const auto route = m_parts.gateway.route(record.address);
        if (!route)
            return Failure(route.error());
        if (!route->held || route->token != record.token) {
            return fail(Problem::Kind::Timeout, QStringLiteral("The hold has ended while requests drained"),
                        QStringLiteral("Retry, or abort."), context.step);
        }
        if (route->inFlight == 0) {
            const auto took = (m_parts.clock.monotonic() - began) / 1ms;
            return QJsonObject{{QStringLiteral("took_ms"), qint64(took)},
                               {QStringLiteral("waiting"), route->waiting}};
        }
        if (pauseFor(2ms, work.stop)) {
            Problem late = (*cutover)->tooLate(
                QStringLiteral("Answering what was under way (%1 requests)").arg(route->inFlight));
            late.hint =
                QStringLiteral("Something answers slowly: look for downloads or long requests, then retry.");
            return Failure(late);
        }
    }
}

Result<QStringList> QuiesceActivity::preview(const StepContext &)
{
    return QStringList{QStringLiteral("Application, workers and jobs of the serving side stand still; they "
                                      "resume by themselves with the hold's end.")};
}

Result<QJsonObject> QuiesceActivity::apply(const StepContext &context)
{
    const auto cutover = held(context);
    if (!cutover)
        return Failure(cutover.error());
    const Duration lease = (*cutover)->left() + afterTheHold;
    const auto quiet = m_parts.platform.quiesce((*cutover)->serving(), lease, (*cutover)->work());
    if (!quiet && (*cutover)->isOver())
        return Failure((*cutover)->tooLate(QStringLiteral("Quieting the writers")));
    if (!quiet)
        return Failure(quiet.error());
    return QJsonObject{{QStringLiteral("lease"), toText(lease)}};
}

Result<QStringList> FinalSyncActivity::preview(const StepContext &)
{
    return QStringList{
        QStringLiteral(
            "The serving side's databases are stopped cleanly once the other side has replayed all."),
        QStringLiteral("Files that changed since the last pass are copied.")};
}

Result<QJsonObject> FinalSyncActivity::apply(const StepContext &context)
{
    const auto cutover = held(context);
    if (!cutover)
        return Failure(cutover.error());
    const auto report =
        m_parts.platform.finalSync((*cutover)->follower(), (*cutover)->serving(), (*cutover)->work());
    if (!report && (*cutover)->isOver())
        return Failure((*cutover)->tooLate(QStringLiteral("The last copy")));
    if (!report)
        return Failure(report.error());
    return QJsonObject{{QStringLiteral("files"), report->files},
                       {QStringLiteral("bytes"), report->bytes},
                       {QStringLiteral("deleted"), report->deleted},
                       {QStringLiteral("positions"), report->positions},
                       {QStringLiteral("detail"), report->detail}};
}

Result<QStringList> CompareActivity::preview(const StepContext &)
{
    return QStringList{QStringLiteral("The hashes of what changed and the positions of the databases are "
                                      "compared; a difference stops the swap.")};
}

Result<QJsonObject> CompareActivity::apply(const StepContext &context)
{
    const auto cutover = held(context);
    if (!cutover)
        return Failure(cutover.error());
    const auto report =
        m_parts.platform.compare((*cutover)->follower(), (*cutover)->serving(), (*cutover)->work());
    if (!report && (*cutover)->isOver())
        return Failure((*cutover)->tooLate(QStringLiteral("Comparing both sides")));
    return report;
}

Result<QStringList> PromoteActivity::preview(const StepContext &)
{
    return QStringList{QStringLiteral("The new side's databases become writable and its application is "
                                      "started and looked at, still in private.")};
}

Result<QJsonObject> PromoteActivity::apply(const StepContext &context)
{
    const auto cutover = held(context);
    if (!cutover)
        return Failure(cutover.error());
    const auto promoted = m_parts.platform.promote((*cutover)->follower(), (*cutover)->work());
    if (!promoted && (*cutover)->isOver()) {
        Problem late = (*cutover)->tooLate(QStringLiteral("Starting the new side"));
        const auto health = m_parts.platform.health((*cutover)->follower());
        if (health && !health->healthy)
            late.what += QStringLiteral(" (%1)").arg(health->why);
        return Failure(late);
    }
    if (!promoted)
        return Failure(promoted.error());
    return QJsonObject{{QStringLiteral("version"), *promoted}};
}

} // namespace slipway
