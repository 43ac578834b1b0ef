// How StepGraphView looks; what it is stands in StepGraphView.cpp.
#include "widgets/ReleaseFacts.h"
#include "widgets/StepGraphView.h"

#include <QPainter>
#include <QPainterPath>
#include <QPaintEvent>
#include <QTextLayout>

#include <algorithm>

namespace slipway {

namespace {

constexpr int corner = 6;
constexpr int columnMargin = 3 * theme::unit; // between two columns
constexpr int padding = theme::unit;
constexpr int boxWidthOfSwapMark = 12 * theme::unit;
constexpr int mostCharacters = 200; // more doesn't fit a box, and a long layout would cost every frame

QColor mixed(const QColor &a, const QColor &b, double share)
{
    return QColor::fromRgbF(static_cast<float>(a.redF() * share + b.redF() * (1 - share)),
                            static_cast<float>(a.greenF() * share + b.greenF() * (1 - share)),
                            static_cast<float>(a.blueF() * share + b.blueF() * (1 - share)));
}

// Where a line leaves a box, or comes to it, that goes this way.
QPointF edgeOf(const QRect &box, const QPointF &way, bool leaves)
{
    const QRectF whole(box);
    const double side = leaves ? 0.5 : -0.5;
    return whole.center() + QPointF(way.x() * side * whole.width(), way.y() * side * whole.height());
}

Qt::PenStyle lineOf(const StepRow &step)
{
    if (step.state == QLatin1String("skipped") || step.state == QLatin1String("undone"))
        return Qt::DashLine;
    return step.state == QLatin1String("unknown") ? Qt::DotLine : Qt::SolidLine;
}

} // namespace

void StepGraphView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(-offset());
    const QRect visible = event->rect().translated(offset());
    painter.fillRect(visible, palette().color(QPalette::Base));
    if (m_nodes.empty()) {
        painter.setPen(theme::colour(theme::Tone::Idle));
        painter.drawText(viewport()->rect(), int(Qt::AlignCenter) | Qt::TextWordWrap,
                         tr("The steps appear here as soon as the release is loaded."));
        return;
    }
    for (const Lane &lane : m_lanes)
        paintLane(painter, lane, visible);
    paintEdges(painter, visible);
    for (const Node &node : m_nodes) {
        if (node.box.adjusted(-columnMargin, -columnMargin, columnMargin, columnMargin).intersects(visible))
            paintNode(painter, node);
    }
}

void StepGraphView::paintLane(QPainter &painter, const Lane &lane, const QRect &visible) const
{
    paintHeldBand(painter, lane);
    painter.setFont(theme::small());
    if (lane.isBack) {
        const int top = laneTop(lane) - theme::unit / 2;
        painter.setPen(QPen(palette().color(QPalette::Mid), 1));
        painter.drawLine(visible.left(), top, visible.right(), top);
        painter.setPen(theme::colour(theme::Tone::Warning));
        const QString words = tr("⟲ Way back");
        const QRect place(2 * theme::unit, laneTop(lane) + 2, painter.fontMetrics().horizontalAdvance(words),
                          painter.fontMetrics().height());
        painter.drawText(mirrored(place), Qt::AlignCenter, words);
    }
    for (const Node &node : m_nodes) {
        if (node.isBack == lane.isBack)
            paintMarker(painter, node);
    }
}

// Behind the steps during which requests are held.
void StepGraphView::paintHeldBand(QPainter &painter, const Lane &lane) const
{
    QRect band;
    for (const Node &node : m_nodes) {
        if (node.isHeld && node.isBack == lane.isBack)
            band |= node.box;
    }
    if (band.isNull())
        return;
    const QFontMetrics metrics{theme::small()};
    band.adjust(-theme::unit, -metrics.height() - theme::unit / 2, theme::unit, theme::unit);
    const QColor amber = theme::colour(theme::Tone::Warning);
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(amber, palette().color(QPalette::Base), theme::isDark() ? 0.18 : 0.12));
    painter.drawRoundedRect(band, corner, corner);
    painter.setFont(theme::small());
    painter.setPen(amber);
    // In sight as long as anything of the band is.
    const QString words = tr("▲ requests are held");
    const int length = metrics.horizontalAdvance(words);
    const QRect read = mirrored(band);
    const int seenFrom = mirrored(viewport()->rect().translated(offset())).left();
    const int widest = read.right() - theme::unit - length - boxWidthOfSwapMark;
    const int left = std::min(std::max(read.left(), seenFrom) + theme::unit, std::max(read.left(), widest));
    painter.drawText(mirrored({left, band.top() + 2, length, metrics.height()}), Qt::AlignCenter, words);
}

