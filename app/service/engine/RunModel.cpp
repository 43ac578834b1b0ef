#include "service/engine/RunModel.h"

#include <QStringList>

#include <array>

namespace slipway {

namespace {

constexpr std::array<QLatin1String, 10> stateNames{QLatin1String("scheduled"), QLatin1String("running"),
                                                   QLatin1String("waiting"),   QLatin1String("paused"),
                                                   QLatin1String("undoing"),   QLatin1String("rolling-back"),
                                                   QLatin1String("done"),      QLatin1String("rolled-back"),
                                                   QLatin1String("aborted"),   QLatin1String("failed")};

constexpr std::array<QLatin1String, 5> goalNames{QLatin1String("advance"), QLatin1String("back-to"),
                                                 QLatin1String("again"), QLatin1String("give-up"),
                                                 QLatin1String("turn-round")};

} // namespace

QString toText(RunState state)
{
    return stateNames[static_cast<std::size_t>(state)];
}

Result<RunState> runStateFromText(QStringView text)
{
    for (std::size_t i = 0; i < stateNames.size(); ++i) {
        if (text == stateNames[i])
            return static_cast<RunState>(i);
    }
    return fail(Problem::Kind::Invalid, QStringLiteral("\"%1\" is not a state of a run").arg(text));
}

QString toText(Phase phase)
{
    return phase == Phase::Rollback ? QStringLiteral("rollback") : QStringLiteral("forward");
}

Phase phaseFromText(QStringView text)
{
    return text == QLatin1String("rollback") ? Phase::Rollback : Phase::Forward;
}

QString toText(Goal goal)
{
    return goalNames[static_cast<std::size_t>(goal)];
}

Goal goalFromText(QStringView text)
{
    for (std::size_t i = 0; i < goalNames.size(); ++i) {
        if (text == goalNames[i])
            return static_cast<Goal>(i);
    }
    return Goal::Advance;
}

bool isEnd(RunState state)
{
    return state == RunState::Done || state == RunState::RolledBack || state == RunState::Aborted ||
           state == RunState::Failed;
}

StepModel *RunModel::find(Phase of, const QString &step)
{
    for (StepModel &one : steps) {
        if (one.phase == of && one.id == step)
            return &one;
    }
    return nullptr;
}

const StepModel *RunModel::find(Phase of, const QString &step) const
{
    return const_cast<RunModel *>(this)->find(of, step);
}

bool RunModel::isOver() const
{
    return isEnd(state);
}

std::vector<StepModel> plannedSteps(const Definition &definition,
                                    const std::function<int(const QString &)> &versionOf)
{
    std::vector<StepModel> steps;
    const auto plan = [&](const std::vector<StepDefinition> &section, Phase phase) {
        for (const StepDefinition &step : section) {
            StepModel model;
            model.id = step.id;
            model.phase = phase;
            model.activityVersion = step.activity.isEmpty() ? 0 : versionOf(step.activity);
            steps.push_back(std::move(model));
        }
    };
    plan(definition.steps, Phase::Forward);
    plan(definition.rollback, Phase::Rollback);
    return steps;
}

} // namespace slipway
