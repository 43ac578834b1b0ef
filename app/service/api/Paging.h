// `?limit=&cursor=&q=` of lists, and `If-Match` of edits.
#pragma once
#include "service/api/Request.h"
#include "service/store/Page.h"

namespace slipway {

Result<PageRequest> pageRequest(const Request &request);
// A cursor that is an id; Malformed when it is something else.
Result<std::optional<qint64>> idCursor(const PageRequest &page);
// {"items":[…],"next":…}
Response pageOf(const QJsonArray &items, const QString &next);
template <class T>
Response pageOfItems(const Page<T> &page)
{
    QJsonArray items;
    for (const T &item : page.items)
        items.append(item.toJson());
    return pageOf(items, page.next);
}

// The revision of an If-Match; nothing when none is given or it is "*".
Result<std::optional<qint64>> ifMatch(const Request &request);
QByteArray etag(qint64 revision);

Result<qint64> idParameter(const Request &request, const char *name);

} // namespace slipway
