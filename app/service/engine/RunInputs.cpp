// Inputs of a run that change while it is under way: written by whoever changes what they say, in that
// transaction; the engine's thread hears of it by the ledger.
#include "domain/Json.h"
#include "service/engine/Executor.h"
#include "service/engine/RunRecords.h"

namespace slipway {

namespace {

void merge(QJsonObject &into, const QJsonObject &changed)
{
    for (auto input = changed.begin(); input != changed.end(); ++input)
        into.insert(input.key(), input.value());
}

} // namespace

Result<void> Engine::setInputs(Transaction &transaction, qint64 run, const QJsonObject &changed,
                               const QString &actor)
{
    const auto model = records::loadRun(transaction, run);
    if (!model)
        return Failure(model.error());
    if (model->isOver())
        return {};
    for (auto input = changed.begin(); input != changed.end(); ++input) {
        const QJsonValue before = model->inputs.value(input.key());
        if (!before.isUndefined() && before.type() != input.value().type())
            return fail(Problem::Kind::Invalid,
                        QStringLiteral("The run's input \"%1\" is of another kind").arg(input.key()),
                        QStringLiteral("Use one as it was started with."), input.key());
    }
    QJsonObject inputs = model->inputs;
    merge(inputs, changed);
    if (inputs == model->inputs)
        return {};
    if (auto kept = records::setInputs(transaction, run, inputs); !kept)
        return kept;
    transaction.append({actor,
                        inputsChanged,
                        model->subject,
                        {{QStringLiteral("run"), run}, {QStringLiteral("inputs"), changed}}});
    return {};
}

// Its own thread may not know the run yet: one that starts is committed before it is kept.
void Executor::takeInputs(const Event &event)
{
    const QJsonObject payload =
        objectFromBytes(event.payload, QStringLiteral("The event")).value_or(QJsonObject());
    const QJsonObject changed = payload.value(QLatin1String("inputs")).toObject();
    Occurrence occurrence;
    occurrence.run = payload.value(QLatin1String("run")).toInteger();
    occurrence.arrange = [this, run = occurrence.run, changed] {
        if (!m_runs.contains(run))
            merge(m_earlyInputs[run], changed);
    };
    occurrence.act = [changed](RunMachine &machine, Instant now) -> Result<void> {
        machine.inputsChanged(changed, now);
        return {};
    };
    post(std::move(occurrence));
}

void RunMachine::inputsChanged(const QJsonObject &changed, Instant now)
{
    merge(m_model.inputs, changed);
    reckonWaits(now);
}

// What waits for a time that the inputs give is due when they say now. Where that can't be told any more it
// stays as it was.
void RunMachine::reckonWaits(Instant now)
{
    for (StepModel &step : m_model.steps) {
        const std::optional<Wait> &wait = definitionOf(step).wait;
        if (!wait || wait->what != Wait::For::Time || step.state != StepState::Waiting || !isTimed(step) ||
            !wait->isReckoned())
            continue;
        const auto due = dueOf(step, now);
        if (!due || *due == *step.due)
            continue;
        step.due = *due;
        step.waitsFor = toText(*due);
        change(step, QStringLiteral("step.waiting"), {}, {{QStringLiteral("waits_for"), step.waitsFor}});
    }
}

} // namespace slipway
