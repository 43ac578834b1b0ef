// code.manifest: what the customer signed off, path by path; what goes live must be exactly this.
#pragma once
#include "service/release/activities/ReleaseActivity.h"

namespace slipway {

class ManifestActivity final : public ReleaseActivity
{
public:
    using ReleaseActivity::ReleaseActivity;
    QString name() const override { return QStringLiteral("code.manifest"); }
    Result<QStringList> preview(const StepContext &context) override;
    Result<Observation> observe(const StepContext &context) override;
    Result<QJsonObject> apply(const StepContext &context) override;
    Result<void> undo(const StepContext &context, const QJsonObject &output) override;
};

} // namespace slipway
