#include "widgets/FlowLayout.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>
#include <vector>

namespace slipway {

FlowLayout::FlowLayout(QWidget *parent) : QLayout(parent)
{
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

void FlowLayout::addItem(QLayoutItem *item)
{
    m_items.append(item);
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    return index >= 0 && index < count() ? m_items.takeAt(index) : nullptr;
}

int FlowLayout::heightForWidth(int width) const
{
    return place({0, 0, width, 0}, false);
}

QSize FlowLayout::sizeHint() const
{
    QSize size;
    for (const QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue;
        const int gap = size.isEmpty() ? 0 : spacing();
        size = {size.width() + gap + item->sizeHint().width(),
                std::max(size.height(), item->sizeHint().height())};
    }
    return size;
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem *item : m_items) {
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    }
    if (m_width > 0)
        size.setHeight(heightForWidth(std::max(m_width, size.width())));
    return size;
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    place(rect, true);
    if (rect.width() == m_width)
        return;
    m_width = rect.width();
    if (parentWidget())
        parentWidget()->updateGeometry();
}

int FlowLayout::place(const QRect &rect, bool isReal) const
{
    const Qt::LayoutDirection direction =
        parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    std::vector<std::pair<QLayoutItem *, QRect>> line;
    int x = 0;
    int y = 0;
    int lineHeight = 0;
    // What isn't as high as the others stands on their middle.
    const auto finishLine = [&] {
        if (m_isApart && line.size() > 1)
            line.back().second.moveRight(rect.width() - 1);
        for (const auto &[item, place] : line) {
            const QRect there =
                place.translated(rect.left(), rect.top() + y + (lineHeight - place.height()) / 2);
            if (isReal)
                item->setGeometry(QStyle::visualRect(direction, rect, there));
        }
        line.clear();
    };
    for (QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize size = item->sizeHint().boundedTo(
            {std::max(rect.width(), item->minimumSize().width()), item->sizeHint().height()});
        if (x > 0 && x + size.width() > rect.width()) {
            finishLine();
            x = 0;
            y += lineHeight + spacing();
            lineHeight = 0;
        }
        line.emplace_back(item, QRect(QPoint(x, 0), size));
        x += size.width() + spacing();
        lineHeight = std::max(lineHeight, size.height());
    }
    finishLine();
    return y + lineHeight;
}

} // namespace slipway
