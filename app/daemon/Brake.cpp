#include "daemon/Brake.h"

#include "service/store/Ledger.h"
#include "service/store/Store.h"

namespace slipway {

namespace {

constexpr int mostPulls = 100; // that are looked at

struct Pull
{
    QString at;
    QString by;
    QString reason;
};

Pull pullFrom(const Event &event)
{
    const QJsonObject object = event.toJson();
    return {object.value(QStringLiteral("at")).toString(), object.value(QStringLiteral("actor")).toString(),
            object.value(QStringLiteral("payload")).toObject().value(QStringLiteral("reason")).toString()};
}

} // namespace

Result<QJsonObject> brakeOf(Store &store, bool on)
{
    EventFilter filter;
    filter.kind = QStringLiteral("brake.");
    filter.limit = mostPulls;
    const auto page = store.read([&](Reader &reader) { return Ledger::list(reader, filter); });
    if (!page)
        return Failure(page.error());
    QJsonObject answer{{QStringLiteral("on"), on}};
    if (page->items.empty())
        return answer;
    // Newest first, back to the one that changed it.
    Pull said = pullFrom(page->items.front());
    QString since = said.at;
    for (const Event &event : page->items) {
        if (!on || event.kind != QLatin1String("brake.on"))
            break;
        const Pull earlier = pullFrom(event);
        since = earlier.at;
        if (said.reason.isEmpty())
            said = earlier;
    }
    answer.insert(QStringLiteral("since"), since);
    answer.insert(QStringLiteral("by"), said.by);
    answer.insert(QStringLiteral("reason"), said.reason);
    return answer;
}

} // namespace slipway
