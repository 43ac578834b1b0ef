#include "widgets/PaneRoom.h"

#include "widgets/Theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QEvent>
#include <QLayout>
#include <QPointer>
#include <QScrollBar>

#include <algorithm>

namespace slipway {

namespace {

constexpr QSize least(18 * theme::unit, 5 * theme::unit);

// Of what scrolls by itself the line one is at: all of it would drive what stands above out of sight.
QRect placeIn(const QWidget *part)
{
    const auto *area = qobject_cast<const QAbstractScrollArea *>(part);
    if (!area)
        return part->rect();
    const QRect line = part->inputMethodQuery(Qt::ImCursorRectangle).toRect();
    const QRect first(0, 0, part->width(), theme::rowHeight());
    return (line.isValid() ? line.translated(area->viewport()->pos()) : first).intersected(part->rect());
}

} // namespace

PaneRoom::PaneRoom(QWidget *pane) : m_pane(pane)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    m_pane->setParent(viewport());
    m_pane->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, const QWidget *now) { follow(now); });
}

QSize PaneRoom::sizeHint() const
{
    return m_pane->sizeHint();
}

QSize PaneRoom::minimumSizeHint() const
{
    return m_pane->minimumSizeHint().boundedTo(least);
}

QSize PaneRoom::needed(int width) const
{
    QSize size = m_pane->minimumSizeHint().expandedTo(m_pane->minimumSize());
    const QLayout *layout = m_pane->layout();
    if (layout && layout->hasHeightForWidth())
        size.setHeight(std::max(size.height(), layout->minimumHeightForWidth(std::max(width, size.width()))));
    return size;
}

void PaneRoom::place()
{
    const QSize room = maximumViewportSize();
    QSize need = needed(room.width());
    const bool scrollsDown = need.height() > room.height();
    if (scrollsDown)
        need = needed(room.width() - verticalScrollBar()->sizeHint().width());
    const QSize seen = viewport()->size();
    verticalScrollBar()->setRange(0, std::max(0, need.height() - seen.height()));
    verticalScrollBar()->setPageStep(seen.height());
    verticalScrollBar()->setSingleStep(theme::rowHeight());
    horizontalScrollBar()->setRange(0, std::max(0, need.width() - seen.width()));
    horizontalScrollBar()->setPageStep(seen.width());
    horizontalScrollBar()->setSingleStep(theme::rowHeight());
    const int across = isRightToLeft() ? horizontalScrollBar()->maximum() - horizontalScrollBar()->value()
                                       : horizontalScrollBar()->value();
    m_pane->setGeometry(QRect(QPoint(-across, -verticalScrollBar()->value()), need.expandedTo(seen)));
}

void PaneRoom::follow(const QWidget *part)
{
    disconnect(m_lines);
    if (!part || !m_pane->isAncestorOf(part))
        return;
    show(part);
    if (const auto *view = qobject_cast<const QAbstractItemView *>(part); view && view->selectionModel())
        m_lines = connect( // once it has scrolled itself
            view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this, shown = QPointer(view)] {
                if (shown)
                    show(shown);
            },
            Qt::QueuedConnection);
}

void PaneRoom::show(const QWidget *part)
{
    const QRect own = placeIn(part);
    const QRect place(part->mapTo(m_pane, own.topLeft()), own.size());
    const auto follow = [](QScrollBar *bar, int from, int to, int room) {
        if (from < bar->value() || to - from > room)
            bar->setValue(from);
        else if (to > bar->value() + room)
            bar->setValue(to - room);
    };
    // Up to where it ends: QRect's bottom and right are its last dots.
    follow(verticalScrollBar(), place.top(), place.top() + place.height(), viewport()->height());
    if (!isRightToLeft())
        follow(horizontalScrollBar(), place.left(), place.left() + place.width(), viewport()->width());
}

bool PaneRoom::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_pane && event->type() == QEvent::LayoutRequest) {
        place();
        updateGeometry();
    }
    return QAbstractScrollArea::eventFilter(watched, event);
}

void PaneRoom::resizeEvent(QResizeEvent *)
{
    place();
}

void PaneRoom::scrollContentsBy(int, int)
{
    place();
}

} // namespace slipway
