#include "widgets/ClockStrip.h"

#include "models/DutyRows.h"
#include "widgets/EventWords.h"
#include "widgets/ReleaseFacts.h"

#include <QPainter>

#include <algorithm>

namespace slipway {

namespace {

QFont bold()
{
    QFont font = theme::figures();
    font.setWeight(QFont::DemiBold);
    return font;
}

QString wordsOf(const ClockRow &clock, Instant now)
{
    const Pressure pressure = clock.pressure(now);
    const QString word = theme::lookOf(toText(pressure)).word;
    return pressure == Pressure::Running ? clockWord(clock.name)
                                         : ClockStrip::tr("%1 · %2").arg(clockWord(clock.name), word);
}

} // namespace

ClockStrip::ClockStrip(std::function<Instant()> now, QWidget *parent) : QWidget(parent), m_now(std::move(now))
{
    setObjectName(QStringLiteral("clocks"));
    setAccessibleName(tr("Clocks"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QString roundName(const ClockRow &clock, bool hasOthers)
{
    const QString name = clockWord(clock.name);
    return hasOthers || clock.round > 1 ? ClockStrip::tr("%1, round %2").arg(name).arg(clock.round) : name;
}

QString courseOf(const ClockRow &clock, Instant now)
{
    QStringList parts;
    if (clock.started)
        parts.append(ClockStrip::tr("began %1").arg(timeText(*clock.started)));
    if (clock.target)
        parts.append(ClockStrip::tr("due %1").arg(timeText(*clock.target)));
    if (clock.met)
        parts.append(
            ClockStrip::tr("answered %1, %2").arg(timeText(*clock.met), clockText(clock, *clock.met)));
    else
        parts.append(QStringLiteral("%1 (%2)").arg(clockText(clock, now),
                                                   theme::lookOf(toText(clock.pressure(now))).word));
    if (clock.pausedFor > Duration::zero())
        parts.append(ClockStrip::tr("stood still for %1").arg(longSpan(clock.pausedFor)));
    if (!clock.cause.isEmpty())
        parts.append(quietWord(clock.cause, 200));
    return parts.join(QStringLiteral(", "));
}

void ClockStrip::setClocks(const std::vector<ClockRow> &clocks, const std::vector<ClockRow> &earlier)
{
    if (clocks == m_clocks && earlier == m_earlier)
        return;
    m_clocks = clocks;
    m_earlier = earlier;
    updateGeometry();
    tick();
}

void ClockStrip::tick()
{
    const QString all = details();
    setAccessibleDescription(all);
    setToolTip(all);
    update();
}

QString ClockStrip::text() const
{
    QStringList lines;
    for (const ClockRow &clock : m_clocks)
        lines.append(spokenClock(clock, m_now()));
    return lines.isEmpty() ? tr("No answer is guaranteed here.") : lines.join(QLatin1Char('\n'));
}

QString ClockStrip::details() const
{
    QStringList lines;
    for (const ClockRow &clock : m_clocks) {
        const auto isSame = [&clock](const ClockRow &one) { return one.name == clock.name; };
        for (const ClockRow &before : m_earlier) {
            if (isSame(before))
                lines.append(
                    ClockStrip::tr("%1: %2").arg(roundName(before, true), courseOf(before, m_now())));
        }
        const bool hasOthers = std::any_of(m_earlier.begin(), m_earlier.end(), isSame);
        lines.append(ClockStrip::tr("%1: %2").arg(roundName(clock, hasOthers), courseOf(clock, m_now())));
    }
    return lines.isEmpty() ? text() : lines.join(QLatin1Char('\n'));
}

int ClockStrip::chipHeight()
{
    return theme::rowHeight();
}

// For the longest time that it may show, so that nothing moves while it counts.
int ClockStrip::chipWidth(const ClockRow &clock) const
{
    const QFontMetrics figures{bold()};
    const QFontMetrics words(font());
    const QString longest = ClockStrip::tr("%1 · %2").arg(
        clockWord(clock.name), theme::lookOf(toText(clock.pressure(m_now()))).word);
    const QString time = countdown(clock.left(m_now()));
    return figures.horizontalAdvance(QChar(u'\u25cf')) +
           qMax(figures.horizontalAdvance(QStringLiteral("00:00:00")), figures.horizontalAdvance(time)) +
           words.horizontalAdvance(longest) + 4 * theme::unit;
}

std::vector<ClockStrip::Chip> ClockStrip::chipsIn(int width) const
{
    std::vector<Chip> chips;
    QPoint at(0, 0);
    for (const ClockRow &clock : m_clocks) {
        const int wide = qMin(chipWidth(clock), width);
        if (at.x() > 0 && at.x() + wide > width)
            at = QPoint(0, at.y() + chipHeight() + theme::unit / 2);
        chips.push_back({QRect(at, QSize(wide, chipHeight())), &clock});
        at.rx() += wide + theme::unit;
    }
    return chips;
}

int ClockStrip::heightForWidth(int width) const
{
    const auto chips = chipsIn(width);
    return chips.empty() ? chipHeight() : chips.back().place.bottom() + 1;
}

QSize ClockStrip::sizeHint() const
{
    int width = 0;
    for (const ClockRow &clock : m_clocks)
        width += chipWidth(clock) + theme::unit;
    return {width, chipHeight()};
}

QSize ClockStrip::minimumSizeHint() const
{
    return {20 * theme::unit, chipHeight()};
}

void ClockStrip::paintEvent(QPaintEvent *)
{
    const Instant now = m_now();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Chip &chip : chipsIn(width())) {
        const Pressure pressure = chip.clock->pressure(now);
        const theme::Look look = theme::lookOf(toText(pressure));
        const QColor tone = theme::colour(look.tone);
        const bool isFilled = pressure == Pressure::Breached;
        const QRectF frame = QRectF(chip.place).adjusted(0.5, 0.5, -0.5, -0.5);
        painter.setPen(QPen(tone, pressure == Pressure::Soon ? 2 : 1));
        painter.setBrush(isFilled ? QBrush(tone) : Qt::NoBrush);
        painter.drawRoundedRect(frame, 4, 4);
        const QColor ink = isFilled ? palette().color(QPalette::Base) : tone;
        QRect rect = chip.place.adjusted(theme::unit, 0, -theme::unit, 0);
        painter.setFont(bold());
        painter.setPen(ink);
        painter.drawText(rect, Qt::AlignVCenter | Qt::AlignLeft, QString(look.shape));
        rect.setLeft(rect.left() + painter.fontMetrics().horizontalAdvance(QChar(u'\u25cf')) +
                     theme::unit / 2);
        const QString time = countdown(chip.clock->left(now));
        QRect room = rect;
        room.setWidth(qMax(painter.fontMetrics().horizontalAdvance(QStringLiteral("00:00:00")),
                           painter.fontMetrics().horizontalAdvance(time)));
        painter.drawText(room, Qt::AlignVCenter | Qt::AlignRight, time);
        rect.setLeft(room.right() + theme::unit);
        painter.setFont(font());
        painter.setPen(isFilled ? ink : palette().color(QPalette::WindowText));
        painter.drawText(
            rect, Qt::AlignVCenter | Qt::AlignLeft,
            painter.fontMetrics().elidedText(wordsOf(*chip.clock, now), Qt::ElideRight, rect.width()));
    }
    if (m_clocks.empty()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeft, text());
    }
}

} // namespace slipway
