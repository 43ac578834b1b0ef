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
    if (progress.part)
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
