// gateway.hold, gateway.drain, writers.quiesce, data.final, data.verify, side.promote: what happens while
// requests are held, in this order. Nothing of it can't be taken back.
#pragma once
#include "service/release/activities/HeldCutover.h"
#include "service/release/CutoverKeeper.h"

namespace slipway {

class HoldActivity final : public HeldActivity
{
public:
    using HeldActivity::HeldActivity;
    QString name() const override { return QStringLiteral("gateway.hold"); }
    Result<QStringList> preview(const StepContext &context) override;
    Result<Observation> observe(const StepContext &context) override;
    Result<QJsonObject> apply(const StepContext &context) override;

private:
    Result<void> requireFollowing(const StepContext &context, const Environment &follower,
                                  const Environment &serving) const;
    Result<void> beginJournal(const StepContext &context, const Cutover &cutover) const;
    Result<qint64> nextToken(const StepContext &context, const QString &address, qint64 release) const;
};

// What was in flight when the hold began has been answered.
class DrainActivity final : public HeldActivity
{
public:
    using HeldActivity::HeldActivity;
    QString name() const override { return QStringLiteral("gateway.drain"); }
    Result<QStringList> preview(const StepContext &context) override;
    Result<QJsonObject> apply(const StepContext &context) override;
};

class QuiesceActivity final : public HeldActivity
{
public:
    using HeldActivity::HeldActivity;
    QString name() const override { return QStringLiteral("writers.quiesce"); }
    Result<QStringList> preview(const StepContext &context) override;
    Result<QJsonObject> apply(const StepContext &context) override;
};

class FinalSyncActivity final : public HeldActivity
{
public:
    using HeldActivity::HeldActivity;
    QString name() const override { return QStringLiteral("data.final"); }
    Result<QStringList> preview(const StepContext &context) override;
    Result<QJsonObject> apply(const StepContext &context) override;
};

class CompareActivity final : public HeldActivity
{
public:
    using HeldActivity::HeldActivity;
    QString name() const override { return QStringLiteral("data.verify"); }
    Result<QStringList> preview(const StepContext &context) override;
    Result<QJsonObject> apply(const StepContext &context) override;
};

class PromoteActivity final : public HeldActivity
{
public:
    using HeldActivity::HeldActivity;
    QString name() const override { return QStringLiteral("side.promote"); }
    Result<QStringList> preview(const StepContext &context) override;
    Result<QJsonObject> apply(const StepContext &context) override;
};

} // namespace slipway
