#include "widgets/DowntimeStrip.h"

#include "widgets/ReleaseFacts.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace slipway {

namespace {

constexpr qint64 sliceMs = 100;
constexpr double heldFromMs = 250;          // answers later than this waited at the gateway
constexpr qint64 leastSpan = 100 * sliceMs; // bars of the first seconds don't keep changing their width
constexpr int barsHeight = 4 * theme::unit;

theme::Tone toneOf(DowntimeStrip::Kind kind)
{
    switch (kind) {
    case DowntimeStrip::Kind::Served:
        return theme::Tone::Good;
    case DowntimeStrip::Kind::Held:
        return theme::Tone::Warning;
    case DowntimeStrip::Kind::Failed:
        return theme::Tone::Bad;
    case DowntimeStrip::Kind::None:
        break;
    }
    return theme::Tone::Idle;
}

QChar shapeOf(DowntimeStrip::Kind kind)
{
    switch (kind) {
    case DowntimeStrip::Kind::Served:
        return QChar(0x25CF); // ●
    case DowntimeStrip::Kind::Held:
        return QChar(0x25B2); // ▲
    case DowntimeStrip::Kind::Failed:
        return QChar(0x2715); // ✕
    case DowntimeStrip::Kind::None:
        break;
    }
    return QChar(0x25CB); // ○
}

// Not by colour alone: what was held stands higher than what was served, what failed fills all.
double heightOf(DowntimeStrip::Kind kind)
{
    switch (kind) {
    case DowntimeStrip::Kind::Served:
        return 0.4;
    case DowntimeStrip::Kind::Held:
        return 0.7;
    case DowntimeStrip::Kind::Failed:
        return 1;
    case DowntimeStrip::Kind::None:
        break;
    }
    return 0;
}

int lineHeight()
{
    return QFontMetrics(theme::small()).height();
}

} // namespace

DowntimeStrip::Kind DowntimeStrip::kindOf(const Slice &slice)
{
    if (slice.failed > 0)
        return Kind::Failed;
    if (slice.answered == 0)
        return Kind::None;
    return slice.worstMs >= heldFromMs ? Kind::Held : Kind::Served;
}

QString DowntimeStrip::wordOf(Kind kind)
{
    switch (kind) {
    case Kind::Served:
        return tr("answered at once");
    case Kind::Held:
        return tr("held, answered late");
    case Kind::Failed:
        return tr("failed");
    case Kind::None:
        break;
    }
    return tr("nothing was asked");
}

DowntimeStrip::DowntimeStrip(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("downtimeStrip"));
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("What visitors got during the cutover"));
    setAccessibleDescription(inWords());
}

void DowntimeStrip::setSlices(const std::vector<Slice> &slices, std::optional<qint64> held)
{
    if (slices == m_slices && held == m_held)
        return;
    const bool appears = slices.empty() != m_slices.empty();
    m_slices = slices;
    m_held = held;
    if (appears) {
        setFocusPolicy(m_slices.empty() ? Qt::NoFocus : Qt::StrongFocus);
        updateGeometry();
    }
    m_chosen = std::min(m_chosen, count() - 1);
    setAccessibleDescription(inWords());
    update();
}

QString DowntimeStrip::inWords() const
{
    if (m_slices.empty())
        return tr("Nothing has been asked from outside yet.");
    qint64 held = 0;
    qint64 failed = 0;
    for (const Slice &slice : m_slices) {
        held += kindOf(slice) == Kind::Held ? sliceMs : 0;
        failed += slice.failed;
    }
    const Duration watched = std::chrono::milliseconds(m_slices.back().at - m_slices.front().at + sliceMs);
    const QString text =
        tr("Watched for %1. ").arg(spanText(watched)) +
        (held == 0 ? tr("No answer took longer than %1 ms. ").arg(heldFromMs)
                   : tr("Answers came late for %1. ").arg(spanText(std::chrono::milliseconds(held))));
    return text + (failed == 0 ? tr("No request failed.")
                               : tr("Failed requests: %1.").arg(QLocale().toString(failed)));
}

