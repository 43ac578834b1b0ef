#include "widgets/AnswerPlot.h"

#include "models/DutyRows.h"
#include "widgets/Theme.h"

#include <QAccessibleWidget>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace slipway {

namespace {

int lineHeight()
{
    return QFontMetrics(theme::small()).height();
}

// Under a bar there is room for little: "5 min", "4 h".
QString shortBound(const ReportRow::Bucket &bucket)
{
    return bucket.upTo ? longSpan(*bucket.upTo) : QStringLiteral("\u2026");
}

// The next of 1, 2, 5, 10, 20, … of which four make up the highest at least.
qint64 stepFor(qint64 highest)
{
    qint64 ten = 1;
    while (true) {
        for (const qint64 factor : {1, 2, 5}) {
            if (factor * ten * 4 >= highest)
                return factor * ten;
        }
        ten *= 10;
    }
}

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *plot = qobject_cast<AnswerPlot *>(object);
    return plot ? new QAccessibleWidget(plot, QAccessible::Chart) : nullptr;
}

} // namespace

AnswerPlot::AnswerPlot(QWidget *parent) : QWidget(parent)
{
    static const bool once = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(once)
    setObjectName(QStringLiteral("answerPlot"));
    setAccessibleName(tr("How long answers took"));
    setAccessibleDescription(inWords());
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setFocusPolicy(Qt::StrongFocus);
}

void AnswerPlot::setBuckets(const QString &title, const std::vector<ReportRow::Bucket> &buckets)
{
    m_title = title;
    m_buckets = buckets;
    m_chosen = std::min(m_chosen, static_cast<int>(m_buckets.size()) - 1);
    setAccessibleDescription(m_chosen < 0 ? inWords() : describe(m_chosen));
    update();
}

QString AnswerPlot::describe(int bar) const
{
    const auto at = static_cast<std::size_t>(bar);
    return tr("%1: %n answers", nullptr, static_cast<int>(m_buckets[at].count))
        .arg(AnswerTimesModel::boundWords(m_buckets[at], at > 0 ? &m_buckets[at - 1] : nullptr));
}

QString AnswerPlot::inWords() const
{
    QStringList words;
    for (int bar = 0; bar < static_cast<int>(m_buckets.size()); ++bar) {
        if (m_buckets[static_cast<std::size_t>(bar)].count > 0)
            words.append(describe(bar));
    }
    const QString text = words.isEmpty() ? tr("No answer was given.") : words.join(QStringLiteral(", "));
    return m_title.isEmpty() ? text : m_title + QStringLiteral(". ") + text;
}

void AnswerPlot::choose(int bar)
{
    if (bar == m_chosen || bar >= static_cast<int>(m_buckets.size()))
        return;
    m_chosen = bar;
    setAccessibleDescription(bar < 0 ? inWords() : describe(bar));
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
    update();
}

void AnswerPlot::pick(int bar)
{
    choose(bar);
    Q_EMIT barChosen(bar);
}

QSize AnswerPlot::sizeHint() const
{
    return {48 * theme::unit, 20 * theme::unit};
}

QSize AnswerPlot::minimumSizeHint() const
{
    return {24 * theme::unit, 12 * theme::unit};
}

qint64 AnswerPlot::highest() const
{
    qint64 most = 1;
    for (const ReportRow::Bucket &bucket : m_buckets)
        most = std::max(most, bucket.count);
    return most;
}

// Beneath the title, right of the scale, above two lines of labels.
QRect AnswerPlot::plot() const
{
    const QFontMetrics metrics(theme::small());
    const qint64 step = stepFor(highest());
    const int scale = metrics.horizontalAdvance(QLocale().toString((highest() + step - 1) / step * step));
    const int top = 2 * lineHeight() + theme::unit / 2;
    return rect().adjusted(scale + 2 * theme::unit, top, -theme::unit, -lineHeight() - theme::unit);
}

QRect AnswerPlot::slotOf(int bar) const
{
    const QRect room = plot();
    const int count = std::max(1, static_cast<int>(m_buckets.size()));
    const int left = room.left() + room.width() * bar / count;
    const int right = room.left() + room.width() * (bar + 1) / count;
    return {left, room.top(), right - left, room.height()};
}

int AnswerPlot::barAt(int x) const
{
    for (int bar = 0; bar < static_cast<int>(m_buckets.size()); ++bar) {
        const QRect slot = slotOf(bar);
        if (x >= slot.left() && x <= slot.right())
            return bar;
    }
    return -1;
}

