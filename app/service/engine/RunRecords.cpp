#include "service/engine/RunRecords.h"

#include "domain/Json.h"

namespace slipway::records {

namespace {

QVariant time(const std::optional<Instant> &instant)
{
    return instant ? QVariant(toText(*instant)) : QVariant();
}

QString json(const QJsonObject &object)
{
    return QString::fromUtf8(toBytes(object));
}

Result<void> written(const Result<qint64> &result)
{
    if (!result)
        return Failure(result.error());
    return {};
}

QVariantList valuesOf(const StepModel &step)
{
    return {toText(step.state),
            step.held ? 1 : 0,
            step.begun ? 1 : 0,
            step.attempt,
            step.crashRetries,
            step.retries,
            step.completion,
            time(step.started),
            time(step.finished),
            time(step.due),
            step.waitsFor,
            json(step.output),
            json(step.problem),
            json(step.parameters),
            step.by,
            step.reason,
            step.condition ? QVariant(*step.condition ? 1 : 0) : QVariant(),
            step.activityVersion,
            step.sinceSeq};
}

QVariantList valuesOf(const RunModel &model)
{
    return {toText(model.state),  toText(model.phase),  toText(model.goal), model.target, json(model.because),
            model.paused ? 1 : 0, model.locked ? 1 : 0, model.token,        model.actor,  model.reason,
            model.waitsFor,       time(model.ended),    model.completions};
}

Result<StepModel> stepOf(const Row &row)
{
    StepModel step;
    const auto state = stepStateFromText(row.text("state"));
    if (!state)
        return Failure(state.error());
    step.state = *state;
    step.id = row.text("step");
    step.phase = phaseFromText(row.text("phase"));
    step.held = row.flag("held");
    step.begun = row.flag("begun");
    step.attempt = static_cast<int>(row.integer("attempt"));
    step.crashRetries = static_cast<int>(row.integer("crash_retries"));
    step.retries = static_cast<int>(row.integer("retries"));
    step.completion = row.integer("completion");
    step.started = row.optionalInstant("started");
    step.finished = row.optionalInstant("finished");
    step.due = row.optionalInstant("due");
    step.waitsFor = row.text("waits_for");
    step.output = row.object("output");
    step.problem = row.object("problem");
    step.parameters = row.object("parameters");
    step.by = row.text("by_whom");
    step.reason = row.text("reason");
    if (!row.value("condition").isNull())
        step.condition = row.flag("condition");
    step.activityVersion = static_cast<int>(row.integer("activity_version"));
    step.sinceSeq = row.integer("since_seq");
    return step;
}

Result<RunModel> runOf(const Row &row)
{
    RunModel model;
    const auto state = runStateFromText(row.text("state"));
    if (!state)
        return Failure(state.error());
    model.state = *state;
    model.id = row.integer("id");
    model.digest = row.text("digest");
    model.subject = row.text("subject");
    model.phase = phaseFromText(row.text("phase"));
    model.goal = goalFromText(row.text("goal"));
    model.target = row.text("target");
    model.because = row.object("because");
    model.paused = row.flag("paused");
    model.locked = row.flag("locked");
    model.token = row.integer("token");
    model.actor = row.text("actor");
    model.reason = row.text("reason");
    model.waitsFor = row.text("waits_for");
    model.inputs = row.object("inputs");
    model.scheduled = row.optionalInstant("scheduled");
    model.created = row.optionalInstant("created").value_or(Instant());
    model.ended = row.optionalInstant("ended");
    model.completions = row.integer("completions");
    return model;
}

} // namespace

Result<void> storeDefinition(Transaction &transaction, const Definition &definition)
{
    return written(transaction.execute(
        QStringLiteral("INSERT INTO definition (digest, name, version, yaml, stored) VALUES (?, ?, ?, ?, ?) "
                       "ON CONFLICT (digest) DO NOTHING"),
        {definition.digest, definition.name, definition.version, QString::fromUtf8(definition.yaml),
         toText(transaction.now())}));
}

Result<QByteArray> definitionOf(Reader &reader, const QString &digest)
{
    std::optional<QByteArray> yaml;
    const auto read = reader.query(QStringLiteral("SELECT yaml FROM definition WHERE digest = ?"), {digest},
                                   [&](const Row &row) -> Result<void> {
                                       yaml = row.text("yaml").toUtf8();
                                       return {};
                                   });
    if (!read)
        return Failure(read.error());
    if (!yaml)
        return fail(Problem::Kind::NotFound, QStringLiteral("The definition %1 is not stored").arg(digest));
    return *yaml;
}

Result<qint64> insertRun(Transaction &transaction, const RunModel &model)
{
    QVariantList values = valuesOf(model);
    values << model.digest << model.subject << json(model.inputs) << time(model.scheduled)
           << toText(model.created);
    return transaction.insert(
        QStringLiteral(
            "INSERT INTO run (state, phase, goal, target, because, paused, locked, token, actor, reason, "
            "waits_for, ended, completions, digest, subject, inputs, scheduled, created) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"),
        values);
}

Result<void> updateRun(Transaction &transaction, const RunModel &model)
{
    return written(transaction.execute(
        QStringLiteral(
            "UPDATE run SET state = ?, phase = ?, goal = ?, target = ?, because = ?, paused = ?, locked = "
            "?, token = ?, actor = ?, reason = ?, waits_for = ?, ended = ?, completions = ? WHERE id = ?"),
        valuesOf(model) << model.id));
}

Result<void> setInputs(Transaction &transaction, qint64 run, const QJsonObject &inputs)
{
    return written(
        transaction.execute(QStringLiteral("UPDATE run SET inputs = ? WHERE id = ?"), {json(inputs), run}));
}

Result<void> insertStep(Transaction &transaction, qint64 run, int position, const StepModel &step)
{
    return written(transaction.execute(
        QStringLiteral(
            "INSERT INTO run_step (state, held, begun, attempt, crash_retries, retries, completion, started, "
            "finished, due, waits_for, output, problem, parameters, by_whom, reason, condition, "
            "activity_version, since_seq, run_id, position, phase, step) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        valuesOf(step) << run << position << toText(step.phase) << step.id));
}

Result<void> updateStep(Transaction &transaction, qint64 run, const StepModel &step)
{
    return written(transaction.execute(
        QStringLiteral(
            "UPDATE run_step SET state = ?, held = ?, begun = ?, attempt = ?, crash_retries = ?, "
            "retries = ?, completion = ?, started = ?, finished = ?, due = ?, waits_for = ?, output = ?, "
            "problem = ?, "
            "parameters = ?, by_whom = ?, reason = ?, condition = ?, activity_version = ?, since_seq = ? "
            "WHERE run_id = ? AND phase = ? AND step = ?"),
        valuesOf(step) << run << toText(step.phase) << step.id));
}

Result<RunModel> loadRun(Reader &reader, qint64 run)
{
    std::optional<RunModel> model;
    auto read = reader.query(QStringLiteral("SELECT * FROM run WHERE id = ?"), {run},
                             [&](const Row &row) -> Result<void> {
                                 auto loaded = runOf(row);
                                 if (!loaded)
                                     return Failure(loaded.error());
                                 model = std::move(*loaded);
                                 return {};
                             });
    if (!read)
        return Failure(read.error());
    if (!model)
        return fail(Problem::Kind::NotFound, QStringLiteral("There is no run %1").arg(run),
                    QStringLiteral("Look at the list of runs."));
    read = reader.query(QStringLiteral("SELECT * FROM run_step WHERE run_id = ? ORDER BY position"), {run},
                        [&](const Row &row) -> Result<void> {
                            auto step = stepOf(row);
                            if (!step)
                                return Failure(step.error());
                            model->steps.push_back(std::move(*step));
                            return {};
                        });
    if (!read)
        return Failure(read.error());
    return *model;
}

Result<std::vector<qint64>> openRuns(Reader &reader)
{
    std::vector<qint64> runs;
    const auto read = reader.query(QStringLiteral("SELECT id FROM run WHERE ended IS NULL ORDER BY id"), {},
                                   [&](const Row &row) -> Result<void> {
                                       runs.push_back(row.integer("id"));
                                       return {};
                                   });
    if (!read)
        return Failure(read.error());
    return runs;
}

Result<void> insertSignOff(Transaction &transaction, qint64 run, const SignOff &signOff)
{
    return written(transaction.insert(
        QStringLiteral(
            "INSERT INTO run_sign_off (run_id, step, who, role, note, at) VALUES (?, ?, ?, ?, ?, ?) "
            "RETURNING id"),
        {run, signOff.step, signOff.who, signOff.role, signOff.note, toText(signOff.at)}));
}

Result<std::map<qint64, std::vector<SignOff>>> signOffs(Reader &reader, const std::vector<qint64> &runs)
{
    std::map<qint64, std::vector<SignOff>> byRun;
    if (runs.empty())
        return byRun;
    QVariantList values;
    QStringList marks;
    for (const qint64 run : runs) {
        values.append(run);
        marks.append(QStringLiteral("?"));
    }
    const auto read = reader.query(
        QStringLiteral(
            "SELECT run_id, step, who, role, note, at FROM run_sign_off WHERE run_id IN (%1) ORDER BY id")
            .arg(marks.join(QStringLiteral(", "))),
        values, [&](const Row &row) -> Result<void> {
            const auto at = row.instant("at");
            if (!at)
                return Failure(at.error());
            byRun[row.integer("run_id")].push_back(
                {row.text("step"), row.text("who"), row.text("role"), row.text("note"), *at});
            return {};
        });
    if (!read)
        return Failure(read.error());
    return byRun;
}

Result<std::map<QString, std::vector<Duration>>> stepTimes(Reader &reader, const std::vector<qint64> &runs)
{
    std::map<QString, std::vector<Duration>> times;
    if (runs.empty())
        return times;
    QVariantList ids;
    for (const qint64 run : runs)
        ids.append(run);
    const QString marks = QStringList(ids.size(), QStringLiteral("?")).join(QStringLiteral(", "));
    const auto read = reader.query(
        QStringLiteral("SELECT step, started, finished FROM run_step WHERE run_id IN (%1) AND phase = "
                       "'forward' AND state = 'done' ORDER BY run_id, position")
            .arg(marks),
        ids, [&times](const Row &row) -> Result<void> {
            const auto started = row.optionalInstant("started");
            const auto finished = row.optionalInstant("finished");
            if (started && finished && *finished >= *started)
                times[row.text("step")].push_back(*finished - *started);
            return {};
        });
    if (!read)
        return Failure(read.error());
    return times;
}

Result<void> takeLock(Transaction &transaction, const Lock &lock)
{
    const auto taken = transaction.execute(
        QStringLiteral("INSERT INTO run_lock (subject, run_id, holder, reason, since) VALUES (?, ?, ?, ?, ?) "
                       "ON CONFLICT (subject) DO NOTHING"),
        {lock.subject, lock.runId, lock.holder, lock.reason, toText(lock.since)});
    if (!taken)
        return Failure(taken.error());
    if (*taken == 1)
        return {};
    std::optional<Lock> other;
    const auto all = locks(transaction);
    if (!all)
        return Failure(all.error());
    for (const Lock &one : *all) {
        if (one.subject == lock.subject)
            other = one;
    }
    if (!other)
        return fail(Problem::Kind::Internal,
                    QStringLiteral("The lock of %1 cannot be taken").arg(lock.subject));
    return fail(Problem::Kind::Conflict,
                QStringLiteral("%1 is locked by %2 since %3: %4")
                    .arg(other->subject, other->holder, toText(other->since), other->reason),
                QStringLiteral("Wait until it has ended. A release can be aborted: slipwayctl release list."),
                lock.subject);
}

Result<void> releaseLock(Transaction &transaction, const QString &subject, qint64 run)
{
    return written(transaction.execute(
        QStringLiteral("DELETE FROM run_lock WHERE subject = ? AND run_id = ?"), {subject, run}));
}

Result<std::vector<Lock>> locks(Reader &reader)
{
    std::vector<Lock> list;
    const auto read = reader.query(
        QStringLiteral(
            "SELECT subject, run_id, holder, reason, since FROM run_lock ORDER BY since DESC, subject"),
        {}, [&](const Row &row) -> Result<void> {
            const auto since = row.instant("since");
            if (!since)
                return Failure(since.error());
            list.push_back(
                {row.text("subject"), row.integer("run_id"), row.text("holder"), row.text("reason"), *since});
            return {};
        });
    if (!read)
        return Failure(read.error());
    return list;
}

Result<qint64> nextToken(Transaction &transaction)
{
    const auto changed = transaction.execute(
        QStringLiteral("UPDATE engine_setting SET value = value + ? WHERE name = 'token'"), {tokensPerRun});
    if (!changed)
        return Failure(changed.error());
    return transaction.integer(QStringLiteral("SELECT value FROM engine_setting WHERE name = 'token'"));
}

Result<bool> brake(Reader &reader)
{
    const auto value =
        reader.integer(QStringLiteral("SELECT value FROM engine_setting WHERE name = 'brake'"));
    if (!value)
        return Failure(value.error());
    return *value != 0;
}

Result<void> setBrake(Transaction &transaction, bool on, const QString &actor, const QString &reason)
{
    return written(transaction.execute(
        QStringLiteral("UPDATE engine_setting SET value = ?, actor = ?, reason = ? WHERE name = 'brake'"),
        {on ? 1 : 0, actor, reason}));
}

Result<std::vector<Event>> eventsSince(Reader &reader, const QString &kind, const QString &subject,
                                       qint64 seq)
{
    std::vector<Event> events;
    QString where = QStringLiteral("WHERE seq > ? AND kind = ?");
    QVariantList values{seq, kind};
    if (!subject.isEmpty()) {
        where += QStringLiteral(" AND subject = ?");
        values.append(subject);
    }
    const auto read = reader.query(
        QStringLiteral("SELECT seq, at, actor, kind, subject, payload FROM event %1 ORDER BY seq").arg(where),
        values, [&](const Row &row) -> Result<void> {
            const auto at = row.instant("at");
            if (!at)
                return Failure(at.error());
            Event event;
            event.seq = row.integer("seq");
            event.at = *at;
            event.actor = row.text("actor");
            event.kind = row.text("kind");
            event.subject = row.text("subject");
            event.payload = row.text("payload").toUtf8();
            events.push_back(std::move(event));
            return {};
        });
    if (!read)
        return Failure(read.error());
    return events;
}

} // namespace slipway::records
