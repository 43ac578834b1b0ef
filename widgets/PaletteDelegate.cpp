#include "widgets/PaletteDelegate.h"

#include "widgets/PaletteModel.h"
#include "widgets/Theme.h"

#include <QPainter>

namespace slipway {

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool selected = option.state & QStyle::State_Selected;
    if (selected) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(option.palette.color(QPalette::Active, QPalette::Highlight));
        painter->drawRoundedRect(option.rect, 4, 4);
    }
    const QColor text =
        option.palette.color(QPalette::Active, selected ? QPalette::HighlightedText : QPalette::Text);
    const QColor faint = selected ? text : option.palette.color(QPalette::Active, QPalette::PlaceholderText);
    QRect room = option.rect.adjusted(theme::unit, 0, -theme::unit, 0);
    const auto take = [&](int width, bool fromEnd) {
        QRect part = room;
        const bool right = fromEnd != (option.direction == Qt::RightToLeft);
        if (right) {
            part.setLeft(room.right() - width + 1);
            room.setRight(part.left() - theme::unit);
        } else {
            part.setWidth(width);
            room.setLeft(part.right() + theme::unit);
        }
        return part;
    };
    const QRect iconRect = take(16, false);
    index.data(Qt::DecorationRole)
        .value<QIcon>()
        .paint(painter, QStyle::alignedRect(option.direction, Qt::AlignCenter, QSize(16, 16), iconRect),
               Qt::AlignCenter, selected ? QIcon::Selected : QIcon::Normal);

    painter->setFont(theme::small());
    const QFontMetrics small = painter->fontMetrics();
    const auto draw = [&](const QRect &rect, const QString &said, const QColor &colour, Qt::Alignment side) {
        painter->setPen(colour);
        painter->drawText(rect, int(side | Qt::AlignVCenter | Qt::TextSingleLine),
                          painter->fontMetrics().elidedText(said, Qt::ElideMiddle, rect.width()));
    };
    const QString side = index.data(PaletteModel::SideRole).toString();
    if (!side.isEmpty())
        draw(take(small.horizontalAdvance(side) + 2, true), side, faint, Qt::AlignTrailing);
    const QString group = index.data(PaletteModel::GroupRole).toString();
    draw(take(10 * theme::unit, false), group, faint, Qt::AlignLeading);
    painter->setFont(option.font);
    draw(room, index.data(Qt::DisplayRole).toString(), text, Qt::AlignLeading);
    painter->restore();
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {20 * theme::unit, theme::rowHeight()};
}

} // namespace slipway
