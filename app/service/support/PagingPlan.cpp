#include "service/support/PagingPlan.h"

#include "domain/Json.h"
#include "service/engine/ConditionNames.h"
#include "service/engine/Conditions.h"
#include "service/engine/Moment.h"

#include <algorithm>
#include <map>

namespace slipway {

namespace {

// When each step is over; nothing for what may never be.
using Ends = std::map<QString, std::optional<Instant>>;
constexpr auto expressionLimit = std::chrono::milliseconds(100);

Result<Instant> timeOf(const StepDefinition &step, const QJsonObject &known)
{
    auto time = instantFromText(step.wait->until.trimmed());
    if (!time) {
        const auto value = evaluate(step.wait->until, known, expressionLimit);
        if (value)
            time = instantFromText(value->toString());
    }
    if (time)
        return *time - step.wait->before;
    return fail(Problem::Kind::Invalid,
                QStringLiteral("When \"%1\" is over depends on the case").arg(step.title),
                QStringLiteral("Use a duration there, or a time of inputs, to see the plan."), step.id);
}

std::optional<Instant> beginOf(const StepDefinition &step, const Ends &ends, Instant opened)
{
    Instant begins = opened;
    for (const QString &name : step.after) {
        const auto before = ends.find(name);
        if (before == ends.end() || !before->second)
            return std::nullopt;
        begins = std::max(begins, *before->second);
    }
    return begins;
}

Result<std::optional<Instant>> endOf(const StepDefinition &step, Instant began, const QJsonObject &known)
{
    if (!step.wait)
        return std::optional(began);
    if (step.wait->what != Wait::For::Time)
        return std::optional<Instant>();
    if (const auto duration = durationFromText(step.wait->until))
        return std::optional(began + *duration);
    const auto time = timeOf(step, known);
    if (!time)
        return Failure(time.error());
    return std::optional(std::max(began, *time));
}

// Whether everything that the condition asks for is known without a run: what a page gives isn't.
bool canBeTold(const QString &when, const QJsonObject &known)
{
    const std::vector<ConditionName> names = namesOutside(when);
    return std::all_of(names.begin(), names.end(), [&](const ConditionName &name) {
        return !name.member.isEmpty() && known.value(name.name).toObject().contains(name.member);
    });
}

// Whether the step is taken then; nothing where that can't be told.
Result<std::optional<bool>> isTaken(const StepDefinition &step, QJsonObject known, const QJsonObject &moment)
{
    if (step.when.isEmpty())
        return std::optional(true);
    for (auto one = moment.begin(); one != moment.end(); ++one)
        known.insert(one.key(), one.value());
    if (!canBeTold(step.when, known))
        return std::optional<bool>();
    const auto holds = slipway::holds(step.when, known, expressionLimit);
    return holds ? Result<std::optional<bool>>(*holds) : Failure(holds.error().at(step.id));
}

// Those who are called, and who follows at once for each of them whom nothing reaches. `called`: by the run
// so far.
QStringList reachedBy(const Rota &rota, const PlannedPage &page, const Reach &reach, QStringList &called)
{
    const auto works = [&](const Callee &one) {
        return std::any_of(one.ways.begin(), one.ways.end(),
                           [&](const ContactMethod &way) { return reach.fate(way) == Reach::Fate::Arrives; });
    };
    const Callees callees = calleesOf(rota, page.rank, page.at, reach.ways);
    called += callees.names();
    QStringList reached;
    for (const Callee &one : callees.people) {
        if (works(one)) {
            reached.append(one.person);
            continue;
        }
        const Callees others = calleesOf(rota, rankInstead(rota, called, page.at), page.at, reach.ways);
        const bool waits = reach.fate(one.ways.back()) == Reach::Fate::Waits;
        if (waits && !others.areReachedOtherwise()) // that would wait, too
            continue;
        called += others.names();
        for (const Callee &other : others.people) {
            if (works(other))
                reached.append(other.person);
        }
    }
    reached.removeDuplicates();
    return reached;
}

struct Planner
{
    const Rota &rota;
    Instant opened;
    QJsonObject inputs;
    Ends ends;
    QJsonObject outputs; // of steps that waited for a time: when they were due
    std::vector<PlannedPage> pages;

    Result<void> add(const StepDefinition &step)
    {
        const auto begins = beginOf(step, ends, opened);
        if (!begins) {
            ends[step.id].reset();
            return {};
        }
        const QJsonObject known{{QStringLiteral("inputs"), inputs}, {QStringLiteral("steps"), outputs}};
        const auto taken = isTaken(step, known, moment::of(inputs, *begins, rota.zone()));
        if (!taken)
            return Failure(taken.error());
        if (!taken->value_or(true)) {
            ends[step.id] = *begins;
            return {};
        }
        const auto end = endOf(step, *begins, known);
        if (!end)
            return Failure(end.error());
        ends[step.id] = *end;
        if (step.wait && *end)
            outputs.insert(step.id, QJsonObject{{QStringLiteral("due"), toText(**end)}});
        if (step.activity != QLatin1String("page.send") || !*end)
            return {};
        const auto rank = dutyRankFromText(step.with.value(QLatin1String("to")).toString());
        if (!rank)
            return Failure(rank.error().at(step.id));
        pages.push_back({**end, step.id, *rank, {}, *taken ? QString() : step.when});
        return {};
    }
};

} // namespace

QJsonObject PlannedPage::toJson() const
{
    return {{QStringLiteral("at"), toText(at)},
            {QStringLiteral("step"), step},
            {QStringLiteral("to"), toText(rank)},
            {QStringLiteral("people"), slipway::toJson(people)},
            {QStringLiteral("when"), when}};
}

Result<std::vector<PlannedPage>> planOf(const Definition &process, const Rota &rota, const Reach &reach,
                                        Instant opened, const QJsonObject &inputs)
{
    Planner planner{rota, opened, inputs, {}, {}, {}};
    // A step may stand before those it comes after: round by round, until nothing is left that can be told.
    for (bool grew = true; grew;) {
        grew = false;
        for (const StepDefinition &step : process.steps) {
            const bool isReady = std::all_of(step.after.begin(), step.after.end(), [&](const QString &name) {
                return planner.ends.contains(name);
            });
            if (planner.ends.contains(step.id) || !isReady)
                continue;
            if (auto planned = planner.add(step); !planned)
                return Failure(planned.error());
            grew = true;
        }
    }
    std::stable_sort(planner.pages.begin(), planner.pages.end(),
                     [](const PlannedPage &a, const PlannedPage &b) { return a.at < b.at; });
    QStringList called;
    for (PlannedPage &page : planner.pages) {
        QStringList then = called;
        page.people = reachedBy(rota, page, reach, then);
        if (page.when.isEmpty()) // the others may never be
            called = std::move(then);
    }
    return std::move(planner.pages);
}

} // namespace slipway
