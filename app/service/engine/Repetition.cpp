#include "service/engine/Repetition.h"

#include "service/engine/References.h"

#include <algorithm>

namespace slipway {

namespace {

QString idOf(const StepDefinition &step, int turn)
{
    return QStringLiteral("%1-%2").arg(step.id).arg(turn);
}

QString idOfWait(const StepDefinition &step, int turn)
{
    return idOf(step, turn) + QStringLiteral("-wait");
}

// The times that the step comes after.
QStringList timesBefore(const StepDefinition &step, const std::vector<StepDefinition> &steps)
{
    QStringList times;
    for (const StepDefinition &other : steps) {
        if (other.wait && other.wait->what == Wait::For::Time && step.after.contains(other.id))
            times.append(other.id);
    }
    return times;
}

StepDefinition waitFor(const StepDefinition &step, int turn)
{
    StepDefinition pause;
    pause.id = idOfWait(step, turn);
    pause.title = QStringLiteral("Wait until it is done again");
    pause.after = step.after;
    pause.wait = Wait();
    pause.wait->what = Wait::For::Time;
    pause.wait->until = toText(step.repeat.every * (turn - 1));
    return pause;
}

StepDefinition repetition(const StepDefinition &step, int turn, const QStringList &times)
{
    StepDefinition again = step;
    again.id = idOf(step, turn);
    again.repeat = {};
    again.after = {idOfWait(step, turn)};
    again.with = withReferences(step.with, [&](const QString &reference) {
        QStringList path = reference.split(QLatin1Char('.'));
        if (path.size() > 2 && path.first() == QLatin1String("steps") && times.contains(path.at(1)))
            path[1] = idOfWait(step, turn);
        return path.join(QLatin1Char('.'));
    });
    return again;
}

} // namespace

QStringList idsOfRepetitions(const StepDefinition &step)
{
    QStringList ids;
    for (int turn = 2; turn <= step.repeat.times + 1; ++turn)
        ids << idOfWait(step, turn) << idOf(step, turn);
    return ids;
}

std::vector<StepDefinition> withRepetitions(const std::vector<StepDefinition> &steps)
{
    std::vector<StepDefinition> all;
    for (const StepDefinition &step : steps) {
        all.push_back(step);
        const QStringList times = timesBefore(step, steps);
        for (int turn = 2; turn <= step.repeat.times + 1; ++turn) {
            all.push_back(waitFor(step, turn));
            all.push_back(repetition(step, turn, times));
        }
    }
    return all;
}

} // namespace slipway
