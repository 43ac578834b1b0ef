#include "service/engine/PipelineRepository.h"

#include "domain/Json.h"

namespace slipway {

namespace {

const auto columns = QStringLiteral("id, name, version, digest, title, yaml, origin, author, at, purpose");

Result<std::vector<Pipeline>> pipelinesWhere(Reader &reader, const QString &where, const QVariantList &values)
{
    std::vector<Pipeline> pipelines;
    const auto read = reader.query(
        QStringLiteral("SELECT %1 FROM pipeline %2").arg(columns, where), values,
        [&pipelines](const Row &row) -> Result<void> {
            const auto at = row.instant("at");
            if (!at)
                return Failure(at.error());
            pipelines.push_back({row.integer("id"), row.text("name"), int(row.integer("version")),
                                 row.text("digest"), row.text("title"), row.text("origin"),
                                 row.text("author"), *at, row.text("yaml").toUtf8(), row.text("purpose")});
            return {};
        });
    if (!read)
        return Failure(read.error());
    return pipelines;
}

// One that was replaced is the newest again.
Result<Pipeline> takenUpAgain(Transaction &transaction, Pipeline pipeline, const QString &author)
{
    const auto last = transaction.integer(QStringLiteral("SELECT max(id) FROM pipeline"));
    if (!last)
        return Failure(last.error());
    const auto moved =
        transaction.execute(QStringLiteral("UPDATE pipeline SET id = ?, origin = 'imported', author = ?, "
                                           "at = ? WHERE id = ?"),
                            {*last + 1, author, toText(transaction.now()), pipeline.id});
    if (!moved)
        return Failure(moved.error());
    pipeline.id = *last + 1;
    pipeline.origin = QStringLiteral("imported");
    pipeline.author = author;
    pipeline.at = transaction.now();
    transaction.append({author, QStringLiteral("pipeline.imported"),
                        QStringLiteral("pipeline/") + pipeline.name, pipeline.toJson()});
    return pipeline;
}

} // namespace

QJsonObject Pipeline::toJson() const
{
    return {{QStringLiteral("name"), name},     {QStringLiteral("version"), version},
            {QStringLiteral("digest"), digest}, {QStringLiteral("title"), title},
            {QStringLiteral("origin"), origin}, {QStringLiteral("author"), author},
            {QStringLiteral("at"), toText(at)}, {QStringLiteral("for"), purpose}};
}

Result<std::vector<Pipeline>> PipelineRepository::list(Reader &reader)
{
    auto all = pipelinesWhere(reader, QStringLiteral("ORDER BY name, version DESC, id DESC"), {});
    if (!all)
        return all;
    std::vector<Pipeline> newest;
    for (Pipeline &pipeline : *all) {
        if (newest.empty() || newest.back().name != pipeline.name)
            newest.push_back(std::move(pipeline));
    }
    return newest;
}

Result<std::vector<Pipeline>> PipelineRepository::versions(Reader &reader, const QString &name)
{
    return pipelinesWhere(reader, QStringLiteral("WHERE name = ? ORDER BY version DESC, id DESC"), {name});
}

Result<Pipeline> PipelineRepository::find(Reader &reader, const QString &name, std::optional<int> version)
{
    auto found = versions(reader, name);
    if (!found)
        return Failure(found.error());
    for (Pipeline &pipeline : *found) {
        if (!version || pipeline.version == *version)
            return std::move(pipeline);
    }
    const auto all = list(reader);
    QStringList names;
    for (const Pipeline &pipeline : all ? *all : std::vector<Pipeline>{})
        names.append(pipeline.name);
    if (version && !found->empty()) {
        return fail(Problem::Kind::NotFound,
                    QStringLiteral("Pipeline \"%1\" has no version %2").arg(name).arg(*version),
                    QStringLiteral("Its newest is %1.").arg(found->front().version));
    }
    return fail(Problem::Kind::NotFound, QStringLiteral("There is no pipeline \"%1\"").arg(name),
                QStringLiteral("There are: %1.").arg(names.join(QStringLiteral(", "))));
}

Result<Pipeline> PipelineRepository::byDigest(Reader &reader, const QString &digest)
{
    auto found = pipelinesWhere(reader, QStringLiteral("WHERE digest = ?"), {digest});
    if (!found)
        return Failure(found.error());
    if (found->empty())
        return fail(Problem::Kind::NotFound, QStringLiteral("There is no definition %1").arg(digest));
    return std::move(found->front());
}

Result<Pipeline> PipelineRepository::add(Transaction &transaction, const Definition &definition,
                                         const QString &origin, const QString &author)
{
    const auto known = versions(transaction, definition.name);
    if (!known)
        return Failure(known.error());
    const bool isImported = origin == QLatin1String("imported");
    for (const Pipeline &pipeline : *known) {
        if (pipeline.purpose != toText(definition.purpose))
            return fail(Problem::Kind::Conflict,
                        QStringLiteral("\"%1\" is a process for a %2").arg(definition.name, pipeline.purpose),
                        QStringLiteral("Give it another name, or \"for: %1\".").arg(pipeline.purpose),
                        QStringLiteral("/for"));
        // Whom to page the provider has decided: an upgrade doesn't take that back.
        if (!isImported && definition.purpose == Definition::For::Case &&
            pipeline.origin == QLatin1String("imported"))
            return known->front();
        if (pipeline.digest == definition.digest) {
            const bool isNewest = pipeline.digest == known->front().digest;
            return isImported && !isNewest && definition.purpose == Definition::For::Case
                       ? takenUpAgain(transaction, pipeline, author)
                       : Result<Pipeline>(pipeline);
        }
        // Who is paged is changed in a hurry; what runs stays pinned to its digest.
        const bool isReplaced = definition.purpose == Definition::For::Case;
        if (pipeline.version == definition.version && isImported && !isReplaced) {
            return fail(Problem::Kind::Conflict,
                        QStringLiteral("Pipeline \"%1\" has a version %2 already, with other content")
                            .arg(definition.name)
                            .arg(definition.version),
                        QStringLiteral("Give it version %1.").arg(known->front().version + 1),
                        QStringLiteral("/version"));
        }
    }
    Pipeline pipeline{
        0,      definition.name, definition.version, definition.digest, definition.title,
        origin, author,          transaction.now(),  definition.yaml,   toText(definition.purpose)};
    const auto id = transaction.insert(
        QStringLiteral(
            "INSERT INTO pipeline (name, version, digest, title, yaml, origin, author, at, purpose) VALUES "
            "(?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"),
        {pipeline.name, pipeline.version, pipeline.digest, pipeline.title, QString::fromUtf8(pipeline.yaml),
         pipeline.origin, pipeline.author, toText(pipeline.at), pipeline.purpose});
    if (!id)
        return Failure(id.error());
    pipeline.id = *id;
    transaction.append({author, QStringLiteral("pipeline.") + origin,
                        QStringLiteral("pipeline/") + pipeline.name, pipeline.toJson()});
    return pipeline;
}

} // namespace slipway
