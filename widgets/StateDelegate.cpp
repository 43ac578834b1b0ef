#include "widgets/StateDelegate.h"

#include "models/Roles.h"
#include "widgets/EventWords.h"
#include "widgets/Theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace slipway {

namespace {

constexpr int longestText = 400;

} // namespace

StateDelegate::StateDelegate(std::vector<int> columns, QObject *parent)
    : QStyledItemDelegate(parent), m_columns(std::move(columns))
{
}

QString StateDelegate::displayText(const QVariant &value, const QLocale &locale) const
{
    return quietWord(QStyledItemDelegate::displayText(value, locale), longestText);
}

void StateDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->textElideMode = Qt::ElideRight;
    if (index.data(ProductionRole).toBool() && !(option->state & QStyle::State_Selected))
        option->backgroundBrush = theme::productionBack();
    if (index.data(StaleRole).toBool() && !(option->state & QStyle::State_Selected))
        option->palette.setColor(QPalette::Text, option->palette.color(QPalette::PlaceholderText));
}

void StateDelegate::paintBack(QPainter *painter, const QStyleOptionViewItem &option)
{
    QStyleOptionViewItem back = option;
    back.text.clear();
    back.icon = {};
    const QWidget *widget = option.widget;
    (widget ? widget->style() : QApplication::style())
        ->drawControl(QStyle::CE_ItemViewItem, &back, painter, widget);
}

QRect StateDelegate::inner(const QStyleOptionViewItem &option)
{
    const QWidget *widget = option.widget;
    const QStyle *style = widget ? widget->style() : QApplication::style();
    const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, &option, widget) + 1;
    return option.rect.adjusted(margin, 0, -margin, 0);
}

QColor StateDelegate::ink(const QStyleOptionViewItem &option, const QColor &own)
{
    if (!(option.state & QStyle::State_Selected))
        return own;
    const auto group = option.state & QStyle::State_Active ? QPalette::Active : QPalette::Inactive;
    return option.palette.color(group, QPalette::HighlightedText);
}

void StateDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given,
                          const QModelIndex &index) const
{
    const bool isState = std::find(m_columns.begin(), m_columns.end(), index.column()) != m_columns.end();
    const QString shown = index.data(Qt::DisplayRole).toString();
    if (!isState || shown.isEmpty()) {
        QStyledItemDelegate::paint(painter, given, index);
        return;
    }
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const QString state = index.data(StateRole).toString();
    const theme::Look look = theme::lookOf(state.isEmpty() ? shown : state);
    paintBack(painter, option);
    painter->save();
    painter->setFont(option.font);
    const QRect rect = inner(option);
    painter->setPen(ink(option, theme::colour(look.tone)));
    const int room = painter->fontMetrics().horizontalAdvance(QChar(u'●')) + theme::unit;
    painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft, QString(look.shape));
    const QRect rest = QStyle::visualRect(option.direction, rect, rect.adjusted(room, 0, 0, 0));
    const QString word = quietWord(look.word.isEmpty() ? shown : look.word);
    painter->drawText(rest, Qt::AlignVCenter | Qt::AlignLeft,
                      painter->fontMetrics().elidedText(word, Qt::ElideRight, rest.width()));
    painter->restore();
}

// What a cell has no room for, and the sentence of its row.
bool StateDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                              const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QStringList lines;
    for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole), int(DetailRole)})
        lines.append(quietWord(index.data(role).toString(), longestText));
    lines.removeDuplicates();
    lines.removeAll(QString());
    // Escaped: a name is never markup.
    QToolTip::showText(event->globalPos(), lines.join(QLatin1Char('\n')).toHtmlEscaped(), view);
    return true;
}

QSize StateDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(theme::rowHeight());
    size.setWidth(std::min(size.width() + 3 * theme::unit, 400));
    return size;
}

} // namespace slipway