QString DowntimeStrip::describe(int index) const
{
    const Slice &slice = m_slices[static_cast<std::size_t>(index)];
    const double seconds = static_cast<double>(slice.at - m_held.value_or(0)) / 1000;
    const QLocale locale;
    const QString time = (seconds >= 0 ? QStringLiteral("+") : QStringLiteral("−")) +
                         locale.toString(std::abs(seconds), 'f', 1);
    const Kind kind = kindOf(slice);
    const QString from = m_held ? tr("%1 s from the hold").arg(time) : tr("%1 s").arg(time);
    return tr("%1: %2. %3 answered, %4 failed, slowest %5 ms.")
        .arg(from, wordOf(kind), QString::number(slice.answered), QString::number(slice.failed),
             locale.toString(slice.worstMs, 'f', 0));
}

QSize DowntimeStrip::sizeHint() const
{
    const int empty = 2 * lineHeight() + theme::unit;
    return {60 * theme::unit, m_slices.empty() ? empty : barsHeight + 2 * lineHeight() + 2 * theme::unit};
}

QSize DowntimeStrip::minimumSizeHint() const
{
    return {20 * theme::unit, sizeHint().height()};
}

QRect DowntimeStrip::plot() const
{
    return {theme::unit, lineHeight() + theme::unit / 2, width() - 2 * theme::unit, barsHeight};
}

double DowntimeStrip::xOf(qint64 at) const
{
    const QRect room = plot();
    const qint64 first = m_slices.front().at;
    const qint64 span = std::max<qint64>(m_slices.back().at + sliceMs - first, leastSpan);
    return room.left() + static_cast<double>(at - first) / static_cast<double>(span) * room.width();
}

int DowntimeStrip::sliceAt(int x) const
{
    const auto found = std::find_if(m_slices.begin(), m_slices.end(), [this, x](const Slice &slice) {
        return x >= xOf(slice.at) && x < xOf(slice.at + sliceMs);
    });
    return found == m_slices.end() ? -1 : static_cast<int>(found - m_slices.begin());
}

void DowntimeStrip::choose(int slice)
{
    if (slice == m_chosen)
        return;
    m_chosen = slice;
    setAccessibleDescription(slice < 0 ? inWords() : describe(slice));
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
    update();
}

void DowntimeStrip::mouseMoveEvent(QMouseEvent *event)
{
    choose(m_slices.empty() ? -1 : sliceAt(event->pos().x()));
}

void DowntimeStrip::leaveEvent(QEvent *)
{
    if (!hasFocus())
        choose(-1);
}

void DowntimeStrip::keyPressEvent(QKeyEvent *event)
{
    // Where it gets interesting, when nothing is chosen yet.
    const auto first = std::find_if(m_slices.begin(), m_slices.end(), [](const Slice &slice) {
        return kindOf(slice) == Kind::Held || kindOf(slice) == Kind::Failed;
    });
    const int start = first == m_slices.end() ? 0 : static_cast<int>(first - m_slices.begin());
    const int last = count() - 1;
    if (m_slices.empty())
        event->ignore();
    else if (event->key() == Qt::Key_Left)
        choose(m_chosen < 0 ? start : std::max(0, m_chosen - 1));
    else if (event->key() == Qt::Key_Right)
        choose(m_chosen < 0 ? start : std::min(last, m_chosen + 1));
    else if (event->key() == Qt::Key_Home)
        choose(0);
    else if (event->key() == Qt::Key_End)
        choose(last);
    else
        event->ignore();
}

void DowntimeStrip::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void DowntimeStrip::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    choose(-1);
    update();
}

void DowntimeStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(theme::small());
    if (m_slices.empty()) {
        paintEmpty(painter);
    } else {
        paintLegend(painter);
        paintBars(painter, plot());
        paintAxis(painter, plot());
    }
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void DowntimeStrip::paintEmpty(QPainter &painter) const
{
    painter.setPen(theme::colour(theme::Tone::Idle));
    painter.drawText(
        rect().adjusted(theme::unit, 0, -theme::unit, 0), Qt::AlignCenter | Qt::TextWordWrap,
        tr("Here appears what visitors got during the cutover: a bar for each tenth of a second, "
           "asked from outside."));
}

