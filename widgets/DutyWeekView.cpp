#include "widgets/DutyWeekView.h"

#include "widgets/DutyWeekAccess.h"
#include "widgets/EventWords.h"
#include "widgets/Theme.h"
#include "widgets/ViewKeys.h"

#include <QAccessible>
#include <QApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace slipway {

namespace {

constexpr int leastHeight = 5 * theme::unit; // of a row
constexpr int mostHeight = 9 * theme::unit;
constexpr Duration quarter = std::chrono::minutes(15);
constexpr Duration hour = std::chrono::hours(1);

} // namespace

DutyWeekView::DutyWeekView(DutyModel &model, QWidget *parent) : QAbstractScrollArea(parent), m_model(model)
{
    makeDutyWeekAccessible();
    setObjectName(QStringLiteral("dutyWeek"));
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Who is on duty in this week"));
    viewport()->setMouseTracking(true);
    verticalScrollBar()->setSingleStep(leastHeight);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &DutyWeekView::onReset);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, viewport(), qOverload<>(&QWidget::update));
}

void DutyWeekView::onReset()
{
    m_person = std::min(m_person, m_model.rowCount() - 1);
    if (m_person < 0 && m_model.rowCount() > 0)
        m_person = 0;
    if (!m_model.week().has(m_moment)) {
        m_moment =
            m_model.week().has(m_now) ? snapped(m_now, m_model.week().zone) : m_model.week().edges.front();
        m_anchor.reset();
    }
    updateBars();
    say();
    viewport()->update();
    Q_EMIT chosenChanged();
}

void DutyWeekView::setNow(Instant now)
{
    const bool moved = m_model.isLoaded() && xOf(now) != xOf(m_now);
    m_now = now;
    if (moved)
        viewport()->update();
}

std::optional<DutyWeekView::Span> DutyWeekView::span() const
{
    if (!m_anchor || *m_anchor == m_moment || m_person < 0)
        return std::nullopt;
    return Span{m_person, std::min(*m_anchor, m_moment), std::max(*m_anchor, m_moment)};
}

QString DutyWeekView::person() const
{
    return m_person < 0 ? QString() : m_model.people().value(m_person);
}

const ShiftRow *DutyWeekView::chosen() const
{
    const QString name = person();
    for (const ShiftRow &shift : m_model.shifts()) {
        if (shift.begins <= m_moment && m_moment < shift.ends)
            return !name.isEmpty() && (shift.onDuty == name || shift.alternate == name) ? &shift : nullptr;
    }
    return nullptr;
}

void DutyWeekView::choose(int person, Instant moment)
{
    m_person = person;
    m_moment = moment;
    m_anchor.reset();
    say();
    viewport()->update();
    Q_EMIT chosenChanged();
}

void DutyWeekView::clearSpan()
{
    if (!std::exchange(m_anchor, {}))
        return;
    viewport()->update();
    Q_EMIT chosenChanged();
}

int DutyWeekView::nameWidth() const
{
    return std::clamp(viewport()->width() / 6, 9 * theme::unit, 20 * theme::unit);
}

int DutyWeekView::headerHeight() const
{
    return 2 * QFontMetrics(theme::small()).height() + theme::unit;
}

int DutyWeekView::legendHeight() const
{
    return QFontMetrics(theme::small()).height() + theme::unit;
}

int DutyWeekView::rowHeight() const
{
    return std::clamp(rowsHeight() / std::max(1, m_model.rowCount()), leastHeight, mostHeight);
}

QRect DutyWeekView::rowRect(int person) const
{
    return {0, headerHeight() + person * rowHeight() - verticalScrollBar()->value(), viewport()->width(),
            rowHeight()};
}

int DutyWeekView::xOf(Instant moment) const
{
    const auto &edges = m_model.week().edges;
    const double part = std::chrono::duration<double>(moment - edges.front()) /
                        std::chrono::duration<double>(edges.back() - edges.front());
    return nameWidth() + qRound(part * (viewport()->width() - nameWidth() - 1));
}

Instant DutyWeekView::momentAt(int x) const
{
    const auto &edges = m_model.week().edges;
    const int room = std::max(1, viewport()->width() - nameWidth() - 1);
    const double part = std::clamp(static_cast<double>(x - nameWidth()) / room, 0.0, 1.0);
    const auto whole = std::chrono::duration_cast<std::chrono::milliseconds>(edges.back() - edges.front());
    return snapped(edges.front() + std::chrono::milliseconds(qRound64(part * double(whole.count()))),
                   m_model.week().zone);
}

int DutyWeekView::personAt(int y) const
{
    if (y < headerHeight() || y >= viewport()->height() - legendHeight())
        return -1;
    const int person = (y - headerHeight() + verticalScrollBar()->value()) / rowHeight();
    return person < m_model.rowCount() ? person : -1;
}

// On duty fills the row, the alternate stands lower.
QRect DutyWeekView::shiftRect(const ShiftRow &shift, int person) const
{
    const auto &edges = m_model.week().edges;
    const QRect row = rowRect(person);
    const int left = xOf(std::max(shift.begins, edges.front()));
    const int right = xOf(std::min(shift.ends, edges.back()));
    const bool isOnDuty = shift.onDuty == m_model.people().value(person);
    const int top = row.top() + (isOnDuty ? 4 : row.height() / 2);
    return {left, top, std::max(2, right - left), row.bottom() - 3 - top};
}

Instant DutyWeekView::inWeek(Instant moment) const
{
    const auto &edges = m_model.week().edges;
    return std::clamp(moment, edges.front(), edges.back());
}

