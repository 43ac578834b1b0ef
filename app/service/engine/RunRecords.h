// How runs, steps, locks and the engine's settings lie in the store. The only place of the engine that knows
// its tables.
#pragma once
#include "service/engine/RunModel.h"
#include "service/store/Transaction.h"

#include <map>

namespace slipway::records {

Result<void> storeDefinition(Transaction &transaction, const Definition &definition);
Result<QByteArray> definitionOf(Reader &reader, const QString &digest);

Result<qint64> insertRun(Transaction &transaction, const RunModel &model);
Result<void> updateRun(Transaction &transaction, const RunModel &model);
Result<void> setInputs(Transaction &transaction, qint64 run, const QJsonObject &inputs);
Result<void> insertStep(Transaction &transaction, qint64 run, int position, const StepModel &step);
Result<void> updateStep(Transaction &transaction, qint64 run, const StepModel &step);
Result<RunModel> loadRun(Reader &reader, qint64 run);
Result<std::vector<qint64>> openRuns(Reader &reader);

Result<void> insertSignOff(Transaction &transaction, qint64 run, const SignOff &signOff);
// By run; a run without any isn't in it.
Result<std::map<qint64, std::vector<SignOff>>> signOffs(Reader &reader, const std::vector<qint64> &runs);

// What the done steps of the way there took, by step.
Result<std::map<QString, std::vector<Duration>>> stepTimes(Reader &reader, const std::vector<qint64> &runs);

// Taken once a subject; a Conflict that names the holder otherwise.
Result<void> takeLock(Transaction &transaction, const Lock &lock);
Result<void> releaseLock(Transaction &transaction, const QString &subject, qint64 run);
Result<std::vector<Lock>> locks(Reader &reader);

Result<qint64> nextToken(Transaction &transaction);
Result<bool> brake(Reader &reader);
Result<void> setBrake(Transaction &transaction, bool on, const QString &actor, const QString &reason);

// Events of a kind after a seq, oldest first.
// `subject` empty: of any.
Result<std::vector<Event>> eventsSince(Reader &reader, const QString &kind, const QString &subject,
                                       qint64 seq);

} // namespace slipway::records
