#include "service/support/PagingPlan.h"

#include "domain/Json.h"
#include "service/engine/Conditions.h"

#include <algorithm>
#include <map>

namespace slipway {

namespace {

// When each step is over; nothing for what may never be.
using Ends = std::map<QString, std::optional<Instant>>;
constexpr auto expressionLimit = std::chrono::milliseconds(100);

// What an expression sees: the case, and when steps that waited for a time were due.
QJsonObject knownTo(const Ends &ends, const QJsonObject &inputs)
{
    QJsonObject steps;
    for (const auto &[id, end] : ends) {
        if (end)
            steps.insert(id, QJsonObject{{QStringLiteral("due"), toText(*end)}});
    }
    return {{QStringLiteral("inputs"), inputs}, {QStringLiteral("steps"), steps}};
}

Result<Instant> timeOf(const StepDefinition &step, const Ends &ends, const QJsonObject &inputs)
{
    auto time = instantFromText(step.wait->until.trimmed());
    if (!time) {
        const auto value = evaluate(step.wait->until, knownTo(ends, inputs), expressionLimit);
        if (value)
            time = instantFromText(value->toString());
    }
    if (time)
        return *time - step.wait->before;
    return fail(Problem::Kind::Invalid,
                QStringLiteral("When \"%1\" is over depends on the case").arg(step.title),
                QStringLiteral("Use a duration there, or a time of inputs, to see the plan."), step.id);
}

Result<std::optional<Instant>> endOf(const StepDefinition &step, const Ends &ends, Instant opened,
                                     const QJsonObject &inputs)
{
    std::optional<Instant> begins = opened;
    for (const QString &name : step.after) {
        const auto before = ends.find(name);
        if (before == ends.end() || !before->second)
            return std::optional<Instant>();
        begins = std::max(*begins, *before->second);
    }
    if (!step.wait)
        return begins;
    if (step.wait->what != Wait::For::Time)
        return std::optional<Instant>();
    if (const auto duration = durationFromText(step.wait->until))
        return std::optional(*begins + *duration);
    const auto time = timeOf(step, ends, inputs);
    if (!time)
        return Failure(time.error());
    return std::optional(std::max(*begins, *time));
}

QStringList reached(const Rota &rota, DutyRank rank, Instant at)
{
    for (int next = static_cast<int>(rank); next <= static_cast<int>(DutyRank::Manager); ++next) {
        const QStringList people = rota.peopleOf(static_cast<DutyRank>(next), at);
        if (!people.isEmpty())
            return people;
    }
    return {};
}

} // namespace

QJsonObject PlannedPage::toJson() const
{
    return {{QStringLiteral("at"), toText(at)},
            {QStringLiteral("step"), step},
            {QStringLiteral("to"), toText(rank)},
            {QStringLiteral("people"), slipway::toJson(people)},
            {QStringLiteral("when"), when}};
}

Result<std::vector<PlannedPage>> planOf(const Definition &process, const Rota &rota, Instant opened,
                                        const QJsonObject &inputs)
{
    Ends ends;
    std::vector<PlannedPage> plan;
    // A step may stand before those it comes after: round by round, until nothing is left that can be told.
    for (bool grew = true; grew;) {
        grew = false;
        for (const StepDefinition &step : process.steps) {
            const bool isReady = std::all_of(step.after.begin(), step.after.end(),
                                             [&](const QString &name) { return ends.contains(name); });
            if (ends.contains(step.id) || !isReady)
                continue;
            const auto end = endOf(step, ends, opened, inputs);
            if (!end)
                return Failure(end.error());
            ends[step.id] = *end;
            grew = true;
            if (step.activity != QLatin1String("page.send") || !*end)
                continue;
            const auto rank = dutyRankFromText(step.with.value(QLatin1String("to")).toString());
            if (!rank)
                return Failure(rank.error().at(step.id));
            plan.push_back({**end, step.id, *rank, reached(rota, *rank, **end), step.when});
        }
    }
    std::stable_sort(plan.begin(), plan.end(),
                     [](const PlannedPage &a, const PlannedPage &b) { return a.at < b.at; });
    return plan;
}

} // namespace slipway
