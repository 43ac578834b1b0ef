// A run in memory: definitions made by hand, tasks answered by the test, deaths of the service at will.
#pragma once
#include "service/engine/RunMachine.h"

#include <QSet>

#include <algorithm>

namespace slipway::test {

using State = StepState;
using Kind = Task::Kind;

inline const Problem broken{
    Problem::Kind::Unavailable, QStringLiteral("broken"), {}, QStringLiteral("mend it")};
inline const QString eva = QStringLiteral("eva");

inline QString text(const char *of)
{
    return QString::fromLatin1(of);
}

inline std::shared_ptr<const RunMachine::Ways> ways(int version = 1)
{
    RunMachine::Ways ways;
    ways.holds = [](const QString &expression, const QJsonObject &) -> Result<bool> {
        if (expression == QLatin1String("broken"))
            return Failure(broken);
        return expression == QLatin1String("yes");
    };
    ways.evaluate = [](const QString &, const QJsonObject &) -> Result<QJsonValue> { return QJsonValue(); };
    ways.versionOf = [version](const QString &) { return version; };
    return std::make_shared<const RunMachine::Ways>(ways);
}

inline StepDefinition doing(const QString &id, QStringList after = {})
{
    StepDefinition step;
    step.id = id;
    step.title = id;
    step.activity = text("act");
    step.after = std::move(after);
    return step;
}

inline StepDefinition backTo(StepDefinition step, const QString &target, int retries = 0)
{
    step.onFailure.mode = OnFailure::Mode::BackTo;
    step.onFailure.target = target;
    step.onFailure.retryAfterCrash = retries;
    return step;
}

inline StepDefinition committing(StepDefinition step)
{
    step.commits = true;
    return step;
}

// A run in memory, and the tasks that it has given out.
struct World
{
    explicit World(const Definition &of)
        : definition(std::make_shared<const Definition>(of)), machine(definition, begin(of), ways())
    {
    }

    static RunModel begin(const Definition &of)
    {
        RunModel model;
        model.id = 1;
        model.subject = text("app/a");
        model.actor = eva;
        model.steps = plannedSteps(of, [](const QString &) { return 1; });
        return model;
    }

    void advance()
    {
        machine.advance(now, brake);
        for (const Task &task : machine.takeTasks()) {
            if (task.kind == Kind::Stop)
                stopped.insert(task.ticket);
            else
                tasks.push_back(task);
        }
        for (const Change &change : machine.takeChanges())
            changes.append(change.step.isEmpty() ? change.kind
                                                 : change.kind + QLatin1Char(' ') + change.step);
    }

    // Answers the oldest task for the step.
    bool answer(const QString &step, bool good = true,
                Observation::Answer seen = Observation::Answer::NotDone)
    {
        const auto task =
            std::find_if(tasks.begin(), tasks.end(), [&](const Task &one) { return one.step == step; });
        if (task == tasks.end())
            return false;
        const Task given = *task;
        tasks.erase(task);
        answer(given, good, seen);
        return true;
    }
    void answer(const Task &task, bool good, Observation::Answer seen)
    {
        if (task.kind == Kind::Apply)
            machine.applied(task.step, task.ticket,
                            good ? Result<QJsonObject>(QJsonObject()) : Failure(broken), now);
        else if (task.kind == Kind::Undo)
            machine.undone(task.step, task.ticket, good ? Result<void>() : Failure(broken), now);
        else
            machine.observed(task.step, task.ticket, Observation{seen, {}, text("who knows")}, now);
    }

    // The service dies; what is stored comes back.
    void crash(int version = 1)
    {
        RunModel stored = machine.model();
        for (StepModel &step : stored.steps) {
            step.doing = StepModel::Doing::Nothing;
            step.ticket = 0;
            step.stopping = false;
        }
        tasks.clear();
        stopped.clear();
        machine = RunMachine(definition, std::move(stored), ways(version));
        machine.recovered(now);
    }

    State state(const char *step, Phase phase = Phase::Forward) const
    {
        return machine.model().find(phase, text(step))->state;
    }
    QStringList given() const
    {
        QStringList list;
        for (const Task &task : tasks)
            list.append((task.kind == Kind::Apply     ? text("apply ")
                         : task.kind == Kind::Observe ? text("observe ")
                                                      : text("undo ")) +
                        task.step);
        return list;
    }

    std::shared_ptr<const Definition> definition;
    RunMachine machine;
    Instant now{std::chrono::seconds(1000)};
    bool brake = false;
    std::vector<Task> tasks;
    QSet<qint64> stopped;
    QStringList changes;
};

} // namespace slipway::test
