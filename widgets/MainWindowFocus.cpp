// Where the focus of MainWindow is and goes.
#include "widgets/EmptyState.h"
#include "widgets/MainWindow.h"
#include "widgets/Sheet.h"

#include <QApplication>

#include <algorithm>

namespace slipway {

namespace {

constexpr int awaitedFor = 2000; // ms that somebody who went to a pane waits for its rows

} // namespace

Pane *MainWindow::focusedPane() const
{
    return m_lastPane && dock(m_lastPane->id())->isVisible() ? m_lastPane.data() : nullptr;
}

void MainWindow::showPane(const QString &id)
{
    PaneDock *found = dock(id);
    if (!found)
        return;
    found->show();
    found->raise();
    if (found->isFloating())
        found->activateWindow();
    Pane *shown = found->pane();
    m_lastPane = shown;
    endWait();
    if (shown->isAncestorOf(QApplication::focusWidget()) || sheet())
        return;
    QWidget *own = shown->focusProxy()                   ? shown->focusProxy()
                   : shown->focusPolicy() != Qt::NoFocus ? shown
                                                         : nullptr;
    if (own && own->isVisible()) {
        own->setFocus(Qt::ShortcutFocusReason);
        return;
    }
    if (own) {
        await(own, shown);
        return;
    }
    // A list rather than the search field above it: single keys lead on from there.
    const auto widgets = shown->findChildren<QWidget *>();
    QWidget *first = nullptr;
    for (QWidget *widget : widgets) {
        if (!widget->isVisibleTo(shown) || !widget->isEnabled() || !(widget->focusPolicy() & Qt::TabFocus))
            continue;
        if (widget->inherits("QAbstractItemView")) {
            first = widget;
            break;
        }
        if (!first)
            first = widget;
    }
    if (first)
        first->setFocus(Qt::ShortcutFocusReason);
}

// It has no rows yet. The keys don't go on acting where one was: the pane's own words have them until then.
void MainWindow::await(QWidget *own, const Pane *shown)
{
    const auto empties = shown->findChildren<EmptyState *>();
    const auto seen =
        std::find_if(empties.begin(), empties.end(), [](EmptyState *empty) { return empty->isVisible(); });
    if (seen != empties.end())
        (*seen)->setFocus(Qt::ShortcutFocusReason);
    m_awaited = own;
    m_leaving = QApplication::focusWidget();
    own->installEventFilter(this);
    if (m_leaving)
        m_leaving->installEventFilter(this);
    m_wait.start(awaitedFor);
}

void MainWindow::endWait()
{
    m_wait.stop();
    for (QPointer<QWidget> *waiting : {&m_awaited, &m_leaving}) {
        if (*waiting)
            (*waiting)->removeEventFilter(this);
        waiting->clear();
    }
}

Pane *MainWindow::inPane(QWidget *widget)
{
    for (; widget; widget = widget->parentWidget()) {
        if (auto *found = qobject_cast<Pane *>(widget))
            return found;
    }
    return nullptr;
}

void MainWindow::onFocus(QWidget *now)
{
    if (Pane *focused = inPane(now); focused && pane(focused->id()) == focused)
        m_lastPane = focused;
}

// A pane behind another's tab is visible for Qt, only beside the window: Tab passes it by.
bool MainWindow::focusNextPrevChild(bool next)
{
    const auto takesFocus = [this](QWidget *widget) {
        if (!(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy() || widget->window() != this ||
            !widget->isEnabled() || !widget->isVisible())
            return false;
        const Pane *around = inPane(widget);
        const PaneDock *holder = around ? dock(around->id()) : nullptr;
        return !holder || holder->isActive();
    };
    QWidget *const from = focusWidget() ? focusWidget() : this;
    QWidget *widget = from;
    do {
        widget = next ? widget->nextInFocusChain() : widget->previousInFocusChain();
        if (takesFocus(widget)) {
            widget->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return true;
        }
    } while (widget != from);
    return false;
}

} // namespace slipway
