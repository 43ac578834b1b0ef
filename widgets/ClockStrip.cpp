#include "widgets/ClockStrip.h"

#include "widgets/Theme.h"

#include <QPainter>

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

void ClockStrip::setClocks(const std::vector<ClockRow> &clocks)
{
    if (clocks == m_clocks)
        return;
    m_clocks = clocks;
    updateGeometry();
    tick();
}

void ClockStrip::tick()
{
    setAccessibleDescription(text());
    setToolTip(text());
    update();
}

QString ClockStrip::text() const
{
    QStringList lines;
    for (const ClockRow &clock : m_clocks)
        lines.append(spokenClock(clock, m_now()));
    return lines.isEmpty() ? tr("No answer is guaranteed here.") : lines.join(QLatin1Char('\n'));
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
