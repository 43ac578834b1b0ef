// no-op: does nothing, durably. For measuring, and for trying a definition's flow.
#pragma once
#include "service/engine/Activity.h"

namespace slipway {

class NoOpActivity final : public Activity
{
public:
    QString name() const override { return QStringLiteral("no-op"); }
    Result<QStringList> preview(const StepContext &) override
    {
        return QStringList{QStringLiteral("Nothing changes.")};
    }
    Result<Observation> observe(const StepContext &) override { return Observation::notDone(); }
    Result<QJsonObject> apply(const StepContext &) override { return QJsonObject(); }
    Result<void> undo(const StepContext &, const QJsonObject &) override { return {}; }
};

} // namespace slipway
