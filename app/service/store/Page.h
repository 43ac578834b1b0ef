// How lists are asked for and answered: text search, newest first, a page at a time.
#pragma once
#include <QString>
#include <QVariantList>

#include <vector>

namespace slipway {

struct PageRequest
{
    QString q;      // text that must occur, any case; empty: all
    int limit = 50; // at most 500
    QString cursor; // `next` of the page before; empty: the first
};

template <class T>
struct Page
{
    std::vector<T> items;
    QString next; // empty: there are no more
};

} // namespace slipway