QString DutyWeekView::describeCursor() const
{
    const QString name = quietWord(person());
    if (name.isEmpty())
        return tr("Nobody takes turns yet.");
    const QTimeZone &zone = m_model.week().zone;
    if (const auto chosen = span()) {
        return tr("%1: chosen from %2 to %3, %4. Enter puts them on duty then.")
            .arg(name, zonedText(chosen->from, zone), zonedText(chosen->to, zone),
                 longSpan(chosen->to - chosen->from));
    }
    const ShiftRow *shift = chosen();
    return tr("%1, %2: %3", "person, time, what they are then")
        .arg(name, zonedText(m_moment, zone),
             shift ? quietWord(m_model.describe(*shift, person()), 300) : tr("not on duty"));
}

void DutyWeekView::say()
{
    setAccessibleDescription(describeCursor());
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

QSize DutyWeekView::sizeHint() const
{
    return {90 * theme::unit, headerHeight() + 4 * leastHeight + legendHeight()};
}

QSize DutyWeekView::minimumSizeHint() const
{
    return {40 * theme::unit, headerHeight() + 2 * leastHeight + legendHeight()};
}

void DutyWeekView::updateBars()
{
    const int room = std::max(0, rowsHeight());
    verticalScrollBar()->setPageStep(room);
    verticalScrollBar()->setRange(0, std::max(0, m_model.rowCount() * rowHeight() - room));
}

void DutyWeekView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateBars();
}

void DutyWeekView::showRow(int person)
{
    const int room = rowsHeight();
    const int top = person * rowHeight();
    QScrollBar *bar = verticalScrollBar();
    bar->setValue(std::clamp(bar->value(), top + rowHeight() - room, std::max(0, top)));
}

void DutyWeekView::mousePressEvent(QMouseEvent *event)
{
    const int person = personAt(event->pos().y());
    if (event->button() != Qt::LeftButton || person < 0)
        return;
    choose(person, momentAt(event->pos().x()));
    m_isDragging = event->pos().x() >= nameWidth();
    if (m_isDragging)
        m_anchor = m_moment;
}

void DutyWeekView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_isDragging)
        return;
    m_moment = momentAt(event->pos().x());
    viewport()->update();
    QToolTip::showText(event->globalPosition().toPoint(), describeCursor().toHtmlEscaped(), this);
}

void DutyWeekView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !std::exchange(m_isDragging, false))
        return;
    say();
    Q_EMIT chosenChanged();
    if (const auto dragged = span())
        Q_EMIT overrideWanted(person(), dragged->from, dragged->to);
}

void DutyWeekView::moveBy(int people, Duration time, bool extends)
{
    if (m_model.rowCount() == 0)
        return;
    if (extends && !m_anchor)
        m_anchor = m_moment;
    else if (!extends)
        m_anchor.reset();
    if (people != 0)
        m_anchor.reset();
    m_person = std::clamp(m_person + people, 0, m_model.rowCount() - 1);
    if (time != Duration::zero())
        m_moment = inWeek(snapped(m_moment + time, m_model.week().zone));
    showRow(m_person);
    say();
    viewport()->update();
    Q_EMIT chosenChanged();
}

bool DutyWeekView::moves(const QKeyEvent &event)
{
    const bool extends = event.modifiers() & Qt::ShiftModifier;
    const Duration step = event.modifiers() & Qt::ControlModifier ? quarter : hour;
    switch (event.key()) {
    case Qt::Key_Up:
    case Qt::Key_K:
        moveBy(-1, {}, false);
        return true;
    case Qt::Key_Down:
    case Qt::Key_J:
        moveBy(1, {}, false);
        return true;
    case Qt::Key_Left:
        moveBy(0, -step, extends);
        return true;
    case Qt::Key_Right:
        moveBy(0, step, extends);
        return true;
    case Qt::Key_Home:
        moveBy(0, m_model.week().edges.front() - m_moment, extends);
        return true;
    case Qt::Key_End:
        moveBy(0, m_model.week().edges.back() - m_moment, extends);
        return true;
    default:
        return false;
    }
}

void DutyWeekView::keyPressEvent(QKeyEvent *event)
{
    if (moves(*event))
        return;
    const ShiftRow *shift = chosen();
    if (event->key() == Qt::Key_PageDown || event->key() == Qt::Key_PageUp) {
        Q_EMIT weekWanted(event->key() == Qt::Key_PageDown ? 1 : -1);
    } else if (isEnterKey(event) && m_person >= 0) {
        const auto marked = span();
        const Instant from = marked ? marked->from : m_moment;
        Q_EMIT overrideWanted(person(), from, marked ? marked->to : from + hour);
    } else if (event->key() == Qt::Key_Delete && shift && shift->override > 0) {
        Q_EMIT removalWanted(*shift);
    } else if (event->key() == Qt::Key_Escape && m_anchor) {
        clearSpan();
    } else {
        event->ignore();
    }
}

void DutyWeekView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void DutyWeekView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

bool DutyWeekView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int person = personAt(help->pos().y());
    QStringList lines;
    for (const ShiftRow &shift : m_model.shifts()) {
        const QString name = m_model.people().value(person);
        if (person >= 0 && (shift.onDuty == name || shift.alternate == name) &&
            shiftRect(shift, person).contains(help->pos()))
            lines.append(quietWord(name) + QStringLiteral(": ") +
                         quietWord(m_model.describe(shift, name), 300));
    }
    if (lines.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), lines.join(QLatin1Char('\n')).toHtmlEscaped(), this);
    return true;
}

} // namespace slipway

#include "moc_DutyWeekView.cpp"