bool AnswerPlot::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int bar = barAt(help->pos().x());
    QToolTip::showText(help->globalPos(), bar < 0 ? QString() : describe(bar), this);
    return true;
}

void AnswerPlot::mousePressEvent(QMouseEvent *event)
{
    QWidget::mousePressEvent(event);
    pick(barAt(event->pos().x()));
}

void AnswerPlot::keyPressEvent(QKeyEvent *event)
{
    const int last = static_cast<int>(m_buckets.size()) - 1;
    if (last < 0)
        event->ignore();
    else if (event->key() == Qt::Key_Left)
        pick(m_chosen < 0 ? 0 : std::max(0, m_chosen - 1));
    else if (event->key() == Qt::Key_Right)
        pick(m_chosen < 0 ? 0 : std::min(last, m_chosen + 1));
    else if (event->key() == Qt::Key_Home)
        pick(0);
    else if (event->key() == Qt::Key_End)
        pick(last);
    else
        event->ignore();
}

void AnswerPlot::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void AnswerPlot::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

void AnswerPlot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(theme::small());
    const QRect head(theme::unit, 0, width() - 2 * theme::unit, lineHeight());
    painter.setPen(palette().color(QPalette::Text));
    const QString said = m_chosen < 0 ? m_title : describe(m_chosen);
    painter.drawText(head, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(said, Qt::ElideRight, head.width()));
    if (!m_buckets.empty()) {
        paintScale(painter, plot());
        paintBars(painter, plot());
    }
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void AnswerPlot::paintScale(QPainter &painter, const QRect &room) const
{
    const qint64 step = stepFor(highest());
    const qint64 top = (highest() + step - 1) / step * step;
    QColor line = palette().color(QPalette::Text);
    line.setAlphaF(0.15F);
    for (qint64 count = 0; count <= top; count += step) {
        const int y = room.bottom() + 1 - static_cast<int>(room.height() * count / top);
        painter.setPen(line);
        painter.drawLine(room.left(), y, room.right(), y);
        painter.setPen(theme::colour(theme::Tone::Idle));
        painter.drawText(QRect(0, y - lineHeight() / 2, room.left() - theme::unit, lineHeight()),
                         Qt::AlignRight | Qt::AlignVCenter, QLocale().toString(count));
    }
}

void AnswerPlot::paintBars(QPainter &painter, const QRect &room) const
{
    const qint64 step = stepFor(highest());
    const qint64 top = (highest() + step - 1) / step * step;
    const QColor tone = theme::colour(theme::Tone::Busy);
    // Where labels would touch each other every other one is left out; the one that is chosen is there.
    int widest = 0;
    for (const ReportRow::Bucket &bucket : m_buckets)
        widest = std::max(widest, painter.fontMetrics().horizontalAdvance(shortBound(bucket)));
    const int each = std::max(1, (widest + theme::unit) / std::max(1, slotOf(0).width()) + 1);
    for (int bar = 0; bar < static_cast<int>(m_buckets.size()); ++bar) {
        const ReportRow::Bucket &bucket = m_buckets[static_cast<std::size_t>(bar)];
        const QRect slot = slotOf(bar);
        const int gap = std::max(1, slot.width() / 8);
        const int height = static_cast<int>(room.height() * bucket.count / top);
        const QRect body(slot.left() + gap, room.bottom() + 1 - height, slot.width() - 2 * gap, height);
        painter.fillRect(body, tone);
        if (bar == m_chosen) {
            painter.setPen(QPen(palette().color(QPalette::Text), 2));
            painter.drawRect(QRect(body.left(), std::min(body.top(), room.bottom() - 1), body.width(),
                                   std::max(height, 2)));
        }
        painter.setPen(palette().color(QPalette::Text));
        if (bucket.count > 0)
            painter.drawText(QRect(slot.left(), body.top() - lineHeight(), slot.width(), lineHeight()),
                             Qt::AlignHCenter | Qt::AlignBottom | Qt::TextDontClip,
                             QLocale().toString(bucket.count));
        painter.setPen(theme::colour(theme::Tone::Idle));
        if (bar % each == 0)
            painter.drawText(
                QRect(slot.left() - widest, room.bottom() + 3, slot.width() + 2 * widest, lineHeight()),
                Qt::AlignHCenter | Qt::AlignTop, shortBound(bucket));
    }
}

} // namespace slipway

#include "moc_AnswerPlot.cpp"
