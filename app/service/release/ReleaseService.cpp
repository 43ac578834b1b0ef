#include "service/release/ReleaseService.h"

#include "service/engine/ShippedDefinitions.h"
#include "service/release/ReleaseReport.h"
#include "service/store/CatalogRepository.h"
#include "service/store/Ledger.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

namespace slipway {

namespace {

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

// What it begins with, checked.
Result<QJsonObject> inputsOf(const StartRelease &request, const Definition &definition)
{
    if (const auto good = checkNote(request.note); !good)
        return Failure(good.error());
    auto inputs =
        checkInputs(definition, withNote(withHold(request.inputs, definition), definition, request.note));
    if (!inputs)
        return inputs;
    if (const auto good = checkHold(*inputs); !good)
        return Failure(good.error());
    return inputs;
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
    const auto inputs = inputsOf(request, *parsed.definition);
    if (!inputs)
        return Failure(inputs.error());
    Release release;
    release.application = application->handle();
    release.pipeline = found->name;
    release.digest = found->digest;
    release.state = request.at ? ReleaseState::Draft : ReleaseState::Running;
    release.requestedBy = request.actor;
    release.inputs = *inputs;
    StartRun run;
    run.definition = *parsed.definition;
    run.subject = subjectOf(release.application);
    run.inputs = *inputs;
    run.actor = request.actor;
    run.at = request.at;
    run.with = [&](Transaction &transaction, qint64 runId) -> Result<void> {
        if (request.at && *request.at < transaction.now() - std::chrono::minutes(1)) {
            return fail(Problem::Kind::Invalid, QStringLiteral("%1 has passed").arg(toText(*request.at)),
                        QStringLiteral("Name a time to come, or none to start now."), QStringLiteral("/at"));
        }
        if (const auto free = refuseUnfinished(transaction, release.application); !free)
            return free;
        release.runId = runId;
        release.created = transaction.now();
        release.updated = transaction.now();
        const auto inserted = ReleaseRepository::insert(transaction, release);
        if (!inserted)
            return Failure(inserted.error());
        release.id = *inserted;
        transaction.append(createdEvent(release, request.note));
        return request.with ? request.with(transaction, release) : Result<void>();
    };
    const auto started = m_engine.startRun(run);
    if (!started)
        return Failure(started.error());
    return get(release.id);
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

// Who decided for the way back, and why, as the ledger has it; nothing where nobody did.
Result<std::optional<Event>> ReleaseService::turnedBack(const Release &release) const
{
    EventFilter filter;
    filter.kind = QStringLiteral("run.rolling-back");
    filter.subject = subjectOf(release.application);
    filter.limit = 1000;
    const auto page = m_store.read([&](Reader &reader) { return Ledger::list(reader, filter); });
    if (!page)
        return Failure(page.error());
    for (const Event &event : page->items) { // newest first
        const QJsonObject payload = QJsonDocument::fromJson(event.payload).object();
        if (payload.value(QStringLiteral("run")).toInteger() == release.runId)
            return std::optional(event);
    }
    return std::optional<Event>();
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
    const auto turned = turnedBack(*release);
    if (!turned)
        return Failure(turned.error());
    return reportOf(*release, *done, *cutovers, *turned, *head);
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
