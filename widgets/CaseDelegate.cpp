#include "widgets/CaseDelegate.h"

#include "models/CasesModel.h"
#include "models/ModelText.h"
#include "widgets/EventWords.h"
#include "widgets/Theme.h"

#include <QApplication>
#include <QPainter>

namespace slipway {

namespace {

struct Lines
{
    QRect upper;
    QRect lower;
};

Lines linesOf(const QRect &rect)
{
    const int half = rect.height() / 2;
    return {rect.adjusted(0, 2, 0, -half), rect.adjusted(0, half, 0, -2)};
}

// Word by word from the left; what has no room is cut.
void draw(QPainter *painter, QRect &rect, const QString &text, const QColor &ink)
{
    painter->setPen(ink);
    painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft,
                      painter->fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
    rect.setLeft(rect.left() + painter->fontMetrics().horizontalAdvance(text) + theme::unit / 2);
}

} // namespace

CaseDelegate::CaseDelegate(Asker ask, std::function<Instant()> now, std::function<bool(int)> hasColumn,
                           QObject *parent)
    : StateDelegate({CasesModel::Severity, CasesModel::State}, parent),
      m_ask(std::move(ask)),
      m_now(std::move(now)),
      m_hasColumn(std::move(hasColumn))
{
}

int CaseDelegate::rowHeight()
{
    const int lines = QFontMetrics(QApplication::font()).height() + QFontMetrics(theme::small()).height();
    return qMax(theme::rowHeight(), lines + theme::rowHeight() / 3);
}

void CaseDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given, const QModelIndex &index) const
{
    if (index.column() != CasesModel::Clock && index.column() != CasesModel::Subject) {
        StateDelegate::paint(painter, given, index);
        return;
    }
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    paintBack(painter, option);
    painter->save();
    painter->setClipRect(option.rect);
    if (index.column() == CasesModel::Clock)
        paintClocks(painter, option, m_ask(index));
    else
        paintSubject(painter, option, m_ask(index), index.data().toString());
    painter->restore();
}

void CaseDelegate::paintClocks(QPainter *painter, const QStyleOptionViewItem &option,
                               const CaseRow &row) const
{
    const Instant now = m_now();
    auto [upper, lower] = linesOf(inner(option));
    const ClockRow *nearest = row.nearest();
    if (!nearest) {
        painter->setFont(option.font);
        draw(painter, upper, tr("no guarantee"),
             ink(option, option.palette.color(QPalette::PlaceholderText)));
        return;
    }
    const auto lookOf = [now](const ClockRow &clock) { return theme::lookOf(toText(clock.pressure(now))); };
    const theme::Look look = lookOf(*nearest);
    const QColor tone = ink(option, theme::colour(look.tone));
    QFont figures = theme::figures();
    figures.setWeight(QFont::DemiBold);
    painter->setFont(figures);
    painter->setPen(tone);
    const int mark = painter->fontMetrics().horizontalAdvance(QChar(u'\u25cf')) + theme::unit / 2;
    painter->drawText(upper, Qt::AlignVCenter | Qt::AlignLeft, QString(look.shape));
    upper.setLeft(upper.left() + mark);
    // As wide as it may become, so that nothing moves when an hour is over.
    const QString time = countdown(nearest->left(now));
    QRect room = upper;
    room.setWidth(qMax(painter->fontMetrics().horizontalAdvance(QStringLiteral("00:00:00")),
                       painter->fontMetrics().horizontalAdvance(time)));
    painter->drawText(room, Qt::AlignVCenter | Qt::AlignRight, time);
    upper.setLeft(room.right() + theme::unit);
    painter->setFont(option.font);
    if (nearest->pressure(now) != Pressure::Running)
        draw(painter, upper, look.word, tone);
    draw(painter, upper, clockWord(nearest->name), ink(option, option.palette.color(QPalette::Text)));
    painter->setFont(theme::small());
    for (const ClockRow &clock : row.clocks) {
        if (&clock == nearest)
            continue;
        const theme::Look other = lookOf(clock);
        draw(painter, lower, QStringLiteral("%1 %2").arg(other.shape).arg(countdown(clock.left(now))),
             ink(option, theme::colour(other.tone)));
        draw(painter, lower, clockWord(clock.name),
             ink(option, option.palette.color(QPalette::PlaceholderText)));
    }
}

void CaseDelegate::paintSubject(QPainter *painter, const QStyleOptionViewItem &option, const CaseRow &row,
                                const QString &shown) const
{
    auto [upper, lower] = linesOf(inner(option));
    painter->setFont(option.font);
    draw(painter, upper, quietWord(shown, 200), ink(option, option.palette.color(QPalette::Text)));
    const auto unlessSeen = [this](int column, const QString &text) {
        return m_hasColumn(column) ? QString() : quietWord(text, 60);
    };
    QStringList parts{unlessSeen(CasesModel::Customer, row.customer),
                      quietWord(row.application.section(QLatin1Char('/'), 1), 60),
                      unlessSeen(CasesModel::Owner, row.owner.isEmpty() ? tr("nobody's") : row.owner),
                      unlessSeen(CasesModel::State, stateWord(row.state)), quietWord(row.contact, 80)};
    parts.removeAll(QString());
    painter->setFont(theme::small());
    draw(painter, lower, parts.join(QStringLiteral(" · ")),
         ink(option, option.palette.color(QPalette::PlaceholderText)));
}

QSize CaseDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = StateDelegate::sizeHint(option, index);
    size.setHeight(rowHeight());
    return size;
}

} // namespace slipway
