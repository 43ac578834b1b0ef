#include "widgets/StepGraphView.h"

#include "models/StepGraph.h"
#include "widgets/ReleaseFacts.h"
#include "widgets/StepGraphAccess.h"

#include <QAccessible>
#include <QHash>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QStyle>
#include <QToolTip>

#include <algorithm>
#include <limits>

namespace slipway {

namespace {

constexpr int boxWidth = 18 * theme::unit;
constexpr int columnGap = 3 * theme::unit;
constexpr int rowGap = 2 * theme::unit;
constexpr int margin = 2 * theme::unit;
constexpr int leastUpright = 14 * theme::unit; // a box that shares the width with its branches
constexpr int mostUpright = 36 * theme::unit;

int boxHeight()
{
    return 3 * QFontMetrics(theme::small()).height() + 2 * theme::unit;
}

int laneHead()
{
    return QFontMetrics(theme::small()).height() + theme::unit;
}

} // namespace

StepGraphView::StepGraphView(QWidget *parent) : QAbstractScrollArea(parent)
{
    makeStepGraphAccessible();
    setObjectName(QStringLiteral("stepGraph"));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setAccessibleName(tr("Steps of the release"));
    viewport()->setMouseTracking(true);
    horizontalScrollBar()->setSingleStep(boxWidth / 4);
    updateWords();
}

void StepGraphView::setSteps(const std::vector<StepRow> &steps, const QString &current)
{
    const bool isFirst = m_nodes.empty();
    const bool movesOn = current != m_current || isFirst;
    if (steps == m_steps && !movesOn)
        return;
    m_steps = steps;
    m_nodes.clear();
    m_edges.clear();
    m_lanes.clear();
    addLane(steps, false);
    if (hasTurnedBack(steps))
        addLane(steps, true);
    m_current = current;
    place();
    if (nodeOf(m_selected) < 0 && !m_selected.isEmpty()) {
        m_selected.clear();
        Q_EMIT selectionChanged({});
    }
    updateBars();
    updateWords();
    updateGeometry();
    viewport()->update();
    // Whoever looks elsewhere isn't torn away, and what is in sight stays where it is.
    if (isFirst) {
        m_follows = true;
        showNode(nodeOf(m_current));
    } else if (movesOn && m_follows && m_selected.isEmpty()) {
        keepInSight(nodeOf(m_current));
    }
}

void StepGraphView::addLane(const std::vector<StepRow> &steps, bool back)
{
    const std::vector<StepRow> own = stepsOfPhase(steps, back);
    const StepGraph graph = graphOf(own);
    const int firstRow = m_lanes.empty() ? 0 : m_lanes.back().firstRow + m_lanes.back().rows;
    const std::size_t firstNode = m_nodes.size();
    for (std::size_t i = 0; i < own.size() && i < graph.nodes.size(); ++i) {
        Node node;
        node.step = own[i];
        node.look = lookOfStep(own[i]);
        node.column = graph.nodes[i].column;
        node.row = firstRow + graph.nodes[i].row;
        node.isHeld = isHeldStep(own, own[i]);
        node.isBack = back;
        m_nodes.push_back(std::move(node));
    }
    QHash<QString, std::size_t> places;
    for (std::size_t i = firstNode; i < m_nodes.size(); ++i)
        places.insert(m_nodes[i].step.id, i);
    for (const GraphEdge &edge : graph.edges) {
        if (places.contains(edge.from) && places.contains(edge.to))
            m_edges.push_back({places.value(edge.from), places.value(edge.to)});
    }
    m_lanes.push_back({firstRow, std::max(graph.rows, 1), back});
}

int StepGraphView::laneTop(const Lane &lane) const
{
    const auto before = std::count_if(m_lanes.begin(), m_lanes.end(),
                                      [&lane](const Lane &other) { return other.firstRow < lane.firstRow; });
    return theme::unit + static_cast<int>(before) * laneHead() + lane.firstRow * (boxHeight() + rowGap);
}

// The steps one below the other, as wide as there is room; branches side by side.
void StepGraphView::placeUpright()
{
    const int rows = m_lanes.empty() ? 1 : m_lanes.back().firstRow + m_lanes.back().rows;
    const int room = viewport()->width() - 2 * margin - (rows - 1) * columnGap;
    const int width = std::clamp(room / rows, leastUpright, mostUpright);
    const int step = boxHeight() + laneHead() + theme::unit / 2;
    int bottom = 0;
    for (Node &node : m_nodes) {
        node.box = {margin + node.row * (width + columnGap), theme::unit + laneHead() + node.column * step,
                    width, boxHeight()};
        bottom = std::max(bottom, node.box.bottom());
    }
    m_picture = {2 * margin + rows * (width + columnGap) - columnGap, bottom + margin};
}

QRect StepGraphView::mirrored(const QRect &box) const
{
    return QStyle::visualRect(
        layoutDirection(), {0, 0, std::max(m_picture.width(), viewport()->width()), m_picture.height()}, box);
}

void StepGraphView::place()
{
    if (m_isUpright)
        placeUpright();
    else
        placeOnward();
    for (Node &node : m_nodes)
        node.box = mirrored(node.box);
}

void StepGraphView::placeOnward()
{
    int right = 0;
    for (Node &node : m_nodes) {
        const Lane &lane = laneOf(node);
        const int top = laneTop(lane) + laneHead() + (node.row - lane.firstRow) * (boxHeight() + rowGap);
        node.box = {margin + node.column * (boxWidth + columnGap), top, boxWidth, boxHeight()};
        right = std::max(right, node.box.right());
    }
    const Lane last = m_lanes.empty() ? Lane{} : m_lanes.back();
    m_picture = {right + margin, laneTop(last) + laneHead() + last.rows * (boxHeight() + rowGap)};
}

void StepGraphView::setUpright(bool upright)
{
    m_isUpright = upright;
    place();
    updateBars();
    updateGeometry();
}

void StepGraphView::setRowsAsked(int rows)
{
    if (rows == m_rowsAsked)
        return;
    m_rowsAsked = rows;
    updateGeometry();
}

QSize StepGraphView::sizeHint() const
{
    if (m_isUpright)
        return {mostUpright + 2 * margin, 60 * theme::unit};
    const int rows = m_lanes.empty() ? 1 : m_lanes.back().firstRow + m_lanes.back().rows;
    const int seen = std::min(rows, m_rowsAsked);
    const int heads = seen < rows ? 1 : std::max(1, static_cast<int>(m_lanes.size()));
    return {60 * theme::unit, theme::unit + heads * laneHead() + seen * (boxHeight() + rowGap) +
                                  horizontalScrollBar()->sizeHint().height()};
}

QSize StepGraphView::minimumSizeHint() const
{
    return {(m_isUpright ? leastUpright : boxWidth) + 2 * margin,
            theme::unit + laneHead() + boxHeight() + rowGap};
}

QPoint StepGraphView::offset() const
{
    const QScrollBar *bar = horizontalScrollBar();
    return {isRightToLeft() ? bar->maximum() - bar->value() : bar->value(), verticalScrollBar()->value()};
}

void StepGraphView::scrollTo(int left)
{
    QScrollBar *bar = horizontalScrollBar();
    bar->setValue(isRightToLeft() ? bar->maximum() - left : left);
}

void StepGraphView::updateBars()
{
    const QScopedValueRollback placing(m_isPlacing, true);
    const QSize room = viewport()->size();
    horizontalScrollBar()->setRange(0, std::max(0, m_picture.width() - room.width()));
    horizontalScrollBar()->setPageStep(room.width());
    verticalScrollBar()->setRange(0, std::max(0, m_picture.height() - room.height()));
    verticalScrollBar()->setPageStep(room.height());
}

int StepGraphView::nodeOf(const QString &id) const
{
    // Of the way back where it has begun: that is where a release is then.
    for (int i = count() - 1; i >= 0 && !id.isEmpty(); --i) {
        if (stepAt(i).id == id)
            return i;
    }
    return -1;
}

QRect StepGraphView::nodeRect(int node) const
{
    return m_nodes[static_cast<std::size_t>(node)].box.translated(-offset());
}

int StepGraphView::nodeAt(QPoint viewportPosition) const
{
    const QPoint point = viewportPosition + offset();
    const auto found = std::find_if(m_nodes.begin(), m_nodes.end(),
                                    [point](const Node &node) { return node.box.contains(point); });
    return found == m_nodes.end() ? -1 : static_cast<int>(found - m_nodes.begin());
}

void StepGraphView::select(const QString &id)
{
    moveTo(nodeOf(id));
}

void StepGraphView::clearSelection()
{
    if (m_selected.isEmpty())
        return;
    m_selected.clear();
    m_follows = true;
    keepInSight(nodeOf(m_current));
    viewport()->update();
    Q_EMIT selectionChanged({});
}

void StepGraphView::moveTo(int node)
{
    if (node < 0)
        return;
    showNode(node);
    if (stepAt(node).id == m_selected)
        return;
    m_selected = stepAt(node).id;
    viewport()->update();
    QAccessibleEvent event(this, QAccessible::Focus);
    event.setChild(node);
    QAccessible::updateAccessibility(&event);
    Q_EMIT selectionChanged(m_selected);
}

bool StepGraphView::isInSight(int node) const
{
    return QRect(offset(), viewport()->size()).contains(m_nodes[static_cast<std::size_t>(node)].box);
}

void StepGraphView::keepInSight(int node)
{
    if (node >= 0 && !isInSight(node))
        showNode(node);
}

// By the wheel or a bar: who has scrolled the current step away looks at something else.
void StepGraphView::scrollContentsBy(int, int)
{
    const int current = nodeOf(m_current);
    if (!m_isPlacing && current >= 0)
        m_follows = isInSight(current);
    viewport()->update();
}

void StepGraphView::showNode(int node)
{
    if (node < 0)
        return;
    const QScopedValueRollback placing(m_isPlacing, true);
    const Node &shown = m_nodes[static_cast<std::size_t>(node)];
    const QRect box = shown.box;
    const QSize room = viewport()->size();
    const QRect seen(offset(), room);
    // The neighbours on both sides are worth seeing too.
    const QRect wanted = box.adjusted(-boxWidth, -laneHead(), boxWidth, rowGap);
    if (wanted.left() < seen.left() || wanted.right() > seen.right())
        scrollTo(box.center().x() - room.width() / 2);
    const bool isOutside = wanted.top() < seen.top() || wanted.bottom() > seen.bottom();
    // Its lane from the top on; further down only where the lane is higher than the room.
    if (isOutside && m_isUpright)
        verticalScrollBar()->setValue(box.center().y() - room.height() / 2);
    else if (isOutside)
        verticalScrollBar()->setValue(
            std::max(laneTop(laneOf(shown)) - theme::unit, wanted.bottom() - room.height()));
    viewport()->update();
}

int StepGraphView::neighbour(int from, int columns, int rows) const
{
    const Node &start = m_nodes[static_cast<std::size_t>(from)];
    int best = -1;
    int leastWay = std::numeric_limits<int>::max();
    for (int i = 0; i < count(); ++i) {
        const Node &node = m_nodes[static_cast<std::size_t>(i)];
        const int across = node.column - start.column;
        const int down = node.row - start.row;
        const bool fits =
            columns != 0 ? across * columns > 0 && node.isBack == start.isBack : down * rows > 0;
        const int way = columns != 0 ? std::abs(across) * 1000 + std::abs(down)
                                     : std::abs(down) * 1000 + std::abs(across);
        if (fits && way < leastWay) {
            leastWay = way;
            best = i;
        }
    }
    return best;
}

void StepGraphView::keyPressEvent(QKeyEvent *event)
{
    const int chosen = nodeOf(m_selected);
    const int start = chosen >= 0 ? chosen : std::max(0, nodeOf(m_current));
    if (m_nodes.empty()) {
        event->ignore();
        return;
    }
    const int onward = isRightToLeft() ? -1 : 1;
    const auto go = [&](int across, int down) {
        if (chosen < 0)
            return moveTo(start);
        moveTo(m_isUpright ? neighbour(start, down, across) : neighbour(start, across, down));
    };
    switch (event->key()) {
    case Qt::Key_Left:
        return go(-onward, 0);
    case Qt::Key_Right:
        return go(onward, 0);
    case Qt::Key_Up:
        return go(0, -1);
    case Qt::Key_Down:
        return go(0, 1);
    case Qt::Key_Escape:
        if (chosen >= 0)
            return clearSelection();
        break;
    case Qt::Key_Home:
        return moveTo(0);
    case Qt::Key_End:
        return moveTo(count() - 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier) {
            moveTo(start);
            Q_EMIT activated(m_selected);
            return;
        }
        break;
    default:
        break;
    }
    event->ignore();
}

void StepGraphView::mousePressEvent(QMouseEvent *event)
{
    moveTo(nodeAt(event->pos()));
}

void StepGraphView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const int node = nodeAt(event->pos());
    if (node < 0)
        return;
    moveTo(node);
    Q_EMIT activated(m_selected);
}

void StepGraphView::resizeEvent(QResizeEvent *)
{
    place();
    updateBars();
    if (!m_selected.isEmpty())
        keepInSight(nodeOf(m_selected));
    else if (m_follows)
        keepInSight(nodeOf(m_current));
}

void StepGraphView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void StepGraphView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void StepGraphView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() != QEvent::FontChange && event->type() != QEvent::StyleChange &&
        event->type() != QEvent::LayoutDirectionChange)
        return;
    place();
    updateBars();
    updateGeometry();
}

bool StepGraphView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int node = nodeAt(help->pos());
    if (node < 0)
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), describe(node).left(2000), viewport(), nodeRect(node));
    return true;
}

} // namespace slipway
