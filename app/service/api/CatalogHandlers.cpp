#include "service/api/CatalogHandlers.h"

#include "service/api/Fields.h"
#include "service/api/Paging.h"
#include "service/store/CatalogRepository.h"
#include "service/store/Ledger.h"
#include "service/store/Store.h"

#include <algorithm>

namespace slipway {

namespace {

Response answerOf(const Application &application, int status = 200)
{
    return Response::json(application.toJson(), status).with("ETag", etag(application.revision));
}

// The one that is named, or production.
Result<QString> environmentName(const Application &application, const QString &wanted)
{
    if (wanted.isEmpty()) {
        const Environment *production = application.environmentOf(EnvironmentRole::Production);
        if (production)
            return production->name;
        return fail(Problem::Kind::Conflict,
                    QStringLiteral("%1 has no production environment").arg(application.handle()),
                    QStringLiteral("Name the environment."), QStringLiteral("/environment"));
    }
    QStringList names;
    for (const Environment &environment : application.environments) {
        if (environment.name == wanted)
            return wanted;
        names.append(environment.name);
    }
    return fail(Problem::Kind::NotFound,
                QStringLiteral("%1 has no environment \"%2\"").arg(application.handle(), wanted.left(60)),
                QStringLiteral("It has: %1.").arg(names.join(QStringLiteral(", "))),
                QStringLiteral("/environment"));
}

} // namespace

void CatalogHandlers::addTo(Router &router)
{
    using Work = Router::Work;
    router.add("listCustomers", Work::Reads, [this](const Request &r) { return customers(r); });
    router.add("listApplications", Work::Reads, [this](const Request &r) { return list(r); });
    router.add("createApplication", Work::Blocks, [this](const Request &r) { return create(r); });
    router.add("getApplication", Work::Reads, [this](const Request &r) { return get(r); });
    router.add("cloneApplication", Work::Blocks, [this](const Request &r) { return clone(r); });
    router.add("startEnvironment", Work::Lasts,
               [this](const Request &r) { return startOrStop(r, &Operations::startEnvironment); });
    router.add("stopEnvironment", Work::Lasts,
               [this](const Request &r) { return startOrStop(r, &Operations::stopEnvironment); });
    router.add("removeEnvironment", Work::Lasts, [this](const Request &r) { return remove(r); });
    router.add("removeApplication", Work::Lasts, [this](const Request &r) { return removeAll(r); });
}

Result<Response> CatalogHandlers::customers(const Request &request) const
{
    const auto page = pageRequest(request);
    if (!page)
        return Failure(page.error());
    const auto found =
        m_store.read([&](Reader &reader) { return CatalogRepository::customers(reader, *page); });
    if (!found)
        return Failure(found.error());
    return pageOfItems(*found);
}

Result<Response> CatalogHandlers::list(const Request &request) const
{
    const auto page = pageRequest(request);
    if (!page)
        return Failure(page.error());
    const QString customer =
        request.principal.isCustomer() ? request.principal.customer : request.argument("customer");
    const auto found = m_store.read(
        [&](Reader &reader) { return CatalogRepository::applications(reader, *page, customer); });
    if (!found)
        return Failure(found.error());
    return pageOfItems(*found);
}

Result<Response> CatalogHandlers::create(const Request &request) const
{
    const auto body = fieldsOf(request, {"customer", "slug", "name", "recipe"});
    if (!body)
        return Failure(body.error());
    for (const char *field : {"customer", "slug", "name"}) {
        if (const auto text = requiredText(*body, field); !text)
            return Failure(text.error());
    }
    if (!body->value(QStringLiteral("recipe")).isObject())
        return wrongType("recipe", "an object with the appliances and their classes");
    const auto application = m_operations.createApplication(*body, request.principal.name);
    if (!application)
        return Failure(application.error());
    return answerOf(*application, 202)
        .with("Location", "/api/v1/applications/" + application->handle().toUtf8());
}

Result<Application> CatalogHandlers::visible(const Request &request) const
{
    const QString customer = request.parameter("customer");
    const QString handle = customer + QLatin1Char('/') + request.parameter("application");
    if (!request.principal.sees(customer)) {
        return fail(Problem::Kind::NotFound, QStringLiteral("There is no application \"%1\"").arg(handle),
                    QStringLiteral("List those there are with GET /api/v1/applications."));
    }
    const auto revision = ifMatch(request);
    if (!revision)
        return Failure(revision.error());
    const QString also = request.argument("retired");
    const bool retired = also == QLatin1String("true");
    if (!also.isEmpty() && !retired && also != QLatin1String("false")) {
        return fail(Problem::Kind::Invalid,
                    QStringLiteral("\"%1\" is neither true nor false").arg(also.left(40)), {},
                    QStringLiteral("retired"));
    }
    return m_store.read([&](Reader &reader) -> Result<Application> {
        auto application = CatalogRepository::application(reader, handle, retired);
        if (!application || !*revision)
            return application;
        if (auto current = CatalogRepository::requireRevision(reader, application->id, **revision); !current)
            return Failure(current.error());
        return application;
    });
}

Result<Response> CatalogHandlers::get(const Request &request) const
{
    const auto application = visible(request);
    if (!application)
        return Failure(application.error());
    QJsonObject object = application->toJson();
    object.insert(QStringLiteral("recipe"), application->recipe);
    const auto refused = m_store.read(
        [&](Reader &reader) { return CatalogRepository::refusedOutbound(reader, application->id); });
    if (!refused)
        return Failure(refused.error());
    QJsonArray environments;
    for (const Environment &environment : application->environments) {
        QJsonObject one = environment.toJson();
        const auto found = std::find_if(refused->begin(), refused->end(), [&](const auto &entry) {
            return entry.environmentId == environment.id;
        });
        one.insert(QStringLiteral("outbound_refused"), found == refused->end() ? 0 : found->refused);
        environments.append(one);
    }
    object.insert(QStringLiteral("environments"), environments);
    return Response::json(object).with("ETag", etag(application->revision));
}

Result<Response> CatalogHandlers::clone(const Request &request) const
{
    const auto application = visible(request);
    if (!application)
        return Failure(application.error());
    if (const auto body = fieldsOf(request, {}); !body)
        return Failure(body.error());
    const auto cloned = m_operations.cloneApplication(*application, request.principal.name);
    if (!cloned)
        return Failure(cloned.error());
    return answerOf(*cloned, 202);
}

Result<CatalogHandlers::Target> CatalogHandlers::target(const Request &request) const
{
    auto application = visible(request);
    if (!application)
        return Failure(application.error());
    const auto body = fieldsOf(request, {"environment"});
    if (!body)
        return Failure(body.error());
    return Target{std::move(*application), body->value(QStringLiteral("environment")).toString()};
}

Result<Response> CatalogHandlers::change(const Request &request, const Target &of, Change what) const
{
    const auto name = environmentName(of.application, of.environment);
    if (!name)
        return Failure(name.error());
    const auto changed = (m_operations.*what)(of.application, *name, request.principal.name);
    if (!changed)
        return Failure(changed.error());
    return answerOf(*changed);
}

Result<Response> CatalogHandlers::startOrStop(const Request &request, Change what) const
{
    const auto asked = target(request);
    return asked ? change(request, *asked, what) : Result<Response>(Failure(asked.error()));
}

// Named, always: nothing is removed because a field was left out.
Result<Response> CatalogHandlers::remove(const Request &request) const
{
    const auto asked = target(request);
    if (!asked)
        return Failure(asked.error());
    const Application &application = asked->application;
    const QString &wanted = asked->environment;
    if (wanted.isEmpty()) {
        return fail(Problem::Kind::Invalid, QStringLiteral("No environment is named"),
                    QStringLiteral("Name the one to remove."), QStringLiteral("/environment"));
    }
    // Asked again after its answer was lost: it is gone, as was wished.
    const auto all = m_store.read(
        [&](Reader &reader) { return CatalogRepository::application(reader, application.handle(), true); });
    if (all && std::any_of(all->environments.begin(), all->environments.end(), [&](const Environment &one) {
            return one.name == wanted && one.role == EnvironmentRole::Retired;
        }))
        return answerOf(application);
    return change(request, *asked, &Operations::removeEnvironment);
}

Result<Response> CatalogHandlers::removeAll(const Request &request) const
{
    const auto application = visible(request);
    if (!application) {
        // Asked again after its answer was lost, as above.
        EventFilter latest;
        latest.subject = QStringLiteral("application/%1/%2")
                             .arg(request.parameter("customer"), request.parameter("application"));
        latest.kind = QStringLiteral("application.");
        latest.limit = 1;
        const auto events = m_store.read([&](Reader &reader) { return Ledger::list(reader, latest); });
        const bool isGone = application.error().kind == Problem::Kind::NotFound && events &&
                            !events->items.empty() &&
                            events->items.front().kind == QLatin1String("application.removed");
        return isGone ? Result<Response>(Response::empty()) : Failure(application.error());
    }
    if (auto removed = m_operations.removeApplication(*application, request.principal.name); !removed)
        return Failure(removed.error());
    return Response::empty();
}

} // namespace slipway
