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

} // namespace slipway
