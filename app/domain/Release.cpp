#include "domain/Release.h"

#include "domain/Json.h"

#include <QStringList>

#include <array>

namespace slipway {

namespace {

template <class State>
struct Name
{
    State state;
    QLatin1String text;
};

constexpr std::array<Name<ReleaseState>, 9> releaseNames{
    {{ReleaseState::Draft, QLatin1String("draft")},
     {ReleaseState::Waiting, QLatin1String("waiting")},
     {ReleaseState::Running, QLatin1String("running")},
     {ReleaseState::Frozen, QLatin1String("frozen")},
     {ReleaseState::Live, QLatin1String("live")},
     {ReleaseState::Finalized, QLatin1String("finalized")},
     {ReleaseState::RolledBack, QLatin1String("rolled-back")},
     {ReleaseState::Aborted, QLatin1String("aborted")},
     {ReleaseState::Failed, QLatin1String("failed")}}};

constexpr std::array<Name<StepState>, 9> stepNames{{{StepState::Pending, QLatin1String("pending")},
                                                    {StepState::Running, QLatin1String("running")},
                                                    {StepState::Waiting, QLatin1String("waiting")},
                                                    {StepState::Done, QLatin1String("done")},
                                                    {StepState::Failed, QLatin1String("failed")},
                                                    {StepState::Unknown, QLatin1String("unknown")},
                                                    {StepState::Skipped, QLatin1String("skipped")},
                                                    {StepState::Undoing, QLatin1String("undoing")},
                                                    {StepState::Undone, QLatin1String("undone")}}};

template <class State, std::size_t size>
QString textOf(const std::array<Name<State>, size> &names, State state)
{
    for (const Name<State> &name : names) {
        if (name.state == state)
            return name.text;
    }
    return {};
}

template <class State, std::size_t size>
Result<State> stateOf(const std::array<Name<State>, size> &names, QStringView text, const QString &what)
{
    QStringList known;
    for (const Name<State> &name : names) {
        if (text == name.text)
            return name.state;
        known.append(name.text);
    }
    return fail(Problem::Kind::Invalid, QStringLiteral("\"%1\" is not a state of a %2").arg(text, what),
                QStringLiteral("Use one of: %1.").arg(known.join(QStringLiteral(", "))));
}

void insertTime(QJsonObject &object, const QString &key, const std::optional<Instant> &time)
{
    object.insert(key, time ? QJsonValue(toText(*time)) : QJsonValue(QJsonValue::Null));
}

std::optional<Instant> timeOf(const QJsonValue &value)
{
    const auto time = instantFromText(value.toString());
    return time ? std::optional<Instant>(*time) : std::nullopt;
}

} // namespace

QString toText(ReleaseState state)
{
    return textOf(releaseNames, state);
}

Result<ReleaseState> releaseStateFromText(QStringView text)
{
    return stateOf(releaseNames, text, QStringLiteral("release"));
}

bool isEnd(ReleaseState state)
{
    return state == ReleaseState::Finalized || state == ReleaseState::RolledBack ||
           state == ReleaseState::Aborted || state == ReleaseState::Failed;
}

QString toText(StepState state)
{
    return textOf(stepNames, state);
}

Result<StepState> stepStateFromText(QStringView text)
{
    return stateOf(stepNames, text, QStringLiteral("step"));
}

QJsonObject Step::toJson() const
{
    QJsonObject object{
        {QStringLiteral("id"), id},
        {QStringLiteral("title"), title},
        {QStringLiteral("phase"), phase},
        {QStringLiteral("activity"), activity},
        {QStringLiteral("state"), toText(state)},
        {QStringLiteral("attempt"), attempt},
        {QStringLiteral("waits_for"), waitsFor},
        {QStringLiteral("output"), output},
        {QStringLiteral("problem"), problem.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(problem)},
        {QStringLiteral("by"), by},
        {QStringLiteral("reason"), reason},
        {QStringLiteral("after"), slipway::toJson(after)},
        {QStringLiteral("enters"), enters},
        {QStringLiteral("commits"), commits},
        {QStringLiteral("finalizes"), finalizes}};
    insertTime(object, QStringLiteral("started"), started);
    insertTime(object, QStringLiteral("finished"), finished);
    insertTime(object, QStringLiteral("due"), due);
    return object;
}

Result<Step> Step::fromJson(const QJsonObject &object)
{
    Step step;
    const auto state = stepStateFromText(object.value(QStringLiteral("state")).toString());
    if (!state)
        return Failure(state.error().at(QStringLiteral("/state")));
    step.state = *state;
    step.id = object.value(QStringLiteral("id")).toString();
    step.title = object.value(QStringLiteral("title")).toString();
    step.phase = object.value(QStringLiteral("phase")).toString();
    step.activity = object.value(QStringLiteral("activity")).toString();
    step.attempt = object.value(QStringLiteral("attempt")).toInt();
    step.waitsFor = object.value(QStringLiteral("waits_for")).toString();
    step.output = object.value(QStringLiteral("output")).toObject();
    step.problem = object.value(QStringLiteral("problem")).toObject();
    step.by = object.value(QStringLiteral("by")).toString();
    step.reason = object.value(QStringLiteral("reason")).toString();
    step.after = stringsFromJson(object.value(QStringLiteral("after")));
    step.enters = object.value(QStringLiteral("enters")).toString();
    step.commits = object.value(QStringLiteral("commits")).toBool();
    step.finalizes = object.value(QStringLiteral("finalizes")).toBool();
    step.started = timeOf(object.value(QStringLiteral("started")));
    step.finished = timeOf(object.value(QStringLiteral("finished")));
    step.due = timeOf(object.value(QStringLiteral("due")));
    return step;
}

QJsonObject SignOff::toJson() const
{
    return {{QStringLiteral("step"), step},
            {QStringLiteral("who"), who},
            {QStringLiteral("role"), role},
            {QStringLiteral("note"), note},
            {QStringLiteral("at"), toText(at)}};
}

QJsonObject Release::toJson() const
{
    QJsonArray signatures;
    for (const SignOff &signOff : signOffs)
        signatures.append(signOff.toJson());
    return {{QStringLiteral("id"), id},
            {QStringLiteral("application"), application},
            {QStringLiteral("pipeline"), pipeline},
            {QStringLiteral("digest"), digest},
            {QStringLiteral("state"), toText(state)},
            {QStringLiteral("run_id"), runId},
            {QStringLiteral("requested_by"), requestedBy},
            {QStringLiteral("created"), toText(created)},
            {QStringLiteral("updated"), toText(updated)},
            {QStringLiteral("waits_for"), waitsFor},
            {QStringLiteral("current_step"), currentStep},
            {QStringLiteral("inputs"), inputs},
            {QStringLiteral("measured"), measured},
            {QStringLiteral("revision"), revision},
            {QStringLiteral("signoffs"), signatures}};
}

} // namespace slipway
