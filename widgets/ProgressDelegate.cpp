#include "widgets/ProgressDelegate.h"

#include "widgets/EventWords.h"
#include "widgets/Theme.h"

#include <QPainter>

#include <cmath>

namespace slipway {

namespace {

constexpr int blocks = 10;
constexpr int blockWidth = 6;
constexpr int blockGap = 2;
constexpr int widestStrip = 12 * theme::unit;
constexpr int low = 8;
constexpr int high = 14;
constexpr int leastHere = 4;

} // namespace

QString clockText(Duration duration)
{
    // Rounded up: what still takes half a second isn't over.
    const qint64 seconds = std::chrono::ceil<std::chrono::seconds>(duration).count();
    const QString tail = QStringLiteral(":%1").arg(seconds % 60, 2, 10, QLatin1Char('0'));
    if (seconds < 3600)
        return QString::number(seconds / 60) + tail;
    return QStringLiteral("%1:%2").arg(seconds / 3600).arg(seconds / 60 % 60, 2, 10, QLatin1Char('0')) + tail;
}

ProgressDelegate::ProgressDelegate(std::vector<int> stateColumns, int column, Asker ask, QObject *parent)
    : StateDelegate(std::move(stateColumns), parent), m_column(column), m_ask(std::move(ask))
{
}

// The step it is at stands out by its height: full while it is worked at, hollow where somebody is waited
// for, and with a stroke through it where it failed.
int ProgressDelegate::paintSteps(QPainter *painter, const QStyleOptionViewItem &option, QRect rect,
                                 const QStringList &steps)
{
    const auto count = static_cast<int>(steps.size());
    const int width = std::min(count * (blockWidth + blockGap), widestStrip);
    const int gap = width >= 4 * count ? blockGap : width >= 2 * count ? 1 : 0;
    QColor dim = ink(option, option.palette.color(QPalette::Text));
    dim.setAlphaF(0.22F);
    const auto edge = [&](int step) { return rect.left() + step * width / count; };
    const auto paint = [&](int step, int least, int height) {
        const QString &state = steps.at(step);
        const QRect block(edge(step), rect.center().y() - height / 2 + 1,
                          std::max(edge(step + 1) - gap - edge(step), least), height);
        const bool isAhead = state == QLatin1String("pending");
        painter->fillRect(block, isAhead ? dim : ink(option, theme::colour(theme::lookOf(state).tone)));
        return block;
    };
    int here = -1;
    for (int step = 0; step < count; ++step) {
        if (steps.at(step) != QLatin1String("done") && steps.at(step) != QLatin1String("pending"))
            here = step;
        else
            paint(step, 0, low);
    }
    if (here >= 0) { // seen among hundreds as well
        const QRect block = paint(here, leastHere, high);
        const bool isSelected = option.state & QStyle::State_Selected;
        const QColor back = option.palette.color(isSelected ? QPalette::Highlight : QPalette::Base);
        if (steps.at(here) == QLatin1String("waiting"))
            painter->fillRect(block.adjusted(1, 1, -1, -1), back);
        else if (steps.at(here) == QLatin1String("failed"))
            painter->fillRect(QRect(block.left(), block.center().y(), block.width(), 2), back);
    }
    return width + theme::unit;
}

int ProgressDelegate::paintBlocks(QPainter *painter, const QStyleOptionViewItem &option, QRect rect,
                                  const Progress &progress) const
{
    const int height = 8;
    const int top = rect.center().y() - height / 2 + 1;
    const int full = static_cast<int>(std::lround(std::clamp(*progress.part, 0.0, 1.0) * blocks));
    const QColor lit = ink(option, theme::colour(theme::lookOf(progress.state).tone));
    QColor dim = ink(option, option.palette.color(QPalette::Text));
    dim.setAlphaF(0.22F);
    painter->setPen(Qt::NoPen);
    for (int i = 0; i < blocks; ++i) {
        painter->setBrush(i < full ? lit : dim);
        painter->drawRect(rect.left() + i * (blockWidth + blockGap), top, blockWidth, height);
    }
    return blocks * (blockWidth + blockGap) + theme::unit;
}

void ProgressDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given,
                             const QModelIndex &index) const
{
    if (index.column() != m_column) {
        StateDelegate::paint(painter, given, index);
        return;
    }
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    paintBack(painter, option);
    const Progress progress = m_ask(index);
    painter->save();
    QRect rect = inner(option);
    painter->setClipRect(rect);
    if (!progress.steps.isEmpty())
        rect.setLeft(rect.left() + paintSteps(painter, option, rect, progress.steps));
    else if (progress.part)
        rect.setLeft(rect.left() + paintBlocks(painter, option, rect, progress));
    painter->setPen(ink(option, option.palette.color(QPalette::Text)));
    if (progress.eta) {
        painter->setFont(theme::figures());
        const QString eta = clockText(*progress.eta);
        painter->drawText(rect, Qt::AlignVCenter | Qt::AlignRight, eta);
        rect.setRight(rect.right() - painter->fontMetrics().horizontalAdvance(eta) - theme::unit);
    }
    painter->setFont(option.font);
    painter->drawText(
        rect, Qt::AlignVCenter | Qt::AlignLeft,
        painter->fontMetrics().elidedText(quietWord(index.data().toString()), Qt::ElideRight, rect.width()));
    painter->restore();
}

} // namespace slipway
