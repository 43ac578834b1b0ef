#include "service/release/activities/HeldCutover.h"

#include "domain/Pause.h"
#include "service/gateway/Gateway.h"
#include "service/release/CutoverKeeper.h"
#include "service/release/Holds.h"
#include "service/store/Store.h"

using namespace std::chrono_literals;

namespace slipway {

namespace {

constexpr Duration usualHold = 3s;

} // namespace

Duration HeldCutover::reserve(Duration hold)
{
    return std::min<Duration>(1s, hold / 3);
}

HeldCutover::HeldCutover(CutoverRecord record, Environment serving, Environment follower,
                         const StepContext &context, Duration left, Duration allowed)
    : m_record(std::move(record)),
      m_serving(std::move(serving)),
      m_follower(std::move(follower)),
      m_context(context),
      m_left(left),
      m_allowed(allowed),
      m_cancelled(context.stop, [this] { m_stop.request_stop(); }),
      m_timer([this](std::stop_token done) {
          if (!pauseFor(m_allowed, done))
              m_stop.request_stop();
      })
{
}

HeldCutover::~HeldCutover()
{
    m_timer.request_stop();
    m_timer.join();
}

Work HeldCutover::work() const
{
    return {m_stop.get_token(), m_record.token, m_context.progress};
}

Problem HeldCutover::tooLate(const QString &doing) const
{
    return {
        Problem::Kind::Timeout,
        QStringLiteral("%1 took longer than %2: production stays where it is").arg(doing, toText(m_allowed)),
        m_context.step, QStringLiteral("See in the log what took the time, then retry; or abort.")};
}

Result<Observation> HeldActivity::observe(const StepContext &)
{
    return Observation::notDone();
}

Result<std::optional<CutoverRecord>> HeldActivity::latestCutover(const StepContext &context) const
{
    const auto rel = release(context);
    if (!rel)
        return Failure(rel.error());
    return m_parts.store.read(
        [&](Reader &reader) { return ReleaseRepository::latestCutover(reader, rel->id); });
}

Result<std::unique_ptr<HeldCutover>> HeldActivity::held(const StepContext &context) const
{
    auto record = latestCutover(context);
    if (!record)
        return Failure(record.error());
    if (!*record || (*record)->outcome != QLatin1String("open")) {
        return fail(Problem::Kind::Conflict, QStringLiteral("Requests aren't held"),
                    QStringLiteral("Retry: the hold comes first."), context.step);
    }
    const CutoverRecord &cutover = **record;
    auto serving = environmentById(cutover.serving);
    auto follower = environmentById(cutover.follower);
    if (!serving)
        return Failure(serving.error());
    if (!follower)
        return Failure(follower.error());
    const auto within = durationOf(context, QStringLiteral("within"), 1s);
    if (!within)
        return Failure(within.error());
    const Duration lease = cutover.limit;

    const auto route = m_parts.gateway.route(cutover.address);
    if (!route)
        return Failure(route.error());
    if (!route->held || route->token != cutover.token) {
        return fail(Problem::Kind::Timeout, QStringLiteral("The hold has ended: production serves as before"),
                    QStringLiteral("Retry, or abort."), context.step);
    }
    const Duration left = std::chrono::milliseconds(route->leaseLeftMs);
    const Duration usable = left - HeldCutover::reserve(lease);
    if (usable <= 0s) {
        return fail(
            Problem::Kind::Timeout,
            QStringLiteral("Only %1 of the hold are left: production stays where it is").arg(toText(left)),
            QStringLiteral("See in the log what took the time, then retry; or abort."), context.step);
    }
    // A hold that is longer than usual (with the site-down page) makes every part's bound longer.
    const Duration bound =
        lease > usualHold ? Duration(within->count() * lease.count() / usualHold.count()) : *within;
    return std::unique_ptr<HeldCutover>(new HeldCutover(cutover, std::move(*serving), std::move(*follower),
                                                        context, left, std::min(bound, usable)));
}

Result<void> HeldActivity::close(const StepContext &context, CutoverRecord record,
                                 const QString &outcome) const
{
    record.outcome = outcome;
    return m_parts.store.write([&](Transaction &transaction) -> Result<void> {
        transaction.append({context.actor,
                            QStringLiteral("release.kept"),
                            QStringLiteral("release/%1").arg(record.releaseId),
                            {{QStringLiteral("address"), record.address},
                             {QStringLiteral("step"), context.step},
                             {QStringLiteral("token"), record.token}}});
        return ReleaseRepository::updateCutover(transaction, record);
    });
}

Result<void> HeldActivity::bringBackWithoutKeeper(const StepContext &context,
                                                  const CutoverRecord &record) const
{
    const auto serving = environmentById(record.serving);
    if (!serving)
        return Failure(serving.error());
    return bringBackAlone(m_parts.gateway, m_parts.platform, *serving, record, work(context, 0, {}));
}

Result<void> HeldActivity::bringBack(const StepContext &context) const
{
    const auto record = latestCutover(context);
    if (!record)
        return Failure(record.error());
    // None was begun since the last one ended: the step failed before the hold.
    if (!*record || (*record)->outcome != QLatin1String("open"))
        return {};
    const auto outcome = m_parts.keeper.recover((*record)->releaseId);
    if (!outcome) {
        context.say(QStringLiteral("The guardian can't be asked: %1").arg(outcome.error().what));
        if (const auto back = bringBackWithoutKeeper(context, **record); !back)
            return back;
    } else if (outcome->swapped) {
        return fail(Problem::Kind::Conflict,
                    QStringLiteral("%1 leads to the new side already").arg((*record)->address),
                    QStringLiteral("Go forward: retry the swap."), context.step);
    } else if (!outcome->healthy) {
        // Its outcome stands once it is written: starting production again is up to whoever asks again.
        context.say(QStringLiteral("The guardian couldn't make production serve: %1").arg(outcome->why));
        if (const auto back = bringBackWithoutKeeper(context, **record); !back)
            return back;
    }
    if (const auto closed = close(context, **record, QStringLiteral("kept")); !closed)
        return closed;
    if (outcome)
        endJournal(context, (*record)->releaseId);
    return {};
}

Result<void> HeldActivity::undo(const StepContext &context, const QJsonObject &)
{
    return bringBack(context);
}

} // namespace slipway
