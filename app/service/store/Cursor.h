// What the repositories' lists share: one row more than the page tells whether there is another page.
#pragma once
#include "domain/Problem.h"
#include "service/store/Page.h"

#include <algorithm>

namespace slipway {

inline int limitOf(const PageRequest &request)
{
    return std::clamp(request.limit, 1, 500);
}

// Ids below this; the largest number there is without a cursor.
Result<qint64> beforeOf(const PageRequest &request);

template <class T>
void closePage(Page<T> &page, int limit)
{
    if (static_cast<int>(page.items.size()) <= limit)
        return;
    page.items.resize(static_cast<std::size_t>(limit));
    page.next = QString::number(page.items.back().id);
}

// One page, the newest first. narrow: " AND …" for each wish, with its values; load(where, values) reads
// rows.
template <class T, class Load>
Result<Page<T>> newestFirst(const PageRequest &request, const QString &narrow, QVariantList values, Load load)
{
    const auto before = beforeOf(request);
    if (!before)
        return Failure(before.error());
    const int limit = limitOf(request);
    values.prepend(*before);
    values.append(limit + 1);
    auto found =
        load(QStringLiteral("WHERE id < ?") + narrow + QStringLiteral(" ORDER BY id DESC LIMIT ?"), values);
    if (!found)
        return Failure(found.error());
    Page<T> page;
    page.items = std::move(*found);
    closePage(page, limit);
    return page;
}

} // namespace slipway