void StepGraphView::paintMarker(QPainter &painter, const Node &node) const
{
    const bool swaps = isSwap(node.step);
    if (!swaps && !isPointOfNoReturn(node.step))
        return;
    const QString words = swaps ? tr("⇄ the swap") : tr("no way back");
    const QColor ink = theme::colour(swaps ? theme::Tone::Warning : theme::Tone::Bad);
    const QRect head(node.box.left(), node.box.top() - painter.fontMetrics().height() - 2, node.box.width(),
                     painter.fontMetrics().height());
    painter.setPen(ink);
    painter.drawText(head, (swaps ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, words);
    if (swaps)
        return;
    painter.setPen(QPen(ink, 2, Qt::DashLine));
    if (m_isUpright) {
        painter.drawLine(node.box.left(), head.top() - 2, node.box.right(), head.top() - 2);
        return;
    }
    const int x = isRightToLeft() ? node.box.right() + columnMargin / 2 : node.box.left() - columnMargin / 2;
    painter.drawLine(x, head.top(), x, node.box.bottom() + theme::unit);
}

void StepGraphView::paintEdges(QPainter &painter, const QRect &visible) const
{
    painter.setBrush(Qt::NoBrush);
    const QColor idle = mixed(palette().color(QPalette::Text), palette().color(QPalette::Base), 0.35);
    const QPointF way = m_isUpright ? QPointF(0, 1) : QPointF(isRightToLeft() ? -1 : 1, 0);
    for (const Edge &edge : m_edges) {
        const Node &from = m_nodes[edge.from];
        const Node &to = m_nodes[edge.to];
        const QPointF start = edgeOf(from.box, way, true);
        const QPointF end = edgeOf(to.box, way, false);
        if (!QRectF(start, end).normalized().adjusted(-2, -2, 2, 2).intersects(visible))
            continue;
        const bool walked =
            from.step.state == QLatin1String("done") && to.step.state != QLatin1String("pending");
        painter.setPen(QPen(walked ? theme::colour(theme::Tone::Good) : idle, walked ? 2 : 1));
        QPainterPath path(start);
        const bool isStraight =
            m_isUpright ? qFuzzyCompare(start.x(), end.x()) : qFuzzyCompare(start.y(), end.y());
        if (isStraight) {
            path.lineTo(end);
        } else {
            const QPointF before = end - way * columnMargin;
            const QPointF turn =
                m_isUpright ? QPointF(start.x(), before.y()) : QPointF(before.x(), start.y());
            path.lineTo(turn);
            path.cubicTo(turn + way * columnMargin * 0.6, end - way * columnMargin * 0.6, end);
        }
        painter.drawPath(path);
    }
}

void StepGraphView::paintNode(QPainter &painter, const Node &node) const
{
    const bool isCurrent = node.step.id == m_current && (node.isBack || m_lanes.size() == 1);
    const bool isSelected = node.step.id == m_selected;
    const QColor tone = theme::colour(node.look.tone);
    const QColor base = palette().color(QPalette::Base);
    const bool isQuiet = node.look.tone == theme::Tone::Idle;
    painter.setBrush(isCurrent ? mixed(tone, base, theme::isDark() ? 0.28 : 0.16) : base);
    painter.setPen(QPen(isQuiet ? mixed(tone, base, 0.6) : tone, isCurrent ? 2.5 : 1, lineOf(node.step)));
    painter.drawRoundedRect(QRectF(node.box).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner);
    if (isSelected) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette().color(QPalette::Highlight), hasFocus() ? 2 : 1));
        painter.drawRoundedRect(QRectF(node.box).adjusted(-3, -3, 3, 3), corner + 3, corner + 3);
    }
    QRect room = node.box.adjusted(padding, padding / 2, -padding, -padding / 2);
    painter.setFont(theme::small());
    const int line = painter.fontMetrics().height();
    const QRect head(room.left(), room.top(), room.width(), line);
    painter.setPen(tone);
    QString took;
    if (node.step.started && node.step.finished && !node.step.activity.isEmpty())
        took = spanText(*node.step.finished - *node.step.started);
    const int tookWidth = took.isEmpty() ? 0 : painter.fontMetrics().horizontalAdvance(took) + padding;
    const QString word = QString(node.look.shape) + QLatin1Char(' ') + node.look.word;
    painter.drawText(head, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(word.left(mostCharacters), Qt::ElideRight,
                                                      head.width() - tookWidth));
    const QColor text = palette().color(QPalette::Text);
    painter.setPen(mixed(text, base, 0.7));
    painter.drawText(head, Qt::AlignRight | Qt::AlignVCenter, took);
    room.setTop(head.bottom() + 2);
    if (isCurrent) {
        QFont bold = theme::small();
        bold.setWeight(QFont::DemiBold);
        painter.setFont(bold);
    }
    paintTitle(painter, node, room, isQuiet && !isCurrent ? mixed(text, base, 0.78) : text);
}

// Two lines, the second one elided.
void StepGraphView::paintTitle(QPainter &painter, const Node &node, const QRect &room,
                               const QColor &ink) const
{
    const QString title = (node.step.title.isEmpty() ? node.step.id : node.step.title).left(mostCharacters);
    QTextLayout layout(title, painter.font());
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    QTextLine first = layout.createLine();
    first.setLineWidth(room.width());
    layout.endLayout();
    painter.setPen(ink);
    const int height = painter.fontMetrics().height();
    const QRect upper(room.left(), room.top(), room.width(), height);
    const Qt::Alignment side =
        Qt::AlignAbsolute | (isRightToLeft() || title.isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft);
    painter.drawText(upper, int(side | Qt::AlignVCenter) | Qt::TextSingleLine,
                     title.left(first.textLength()).trimmed());
    const QString rest = title.mid(first.textLength());
    painter.drawText(upper.translated(0, height), int(side | Qt::AlignVCenter) | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(rest, Qt::ElideRight, room.width()));
}

} // namespace slipway
