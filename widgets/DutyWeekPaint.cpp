// How a week of the rota looks.
#include "widgets/DutyWeekView.h"
#include "widgets/EventWords.h"
#include "widgets/Theme.h"

#include <QDateTime>
#include <QLocale>
#include <QPainter>

#include <array>

namespace slipway {

namespace {

constexpr int cornerRadius = 3;
constexpr int roomForWord = 6 * theme::unit;   // below that a bar has no word in it
constexpr int roomForHours = 12 * theme::unit; // of a day

QString label(QChar shape, const QString &word)
{
    return QString(shape) + QLatin1Char(' ') + word;
}

void write(QPainter &painter, const QRect &box, const QString &text)
{
    const QRect room = box.adjusted(theme::unit / 2 + 1, 0, -theme::unit / 2, 0);
    if (room.width() < roomForWord && box.width() > painter.fontMetrics().height())
        painter.drawText(box, Qt::AlignCenter, text.left(1)); // its shape
    else if (room.width() >= roomForWord)
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, room.width()));
}

QColor faded(QColor colour, int alpha)
{
    colour.setAlpha(alpha);
    return colour;
}

} // namespace

void DutyWeekView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme::small());
    if (!m_model.isLoaded())
        return;
    const QRect rows(0, headerHeight(), viewport()->width(), rowsHeight());
    painter.save();
    painter.setClipRect(rows);
    for (int person = 0; person < m_model.rowCount(); ++person) {
        if (rowRect(person).intersects(rows))
            paintRow(painter, person);
    }
    paintGaps(painter);
    paintChoice(painter);
    painter.restore();
    paintHeader(painter);
    paintNow(painter);
    paintLegend(painter);
}

void DutyWeekView::paintHeader(QPainter &painter) const
{
    const DutyWeek &week = m_model.week();
    const QLocale locale;
    const int line = painter.fontMetrics().height();
    const QDate today = zonedTime(m_now, week.zone).date();
    for (int day = 0; day < 7; ++day) {
        const auto at = static_cast<std::size_t>(day);
        const int left = xOf(week.edges[at]);
        const int right = xOf(week.edges[at + 1]);
        const QDate date = week.day(day);
        painter.setPen(palette().color(date == today ? QPalette::Text : QPalette::PlaceholderText));
        QFont font = theme::small();
        font.setBold(date == today);
        painter.setFont(font);
        QString text = locale.dayName(date.dayOfWeek(), QLocale::ShortFormat) + QLatin1Char(' ') +
                       locale.toString(date, tr("d MMM", "format of a day and month"));
        if (week.hours(day) != 24)
            text += QStringLiteral(" · ") + tr("%n hours", nullptr, week.hours(day));
        const QRect box(left + 4, 2, right - left - 4, line);
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, box.width()));
        painter.setFont(theme::small());
        painter.setPen(palette().color(QPalette::PlaceholderText));
        if (right - left < roomForHours)
            continue;
        for (const int hour : {6, 12, 18}) {
            const int x = xOf(momentOf(QDateTime(date, QTime(hour, 0), Qt::UTC), week.zone));
            const QString mark = QString::number(hour);
            painter.drawText(QRect(x - 2 * theme::unit, 2 + line, 4 * theme::unit, line), Qt::AlignCenter,
                             mark);
        }
    }
}

void DutyWeekView::paintRow(QPainter &painter, int person) const
{
    const DutyWeek &week = m_model.week();
    const QRect row = rowRect(person);
    if (person % 2 == 1)
        painter.fillRect(row, palette().color(QPalette::AlternateBase));
    painter.setPen(QPen(faded(palette().color(QPalette::Mid), 120), 1));
    for (const Instant &edge : week.edges)
        painter.drawLine(xOf(edge), row.top(), xOf(edge), row.bottom());
    const QString &name = m_model.people().at(person);
    const bool isOnDuty = name == m_model.now().onDuty;
    QFont font = painter.font();
    font.setBold(isOnDuty);
    painter.setFont(font);
    painter.setPen(palette().color(QPalette::Text));
    const QString shown = (isOnDuty ? QStringLiteral("● ") : QString()) + quietWord(name) +
                          (name == m_model.now().manager ? tr(" (manager)") : QString());
    const QRect room(theme::unit, row.top(), nameWidth() - 2 * theme::unit, row.height());
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(shown, Qt::ElideRight, room.width()));
    painter.setFont(theme::small());
    for (const ShiftRow &shift : m_model.shifts()) {
        if (shift.onDuty == name || shift.alternate == name)
            paintShift(painter, shift, person);
    }
}

void DutyWeekView::paintShift(QPainter &painter, const ShiftRow &shift, int person) const
{
    const QRect box = shiftRect(shift, person).adjusted(1, 0, -1, 0);
    if (shift.onDuty == m_model.people().at(person)) {
        paintOnDuty(painter, shift, box);
        return;
    }
    const QColor ink = theme::colour(theme::Tone::Idle);
    painter.setPen(QPen(ink, 1, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), cornerRadius, cornerRadius);
    painter.setPen(ink);
    write(painter, box, label(QChar(u'◐'), tr("alternate")));
}

