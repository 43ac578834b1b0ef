#include "service/api/Dispatcher.h"

#include "service/store/Store.h"

namespace slipway {

namespace {

Response unauthenticated(const Problem &problem)
{
    return Response::problem(problem).with("WWW-Authenticate", "Bearer realm=\"slipway\"");
}

Response busy()
{
    return Response::problem({Problem::Kind::Unavailable,
                              QStringLiteral("Too many requests wait for an answer"),
                              {},
                              QStringLiteral("Try again in a moment.")})
        .with("Retry-After", "1");
}

Response notFound(const Request &request)
{
    return Response::problem({Problem::Kind::NotFound, QStringLiteral("There is nothing at this path"),
                              QString::fromUtf8(request.path.left(200)),
                              QStringLiteral("GET /api/v1/openapi.yaml lists the routes.")});
}

Response wrongMethod(const Request &request, const QByteArray &allow)
{
    Response response = Response::problem(
        {Problem::Kind::WrongMethod,
         QStringLiteral("%1 is not possible here").arg(QString::fromLatin1(request.method.left(20))),
         QString::fromUtf8(request.path.left(200)),
         QStringLiteral("Possible: %1.").arg(QString::fromLatin1(allow))});
    return std::move(response).with("Allow", allow);
}

// Addresses wander between folders that are copied and restored; whoever means another folder's service would
// change the wrong one.
bool isForAnother(const Request &request, const QByteArray &folder)
{
    const QByteArray wanted = request.header("slipway-folder");
    return !folder.isEmpty() && !wanted.isEmpty() && wanted != folder;
}

Problem wrongArgument(const QByteArray &key, const QString &what, const QString &hint)
{
    return {Problem::Kind::Invalid, what, QString::fromUtf8(key.left(60)), hint};
}

// What would be ignored is told: a mistyped parameter would give another answer than was asked for.
std::optional<Problem> wrongQuery(const QByteArray &query, const Route &route)
{
    const QList<QByteArray> known = QByteArray(route.query).split(' ');
    for (const QByteArray &pair : query.split('&')) {
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        const QByteArray key = equals < 0 ? pair : pair.first(equals);
        if (key.isEmpty() || !known.contains(key)) {
            return wrongArgument(
                key, QStringLiteral("\"%1\" is not a parameter of this").arg(QString::fromUtf8(key.left(60))),
                *route.query == '\0'
                    ? QStringLiteral("It has none.")
                    : QStringLiteral("Known: %1.").arg(QString::fromLatin1(known.join(", "))));
        }
        if (equals >= 0 && !percentDecoded(QByteArrayView(pair).sliced(equals + 1), true)) {
            return wrongArgument(
                key, QStringLiteral("The value of \"%1\" can't be read").arg(QString::fromUtf8(key)),
                QStringLiteral("Escape it as UTF-8, without %00."));
        }
    }
    return std::nullopt;
}

} // namespace

Dispatcher::Dispatcher(Parts parts, int workers, const HttpLimits &limits)
    : m_parts(parts), m_workers(workers, limits.waitingWork), m_lingering(workers, limits.waitingWork)
{
}

void Dispatcher::stop()
{
    m_signIns.stop();
    m_workers.stop();
    m_lingering.stop();
}

tl::expected<const Router::Entry *, Response> Dispatcher::admit(Request &request)
{
    if (isForAnother(request, m_parts.folder)) {
        return tl::unexpected(Response::problem(
            {Problem::Kind::Conflict, QStringLiteral("This is the service of another data folder"),
             QStringLiteral("Slipway-Folder"),
             QStringLiteral("Start the service of yours: app/run --headless --data DIR. If it says that its "
                            "addresses are taken, it says by whom.")}));
    }
    Router::Match match = m_parts.router.match(request.method, request.path);
    if (request.method == "OPTIONS" && (!match.allow.isEmpty() || request.path == "*")) {
        Response options;
        options.status = 204;
        options.type.clear();
        return tl::unexpected(std::move(options).with(
            "Allow", match.allow.isEmpty() ? "GET, HEAD, POST, PUT, OPTIONS" : match.allow));
    }
    if (!match.entry && match.allow.isEmpty())
        return tl::unexpected(notFound(request));
    if (!match.entry)
        return tl::unexpected(wrongMethod(request, match.allow));
    if (!match.entry->route->access.open) {
        const auto principal = m_parts.authenticator.principalOf(request);
        if (!principal) {
            return tl::unexpected(principal.error().kind == Problem::Kind::Unauthenticated
                                      ? unauthenticated(principal.error())
                                      : Response::problem(principal.error()));
        }
        request.principal = *principal;
        if (!match.entry->route->access.allows(principal->role)) {
            return tl::unexpected(Response::problem(
                {Problem::Kind::Forbidden,
                 QStringLiteral("The role %1 may not do this").arg(toText(principal->role)),
                 QLatin1String(match.entry->route->id), QStringLiteral("Ask somebody who may.")}));
        }
    }
    if (match.malformed) {
        return tl::unexpected(
            Response::problem({Problem::Kind::Malformed, QStringLiteral("The path can't be read"),
                               QString::fromLatin1(request.path.left(200)),
                               QStringLiteral("Escape it as UTF-8, without %2F and %00.")}));
    }
    if (const auto wrong = wrongQuery(request.query, *match.entry->route))
        return tl::unexpected(Response::problem(*wrong));
    request.parameters = std::move(match.parameters);
    if (!match.entry->handler) {
        return tl::unexpected(Response::problem({Problem::Kind::Unavailable,
                                                 QStringLiteral("This is not built yet"),
                                                 QLatin1String(match.entry->route->id),
                                                 {}}));
    }
    return match.entry;
}

std::optional<Response> Dispatcher::refuse(const Request &head)
{
    Request copy = head;
    auto entry = admit(copy);
    if (entry)
        return std::nullopt;
    ++counters.answers[static_cast<std::size_t>(entry.error().status / 100)];
    return std::move(entry.error());
}

std::size_t Dispatcher::bodyLimit(const Request &head, std::size_t usual) const
{
    constexpr std::size_t megabyte = 1024 * 1024;
    const Router::Match match = m_parts.router.match(head.method, head.path);
    const int megabytes = match.entry ? match.entry->route->megabytes : 1;
    return megabytes > 1 ? static_cast<std::size_t>(megabytes) * megabyte : usual;
}

RequestHandler::Reply Dispatcher::counted(Reply reply)
{
    const Duration began = m_parts.clock.monotonic();
    return [this, began, reply = std::move(reply)](Response response) {
        const auto group = static_cast<std::size_t>(std::clamp(response.status / 100, 0, 5));
        counters.answers[group].fetch_add(1, std::memory_order_relaxed);
        counters.microseconds.fetch_add((m_parts.clock.monotonic() - began).count(),
                                        std::memory_order_relaxed);
        reply(std::move(response));
    };
}

void Dispatcher::handle(Request request, Reply rawReply)
{
    Reply reply = counted(std::move(rawReply));
    const auto entry = admit(request);
    if (!entry) {
        reply(std::move(entry.error()));
        return;
    }
    if ((*entry)->work == Router::Work::Quick || (*entry)->work == Router::Work::Reads) {
        reply(work(**entry, request));
        return;
    }
    Workers &workers = workersFor((*entry)->work);
    // Shared, because std::function copies.
    auto shared = std::make_shared<Request>(std::move(request));
    const bool taken =
        workers.post([this, entry = *entry, shared, reply] { reply(workOnce(*entry, *shared)); });
    if (!taken)
        reply(busy());
}

Workers &Dispatcher::workersFor(Router::Work work)
{
    switch (work) {
    case Router::Work::SignsIn:
        return m_signIns;
    case Router::Work::Lingers:
    case Router::Work::Lasts:
        return m_lingering;
    default:
        return m_workers;
    }
}

Response Dispatcher::work(const Router::Entry &entry, Request &request)
{
    auto response = entry.work == Router::Work::Reads ? m_parts.answers.answer(request, entry.handler)
                                                      : entry.handler(request);
    if (response)
        return std::move(*response);
    if (response.error().kind == Problem::Kind::Unauthenticated)
        return unauthenticated(response.error());
    return Response::problem(response.error());
}

Response Dispatcher::workOnce(const Router::Entry &entry, Request &request)
{
    const QByteArray key = request.header("idempotency-key");
    const bool removes = request.method == "DELETE";
    const bool changes = removes || request.method == "POST" || request.method == "PUT";
    const bool keeps = entry.work != Router::Work::KeepsNothing && entry.work != Router::Work::Lingers;
    if (key.isEmpty() || !changes || entry.route->access.open || !keeps)
        return work(entry, request);
    if (!Idempotency::isValid(key)) {
        return Response::problem({Problem::Kind::Malformed,
                                  QStringLiteral("The Idempotency-Key can't be used"),
                                  QStringLiteral("Idempotency-Key"),
                                  QStringLiteral("Use 1 to 128 printable characters without blanks.")});
    }
    request.idempotencyKey =
        IdempotencyKey{request.principal.name, QString::fromLatin1(key), entry.route->secret};
    // What is gone can't be removed twice.
    const bool beginsAgain = removes || entry.work == Router::Work::Lasts;
    const auto cutShort =
        beginsAgain ? Idempotency::CutShort::BeginsAgain : Idempotency::CutShort::IsNotKnown;
    auto earlier = m_parts.idempotency.begin(*request.idempotencyKey, request, cutShort);
    if (!earlier) {
        Response refusal = Response::problem(earlier.error());
        if (m_parts.idempotency.isUnderWay(*request.idempotencyKey))
            return std::move(refusal).with("Retry-After", "1");
        return refusal;
    }
    if (*earlier)
        return std::move(**earlier);
    Response response = work(entry, request);
    if (auto kept = m_parts.idempotency.finish(*request.idempotencyKey, response); !kept)
        return Response::problem(kept.error());
    return response;
}

tl::expected<std::unique_ptr<FeedReader>, Response> Dispatcher::openFeed(Request request)
{
    auto entry = admit(request);
    if (!entry)
        return tl::unexpected(std::move(entry.error()));
    if (QByteArrayView((*entry)->route->id) != QByteArrayView("feed"))
        return tl::unexpected(notFound(request));
    const auto since = m_parts.feed.place(request.argument("since"));
    if (!since)
        return tl::unexpected(Response::problem(since.error()));
    return m_parts.feed.reader(*since, Authenticator::tokenOf(request));
}

} // namespace slipway
