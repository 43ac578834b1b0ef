// probe.start and probe.check: somebody outside asks production's address all through a cutover, and what was
// seen is kept in the release's record.
#pragma once
#include "service/release/activities/ReleaseActivity.h"
#include "service/release/OutsideProbe.h"

namespace slipway {

class ProbeStartActivity final : public ReleaseActivity
{
public:
    using ReleaseActivity::ReleaseActivity;
    QString name() const override { return QStringLiteral("probe.start"); }
    Result<QStringList> preview(const StepContext &context) override;
    Result<Observation> observe(const StepContext &context) override;
    Result<QJsonObject> apply(const StepContext &context) override;
    Result<void> undo(const StepContext &context, const QJsonObject &output) override;
};

class ProbeCheckActivity final : public ReleaseActivity
{
public:
    using ReleaseActivity::ReleaseActivity;
    QString name() const override { return QStringLiteral("probe.check"); }
    Result<QStringList> preview(const StepContext &context) override;
    Result<Observation> observe(const StepContext &context) override;
    Result<QJsonObject> apply(const StepContext &context) override;
    Result<void> undo(const StepContext &context, const QJsonObject &output) override;
};

} // namespace slipway
