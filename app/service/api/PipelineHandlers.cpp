#include "service/api/PipelineHandlers.h"

#include "service/api/Fields.h"
#include "service/api/Paging.h"
#include "service/engine/DefinitionPicture.h"
#include "service/release/ReleaseService.h"

namespace slipway {

namespace {

struct SentYaml
{
    QByteArray yaml;
    QString source;
};

// {"yaml": text, "source": file} as JSON, or the YAML itself with ?source=.
Result<SentYaml> sentYaml(const Request &request)
{
    SentYaml sent;
    if (mediaType(request) == "application/json") {
        const auto body = fieldsOf(request, {"yaml", "source"});
        if (!body)
            return Failure(body.error());
        if (!body->contains(QStringLiteral("yaml")))
            return missing("yaml");
        sent.yaml = body->value(QStringLiteral("yaml")).toString().toUtf8();
        sent.source = body->value(QStringLiteral("source")).toString();
    } else {
        sent.yaml = request.body;
        sent.source = request.argument("source");
    }
    if (sent.source.isEmpty())
        sent.source = QStringLiteral("pipeline");
    return sent;
}

void addPicture(QJsonObject &object, const Definition &definition)
{
    const QJsonObject picture = pictureOf(definition);
    for (auto part = picture.begin(); part != picture.end(); ++part)
        object.insert(part.key(), part.value());
}

} // namespace

void PipelineHandlers::addTo(Router &router)
{
    using Work = Router::Work;
    router.add("listPipelines", Work::Reads, [this](const Request &r) { return list(r); });
    router.add("getPipeline", Work::Blocks, [this](const Request &r) { return get(r); });
    router.add("listDurations", Work::Blocks, [this](const Request &r) { return durations(r); });
    router.add("checkPipeline", Work::Blocks, [this](const Request &r) { return check(r); });
    router.add("importPipeline", Work::Blocks, [this](const Request &r) { return import(r); });
}

Result<Response> PipelineHandlers::list(const Request &request) const
{
    const auto page = pageRequest(request);
    if (!page)
        return Failure(page.error());
    const auto pipelines = m_releases.pipelines();
    if (!pipelines)
        return Failure(pipelines.error());
    std::vector<const Pipeline *> found;
    for (const Pipeline &pipeline : *pipelines) {
        if (pipeline.name.contains(page->q, Qt::CaseInsensitive) ||
            pipeline.title.contains(page->q, Qt::CaseInsensitive))
            found.push_back(&pipeline);
    }
    // Newest first; the cursor is the id of the last one shown.
    std::sort(found.begin(), found.end(), [](const Pipeline *a, const Pipeline *b) { return a->id > b->id; });
    const auto before = idCursor(*page);
    if (!before)
        return Failure(before.error());
    QJsonArray items;
    QString next;
    qint64 last = 0;
    for (const Pipeline *pipeline : found) {
        if (*before && pipeline->id >= **before)
            continue;
        if (items.size() == page->limit) {
            next = QString::number(last);
            break;
        }
        items.append(pipeline->toJson());
        last = pipeline->id;
    }
    return pageOf(items, next);
}

Result<Response> PipelineHandlers::get(const Request &request) const
{
    std::optional<int> version;
    if (const QString text = request.argument("version"); !text.isEmpty()) {
        bool isNumber = false;
        version = text.toInt(&isNumber);
        if (!isNumber) {
            return fail(Problem::Kind::Malformed, QStringLiteral("\"%1\" is not a number").arg(text.left(40)),
                        {}, QStringLiteral("version"));
        }
    }
    const auto pipeline = m_releases.pipeline(request.parameter("name"), version);
    if (!pipeline)
        return Failure(pipeline.error());
    QJsonObject object = pipeline->toJson();
    object.insert(QStringLiteral("yaml"), QString::fromUtf8(pipeline->yaml));
    // Not held against the activities of today: it is to be seen as it was written.
    const ParsedDefinition parsed = parseDefinition(pipeline->yaml, pipeline->name, nullptr);
    if (parsed.definition)
        addPicture(object, *parsed.definition);
    return Response::json(object).with("ETag", '"' + pipeline->digest.toLatin1() + '"');
}

Result<Response> PipelineHandlers::check(const Request &request) const
{
    const auto sent = sentYaml(request);
    if (!sent)
        return Failure(sent.error());
    const ParsedDefinition parsed = m_releases.check(sent->yaml, sent->source);
    QJsonArray problems;
    for (const Problem &problem : parsed.problems)
        problems.append(problem.toJson());
    QJsonObject answer{{QStringLiteral("ok"), problems.isEmpty() && parsed.definition.has_value()},
                       {QStringLiteral("problems"), problems}};
    if (parsed.definition) {
        answer.insert(QStringLiteral("name"), parsed.definition->name);
        answer.insert(QStringLiteral("version"), parsed.definition->version);
        answer.insert(QStringLiteral("digest"), parsed.definition->digest);
        answer.insert(QStringLiteral("title"), parsed.definition->title);
        addPicture(answer, *parsed.definition);
    }
    return Response::json(answer);
}

Result<Response> PipelineHandlers::durations(const Request &request) const
{
    const auto items = m_releases.durations(request.parameter("name"));
    if (!items)
        return Failure(items.error());
    return pageOf(*items, {});
}

Result<Response> PipelineHandlers::import(const Request &request) const
{
    const auto sent = sentYaml(request);
    if (!sent)
        return Failure(sent.error());
    const auto pipeline = m_releases.importPipeline(sent->yaml, sent->source, request.principal.name);
    if (!pipeline)
        return Failure(pipeline.error());
    return Response::json(pipeline->toJson(), 201)
        .with("Location", "/api/v1/pipelines/" + pipeline->name.toUtf8().toPercentEncoding());
}

} // namespace slipway