void DowntimeStrip::paintBars(QPainter &painter, const QRect &room) const
{
    painter.fillRect(room, palette().color(QPalette::AlternateBase));
    for (int i = 0; i < count(); ++i) {
        const Slice &slice = m_slices[static_cast<std::size_t>(i)];
        const Kind kind = kindOf(slice);
        const double left = xOf(slice.at);
        const double right = xOf(slice.at + sliceMs);
        const double height = heightOf(kind) * room.height();
        // A gap between bars only where there is room for one; a bar is never too thin to be seen.
        const double gap = right - left >= 4 ? 1 : 0;
        const QRectF bar(left, room.bottom() + 1 - height, std::max(1.0, right - left - gap), height);
        painter.fillRect(bar, theme::colour(toneOf(kind)));
        if (i == m_chosen) {
            painter.setPen(QPen(palette().color(QPalette::Text), 1));
            painter.drawRect(QRectF(left - 1, room.top(), right - left + 1, room.height()));
        }
    }
}

void DowntimeStrip::paintAxis(QPainter &painter, const QRect &room) const
{
    const qint64 zero = m_held.value_or(m_slices.front().at);
    const qint64 first = m_slices.front().at - zero;
    const qint64 last = m_slices.back().at + sliceMs - zero;
    constexpr std::array<qint64, 8> steps{500, 1000, 2000, 5000, 10000, 30000, 60000, 300000};
    const double pixelsPerMs = room.width() / static_cast<double>(std::max<qint64>(last - first, leastSpan));
    const auto fits = std::find_if(steps.begin(), steps.end(), [pixelsPerMs](qint64 step) {
        return static_cast<double>(step) * pixelsPerMs >= 12 * theme::unit;
    });
    const qint64 step = fits == steps.end() ? std::max<qint64>(last - first, 1) : *fits;
    const QColor ink = theme::colour(theme::Tone::Idle);
    const qint64 begin = first <= 0 ? -(-first / step) * step : (first + step - 1) / step * step;
    for (qint64 at = begin; at <= last; at += step) {
        const int x = static_cast<int>(xOf(at + zero));
        if (x < room.left() || x > room.right())
            continue;
        painter.setPen(ink);
        painter.drawLine(x, room.bottom() + 1, x, room.bottom() + 4);
        const QString text = at == 0 && m_held
                                 ? tr("hold")
                                 : tr("%1 s").arg(QLocale().toString(static_cast<double>(at) / 1000, 'g', 4));
        const int half = painter.fontMetrics().horizontalAdvance(text) / 2 + 1;
        const int middle = std::clamp(x, half, std::max(half, width() - half));
        const QRect label(middle - half, room.bottom() + 4, 2 * half, lineHeight());
        painter.drawText(label, Qt::AlignHCenter | Qt::AlignTop, text);
    }
}

void DowntimeStrip::paintLegend(QPainter &painter) const
{
    const QRect line(theme::unit, 0, width() - 2 * theme::unit, lineHeight());
    int x = line.left();
    for (const Kind kind : {Kind::Served, Kind::Held, Kind::Failed}) {
        const QString text = QString(shapeOf(kind)) + QLatin1Char(' ') + wordOf(kind);
        painter.setPen(theme::colour(toneOf(kind)));
        painter.drawText(QPoint(x, line.top() + painter.fontMetrics().ascent()), text);
        x += painter.fontMetrics().horizontalAdvance(text) + 2 * theme::unit;
    }
    if (x >= line.right())
        return;
    painter.setPen(palette().color(QPalette::Text));
    const QString words = m_chosen < 0 ? inWords() : describe(m_chosen);
    painter.drawText(QRect(x, line.top(), line.right() - x, line.height()), Qt::AlignRight | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(words, Qt::ElideRight, line.right() - x));
}

} // namespace slipway
