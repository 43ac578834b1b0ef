#include "service/release/ReleaseService.h"

#include "service/engine/ShippedDefinitions.h"
#include "service/release/ReleaseReport.h"
#include "service/store/CatalogRepository.h"

#include <QDir>
#include <QFile>

namespace slipway {

namespace {

const auto approvalName = QStringLiteral("approval");
const auto finalizeName = QStringLiteral("finalize");
constexpr qsizetype longestNote = 1000;

QString subjectOf(const QString &application)
{
    return QStringLiteral("application/") + application;
}

// Why a release that isn't finalized stands in the way of the next, and the command that helps.
Problem inTheWay(const Release &release)
{
    const QString id = QString::number(release.id);
    if (release.state == ReleaseState::Live) {
        return {Problem::Kind::Conflict,
                QStringLiteral("Release %1 of %2 is live and not finalized").arg(id, release.application),
                {},
                QStringLiteral("First: slipwayctl release finalize %1 (or: slipwayctl release rollback %1 "
                               "--reason TEXT).")
                    .arg(id)};
    }
    return {
        Problem::Kind::Conflict,
        QStringLiteral("Release %1 of %2 is %3").arg(id, release.application, toText(release.state)),
        {},
        QStringLiteral("See slipwayctl release show %1; to give it up: slipwayctl release abort %1 --reason "
                       "TEXT.")
            .arg(id)};
}

Result<void> refuseUnfinished(Reader &reader, const QString &application)
{
    const auto earlier = ReleaseRepository::unfinished(reader, application);
    if (!earlier)
        return Failure(earlier.error());
    if (!earlier->empty())
        return Failure(inTheWay(earlier->front()));
    return {};
}

// The site-down page has a longer hold, unless one is given.
QJsonObject withHold(QJsonObject inputs, const Definition &definition)
{
    const QJsonObject known = definition.inputs.value(QStringLiteral("properties")).toObject();
    const bool both = known.contains(QStringLiteral("hold")) && known.contains(QStringLiteral("site_down"));
    if (both && inputs.value(QStringLiteral("site_down")).toBool() &&
        !inputs.contains(QStringLiteral("hold")))
        inputs.insert(QStringLiteral("hold"), QStringLiteral("30s"));
    return inputs;
}

// Where the pipeline asks for a note and none is among its inputs, it is the one for the ledger.
QJsonObject withNote(QJsonObject inputs, const Definition &definition, const QString &note)
{
    const QString name = QStringLiteral("note");
    const QJsonObject known = definition.inputs.value(QStringLiteral("properties")).toObject();
    const QString type = known.value(name).toObject().value(QStringLiteral("type")).toString();
    const bool isText = type == QLatin1String("string");
    if (isText && !note.isEmpty() && !inputs.contains(name))
        inputs.insert(name, note);
    return inputs;
}

Result<void> checkNote(const QString &note)
{
    if (note.size() <= longestNote)
        return {};
    return fail(Problem::Kind::Invalid, QStringLiteral("The note is too long"),
                QStringLiteral("Use %1 characters at most.").arg(longestNote), QStringLiteral("/note"));
}

Result<void> checkHold(const QJsonObject &inputs)
{
    const QJsonValue hold = inputs.value(QStringLiteral("hold"));
    if (!hold.isString())
        return {};
    const auto place = QStringLiteral("/inputs/hold");
    const auto duration = durationFromText(hold.toString());
    if (!duration)
        return Failure(duration.error().at(place));
    if (*duration < std::chrono::milliseconds(500) || *duration > std::chrono::seconds(30)) {
        return fail(Problem::Kind::Invalid,
                    QStringLiteral("A hold of %1 is not possible").arg(hold.toString()),
                    QStringLiteral("Use 500ms to 30s."), place);
    }
    return {};
}

NewEvent createdEvent(const Release &release, const QString &note)
{
    QJsonObject payload{{QStringLiteral("application"), release.application},
                        {QStringLiteral("pipeline"), release.pipeline},
                        {QStringLiteral("digest"), release.digest},
                        {QStringLiteral("inputs"), release.inputs},
                        {QStringLiteral("run"), release.runId}};
    const QString said = note.isEmpty() ? release.inputs.value(QStringLiteral("note")).toString() : note;
    if (!said.isEmpty())
        payload.insert(QStringLiteral("note"), said);
    return {release.requestedBy, QStringLiteral("release.created"),
            QStringLiteral("release/%1").arg(release.id), payload};
}

} // namespace

ReleaseService::ReleaseService(Store &store, Engine &engine,
                               std::shared_ptr<const ActivityRegistry> activities,
                               std::function<Result<QJsonObject>()> head)
    : m_store(store), m_engine(engine), m_activities(std::move(activities)), m_head(std::move(head))
{
}

Result<Release> ReleaseService::start(const StartRelease &request)
{
    std::optional<Application> application;
    std::optional<Pipeline> found;
    const auto read = m_store.read([&](Reader &reader) -> Result<void> {
        auto app = CatalogRepository::application(reader, request.application);
        if (!app)
            return Failure(app.error());
        application = std::move(*app);
        auto named = PipelineRepository::find(reader, request.pipeline);
        if (!named)
            return Failure(named.error());
        found = std::move(*named);
        return refuseUnfinished(reader, application->handle());
    });
    if (!read)
        return Failure(read.error());
    ParsedDefinition parsed = check(found->yaml, found->name);
    if (!parsed.definition)
        return Failure(parsed.problems.front());
    if (parsed.definition->purpose != Definition::For::Release)
        return fail(Problem::Kind::Invalid, QStringLiteral("\"%1\" is a process for cases").arg(found->name),
                    QStringLiteral("\"slipwayctl pipeline list\" shows those for releases."),
                    QStringLiteral("/pipeline"));
    if (const auto good = checkNote(request.note); !good)
        return Failure(good.error());
    const auto inputs = checkInputs(*parsed.definition, withNote(withHold(request.inputs, *parsed.definition),
                                                                 *parsed.definition, request.note));
    if (!inputs)
        return Failure(inputs.error());
    if (const auto good = checkHold(*inputs); !good)
        return Failure(good.error());

    qint64 id = 0;
    StartRun run;
    run.definition = *parsed.definition;
    run.subject = subjectOf(application->handle());
    run.inputs = *inputs;
    run.actor = request.actor;
    run.at = request.at;
    run.with = [&](Transaction &transaction, qint64 runId) -> Result<void> {
        if (request.at && *request.at < transaction.now() - std::chrono::minutes(1)) {
            return fail(Problem::Kind::Invalid, QStringLiteral("%1 has passed").arg(toText(*request.at)),
                        QStringLiteral("Name a time to come, or none to start now."), QStringLiteral("/at"));
        }
        if (const auto free = refuseUnfinished(transaction, application->handle()); !free)
            return free;
        Release release;
        release.application = application->handle();
        release.pipeline = found->name;
        release.digest = found->digest;
        release.state = request.at ? ReleaseState::Draft : ReleaseState::Running;
        release.runId = runId;
        release.requestedBy = request.actor;
        release.created = transaction.now();
        release.updated = transaction.now();
        release.inputs = *inputs;
        const auto inserted = ReleaseRepository::insert(transaction, release);
        if (!inserted)
            return Failure(inserted.error());
        id = *inserted;
        release.id = id;
        transaction.append(createdEvent(release, request.note));
        return request.with ? request.with(transaction, release) : Result<void>();
    };
    const auto started = m_engine.startRun(run);
    if (!started)
        return Failure(started.error());
    return get(id);
}

Result<ReleasePage> ReleaseService::list(const ReleaseFilter &filter) const
{
    auto page = m_store.read([&](Reader &reader) { return ReleaseRepository::list(reader, filter); });
    if (!page)
        return page;
    std::vector<qint64> runs;
    for (const Release &release : page->items)
        runs.push_back(release.runId);
    auto signatures = m_engine.signOffs(runs);
    if (!signatures)
        return Failure(signatures.error());
    for (Release &release : page->items)
        release.signOffs = std::move((*signatures)[release.runId]);
    return page;
}

Result<Release> ReleaseService::get(qint64 id) const
{
    auto release = m_store.read([&](Reader &reader) { return ReleaseRepository::byId(reader, id); });
    if (!release)
        return Failure(release.error());
    auto signatures = m_engine.signOffs({release->runId});
    if (!signatures)
        return Failure(signatures.error());
    release->signOffs = std::move((*signatures)[release->runId]);
    return release;
}

Result<std::vector<Step>> ReleaseService::steps(qint64 id) const
{
    const auto release = get(id);
    return release ? m_engine.steps(release->runId) : Failure(release.error());
}

Result<QStringList> ReleaseService::preview(qint64 id, const QString &step) const
{
    const auto release = get(id);
    return release ? m_engine.preview(release->runId, step) : Failure(release.error());
}

Result<QJsonArray> ReleaseService::log(qint64 id, qint64 since, int limit) const
{
    const auto release = get(id);
    return release ? m_engine.log(release->runId, since, limit) : Failure(release.error());
}

Result<QJsonObject> ReleaseService::report(qint64 id) const
{
    const auto release = get(id);
    if (!release)
        return Failure(release.error());
    const auto done = m_engine.steps(release->runId);
    if (!done)
        return Failure(done.error());
    const auto cutovers =
        m_store.read([&](Reader &reader) { return ReleaseRepository::cutovers(reader, id); });
    if (!cutovers)
        return Failure(cutovers.error());
    const auto head = m_head();
    if (!head)
        return Failure(head.error());
    return reportOf(*release, *done, *cutovers, *head);
}

Result<Release> ReleaseService::forEdit(qint64 id, const ReleaseEdit &edit) const
{
    auto release = get(id);
    if (release && edit.revision && *edit.revision != release->revision) {
        return fail(Problem::Kind::PreconditionFailed,
                    QStringLiteral("Release %1 has changed: it is at revision %2, not %3")
                        .arg(id)
                        .arg(release->revision)
                        .arg(*edit.revision),
                    QStringLiteral("Look at it again, then decide."));
    }
    return release;
}

Result<Release> ReleaseService::after(const Result<void> &done, qint64 id) const
{
    return done ? get(id) : Failure(done.error());
}

Result<Definition> ReleaseService::definitionOf(const Release &release) const
{
    const auto pipeline =
        m_store.read([&](Reader &reader) { return PipelineRepository::byDigest(reader, release.digest); });
    if (!pipeline)
        return Failure(pipeline.error());
    // Not held against the activities of today: it was when the release began.
    ParsedDefinition parsed = parseDefinition(pipeline->yaml, release.pipeline, nullptr);
    if (!parsed.definition)
        return Failure(parsed.problems.front());
    return *parsed.definition;
}

Result<std::vector<StepDefinition>> ReleaseService::openSignOffs(const Release &release) const
{
    const auto definition = definitionOf(release);
    const auto current = m_engine.steps(release.runId);
    if (!definition)
        return Failure(definition.error());
    if (!current)
        return Failure(current.error());
    std::vector<StepDefinition> open;
    for (const Step &step : *current) {
        const StepDefinition *known = definition->step(step.phase, step.id);
        if (step.state == StepState::Waiting && known && known->wait &&
            known->wait->what == Wait::For::SignOff)
            open.push_back(*known);
    }
    return open;
}

Result<void> ReleaseService::notByOneself(const Release &release, const QString &actor) const
{
    if (actor != release.requestedBy)
        return {};
    return fail(Problem::Kind::Forbidden,
                QStringLiteral("%1 started this release and can't approve it").arg(actor),
                QStringLiteral("Somebody else of operations approves: slipwayctl release approve %1.")
                    .arg(release.id));
}

Result<Release> ReleaseService::sign(const Release &release, const QString &name, const QString &role,
                                     const QString &note, const QString &actor)
{
    if (name == approvalName) {
        if (const auto others = notByOneself(release, actor); !others)
            return Failure(others.error());
    }
    return after(m_engine.signOff(release.runId, name, actor, role, note), release.id);
}

// What it is at or waits for, to go on a sentence with; empty where it is at nothing.
QString ReleaseService::underWay(const Release &release) const
{
    if (!release.waitsFor.isEmpty())
        return QStringLiteral("; it waits: ") + release.waitsFor;
    const auto steps = m_engine.steps(release.runId);
    QStringList titles;
    for (const Step &step : steps ? *steps : std::vector<Step>()) {
        if (step.state == StepState::Running)
            titles.append(QStringLiteral("\"%1\"").arg(step.title));
    }
    return titles.isEmpty() ? QString() : QStringLiteral("; under way: ") + titles.join(QStringLiteral(", "));
}

Result<Release> ReleaseService::signOff(qint64 id, const QString &name, Role role, const QString &note,
                                        const ReleaseEdit &edit)
{
    const auto release = forEdit(id, edit);
    if (!release)
        return release;
    const auto open = openSignOffs(*release);
    if (!open)
        return Failure(open.error());
    QStringList waiting;
    for (const StepDefinition &step : *open) {
        if (!name.isEmpty() && step.wait->name != name && step.id != name)
            continue;
        waiting.append(QStringLiteral("%1 by %2").arg(step.wait->name, step.wait->by));
        // An administrator may sign for operations, never for a customer.
        const bool may = step.wait->by == toText(role) ||
                         (role == Role::Admin && step.wait->by == toText(Role::Operations));
        if (may)
            return sign(*release, step.wait->name, step.wait->by, note, edit.actor);
    }
    if (waiting.isEmpty()) {
        return fail(Problem::Kind::Conflict,
                    name.isEmpty()
                        ? QStringLiteral("Release %1 waits for no sign-off").arg(id)
                        : QStringLiteral("Release %1 doesn't wait for the sign-off %2").arg(id).arg(name),
                    QStringLiteral("It is %1%2. See: slipwayctl release show %3.")
                        .arg(toText(release->state), underWay(*release))
                        .arg(id));
    }
    return fail(Problem::Kind::Forbidden,
                QStringLiteral("%1 can't sign this off: waited for is %2")
                    .arg(toText(role), waiting.join(QStringLiteral(", "))),
                QStringLiteral("Sign as who is asked: slipwayctl release signoff %1 --as ROLE.").arg(id));
}

Result<Release> ReleaseService::approve(qint64 id, const QString &note, const ReleaseEdit &edit)
{
    return signOff(id, approvalName, Role::Operations, note, edit);
}

Result<Release> ReleaseService::finalize(qint64 id, const QString &note, const ReleaseEdit &edit)
{
    const auto release = forEdit(id, edit);
    if (!release)
        return release;
    if (release->state != ReleaseState::Live) {
        return fail(Problem::Kind::Conflict,
                    QStringLiteral("Release %1 is %2, not live").arg(id).arg(toText(release->state)),
                    QStringLiteral("Only what is live can be finalized."));
    }
    const auto state = m_engine.state(release->runId);
    if (!state)
        return Failure(state.error());
    if (*state == RunState::Paused) {
        return fail(Problem::Kind::Conflict, QStringLiteral("Release %1 is paused").arg(id),
                    QStringLiteral("Resume it first: slipwayctl release resume %1.").arg(id),
                    QStringLiteral("paused"));
    }
    if (const auto good = refuseIfDown(*release); !good)
        return Failure(good.error());
    return signOff(id, finalizeName, Role::Operations, note, edit);
}

// Nobody gives up the way back while what serves is down; who wants to all the same says so by skipping.
Result<void> ReleaseService::refuseIfDown(const Release &release) const
{
    const auto application = m_store.read(
        [&](Reader &reader) { return CatalogRepository::application(reader, release.application); });
    if (!application)
        return Failure(application.error());
    const Environment *production = application->environmentOf(EnvironmentRole::Production);
    if (!production || production->state != QLatin1String("failed"))
        return {};
    return fail(
        Problem::Kind::Conflict,
        QStringLiteral("Production of %1 (%2) is down: the way back may be needed")
            .arg(release.application, production->name),
        QStringLiteral("Roll back, or mend it first. To give up the way back all the same: slipwayctl "
                       "release skip %1 finalize --reason TEXT.")
            .arg(release.id));
}

Result<Release> ReleaseService::retry(qint64 id, const QString &step, const ReleaseEdit &edit)
{
    const auto release = forEdit(id, edit);
    return release ? after(m_engine.retry(release->runId, step, edit.actor), id) : release;
}

Result<Release> ReleaseService::skip(qint64 id, const QString &step, const QString &reason,
                                     const ReleaseEdit &edit)
{
    const auto release = forEdit(id, edit);
    if (!release)
        return release;
    const auto open = openSignOffs(*release);
    if (!open)
        return Failure(open.error());
    // Who skips an approval gives it.
    for (const StepDefinition &asked : *open) {
        if (asked.id != step || asked.wait->name != approvalName)
            continue;
        if (const auto others = notByOneself(*release, edit.actor); !others)
            return Failure(others.error());
    }
    return after(m_engine.skip(release->runId, step, edit.actor, reason), id);
}

Result<Release> ReleaseService::pause(qint64 id, const ReleaseEdit &edit)
{
    const auto release = forEdit(id, edit);
    return release ? after(m_engine.pause(release->runId, edit.actor), id) : release;
}

Result<Release> ReleaseService::resume(qint64 id, const ReleaseEdit &edit)
{
    const auto release = forEdit(id, edit);
    return release ? after(m_engine.resume(release->runId, edit.actor), id) : release;
}

Result<Release> ReleaseService::abort(qint64 id, const QString &reason, const ReleaseEdit &edit)
{
    const auto release = forEdit(id, edit);
    return release ? after(m_engine.abort(release->runId, edit.actor, reason), id) : release;
}

Result<Release> ReleaseService::rollBack(qint64 id, const QString &reason, const ReleaseEdit &edit)
{
    const auto release = forEdit(id, edit);
    if (!release)
        return release;
    if (reason.trimmed().isEmpty()) {
        return fail(Problem::Kind::Invalid, QStringLiteral("A roll back needs a reason"),
                    QStringLiteral("Say why: --reason TEXT."), QStringLiteral("/reason"));
    }
    return after(m_engine.rollBack(release->runId, edit.actor, reason), id);
}

Result<std::vector<Pipeline>> ReleaseService::pipelines() const
{
    return m_store.read([](Reader &reader) { return PipelineRepository::list(reader); });
}

Result<Pipeline> ReleaseService::pipeline(const QString &name, std::optional<int> version) const
{
    return m_store.read([&](Reader &reader) { return PipelineRepository::find(reader, name, version); });
}

ParsedDefinition ReleaseService::check(const QByteArray &yaml, const QString &source) const
{
    return parseDefinition(yaml, source, m_activities.get());
}

Result<Pipeline> ReleaseService::importPipeline(const QByteArray &yaml, const QString &source,
                                                const QString &actor)
{
    const ParsedDefinition parsed = check(yaml, source);
    if (!parsed.definition) {
        Problem first = parsed.problems.front();
        if (parsed.problems.size() > 1)
            first.hint += QStringLiteral(" (and %1 more: check it)").arg(parsed.problems.size() - 1);
        return Failure(first);
    }
    return m_store.write([&](Transaction &transaction) {
        return PipelineRepository::add(transaction, *parsed.definition, QStringLiteral("imported"), actor);
    });
}

Result<void> ReleaseService::loadShipped()
{
    return slipway::loadShipped(m_store, Definition::For::Release, m_activities.get());
}

} // namespace slipway
