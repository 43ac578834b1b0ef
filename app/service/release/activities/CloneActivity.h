// environment.clone: a copy of production to try the candidate on, quiet, running and reachable at an address
// of its own, made while production serves.
#pragma once
#include "service/release/activities/ReleaseActivity.h"

namespace slipway {

class CloneActivity final : public ReleaseActivity
{
public:
    using ReleaseActivity::ReleaseActivity;
    QString name() const override { return QStringLiteral("environment.clone"); }
    Result<QStringList> preview(const StepContext &context) override;
    Result<Observation> observe(const StepContext &context) override;
    Result<QJsonObject> apply(const StepContext &context) override;
    Result<void> undo(const StepContext &context, const QJsonObject &output) override;

private:
    Result<void> requireRoom(const Environment &production);
    Result<void> retireLeftovers(const StepContext &context, const Application &application);
    Result<Environment> reserve(const StepContext &context, const Application &application,
                                const Environment &production, const Release &release);
    Result<QJsonObject> outputOf(const StepContext &context, const Environment &target,
                                 const Environment &production);
};

} // namespace slipway
