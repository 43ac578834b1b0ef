#include "service/release/ReleaseRepository.h"

#include "domain/Json.h"
#include "service/store/Like.h"

#include <QJsonDocument>

#include <algorithm>

namespace slipway {

namespace {

const QString releaseColumns =
    QStringLiteral("id, application, pipeline, digest, state, run_id, requested_by, created, updated, "
                   "waits_for, current_step, inputs, measured, revision");
const QString cutoverColumns =
    QStringLiteral("id, release_id, step, token, address, other, serving, "
                   "follower, limit_ms, held_at, swapped_at, held_ms, outcome, probe");

QString textOf(const QJsonObject &object)
{
    return QString::fromUtf8(toBytes(object));
}

Result<Release> releaseOf(const Row &row)
{
    Release release;
    const auto state = releaseStateFromText(row.text("state"));
    const auto created = row.instant("created");
    const auto updated = row.instant("updated");
    if (!state)
        return Failure(state.error());
    if (!created)
        return Failure(created.error());
    if (!updated)
        return Failure(updated.error());
    release.id = row.integer("id");
    release.application = row.text("application");
    release.pipeline = row.text("pipeline");
    release.digest = row.text("digest");
    release.state = *state;
    release.runId = row.integer("run_id");
    release.requestedBy = row.text("requested_by");
    release.created = *created;
    release.updated = *updated;
    release.waitsFor = row.text("waits_for");
    release.currentStep = row.text("current_step");
    release.inputs = row.object("inputs");
    release.measured = row.object("measured");
    release.revision = row.integer("revision");
    return release;
}

Result<CutoverRecord> cutoverOf(const Row &row)
{
    CutoverRecord cutover;
    const auto heldAt = row.instant("held_at");
    if (!heldAt)
        return Failure(heldAt.error());
    cutover.id = row.integer("id");
    cutover.releaseId = row.integer("release_id");
    cutover.step = row.text("step");
    cutover.token = row.integer("token");
    cutover.address = row.text("address");
    cutover.other = row.text("other");
    cutover.serving = row.integer("serving");
    cutover.follower = row.integer("follower");
    cutover.limit = std::chrono::milliseconds(row.integer("limit_ms"));
    cutover.heldAt = *heldAt;
    cutover.swappedAt = row.optionalInstant("swapped_at");
    if (!row.value("held_ms").isNull())
        cutover.heldMs = row.integer("held_ms");
    cutover.outcome = row.text("outcome");
    cutover.probe = row.object("probe");
    return cutover;
}

Result<std::vector<Release>> releasesWhere(Reader &reader, const QString &where, const QVariantList &values)
{
    std::vector<Release> releases;
    const auto read = reader.query(QStringLiteral("SELECT %1 FROM release %2").arg(releaseColumns, where),
                                   values, [&releases](const Row &row) -> Result<void> {
                                       auto release = releaseOf(row);
                                       if (!release)
                                           return Failure(release.error());
                                       releases.push_back(std::move(*release));
                                       return {};
                                   });
    if (!read)
        return Failure(read.error());
    return releases;
}

struct Conditions
{
    QStringList texts;
    QVariantList values;

