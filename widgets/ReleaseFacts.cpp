#include "widgets/ReleaseFacts.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace slipway {

namespace {

bool hasBegun(const StepRow &step)
{
    return step.state != QLatin1String("pending") && step.state != QLatin1String("skipped") &&
           step.state != QLatin1String("undone");
}

bool isOver(const StepRow &step)
{
    return step.state == QLatin1String("done") || step.state == QLatin1String("skipped") ||
           step.state == QLatin1String("undone");
}

QDateTime localTime(Instant instant)
{
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(instant.time_since_epoch());
    return QDateTime::fromMSecsSinceEpoch(ms.count());
}

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ReleaseFacts)
};

} // namespace

bool touchesProduction(const ReleaseRow &release, const std::vector<StepRow> &steps)
{
    if (release.isEnded())
        return false;
    if (release.state == QLatin1String("frozen") || release.state == QLatin1String("live") ||
        hasTurnedBack(steps))
        return true;
    return std::any_of(steps.begin(), steps.end(),
                       [](const StepRow &step) { return isHoldStart(step) && hasBegun(step); });
}

bool isHeldStep(const std::vector<StepRow> &steps, const StepRow &step)
{
    bool isHeld = false;
    for (const StepRow &candidate : steps) {
        if (candidate.phase != step.phase)
            continue;
        isHeld = isHeld || isHoldStart(candidate);
        if (candidate.id == step.id)
            return isHeld;
        if (isSwap(candidate))
            isHeld = false;
    }
    return false;
}

bool isHoldStart(const StepRow &step)
{
    // An older service doesn't say what a step means: then its activity does.
    return step.enters == QLatin1String("frozen") || step.activity == QLatin1String("gateway.hold");
}

bool isSwap(const StepRow &step)
{
    return step.commits || step.activity == QLatin1String("gateway.swap");
}

bool isPointOfNoReturn(const StepRow &step)
{
    return step.finalizes || step.activity == QLatin1String("environment.retire");
}

std::vector<StepRow> stepsOfPhase(const std::vector<StepRow> &steps, bool back)
{
    std::vector<StepRow> found;
    std::copy_if(steps.begin(), steps.end(), std::back_inserter(found),
                 [back](const StepRow &step) { return step.isBack() == back; });
    return found;
}

bool isUnderWay(const std::vector<StepRow> &steps)
{
    return std::any_of(steps.begin(), steps.end(), [](const StepRow &step) {
        return step.state == QLatin1String("running") || step.state == QLatin1String("undoing");
    });
}

bool hasTurnedBack(const std::vector<StepRow> &steps)
{
    return std::any_of(steps.begin(), steps.end(),
                       [](const StepRow &step) { return step.isBack() && hasBegun(step); });
}

const StepRow *nextStep(const std::vector<StepRow> &steps, bool back)
{
    const auto found = std::find_if(steps.begin(), steps.end(), [back](const StepRow &step) {
        return step.isBack() == back && !isOver(step);
    });
    return found == steps.end() ? nullptr : &*found;
}

theme::Look lookOfStep(const StepRow &step)
{
    if (step.state == QLatin1String("running"))
        return {theme::Tone::Busy, QChar(0x25B6), Words::tr("under way")};
    theme::Look look = theme::lookOf(step.state);
    if (step.state == QLatin1String("skipped"))
        look.shape = QChar(0x00BB); // », not what is done
    return look;
}

QString Guardrail::shortDetail() const
{
    constexpr qsizetype digestSize = 64;
    const bool isDigest = detail.size() == digestSize && !detail.contains(QLatin1Char(' '));
    return isDigest ? detail.left(12) : detail;
}

std::vector<Guardrail> guardrailsOf(const std::vector<StepRow> &steps)
{
    const StepRow *last = nullptr;
    for (const StepRow &step : steps) {
        const bool isGuard = step.activity == QLatin1String("guard.check") && step.started;
        if (isGuard && (!last || *step.started >= *last->started))
            last = &step;
    }
    std::vector<Guardrail> found;
    if (!last)
        return found;
    const QJsonArray checks = last->output.value(QStringLiteral("checks")).toArray();
    for (const QJsonValue &value : checks) {
        const QJsonObject check = value.toObject();
        found.push_back({check.value(QStringLiteral("check")).toString(),
                         check.value(QStringLiteral("ok")).toBool(),
                         check.value(QStringLiteral("detail")).toString()});
    }
    // A step that refused has no output: what was wrong is in its problem.
    const Problem problem = Problem::fromJson(last->problem, 500);
    if (found.empty() && !last->problem.isEmpty())
        found.push_back({last->title, false, problem.what});
    return found;
}

QString spanText(Duration span)
{
    using namespace std::chrono;
    const qint64 ms = duration_cast<milliseconds>(span).count();
    const QLocale locale;
    if (ms < 1000)
        return Words::tr("%1 ms").arg(ms);
    if (ms < 60'000)
        return Words::tr("%1 s").arg(locale.toString(static_cast<double>(ms) / 1000, 'f', 1));
    const qint64 minutes = ms / 60'000;
    if (minutes < 60)
        return Words::tr("%1 min %2 s").arg(minutes).arg(ms / 1000 % 60);
    return Words::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

QString ageText(Duration age)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(age);
    return seconds < std::chrono::minutes(1) ? Words::tr("%1 s").arg(seconds.count()) : spanText(seconds);
}

QString timeText(Instant instant)
{
    const QDateTime time = localTime(instant);
    const QString clock = time.toString(QStringLiteral("HH:mm:ss"));
    if (time.date() == QDate::currentDate())
        return clock;
    return QLocale().toString(time.date(), QLocale::ShortFormat) + QLatin1Char(' ') + clock;
}

} // namespace slipway
