// A cutover while requests are held: the sides, the token, and the time that is left. Whoever works in the
// hold does so through this, and gives up in time for the old side to serve again before the lease ends.
#pragma once
#include "service/release/activities/ReleaseActivity.h"

#include <thread>

namespace slipway {

class HeldCutover
{
public:
    // The time kept back for the old side to come back: a second, or a third of a shorter hold.
    static Duration reserve(Duration hold);

    const CutoverRecord &record() const { return m_record; }
    const Environment &serving() const { return m_serving; }
    const Environment &follower() const { return m_follower; }
    Duration left() const { return m_left; } // of the lease, when it was looked at
    // Work that is told to stop after `within` (longer where the hold is longer than usual), or when only the
    // reserve is left.
    Work work() const;
    bool isOver() const { return m_stop.stop_requested(); }
    Problem tooLate(const QString &doing) const;

    ~HeldCutover();
    HeldCutover(const HeldCutover &) = delete;
    HeldCutover &operator=(const HeldCutover &) = delete;

private:
    friend class HeldActivity;
    HeldCutover(CutoverRecord record, Environment serving, Environment follower, const StepContext &context,
                Duration left, Duration allowed);

    CutoverRecord m_record;
    Environment m_serving;
    Environment m_follower;
    const StepContext &m_context;
    Duration m_left;
    Duration m_allowed;
    std::stop_source m_stop;
    std::stop_callback<std::function<void()>> m_cancelled; // the step's own stop counts too
    std::jthread m_timer;
};

// Base of every activity between hold and swap. Undone, each brings production back: the first one does it,
// the others find it done.
class HeldActivity : public ReleaseActivity
{
public:
    using ReleaseActivity::ReleaseActivity;
    Result<Observation> observe(const StepContext &context) override;
    Result<void> undo(const StepContext &context, const QJsonObject &output) override;

protected:
    Result<std::optional<CutoverRecord>> latestCutover(const StepContext &context) const;
    // Refused unless requests are held by this very cutover and there is time left for `within`.
    Result<std::unique_ptr<HeldCutover>> held(const StepContext &context) const;
    // Production serves again on the side that the address leads to; the cutover is written down as kept.
    Result<void> bringBack(const StepContext &context) const;
    Result<void> bringBackWithoutKeeper(const StepContext &context, const CutoverRecord &record) const;
    Result<void> close(const StepContext &context, CutoverRecord record, const QString &outcome) const;
};

} // namespace slipway
