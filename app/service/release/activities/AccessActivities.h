// access.open and access.close: letting the customer into the test environment to bring the candidate, and
// shutting the door behind what was signed off.
#pragma once
#include "service/release/activities/ReleaseActivity.h"

namespace slipway {

class OpenAccessActivity final : public ReleaseActivity
{
public:
    using ReleaseActivity::ReleaseActivity;
    QString name() const override { return QStringLiteral("access.open"); }
    Result<QStringList> preview(const StepContext &context) override;
    Result<Observation> observe(const StepContext &context) override;
    Result<QJsonObject> apply(const StepContext &context) override;
    Result<void> undo(const StepContext &context, const QJsonObject &output) override;
};

// Afterwards the code must be what the step named by `manifest` saw.
class CloseAccessActivity final : public ReleaseActivity
{
public:
    using ReleaseActivity::ReleaseActivity;
    QString name() const override { return QStringLiteral("access.close"); }
    Result<QStringList> preview(const StepContext &context) override;
    Result<Observation> observe(const StepContext &context) override;
    Result<QJsonObject> apply(const StepContext &context) override;
    Result<void> undo(const StepContext &context, const QJsonObject &output) override;
};

} // namespace slipway
