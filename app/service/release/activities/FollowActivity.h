// data.follow: one side follows the other while the other serves: databases stream, files are copied and
// watched. Repeated it brings over only what is missing. data.approach: the last of that before a hold.
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

// Repeated until little is left for the hold; refused where nothing would come over in it.
class ApproachActivity final : public ReleaseActivity
{
public:
    using ReleaseActivity::ReleaseActivity;
    QString name() const override { return QStringLiteral("data.approach"); }
    Result<QStringList> preview(const StepContext &context) override;
    Result<Observation> observe(const StepContext &context) override;
    Result<QJsonObject> apply(const StepContext &context) override;
    Result<void> undo(const StepContext &context, const QJsonObject &output) override;
};

} // namespace slipway
