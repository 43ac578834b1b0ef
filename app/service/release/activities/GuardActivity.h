// guard.check: everything that must hold before requests are. All of it is looked at, and all that is wrong
// is said at once.
#pragma once
#include "service/release/activities/ReleaseActivity.h"

namespace slipway {

class GuardActivity final : public ReleaseActivity
{
public:
    using ReleaseActivity::ReleaseActivity;
    QString name() const override { return QStringLiteral("guard.check"); }
    Result<QStringList> preview(const StepContext &context) override;
    Result<Observation> observe(const StepContext &context) override;
    Result<QJsonObject> apply(const StepContext &context) override;
    Result<void> undo(const StepContext &context, const QJsonObject &output) override;

private:
    struct Findings;
    void checkDisk(const Environment &environment, Findings &findings);
    void checkHealth(const Environment &environment, Findings &findings);
    void noteServing(const Environment &environment, Findings &findings);
    void checkRoutes(const Environment &serving, const Environment &follower, Findings &findings);
    void checkAlone(const Release &release, Findings &findings);
    void checkLock(const StepContext &context, Findings &findings);
    void checkProductionCode(const StepContext &context, const Release &release, const Environment &serving,
                             Findings &findings);
};

} // namespace slipway
