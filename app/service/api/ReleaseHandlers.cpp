#include "service/api/ReleaseHandlers.h"

#include "service/api/Fields.h"
#include "service/api/Idempotency.h"
#include "service/api/Paging.h"
#include "service/release/ReleaseService.h"

namespace slipway {

namespace {

const QString noteField = QStringLiteral("note");
const QString reasonField = QStringLiteral("reason");
const QString stepField = QStringLiteral("step");

Response answerOf(const Release &release, int status = 200)
{
    return Response::json(release.toJson(), status).with("ETag", etag(release.revision));
}

Response startedAnswer(const Release &release)
{
    return answerOf(release, 201).with("Location", "/api/v1/releases/" + QByteArray::number(release.id));
}

// As whom somebody may sign: customers as themselves; operations as operations; an administrator for anybody,
// with their own name beside it.
Result<Role> signingRole(const Principal &principal, const QString &as)
{
    const auto role = roleFromText(as);
    if (!role)
        return Failure(role.error().at(QStringLiteral("/as")));
    if (*role != principal.role && principal.role != Role::Admin) {
        return fail(Problem::Kind::Forbidden,
                    QStringLiteral("The role %1 can't sign as %2").arg(toText(principal.role), as),
                    QStringLiteral("Let the one who signs do it with a token of theirs."),
                    QStringLiteral("/as"));
    }
    return role;
}

// Whose sign-off is waited for, out of "customer signs off readiness".
Role awaitedRole(const std::vector<Step> &steps)
{
    for (const Step &step : steps) {
        const bool waits = step.state == StepState::Waiting && step.activity.isEmpty();
        if (waits && step.waitsFor.contains(toText(Role::Customer)))
            return Role::Customer;
    }
    return Role::Operations;
}

} // namespace

void ReleaseHandlers::addTo(Router &router)
{
    using Work = Router::Work;
    router.add("listReleases", Work::Reads, [this](const Request &r) { return list(r); });
    router.add("startRelease", Work::Blocks, [this](const Request &r) { return start(r); });
    router.add("getRelease", Work::Reads, [this](const Request &r) { return get(r); });
    router.add("listSteps", Work::Blocks, [this](const Request &r) { return steps(r); });
    router.add("previewStep", Work::Blocks, [this](const Request &r) { return preview(r); });
    router.add("getReport", Work::Blocks, [this](const Request &r) { return report(r); });
    router.add("getSamples", Work::Blocks, [this](const Request &r) { return samples(r); });
    router.add("getLog", Work::Blocks, [this](const Request &r) { return log(r); });
    router.add("signOff", Work::Blocks, [this](const Request &r) { return signOff(r); });

    ReleaseService &service = m_releases;
    addCommand(router, "approveRelease", {"note"},
               [&service](qint64 id, const QJsonObject &body, const ReleaseEdit &edit) {
                   return service.approve(id, body.value(noteField).toString(), edit);
               });
    addCommand(router, "finalizeRelease", {"note"},
               [&service](qint64 id, const QJsonObject &body, const ReleaseEdit &edit) {
                   return service.finalize(id, body.value(noteField).toString(), edit);
               });
    addCommand(router, "retryStep", {"step"},
               [&service](qint64 id, const QJsonObject &body, const ReleaseEdit &edit) {
                   return service.retry(id, body.value(stepField).toString(), edit);
               });
    addCommand(
        router, "skipStep", {"step", "reason"},
        [&service](qint64 id, const QJsonObject &body, const ReleaseEdit &edit) {
            return service.skip(id, body.value(stepField).toString(), body.value(reasonField).toString(),
                                edit);
        },
        Reason::IsNeeded);
    addCommand(router, "pauseRelease", {},
               [&service](qint64 id, const QJsonObject &, const ReleaseEdit &edit) {
                   return service.pause(id, edit);
               });
    addCommand(router, "resumeRelease", {},
               [&service](qint64 id, const QJsonObject &, const ReleaseEdit &edit) {
                   return service.resume(id, edit);
               });
    addCommand(router, "abortRelease", {"reason"},
               [&service](qint64 id, const QJsonObject &body, const ReleaseEdit &edit) {
                   return service.abort(id, body.value(reasonField).toString(), edit);
               });
    addCommand(
        router, "rollBackRelease", {"reason"},
        [&service](qint64 id, const QJsonObject &body, const ReleaseEdit &edit) {
            return service.rollBack(id, body.value(reasonField).toString(), edit);
        },
        Reason::IsNeeded);
}

void ReleaseHandlers::addCommand(Router &router, const char *id, std::vector<const char *> fields,
                                 Command command, Reason reason)
{
    router.add(
        id, Router::Work::Blocks,
        [this, fields = std::move(fields), command = std::move(command),
         reason](const Request &request) -> Result<Response> {
            const auto release = visible(request);
            if (!release)
                return Failure(release.error());
            const auto body = fieldsOf(request, fields);
            if (!body)
                return Failure(body.error());
            if (reason == Reason::IsNeeded && body->value(reasonField).toString().trimmed().isEmpty())
                return missing("reason");
            const auto revision = ifMatch(request);
            if (!revision)
                return Failure(revision.error());
            const auto changed = command(release->id, *body, ReleaseEdit{request.principal.name, *revision});
            if (!changed)
                return Failure(changed.error());
            return answerOf(*changed);
        });
}

Result<Release> ReleaseHandlers::visible(const Request &request) const
{
    const auto id = idParameter(request, "id");
    if (!id)
        return Failure(id.error());
    auto release = m_releases.get(*id);
    if (release && !request.principal.sees(release->application.section(QLatin1Char('/'), 0, 0))) {
        return fail(Problem::Kind::NotFound, QStringLiteral("There is no release %1").arg(*id),
                    QStringLiteral("List those there are with GET /api/v1/releases."));
    }
    return release;
}

Result<Response> ReleaseHandlers::list(const Request &request) const
{
    const auto page = pageRequest(request);
    if (!page)
        return Failure(page.error());
    const auto before = idCursor(*page);
    if (!before)
        return Failure(before.error());
    ReleaseFilter filter;
    filter.limit = page->limit;
    filter.search = page->q;
    filter.before = *before;
    filter.application = request.argument("application");
    filter.pipeline = request.argument("pipeline");
    filter.customer =
        request.principal.isCustomer() ? request.principal.customer : request.argument("customer");
    const QString states = request.argument("state");
    if (!states.isEmpty())
        filter.states = states.split(QLatin1Char(','));
    for (const QString &state : filter.states) {
        if (const auto known = releaseStateFromText(state); !known)
            return Failure(known.error().at(QStringLiteral("state")));
    }
    const auto found = m_releases.list(filter);
    if (!found)
        return Failure(found.error());
    QJsonArray items;
    for (const Release &release : found->items)
        items.append(release.toJson());
    return pageOf(items, found->next ? QString::number(*found->next) : QString());
}

Result<Response> ReleaseHandlers::start(const Request &request) const
{
    const auto body = fieldsOf(request, {"application", "pipeline", "inputs", "at", "note"});
    if (!body)
        return Failure(body.error());
    StartRelease wanted;
    wanted.application = body->value(QStringLiteral("application")).toString();
    wanted.pipeline = body->value(QStringLiteral("pipeline")).toString(QStringLiteral("no-migration"));
    wanted.actor = request.principal.name;
    wanted.note = body->value(noteField).toString();
    if (wanted.application.isEmpty())
        return missing("application");
    const QJsonValue inputs = body->value(QStringLiteral("inputs"));
    if (!inputs.isUndefined() && !inputs.isObject())
        return wrongType("inputs", "an object");
    wanted.inputs = inputs.toObject();
    if (const QString at = body->value(QStringLiteral("at")).toString(); !at.isEmpty()) {
        const auto time = instantFromText(at);
        if (!time)
            return Failure(time.error().at(QStringLiteral("/at")));
        wanted.at = *time;
    }
    if (request.idempotencyKey) {
        wanted.with = [&request](Transaction &transaction, const Release &started) {
            return Idempotency::keep(transaction, *request.idempotencyKey, startedAnswer(started));
        };
    }
    const auto release = m_releases.start(wanted);
    if (!release)
        return Failure(release.error());
    return startedAnswer(*release);
}

Result<Response> ReleaseHandlers::get(const Request &request) const
{
    const auto release = visible(request);
    if (!release)
        return Failure(release.error());
    return answerOf(*release);
}

Result<Response> ReleaseHandlers::steps(const Request &request) const
{
    const auto release = visible(request);
    if (!release)
        return Failure(release.error());
    const auto steps = m_releases.steps(release->id);
    if (!steps)
        return Failure(steps.error());
    QJsonArray items;
    for (const Step &step : *steps)
        items.append(step.toJson());
    return pageOf(items, {});
}

Result<Response> ReleaseHandlers::preview(const Request &request) const
{
    const auto release = visible(request);
    if (!release)
        return Failure(release.error());
    const auto lines = m_releases.preview(release->id, request.parameter("step"));
    if (!lines)
        return Failure(lines.error());
    return pageOf(QJsonArray::fromStringList(*lines), {});
}

Result<Response> ReleaseHandlers::report(const Request &request) const
{
    const auto release = visible(request);
    if (!release)
        return Failure(release.error());
    const auto report = m_releases.report(release->id);
    if (!report)
        return Failure(report.error());
    return Response::json(*report);
}

Result<Response> ReleaseHandlers::samples(const Request &request) const
{
    const auto release = visible(request);
    if (!release)
        return Failure(release.error());
    const QString text = request.argument("since");
    bool isNumber = true;
    const qint64 since = text.isEmpty() ? 0 : text.toLongLong(&isNumber);
    if (!isNumber || since < 0) {
        return fail(Problem::Kind::Malformed, QStringLiteral("\"%1\" is not a number").arg(text.left(40)),
                    QStringLiteral("Give milliseconds since the probe's start."), QStringLiteral("since"));
    }
    return jsonOf(m_releases.samples(release->id, since));
}

Result<Response> ReleaseHandlers::log(const Request &request) const
{
    const auto release = visible(request);
    if (!release)
        return Failure(release.error());
    const auto page = pageRequest(request);
    if (!page)
        return Failure(page.error());
    const auto since = idCursor(*page);
    if (!since)
        return Failure(since.error());
    const auto lines = m_releases.log(release->id, since->value_or(0), page->limit);
    if (!lines)
        return Failure(lines.error());
    const bool full = lines->size() >= page->limit;
    const qint64 last =
        lines->isEmpty() ? 0 : lines->last().toObject().value(QStringLiteral("id")).toInteger();
    return pageOf(*lines, full ? QString::number(last) : QString());
}

Result<Response> ReleaseHandlers::signOff(const Request &request) const
{
    const auto release = visible(request);
    if (!release)
        return Failure(release.error());
    const auto body = fieldsOf(request, {"as", "step", "note"});
    if (!body)
        return Failure(body.error());
    QString as = body->value(QStringLiteral("as")).toString();
    if (as.isEmpty() && request.principal.role == Role::Admin) {
        const auto steps = m_releases.steps(release->id);
        if (!steps)
            return Failure(steps.error());
        as = toText(awaitedRole(*steps));
    }
    const auto role = signingRole(request.principal, as.isEmpty() ? toText(request.principal.role) : as);
    if (!role)
        return Failure(role.error());
    const auto revision = ifMatch(request);
    if (!revision)
        return Failure(revision.error());
    const auto signedOff =
        m_releases.signOff(release->id, body->value(stepField).toString(), *role,
                           body->value(noteField).toString(), ReleaseEdit{request.principal.name, *revision});
    if (!signedOff)
        return Failure(signedOff.error());
    return answerOf(*signedOff);
}

} // namespace slipway