    void add(const QString &text, const QVariantList &bound)
    {
        texts.append(text);
        values.append(bound);
    }
    QString where() const
    {
        return texts.isEmpty() ? QString() : QStringLiteral("WHERE ") + texts.join(QStringLiteral(" AND "));
    }
};

Conditions conditionsOf(const ReleaseFilter &filter)
{
    Conditions conditions;
    if (!filter.application.isEmpty())
        conditions.add(QStringLiteral("application = ?"), {filter.application});
    if (!filter.customer.isEmpty()) {
        const QString prefix = filter.customer + QLatin1Char('/');
        conditions.add(QStringLiteral("substr(application, 1, %1) = ?").arg(prefix.size()), {prefix});
    }
    if (!filter.states.isEmpty()) {
        QVariantList states;
        for (const QString &state : filter.states)
            states.append(state);
        const QString marks =
            QStringList(filter.states.size(), QStringLiteral("?")).join(QStringLiteral(", "));
        conditions.add(QStringLiteral("state IN (%1)").arg(marks), states);
    }
    if (!filter.pipeline.isEmpty())
        conditions.add(QStringLiteral("pipeline = ?"), {filter.pipeline});
    for (const QString &word : filter.search.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        conditions.add(QStringLiteral("lower(application || ' ' || pipeline || ' ' || requested_by || ' ' || "
                                      "inputs) LIKE ? ESCAPE '\\'"),
                       {likeAnywhere(word.toLower())});
    }
    return conditions;
}

Result<void> expectOne(const Result<qint64> &changed, qint64 id)
{
    if (!changed)
        return Failure(changed.error());
    if (*changed != 1)
        return fail(Problem::Kind::NotFound, QStringLiteral("There is no release %1").arg(id));
    return {};
}

} // namespace

QJsonObject CutoverRecord::toJson() const
{
    return {{QStringLiteral("step"), step},
            {QStringLiteral("address"), address},
            {QStringLiteral("limit"), toText(limit)},
            {QStringLiteral("held_at"), toText(heldAt)},
            {QStringLiteral("swapped_at"), swappedAt ? QJsonValue(toText(*swappedAt)) : QJsonValue()},
            {QStringLiteral("held_ms"), heldMs ? QJsonValue(*heldMs) : QJsonValue()},
            {QStringLiteral("outcome"), outcome},
            {QStringLiteral("probe"), probe}};
}

Result<Release> ReleaseRepository::byId(Reader &reader, qint64 id)
{
    auto found = releasesWhere(reader, QStringLiteral("WHERE id = ?"), {id});
    if (!found)
        return Failure(found.error());
    if (found->empty())
        return fail(Problem::Kind::NotFound, QStringLiteral("There is no release %1").arg(id),
                    QStringLiteral("`slipwayctl release list` shows those there are."));
    return std::move(found->front());
}

Result<std::optional<Release>> ReleaseRepository::byRun(Reader &reader, qint64 runId)
{
    auto found = releasesWhere(reader, QStringLiteral("WHERE run_id = ?"), {runId});
    if (!found)
        return Failure(found.error());
    if (found->empty())
        return std::optional<Release>();
    return std::optional<Release>(std::move(found->front()));
}

Result<qint64> ReleaseRepository::idByRun(Reader &reader, qint64 runId)
{
    return reader.integer(QStringLiteral("SELECT id FROM release WHERE run_id = ?"), {runId});
}

Result<ReleasePage> ReleaseRepository::list(Reader &reader, const ReleaseFilter &filter)
{
    ReleasePage page;
    Conditions conditions = conditionsOf(filter);
    const auto total = reader.integer(
        QStringLiteral("SELECT count(*) FROM release %1").arg(conditions.where()), conditions.values);
    if (!total)
        return Failure(total.error());
    page.total = *total;
    if (filter.before)
        conditions.add(QStringLiteral("id < ?"), {*filter.before});
    const int limit = std::clamp(filter.limit, 1, 500);
    conditions.values.append(limit + 1);
    auto found = releasesWhere(reader, conditions.where() + QStringLiteral(" ORDER BY id DESC LIMIT ?"),
                               conditions.values);
    if (!found)
        return Failure(found.error());
    page.items = std::move(*found);
    if (page.items.size() > static_cast<std::size_t>(limit)) {
        page.items.pop_back();
        page.next = page.items.back().id;
    }
    return page;
}

Result<std::vector<Release>> ReleaseRepository::unfinished(Reader &reader, const QString &application)
{
    return releasesWhere(
        reader,
        QStringLiteral("WHERE application = ? AND state NOT IN ('finalized', 'rolled-back', 'aborted', "
                       "'failed') ORDER BY id"),
        {application});
}

Result<qint64> ReleaseRepository::insert(Transaction &transaction, const Release &release)
{
    return transaction.insert(
        QStringLiteral("INSERT INTO release (application, pipeline, digest, state, run_id, requested_by, "
                       "created, updated, waits_for, current_step, inputs, measured, revision, "
                       "is_live) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) RETURNING id"),
        {release.application, release.pipeline, release.digest, toText(release.state), release.runId,
         release.requestedBy, toText(release.created), toText(release.updated), release.waitsFor,
         release.currentStep, textOf(release.inputs), textOf(release.measured), release.revision});
}

Result<void> ReleaseRepository::update(Transaction &transaction, const Release &release)
{
    return expectOne(
        transaction.execute(
            QStringLiteral("UPDATE release SET state = ?, waits_for = ?, current_step = ?, measured = ?, "
                           "updated = ?, revision = revision + 1 WHERE id = ?"),
            {toText(release.state), release.waitsFor, release.currentStep, textOf(release.measured),
             toText(transaction.now()), release.id}),
        release.id);
}

Result<void> ReleaseRepository::setLive(Transaction &transaction, qint64 id, bool live)
{
    return expectOne(transaction.execute(QStringLiteral("UPDATE release SET is_live = ? WHERE id = ?"),
                                         {live ? 1 : 0, id}),
                     id);
}

Result<bool> ReleaseRepository::isLive(Reader &reader, qint64 id)
{
    const auto count =
        reader.integer(QStringLiteral("SELECT count(*) FROM release WHERE id = ? AND is_live = 1"), {id});
    if (!count)
        return Failure(count.error());
    return *count == 1;
}

Result<void> ReleaseRepository::setEnvironment(Transaction &transaction, qint64 id, qint64 environmentId)
{
    return expectOne(transaction.execute(QStringLiteral("UPDATE release SET environment_id = ? WHERE id = ?"),
                                         {environmentId, id}),
                     id);
}

Result<std::optional<qint64>> ReleaseRepository::environment(Reader &reader, qint64 id)
{
    std::optional<qint64> environmentId;
    const auto read = reader.query(QStringLiteral("SELECT environment_id FROM release WHERE id = ?"), {id},
                                   [&environmentId](const Row &row) -> Result<void> {
                                       if (!row.value("environment_id").isNull())
                                           environmentId = row.integer("environment_id");
                                       return {};
                                   });
    if (!read)
        return Failure(read.error());
    return environmentId;
}

Result<std::vector<qint64>> ReleaseRepository::leftovers(Reader &reader, const QString &application)
{
    std::vector<qint64> environments;
    const auto read = reader.query(
        QStringLiteral("SELECT environment_id FROM release WHERE application = ? AND environment_id IS NOT "
                       "NULL AND state IN ('rolled-back', 'aborted', 'failed') ORDER BY id"),
        {application}, [&environments](const Row &row) -> Result<void> {
            environments.push_back(row.integer("environment_id"));
            return {};
        });
    if (!read)
        return Failure(read.error());
    return environments;
}

Result<qint64> ReleaseRepository::insertCutover(Transaction &transaction, const CutoverRecord &cutover)
{
    return transaction.insert(
        QStringLiteral(
            "INSERT INTO cutover (release_id, step, token, address, other, serving, follower, "
            "limit_ms, held_at, outcome, probe) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"),
        {cutover.releaseId, cutover.step, cutover.token, cutover.address, cutover.other, cutover.serving,
         cutover.follower, qint64(cutover.limit / std::chrono::milliseconds(1)), toText(cutover.heldAt),
         cutover.outcome, textOf(cutover.probe)});
}

Result<void> ReleaseRepository::updateCutover(Transaction &transaction, const CutoverRecord &cutover)
{
    return expectOne(
        transaction.execute(
            QStringLiteral("UPDATE cutover SET held_at = ?, swapped_at = ?, held_ms = ?, outcome = ?, probe "
                           "= ? WHERE id = ?"),
            {toText(cutover.heldAt), cutover.swappedAt ? QVariant(toText(*cutover.swappedAt)) : QVariant(),
             cutover.heldMs ? QVariant(*cutover.heldMs) : QVariant(), cutover.outcome, textOf(cutover.probe),
             cutover.id}),
        cutover.releaseId);
}

namespace {

Result<std::vector<CutoverRecord>> cutoversWhere(Reader &reader, const QString &where,
                                                 const QVariantList &values)
{
    std::vector<CutoverRecord> cutovers;
    const auto read =
        reader.query(QStringLiteral("SELECT %1 FROM cutover %2 ORDER BY id").arg(cutoverColumns, where),
                     values, [&cutovers](const Row &row) -> Result<void> {
                         auto cutover = cutoverOf(row);
                         if (!cutover)
                             return Failure(cutover.error());
                         cutovers.push_back(std::move(*cutover));
                         return {};
                     });
    if (!read)
        return Failure(read.error());
    return cutovers;
}

} // namespace

Result<std::vector<CutoverRecord>> ReleaseRepository::cutovers(Reader &reader, qint64 releaseId)
{
    return cutoversWhere(reader, QStringLiteral("WHERE release_id = ?"), {releaseId});
}

Result<std::vector<CutoverRecord>> ReleaseRepository::openCutovers(Reader &reader)
{
    return cutoversWhere(reader, QStringLiteral("WHERE outcome = 'open'"), {});
}

Result<std::optional<CutoverRecord>> ReleaseRepository::latestCutover(Reader &reader, qint64 releaseId)
{
    auto found = cutovers(reader, releaseId);
    if (!found)
        return Failure(found.error());
    if (found->empty())
        return std::optional<CutoverRecord>();
    return std::optional<CutoverRecord>(std::move(found->back()));
}

} // namespace slipway
