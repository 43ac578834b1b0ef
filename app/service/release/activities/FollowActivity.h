// data.follow: one side follows the other while the other serves: databases stream, files are copied and
// watched. Repeated right before the hold it brings over only what is missing.
#pragma once
#include "service/release/activities/ReleaseActivity.h"

namespace slipway {

class FollowActivity final : public ReleaseActivity
{
public:
    using ReleaseActivity::ReleaseActivity;
    QString name() const override { return QStringLiteral("data.follow"); }
    Result<QStringList> preview(const StepContext &context) override;
    Result<Observation> observe(const StepContext &context) override;
    Result<QJsonObject> apply(const StepContext &context) override;
    Result<void> verify(const StepContext &context, const QJsonObject &output) override;
    Result<void> undo(const StepContext &context, const QJsonObject &output) override;
};

} // namespace slipway