// A turn is filled; an override is hatched and has a thick edge.
void DutyWeekView::paintOnDuty(QPainter &painter, const ShiftRow &shift, const QRect &box) const
{
    const bool isOverride = shift.override > 0;
    const QColor ink = theme::colour(isOverride ? theme::Tone::Waiting : theme::Tone::Good);
    painter.setPen(QPen(ink, isOverride ? 2 : 1));
    painter.setBrush(faded(ink, theme::isDark() ? 70 : 45));
    painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), cornerRadius, cornerRadius);
    if (isOverride) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(QBrush(faded(ink, 110), Qt::BDiagPattern));
        painter.drawRect(box.adjusted(2, 2 * box.height() / 3, -2, -2));
    }
    painter.setPen(palette().color(QPalette::Text));
    const QString reason =
        shift.reason.isEmpty() ? QString() : QStringLiteral(": ") + quietWord(shift.reason, 60);
    const QRect line = isOverride ? box.adjusted(0, 0, 0, -box.height() / 3) : box;
    write(painter, line,
          isOverride ? label(QChar(u'⇄'), tr("override") + reason) : label(QChar(u'●'), tr("on duty")));
}

// Nobody: across all rows, so that it can't be overlooked.
void DutyWeekView::paintGaps(QPainter &painter) const
{
    const QColor ink = theme::colour(theme::Tone::Bad);
    for (const ShiftRow &gap : m_model.gaps()) {
        const int left = xOf(std::max(gap.begins, m_model.week().edges.front()));
        const int right = xOf(std::min(gap.ends, m_model.week().edges.back()));
        const QRect box(left, headerHeight(), std::max(2, right - left),
                        std::min(rowsHeight(), m_model.rowCount() * rowHeight()));
        painter.fillRect(box, QBrush(faded(ink, 90), Qt::DiagCrossPattern));
        painter.setPen(QPen(ink, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(box.adjusted(0, 0, -1, -1));
        const auto widthOf = [&](const QString &text) {
            return painter.fontMetrics().horizontalAdvance(text) + 2 * theme::unit;
        };
        QString words = label(QChar(u'✕'), tr("nobody is on duty"));
        if (widthOf(words) > box.width())
            words = label(QChar(u'✕'), tr("nobody"));
        const int width = std::min(widthOf(words), box.width());
        const QRect plate(box.left() + 1, box.bottom() - 3 * theme::unit, width, 3 * theme::unit - 2);
        painter.fillRect(plate, palette().color(QPalette::Base));
        write(painter, plate, words);
    }
}

void DutyWeekView::paintNow(QPainter &painter) const
{
    if (!m_model.week().has(m_now))
        return;
    const int x = xOf(m_now);
    const QColor ink = palette().color(QPalette::Link);
    painter.setPen(QPen(ink, 2));
    const int top = headerHeight() - theme::unit;
    painter.drawLine(x, top, x, headerHeight() + std::min(rowsHeight(), m_model.rowCount() * rowHeight()));
    painter.setBrush(ink);
    painter.setPen(Qt::NoPen);
    painter.drawPolygon(QPolygon({QPoint(x - 5, top), QPoint(x + 5, top), QPoint(x, top + 6)}));
}

void DutyWeekView::paintChoice(QPainter &painter) const
{
    if (m_person < 0)
        return;
    const QRect row = rowRect(m_person);
    const QColor ink = palette().color(QPalette::Highlight);
    if (const auto chosen = span()) {
        const QRect box(xOf(chosen->from), row.top() + 1, std::max(2, xOf(chosen->to) - xOf(chosen->from)),
                        row.height() - 2);
        painter.fillRect(box, faded(ink, 70));
        painter.setPen(QPen(ink, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(box);
    }
    if (!hasFocus())
        return;
    painter.setPen(QPen(ink, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(row.adjusted(0, 0, -1, -1));
    painter.setPen(QPen(ink, 2));
    painter.drawLine(xOf(m_moment), row.top() + 1, xOf(m_moment), row.bottom() - 1);
}

void DutyWeekView::paintLegend(QPainter &painter) const
{
    const int top = viewport()->height() - legendHeight();
    painter.setFont(theme::small());
    const int baseline = top + (legendHeight() + painter.fontMetrics().ascent()) / 2;
    const std::array<std::pair<QString, QColor>, 4> marks{
        {{label(QChar(u'●'), tr("on duty")), theme::colour(theme::Tone::Good)},
         {label(QChar(u'⇄'), tr("override")), theme::colour(theme::Tone::Waiting)},
         {label(QChar(u'◐'), tr("alternate")), theme::colour(theme::Tone::Idle)},
         {label(QChar(u'▼'), tr("now")), palette().color(QPalette::Link)}}};
    int x = theme::unit;
    for (const auto &[text, ink] : marks) {
        painter.setPen(ink);
        painter.drawText(x, baseline, text);
        x += painter.fontMetrics().horizontalAdvance(text) + 2 * theme::unit;
    }
    const QRect rest(x, top, viewport()->width() - x - theme::unit, legendHeight());
    if (!hasFocus() || rest.width() < 10 * theme::unit)
        return;
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(rest, Qt::AlignRight | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(describeCursor(), Qt::ElideRight, rest.width()));
}

} // namespace slipway
