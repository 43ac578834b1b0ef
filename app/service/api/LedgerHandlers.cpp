#include "service/api/LedgerHandlers.h"

#include "service/api/LedgerFeed.h"
#include "service/api/Paging.h"
#include "service/store/Ledger.h"
#include "service/store/Store.h"

namespace slipway {

void LedgerHandlers::addTo(Router &router)
{
    using Work = Router::Work;
    router.add("listEvents", Work::Blocks, [this](const Request &r) { return list(r); });
    router.add("ledgerHead", Work::Reads, [this](const Request &) { return head(); });
    // Reached only by a request that isn't a WebSocket's.
    router.add("feed", Work::Quick, [this](const Request &r) { return notAFeed(r); });
}

Result<Response> LedgerHandlers::list(const Request &request) const
{
    const auto page = pageRequest(request);
    if (!page)
        return Failure(page.error());
    const auto before = idCursor(*page);
    if (!before)
        return Failure(before.error());
    PageRequest from = *page;
    from.cursor = request.argument("since");
    const auto since = idCursor(from);
    if (!since)
        return Failure(since.error().at(QStringLiteral("since")));
    const QString order = request.argument("order");
    if (!order.isEmpty() && order != QLatin1String("oldest") && order != QLatin1String("newest")) {
        return fail(Problem::Kind::Invalid, QStringLiteral("\"%1\" is not an order").arg(order.left(40)),
                    QStringLiteral("Use newest or oldest."), QStringLiteral("order"));
    }
    if (order == QLatin1String("oldest"))
        return onwards(before->value_or(since->value_or(0)), page->limit);
    EventFilter filter;
    filter.q = page->q;
    filter.limit = page->limit;
    filter.before = before->value_or(0);
    filter.since = since->value_or(0);
    filter.subject = request.argument("subject");
    filter.kind = request.argument("kind");
    filter.actor = request.argument("actor");
    const auto events = m_store.read([&](Reader &reader) { return Ledger::list(reader, filter); });
    if (!events)
        return Failure(events.error());
    QJsonArray items;
    for (const Event &event : events->items)
        items.append(event.toJson());
    return pageOf(items, events->next);
}

// Reached by a request that isn't a WebSocket's: says what a WebSocket would meet here.
Result<Response> LedgerHandlers::notAFeed(const Request &request) const
{
    if (const auto since = m_feed.place(request.argument("since")); !since)
        return Failure(since.error());
    Response response = Response::problem(
        {Problem::Kind::NeedsWebSocket, QStringLiteral("This is a WebSocket"), QStringLiteral("websocket"),
         QStringLiteral("Open it as one, or read pages of the ledger at /api/v1/ledger.")});
    return std::move(response).with("Upgrade", "websocket");
}

// Oldest first: for exports, which walk the whole chain.
Result<Response> LedgerHandlers::onwards(qint64 since, int limit) const
{
    const auto events = m_store.read([&](Reader &reader) { return Ledger::since(reader, since, limit); });
    if (!events)
        return Failure(events.error());
    QJsonArray items;
    qint64 last = since;
    for (const Event &event : *events) {
        items.append(event.toJson());
        last = event.seq;
    }
    return pageOf(items, items.size() == limit ? QString::number(last) : QString());
}

Result<Response> LedgerHandlers::head() const
{
    const auto head = m_store.read([](Reader &reader) { return Ledger::head(reader); });
    if (!head)
        return Failure(head.error());
    return Response::json(head->toJson());
}

} // namespace slipway
