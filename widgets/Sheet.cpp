#include "widgets/Sheet.h"

#include "widgets/PaneRoom.h"
#include "widgets/Theme.h"

#include <QAccessible>
#include <QApplication>
#include <QCloseEvent>
#include <QCoreApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QMenuBar>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway {

Sheet::Sheet(QWidget *window) : QWidget(window), m_card(new QFrame(this)), m_layout(new QVBoxLayout(m_card))
{
    setFocusPolicy(Qt::NoFocus);
    m_card->setFrameShape(QFrame::StyledPanel);
    m_card->setAutoFillBackground(true);
    m_card->setBackgroundRole(QPalette::Base);
    m_layout->setContentsMargins({});
    window->installEventFilter(this);
    m_card->installEventFilter(this);
    hide();
}

void Sheet::setContent(QWidget *content)
{
    m_content = content;
    m_layout->addWidget(new PaneRoom(content)); // scrolled where the window is too low for it
    setAccessibleName(content->accessibleName());
}

void Sheet::setWidth(int width)
{
    m_width = width;
    place();
}

void Sheet::setTallest(int height)
{
    m_tallest = height;
    place();
}

void Sheet::setMargin(int top)
{
    m_top = top;
    place();
}

void Sheet::open(QWidget *focus)
{
    // Asked for in a pane that floats, it lies over another window.
    m_before = QApplication::focusWidget() ? QApplication::focusWidget() : window()->focusWidget();
    if (!window()->isActiveWindow()) {
        window()->raise();
        window()->activateWindow();
    }
    place();
    show();
    raise();
    shutMenus();
    if (focus)
        focus->setFocus(Qt::OtherFocusReason);
    else
        focusNextPrevChild(true);
    QAccessibleEvent shown(this, QAccessible::DialogStart);
    QAccessible::updateAccessibility(&shown);
}

void Sheet::close()
{
    if (isHidden())
        return;
    hide();
    shutMenus();
    if (m_before && m_before->isVisible()) {
        m_before->activateWindow();
        m_before->setFocus(Qt::OtherFocusReason);
    }
    QAccessibleEvent gone(this, QAccessible::DialogEnd);
    QAccessible::updateAccessibility(&gone);
    Q_EMIT closed();
    deleteLater();
}

// Alt leads into them, past whatever lies above.
void Sheet::shutMenus() const
{
    const auto sheets = parentWidget()->findChildren<Sheet *>(QString(), Qt::FindDirectChildrenOnly);
    const bool isOver =
        std::any_of(sheets.begin(), sheets.end(), [](const Sheet *one) { return !one->isHidden(); });
    const auto bars = parentWidget()->findChildren<QMenuBar *>();
    for (QMenuBar *bar : bars)
        bar->setEnabled(!isOver);
}

void Sheet::giveUp()
{
    if (isHidden())
        return;
    QCloseEvent asked; // the content may have something under way
    if (m_content)
        QCoreApplication::sendEvent(m_content, &asked);
    if (!asked.isAccepted())
        return;
    Q_EMIT givenUp();
    close();
}

int Sheet::neededHeight(int width) const
{
    if (!m_content)
        return 0;
    const QLayout *layout = m_content->layout();
    const int hint = layout && layout->hasHeightForWidth() ? layout->totalHeightForWidth(width)
                                                           : m_content->sizeHint().height();
    return qMax(hint, m_content->minimumSizeHint().expandedTo(m_content->minimumSize()).height());
}

void Sheet::place()
{
    const QWidget *window = parentWidget();
    setGeometry(0, m_top, window->width(), window->height() - m_top);
    const int margin = 3 * theme::unit;
    const int width = qMin(m_width, this->width() - 2 * margin);
    const QMargins frame = m_card->contentsMargins();
    const int height = qMin(neededHeight(width - frame.left() - frame.right()) + frame.top() + frame.bottom(),
                            qMax(1, this->height() - 2 * margin));
    const int above = this->height() - qMax(height, m_tallest);
    m_card->setGeometry((this->width() - width) / 2, qMax(margin, above / 3), width, height);
}

// No shortcut reaches what lies beneath; mnemonics of the sheet do.
bool Sheet::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (!(key->modifiers() & Qt::AltModifier) && !key->matches(QKeySequence::Quit)) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

bool Sheet::eventFilter(QObject *watched, QEvent *event)
{
    const bool room = watched == parentWidget() && event->type() == QEvent::Resize;
    const bool need = watched == m_card && event->type() == QEvent::LayoutRequest; // fields come and go
    if (room || need)
        place();
    return QWidget::eventFilter(watched, event);
}

void Sheet::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), QColor(0, 0, 0, theme::isDark() ? 150 : 100));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (int spread = 1; spread <= 6; ++spread) {
        painter.setBrush(QColor(0, 0, 0, 14));
        painter.drawRoundedRect(m_card->geometry().adjusted(-spread, -spread + 2, spread, spread + 2), 6, 6);
    }
}

void Sheet::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        giveUp();
    // Whatever nobody here took mustn't reach what lies beneath.
    event->accept();
}

void Sheet::mousePressEvent(QMouseEvent *event)
{
    event->accept();
}

// Tab goes round inside the card.
bool Sheet::focusNextPrevChild(bool next)
{
    QWidget *const focused = window()->focusWidget(); // also while the window isn't the active one
    QWidget *const from = focused && m_card->isAncestorOf(focused) ? focused : m_card;
    QWidget *widget = from;
    do {
        widget = next ? widget->nextInFocusChain() : widget->previousInFocusChain();
        if (m_card->isAncestorOf(widget) && widget->isEnabled() && widget->isVisibleTo(this) &&
            (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy()) {
            widget->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return true;
        }
    } while (widget != from);
    return true;
}

} // namespace slipway
