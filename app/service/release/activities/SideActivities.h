// side.wake, data.reverse, side.rest, environment.retire: what becomes of both sides after the swap.
#pragma once
#include "service/release/activities/ReleaseActivity.h"

namespace slipway {

// The new production is no longer a quiet copy: mail leaves, jobs run; the old side falls quiet.
class WakeActivity final : public ReleaseActivity
{
public:
    using ReleaseActivity::ReleaseActivity;
    QString name() const override { return QStringLiteral("side.wake"); }
    Result<QStringList> preview(const StepContext &context) override;
    Result<Observation> observe(const StepContext &context) override;
    Result<QJsonObject> apply(const StepContext &context) override;
    Result<void> undo(const StepContext &context, const QJsonObject &output) override;
};

// The old side stands by and follows the new one: a roll back keeps every write since.
class ReverseActivity final : public ReleaseActivity
{
public:
    using ReleaseActivity::ReleaseActivity;
    QString name() const override { return QStringLiteral("data.reverse"); }
    Result<QStringList> preview(const StepContext &context) override;
    Result<Observation> observe(const StepContext &context) override;
    Result<QJsonObject> apply(const StepContext &context) override;
    Result<void> undo(const StepContext &context, const QJsonObject &output) override;
};

// After a roll back: the side that was taken out stops, and is kept to be looked at until the next release.
class RestActivity final : public ReleaseActivity
{
public:
    using ReleaseActivity::ReleaseActivity;
    QString name() const override { return QStringLiteral("side.rest"); }
    Result<QStringList> preview(const StepContext &context) override;
    Result<Observation> observe(const StepContext &context) override;
    Result<QJsonObject> apply(const StepContext &context) override;
    Result<void> undo(const StepContext &context, const QJsonObject &output) override;
};

// The one destructive act of a release, and only after a person has finalized it.
class RetireActivity final : public ReleaseActivity
{
public:
    using ReleaseActivity::ReleaseActivity;
    QString name() const override { return QStringLiteral("environment.retire"); }
    Result<QStringList> preview(const StepContext &context) override;
    Result<Observation> observe(const StepContext &context) override;
    Result<QJsonObject> apply(const StepContext &context) override;
    Result<void> undo(const StepContext &context, const QJsonObject &output) override;
};

} // namespace slipway
