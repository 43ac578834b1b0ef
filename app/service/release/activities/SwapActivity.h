// gateway.swap: both public addresses change sides in one commit of the gateway, and the catalog follows. The
// gateway's map is the truth: what it says is written down, never the other way round.
#pragma once
#include "service/release/activities/HeldCutover.h"

namespace slipway {

class SwapActivity final : public HeldActivity
{
public:
    using HeldActivity::HeldActivity;
    QString name() const override { return QStringLiteral("gateway.swap"); }
    Result<QStringList> preview(const StepContext &context) override;
    Result<Observation> observe(const StepContext &context) override;
    Result<QJsonObject> apply(const StepContext &context) override;

private:
    // Whether the address leads to the follower; asked until the gateway answers, for a while.
    Result<bool> isSwapped(const StepContext &context, const CutoverRecord &record) const;
    QJsonObject finish(const StepContext &context, CutoverRecord record, std::optional<qint64> heldMs) const;
};

// The catalog after a swap: roles, addresses and doors of both sides, the cutover, the release's figures.
// Idempotent; nothing to do when it is written already.
Result<void> recordSwap(const ReleaseParts &parts, const StepContext &context, CutoverRecord record,
                        std::optional<qint64> heldMs);

} // namespace slipway
